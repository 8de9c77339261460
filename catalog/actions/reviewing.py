"""Reminding owners of the cards to read again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from catalog.enums import PUBLISHED
from catalog.models import Offering
from catalog.notices import tell_review
from catalog.queries.waiting import AHEAD

AGAIN = 30  # days between reminders once it is past


def remind_reviews(*, now: datetime) -> int:
    """Write to each owner about the published cards whose review comes in two weeks, is today, or is late by
    thirty days or a multiple. One letter an owner and day, whatever how often it is called. Answers how many."""
    today = timezone.localdate(now)
    due = (
        Offering.objects.filter(
            state__in=PUBLISHED, next_review__lte=today + timedelta(days=AHEAD), owner__is_active=True
        )
        .select_related("owner", "owner__unit")
        .order_by("next_review", "reference")
    )
    cards: dict[int, list[Offering]] = {}
    for card in due:
        assert card.next_review is not None and card.owner_id is not None
        days = (today - card.next_review).days
        if days in (-AHEAD, 0) or (days > 0 and days % AGAIN == 0):
            cards.setdefault(card.owner_id, []).append(card)
    told = 0
    for owned in cards.values():
        owner = owned[0].owner
        assert owner is not None
        with transaction.atomic():
            told += tell_review(
                owner,
                [(card.reference, card.name, card.next_review) for card in owned if card.next_review],
                now=now,
                today=today,
            )
    return told
