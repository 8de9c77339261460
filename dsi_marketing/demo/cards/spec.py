"""What the data of the catalogue is written in. Texts are pairs, French then English."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.enums import DelayUnit, OfferingKind, OfferingState, Per, Period, Share, TariffMode

DAYS, HOURS, MINUTES = DelayUnit.WORKING_DAYS, DelayUnit.HOURS, DelayUnit.MINUTES


@dataclass(frozen=True, slots=True)
class Ask:
    """A way to ask; the first one of a card is the main one. `form` is the last part of its form's address.

    `taken` is what it took on average in the last month that is over, in `unit`; empty: as promised or a little less.
    """

    label: str
    label_en: str
    how: str
    how_en: str
    delay: int
    unit: str = DAYS
    form: str = ""
    taken: str = ""


@dataclass(frozen=True, slots=True)
class Charge:
    """A tariff; the first one of a card is the main one. `was` from 1 January of last year, `now` from that of this one.

    `steps` are milestones: label, in English, days from today (rounded to no month), amount.
    """

    label: str
    label_en: str
    mode: str
    was: str = ""
    now: str = ""
    per: str = Per.PERSON
    what: str = ""
    what_en: str = ""
    period: str = Period.MONTH
    included: str = "0"
    share: str = Share.QUANTITY
    conditions: str = ""
    conditions_en: str = ""
    discount: str = "0"
    discount_why: str = ""
    announced: str = ""  # from 1 January of the coming year
    steps: tuple[tuple[str, str, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A component of a solution, by its French name, and how it is integrated."""

    name: str
    note: str = ""
    note_en: str = ""
    serial: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """What the client of a solution requires, whether it is met, and what proves it."""

    text: str
    text_en: str
    answer: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Assembly:
    """What makes a solution of a card. `promise` is its availability, in per cent, at `hours` of the card."""

    client: str
    context: str
    context_en: str
    turnkey: int
    integration: str
    parts: tuple[Part, ...]
    requirements: tuple[Asked, ...] = ()
    promise: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """What a usage asks for, beyond who uses: the grades of `catalog.enums.Grade`."""

    criticality: str = ""
    reliability: str = ""
    confidentiality: str = ""
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One offering. `owner` and `backup` are a sign-in name, or « UNIT:n », the person of that rank in that unit.

    `users` are codes of units, « UNIT:GROUP » for a group only, each with what it needs when that is known.
    `grade` is the class of its levels (C, E or S), `hours` the code of its service hours. `volume` is what a person
    uses in a month, in what its main price counts, unless `quantities` says what a unit uses.
    `reviewed` and `review` are months from today to its last and next review, `live` years since it was first shown.
    """

    name: str
    name_en: str
    benefit: str
    benefit_en: str
    aliases: tuple[str, ...]
    owner: str
    backup: str
    users: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    charges: tuple[Charge, ...] = ()
    grade: str = ""
    hours: str = ""
    kind: str = OfferingKind.SERVICE
    state: str = OfferingState.LIVE
    origin: str = "need"
    opening: str = "all"
    volume: int = 1
    quantities: tuple[tuple[str, int], ...] = ()
    reviewed: int = 5
    review: int = 7
    live: int = 3
    needs: tuple[tuple[str, Need], ...] = ()
    assembly: Assembly | None = None
    replacement: str = ""
    retires: int = 0  # days from today
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category of the shop window with its cards."""

    code: str
    name: str
    name_en: str
    cards: list[Card]


FREE, BASE, FLAT = TariffMode.FREE, TariffMode.FREE_BASE, TariffMode.FLAT
EACH, PASSED, STEPS = TariffMode.PER_UNIT, TariffMode.PASS_THROUGH, TariffMode.PROJECT
