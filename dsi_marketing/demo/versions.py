"""Writing what the cards of Groupe Hélianthe say, how they came to say it, and what is typed for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from catalog.card_content import content_of, flat
from catalog.enums import PUBLISHED, OfferingState
from catalog.forms.card import typed_of
from catalog.models import CardSection, Offering, WorkingCopy
from core.models import AuditEvent
from dsi_marketing.demo.cards.spec import Card
from dsi_marketing.demo.cards.texts import TEXTS, sections
from dsi_marketing.demo.cards.versions import EARLIER, TYPED
from dsi_marketing.demo.catalogue import moment
from dsi_marketing.demo.units import Company

PREPARED = timedelta(days=60)  # from a card's first words to its publishing
RENEWED = timedelta(days=14 * 28)  # between two versions
ANNOUNCED = timedelta(days=20)  # since the retirement of one was announced
Event = tuple[datetime, str, dict[str, Any]]


def write_cards(company: Company, *, now: datetime) -> None:
    """The sections of every card, the events of its life, its versions, and the copies that are being worked on."""
    CardSection.objects.bulk_create(
        CardSection(
            offering=company.offerings[card.name],
            code=written.code,
            text=written.text,
            text_en=written.text_en,
            absent=written.absent,
        )
        for card in company.cards.values()
        for written in sections(TEXTS[card.name])
    )
    events: list[AuditEvent] = []
    renewed: list[Offering] = []
    for card in company.cards.values():
        offering = company.offerings[card.name]
        editor = company.people["catalogue"].ref
        life = list(life_of(offering, card, now))
        events += [
            AuditEvent(
                at=at,
                actor_ref=editor,
                kind=f"offering.{kind}",
                object_type=offering._meta.label_lower,
                object_ref=offering.reference,
                changes=changes,
            )
            for at, kind, changes in life
        ]
        if card.name in EARLIER:
            offering.version = 1 + len(EARLIER[card.name])
            offering.edit = offering.version
            offering.published_at = max(at for at, kind, _ in life if kind == "published")
            renewed.append(offering)
    AuditEvent.objects.bulk_create(sorted(events, key=lambda event: event.at))
    Offering.objects.bulk_update(renewed, ["version", "edit", "published_at"])
    WorkingCopy.objects.bulk_create(
        WorkingCopy(
            offering=company.offerings[name],
            content={**typed_of(content_of(company.offerings[name])), **typed},
            saved_by=company.people["catalogue"],
            saved_at=now - timedelta(hours=3, minutes=12),
        )
        for name, typed in TYPED.items()
    )


def life_of(offering: Offering, card: Card, now: datetime) -> Iterator[Event]:
    """When, what, and what changed: from the first words to the retirement."""
    if offering.published_at is None:
        yield now - PREPARED, "created", {}
        return
    first = offering.published_at
    shown = OfferingState.PILOT if card.state == OfferingState.PILOT else OfferingState.LIVE
    yield first - PREPARED, "created", {}
    yield first, "published", {"version": 1, "state": ["design", str(shown)]}
    last = moment(offering.last_review) if offering.last_review else first
    steps = changes_of(offering, EARLIER.get(card.name, ()))
    for number, changes in enumerate(steps, start=1):
        at = last - RENEWED * (len(steps) - number)
        yield at, "published", {"version": 1 + number, **changes}
    if card.replacement:
        retired = card.state not in PUBLISHED
        assert offering.retires_on is not None and offering.replacement is not None
        day = moment(offering.retires_on) if retired else now - ANNOUNCED
        yield (
            day,
            "retired" if retired else "retiring",
            {
                "state": [str(shown), card.state],
                "reason": card.reason,
                "replacement": ["", offering.replacement.reference],
                "retires_on": ["", offering.retires_on.isoformat()],
            },
        )


def changes_of(offering: Offering, earlier: tuple[dict[str, str], ...]) -> list[dict[str, list[str]]]:
    """What each version after the first changed, told back from what the card says now."""
    if not earlier:
        return []
    says, steps = flat(content_of(offering)), []
    for before in reversed(earlier):
        steps.append({name: [text, says[name]] for name, text in before.items()})
        says |= before
    return steps[::-1]
