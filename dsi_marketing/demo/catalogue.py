"""Writing the catalogue of Groupe Hélianthe: its shelves, its offerings, what they are built on, who uses what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from catalog.enums import PUBLISHED, OfferingKind
from catalog.models import (
    Alias,
    Category,
    Component,
    Offering,
    RequestType,
    Requirement,
    Usage,
)
from catalog.queries.card_form import PREFIXES
from core import months
from core.folding import folded
from dsi_marketing.demo.cards import SHELVES, UNPUBLISHED
from dsi_marketing.demo.cards.spec import Card, Need
from dsi_marketing.demo.units import UNITS, Company
from organization.models import User

PARIS = ZoneInfo("Europe/Paris")
FORMS = "https://demandes.helianthe.example/"  # reserved by RFC 2606: it leads nowhere
A_REVIEW = 12  # the day of the month on which cards are read again


@dataclass(frozen=True, slots=True)
class Placed:
    """A card with the shelf that it stands on."""

    card: Card
    shelf: str


def every_card() -> Iterator[Placed]:
    """In the order of their references: what is published first."""
    for shelf in SHELVES:
        yield from (Placed(card, shelf.code) for card in shelf.cards)
    for code, cards in UNPUBLISHED.items():
        yield from (Placed(card, code) for card in cards)


def write_offerings(company: Company, *, now: datetime) -> None:
    """Everything that the catalogue holds but its levels and prices. Keyed in `company` by French name."""
    shelves = Category.objects.bulk_create(
        Category(code=shelf.code, name=shelf.name, name_en=shelf.name_en, rank=rank)
        for rank, shelf in enumerate(SHELVES, start=1)
    )
    on = {shelf.code: shelf for shelf in shelves}
    today = now.astimezone(PARIS).date()
    numbers: dict[str, int] = {}
    cards = list(every_card())
    offerings: list[Offering] = []
    for placed in cards:
        numbers[placed.card.kind] = numbers.get(placed.card.kind, 0) + 1
        offerings.append(offering(company, placed.card, on[placed.shelf], numbers[placed.card.kind], today))
    Offering.objects.bulk_create(offerings)
    company.offerings = {each.name: each for each in offerings}
    replace(company, [placed.card for placed in cards], today)
    for placed in cards:
        company.cards[placed.card.name] = placed.card
    write_names_and_requests(company)
    write_assemblies(company)
    Usage.objects.bulk_create(
        usage(company, card, place) for card in company.cards.values() for place in card.users
    )


def offering(company: Company, card: Card, shelf: Category, number: int, today: date) -> Offering:
    """The record of a card, with the dates of its life told from today."""
    shown = card.state in PUBLISHED or card.state == "retired"
    live_on = working_day(today - timedelta(days=card.live * 365 + number * 5)) if shown else None
    made = Offering(
        reference=f"{PREFIXES[OfferingKind(card.kind)]}-{number:03}",
        name=card.name,
        name_en=card.name_en,
        kind=card.kind,
        benefit=card.benefit,
        benefit_en=card.benefit_en,
        category=shelf,
        owner=person(company, card.owner),
        backup_owner=person(company, card.backup),
        origin=card.origin,
        opening=card.opening,
        state=card.state,
        version=1 if shown else 0,
        live_on=live_on,
        published_at=moment(live_on) if live_on else None,
        last_review=day_of_review(today, -card.reviewed) if shown else None,
        next_review=day_of_review(today, card.review) if shown else None,
    )
    if card.assembly:
        made.client = company.units[card.assembly.client]
        made.context, made.context_en = card.assembly.context, card.assembly.context_en
        made.turnkey = card.assembly.turnkey
        made.integration_price = Decimal(card.assembly.integration)
    return made


def moment(day: date) -> datetime:
    """The hour at which things of the catalogue were done on a day."""
    return datetime.combine(day, time(9, 30), PARIS).astimezone(UTC)


def working_day(day: date) -> date:
    """That day, or the Friday before it."""
    return day - timedelta(days=max(day.weekday() - 4, 0))


def day_of_review(today: date, count: int) -> date:
    return months.later(today, count).replace(day=A_REVIEW)


def person(company: Company, key: str) -> User | None:
    """`key` is a sign-in name, or « UNIT:n », the person of that rank in that unit; empty: nobody."""
    unit, _, rank = key.partition(":")
    if rank:
        return company.staff[unit][int(rank)]
    return company.people[key] if key else None


def replace(company: Company, cards: list[Card], today: date) -> None:
    """Say what retires, when, and what it gives way to."""
    ending = [card for card in cards if card.replacement]
    for card in ending:
        retiring = company.offerings[card.name]
        retiring.retires_on = working_day(today + timedelta(days=card.retires))
        retiring.replacement = company.offerings[card.replacement]
    Offering.objects.bulk_update(
        [company.offerings[card.name] for card in ending], ["retires_on", "replacement"]
    )


def write_names_and_requests(company: Company) -> None:
    Alias.objects.bulk_create(
        Alias(offering=company.offerings[card.name], text=text, folded=folded(text))
        for card in company.cards.values()
        for text in card.aliases
    )
    RequestType.objects.bulk_create(
        RequestType(
            offering=company.offerings[card.name],
            label=ask.label,
            label_en=ask.label_en,
            how=ask.how,
            how_en=ask.how_en,
            link=FORMS + ask.form if ask.form else "",
            delay=ask.delay,
            delay_unit=ask.unit,
            main=rank == 0,
            rank=rank,
        )
        for card in company.cards.values()
        for rank, ask in enumerate(card.asks)
    )


def write_assemblies(company: Company) -> None:
    built = [(card, card.assembly) for card in company.cards.values() if card.assembly]
    Component.objects.bulk_create(
        Component(
            solution=company.offerings[card.name],
            part=company.offerings[part.name],
            serial=part.serial,
            note=part.note,
            note_en=part.note_en,
            rank=rank,
        )
        for card, assembly in built
        for rank, part in enumerate(assembly.parts)
    )
    Requirement.objects.bulk_create(
        Requirement(
            solution=company.offerings[card.name],
            text=asked.text,
            text_en=asked.text_en,
            answer=asked.answer,
            evidence=asked.evidence,
            rank=rank,
        )
        for card, assembly in built
        for rank, asked in enumerate(assembly.requirements)
    )


def usage(company: Company, card: Card, place: str) -> Usage:
    """`place` is « UNIT » or « UNIT:GROUP »; the quantity is what the people whom it may serve use in a month."""
    code, _, group = place.partition(":")
    people = sum(spec.people for spec in UNITS if spec.code == code or spec.parent == code)
    quantity = dict(card.quantities).get(place, people * card.volume)
    need = dict(card.needs).get(place, Need())
    return Usage(
        offering=company.offerings[card.name],
        unit=company.units[code],
        group=company.groups[group] if group else None,
        quantity=quantity,
        criticality=need.criticality,
        reliability=need.reliability,
        confidentiality=need.confidentiality,
        alternative=need.alternative,
    )
