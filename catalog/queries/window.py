"""The shop window: what answers a reader's question, and what each card says at a glance."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from catalog import window_words
from catalog.enums import PUBLISHED, Metric, OfferingState
from catalog.models import LevelTarget, Offering, ServiceLevel
from catalog.permissions import can_read_whole_catalogue
from catalog.queries.doors import offerings_seen
from catalog.queries.having import Having
from catalog.queries.shelf import Shelf
from catalog.queries.window_prices import prices_in_words
from catalog.search import Answers, Card
from catalog.shown_state import TONES
from core import dates
from core.among import Keys, keys
from core.bilingual import text
from core.compiled import compiled
from core.listed import Way, addresses
from core.months import last_closed
from organization.models import User

ASKED_FOR = frozenset({OfferingState.PILOT, OfferingState.LIVE})


class Badge(NamedTuple):
    label: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class Row:
    """One card of the shop window, as plain values. `why`: how it was found, when that does not show."""

    reference: str
    address: str
    name: str
    name_en: str
    benefit: str
    benefit_en: str
    badges: tuple[Badge, ...]
    delay: str
    price: str
    level: str
    level_tone: str
    aliases: str
    why: str
    ask: str
    chosen: bool
    ends: str
    instead: Way | None


class Named(NamedTuple):
    """What replaces an offering, in both languages."""

    name: str
    name_en: str


@compiled
def _shown(every: bool, offerings: Keys) -> QuerySet[Offering, tuple[Any, ...]]:
    """Each with how it is asked for in the main."""
    return (
        offerings_seen(every)
        .filter(pk__among=offerings)
        .annotate(way=FilteredRelation("request_types", condition=Q(request_types__main=True)))
        .order_by()
        .values_list(
            "pk", "reference", "name", "name_en", "benefit", "benefit_en", "state", "retires_on",
            "way__link", "way__delay", "way__delay_unit",
            "replacement__reference", "replacement__name", "replacement__name_en", "replacement__state",
        )
    )  # fmt: skip


@compiled
def _levels(offerings: Keys, month: date) -> QuerySet[ServiceLevel, tuple[Any, ...]]:
    """The availability promised of each, and what the month gave: its row is null where it was not measured."""
    promised = LevelTarget.objects.filter(level=OuterRef("pk"), since__lte=month).order_by("-since")
    return (
        ServiceLevel.objects.filter(offering__among=offerings, metric=Metric.AVAILABILITY)
        .annotate(
            promised=Subquery(promised.values("value")[:1]),
            of_month=FilteredRelation("measures", condition=Q(measures__month=month)),
        )
        .filter(promised__isnull=False)
        .order_by("-label", "-pk")
        .values_list("offering_id", "promised", "of_month__pk", "of_month__value")
    )


def rows(
    user: User,
    asked: Sequence[int],
    *,
    today: date,
    shelf: Shelf,
    having: Having,
    answers: Answers | None = None,
    chosen: Collection[str] = (),
) -> list[Row]:
    """These cards in this order, as far as the reader may still see them; three queries, whatever their number."""
    wanted, every = keys(asked), can_read_whole_catalogue(user)
    if not wanted:
        return []
    found = {row[0]: row[1:] for row in _shown(every, wanted)}
    levels: dict[int, tuple[Decimal, bool, Decimal | None]] = {
        offering: (promised, measure is not None, value)
        for offering, promised, measure, value in _levels(wanted, last_closed(today))
    }
    prices = prices_in_words(asked, today)
    unit = user.unit.name if user.unit else ""
    address = addresses("offering_card")
    return [
        _row(
            found[key],
            address=address,
            every=every,
            today=today,
            level=levels.get(key),
            price=prices.get(key, ""),
            mine=_mine(key, having, unit),
            card=shelf.index.cards[key],
            answers=answers,
            chosen=chosen,
        )
        for key in asked
        if key in found
    ]


def _mine(key: int, having: Having, unit: str) -> list[Badge]:
    if key in having.held:
        return [Badge(_("You have it"), "check2", "ok")]
    if key in having.used:
        return [Badge(_("Used by %(unit)s") % {"unit": unit}, "people", "ok")]
    return []


def _row(
    found: Sequence[Any],
    *,
    address: Any,
    every: bool,
    today: date,
    level: tuple[Decimal, bool, Decimal | None] | None,
    price: str,
    mine: list[Badge],
    card: Card,
    answers: Answers | None,
    chosen: Collection[str],
) -> Row:
    reference, name, name_en, benefit, benefit_en, state, ends, link, delay, unit, *other = found
    icon, tone = TONES[OfferingState(state)]
    badges = (
        mine if state == OfferingState.LIVE else [*mine, Badge(str(OfferingState(state).label), icon, tone)]
    )
    retiring = state == OfferingState.RETIRING
    words, level_tone = window_words.level(*level) if level else ("", "")
    here = address(reference)
    return Row(
        reference=reference,
        address=here,
        name=name,
        name_en=name_en,
        benefit=benefit,
        benefit_en=benefit_en,
        badges=tuple(badges),
        delay=window_words.delay(delay, unit),
        price=price,
        level=words,
        level_tone=level_tone,
        aliases=", ".join(card.aliases),
        why=window_words.why(answers.why(card.key), card) if answers else "",
        ask=link or f"{here}#ask" if state in ASKED_FOR else "",
        chosen=reference in chosen,
        ends=_ends(ends, today) if retiring else "",
        instead=_instead(other, address, every) if retiring else None,
    )


def _ends(day: date | None, today: date) -> str:
    if day is None:
        return _("It will end; its date is not set yet.")
    return _("It ends on %(day)s.") % {"day": dates.day(day, today=today)}


def _instead(other: Sequence[Any], address: Any, every: bool) -> Way | None:
    """What replaces it, where the reader may know of it."""
    reference, name, name_en, state = other
    if reference is None or not (every or state in PUBLISHED):
        return None
    return Way(text(Named(name, name_en), "name"), address(reference))
