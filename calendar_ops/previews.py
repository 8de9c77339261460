"""The mails about an intervention as they will read, made by the same words as the real ones."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from calendar_ops.audience import Audience
from calendar_ops.enums import NoticeKind
from calendar_ops.evaluation import Plan, whom
from calendar_ops.models import Intervention
from calendar_ops.notices import Block, Mail, Reader, render
from catalog.models import Offering
from organization.models import BusinessUnit
from organization.queries import brand


@dataclass(frozen=True, slots=True)
class Preview:
    """`key` names it in an address: fr, en or relay."""

    key: str
    title: str
    mail: Mail


def previews(
    intervention: Intervention,
    plan: Plan,
    offerings: Sequence[Offering],
    *,
    kind: NoticeKind = NoticeKind.ADVANCE,
) -> list[Preview]:
    """In French, in English, and what a relay gets when somebody has no mailbox. The row may be unsaved."""
    audience = whom(plan)
    units = BusinessUnit.objects.select_related("relay").in_bulk(audience.units)
    largest = max(audience.units, key=lambda pk: (audience.by_unit.get(pk, 0), -pk), default=None)
    unit = units[largest] if largest is not None else None
    zone = unit.time_zone if unit else intervention.time_zone
    identity = brand()
    block = Block(intervention, kind, offerings=tuple(offerings), unit=unit)
    found = [
        Preview("fr", _("In French"), render([block], Reader("fr", zone), identity)),
        Preview("en", _("In English"), render([block], Reader("en", zone), identity)),
    ]
    relayed = _relayed(audience, units)
    if relayed is not None:
        told = Block(
            intervention,
            kind,
            offerings=tuple(offerings),
            unit=unit,
            relay_for=relayed,
            behind_relay=audience.by_relay,
        )
        language = relayed.relay.language if relayed.relay else "fr"
        mail = render([told], Reader(language, relayed.time_zone), identity)
        found.append(Preview("relay", _("To the relay of %(unit)s") % {"unit": relayed.name}, mail))
    return found


def _relayed(audience: Audience, units: dict[int, BusinessUnit]) -> BusinessUnit | None:
    """A unit with a relay behind which somebody touched has no mailbox."""
    if not audience.by_relay:
        return None
    with_relay: Collection[BusinessUnit] = [unit for unit in units.values() if unit.relay_id]
    return max(with_relay, key=lambda unit: (audience.by_unit.get(unit.pk, 0), -unit.pk), default=None)
