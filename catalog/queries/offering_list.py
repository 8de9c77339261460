"""The lines of the list of offerings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from catalog.enums import OfferingKind, OfferingState
from catalog.models import Offering
from catalog.queries.doors import usages_visible_to
from catalog.shown_state import TONES
from core.bilingual import pick
from organization.models import User


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. `lang` marks a text that stands in for the reader's language."""

    reference: str
    address: str
    name: str
    name_lang: str
    benefit: str
    benefit_lang: str
    kind: str
    state: str
    icon: str
    tone: str
    users: int


def rows(offerings: Iterable[Offering], user: User) -> list[Row]:
    """The lines of one page of the list; one query more, for the units that use them."""
    page = list(offerings)
    used = usages_visible_to(user).select_related(None).filter(offering__in=[one.pk for one in page])
    users = dict(used.order_by().values_list("offering_id").annotate(Count("unit", distinct=True)))
    return [_row(one, users.get(one.pk, 0)) for one in page]


def _row(one: Offering, users: int) -> Row:
    here = pick(one, "name")
    benefit = pick(one, "benefit")
    icon, tone = TONES[OfferingState(one.state)]
    return Row(
        reference=one.reference,
        address=one.get_absolute_url(),
        name=here[0],
        name_lang=here[1],
        benefit=benefit[0],
        benefit_lang=benefit[1],
        kind=str(OfferingKind(one.kind).label),
        state=str(OfferingState(one.state).label),
        icon=icon,
        tone=tone,
        users=users,
    )
