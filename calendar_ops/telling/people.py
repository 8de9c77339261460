"""Who is touched now, through which unit, and who is to be told in their place when they have no mailbox."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from calendar_ops.evaluation import plan_of, whom
from calendar_ops.models import Intervention
from organization.models import BusinessUnit


class Recipient(NamedTuple):
    """One message to make: to this person, because of this unit; `relay_for`: in the place of its people."""

    person_id: int
    unit_id: int | None
    relay_for_id: int | None = None

    @property
    def key(self) -> tuple[int, int | None]:
        return (self.person_id, self.relay_for_id)


def recipients(
    intervention: Intervention, units: Iterable[int] | None = None
) -> dict[tuple[int, int | None], Recipient]:
    """Whom to tell about it now: the people touched through these reached units (all of them by default).

    People come and go, so they are resolved when a message is due; the units are those frozen when it was
    confirmed. Inactive people are left out; people without mailbox are told by the nearest relay, if any.
    """
    frozen = set(intervention.reach.values_list("unit_id", flat=True)) if units is None else set(units)
    audience = whom(plan_of(intervention))
    tree = audience.tree
    through: dict[int, int] = {}
    for person, unit in sorted(audience.memberships(), key=lambda pair: tree.codes[pair[1]]):
        if unit in frozen:
            through.setdefault(person, unit)
    relays = dict(
        BusinessUnit.objects.filter(relay__is_active=True)
        .exclude(relay__email="")
        .values_list("pk", "relay_id")
    )
    mute = set(audience.people_query().filter(email="").order_by().values_list("pk", flat=True))
    found: dict[tuple[int, int | None], Recipient] = {}
    for person, unit in through.items():
        if person not in mute:
            recipient = Recipient(person, unit)
        else:
            relayed = tree.nearest(unit, relays)
            if relayed is None:
                continue  # listed as unreachable before confirming and after
            recipient = Recipient(relays[relayed], unit, relayed)
        found.setdefault(recipient.key, recipient)
    return found


def people_behind_relays(intervention: Intervention) -> dict[int, int]:
    """Unit that has a relay → how many people without mailbox its relay speaks to about it."""
    audience = whom(plan_of(intervention))
    relayed = set(
        BusinessUnit.objects.filter(relay__is_active=True)
        .exclude(relay__email="")
        .values_list("pk", flat=True)
    )
    mute = dict(audience.people_query().filter(email="").values_list("pk", "unit_id"))
    counts: dict[int, int] = defaultdict(int)
    for person, unit in audience.memberships():
        if person in mute and mute.pop(person, None) is not None:
            nearest = audience.tree.nearest(unit, relayed)
            if nearest is not None:
                counts[nearest] += 1
    return dict(counts)
