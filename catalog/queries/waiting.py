"""What of the catalogue waits for a person: cards to read again, cards without owner, ends that are held back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min, Q, QuerySet

from catalog.enums import PUBLISHED, OfferingState
from catalog.models import Offering
from catalog.permissions import can_edit_catalogue
from organization.models import User

AHEAD = 14  # days before the date of a review
REVIEW, ORPHAN, HELD = "review", "orphan", "held"
QUERIES = {
    REVIEW: "owner=mine&state=published&review=due",
    ORPHAN: "owner=lacking&state=published",
    HELD: "state=retiring&ending=due",
}
"""What the list of offerings is asked for, to open exactly the cards that are counted."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """`count` cards, the first since `since` where there is a date."""

    kind: str
    count: int
    since: date | None


def reviews_due(today: date) -> Q:
    """Within a fortnight, or past."""
    return Q(next_review__lte=today + timedelta(days=AHEAD))


def orphans() -> Q:
    """Nobody answers for it, or somebody who left."""
    return Q(owner=None) | Q(owner__is_active=False)


def ends_due(today: date) -> Q:
    """Its last day has come, and something still stands on it."""
    return Q(state=OfferingState.RETIRING, retires_on__lte=today)


def waiting_for(user: User, today: date) -> Iterator[Waiting]:
    """For those who edit the catalogue, in one query. Other owners are written to: see catalog.actions.reviewing."""
    if not can_edit_catalogue(user):
        return
    mine, held = Q(owner=user) & reviews_due(today), ends_due(today)
    kept = _published().aggregate(
        mine=Count("pk", filter=mine),
        first=Min("next_review", filter=mine),
        lone=Count("pk", filter=orphans()),
        held=Count("pk", filter=held),
        since=Min("retires_on", filter=held),
    )
    if kept["mine"]:
        yield Waiting(REVIEW, kept["mine"], kept["first"])
    if kept["lone"]:
        yield Waiting(ORPHAN, kept["lone"], None)
    if kept["held"]:
        yield Waiting(HELD, kept["held"], kept["since"])


def _published() -> QuerySet[Offering]:
    return Offering.objects.filter(state__in=PUBLISHED).order_by()
