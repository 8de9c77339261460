"""What offerings assembled into a solution hold together, and what they cost together [3.4.2]. Pure.

Offerings are numbers, the caller's own keys. Availabilities are exact fractions of one, rounded only where they are
shown; amounts are Decimals of euros. Links that turn in a circle are read once and end nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce

PLACES = 4  # of a percentage: what a target is kept to
Unit = tuple[str, str]  # per what, and which period


@dataclass(frozen=True, slots=True)
class Link:
    """`whole` is built on `part`; serial: the whole stops when the part does."""

    whole: int
    part: int
    serial: bool


# Availability -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Promise:
    """An availability that is promised, in per cent, at service hours (their code; empty when nobody said)."""

    percent: Decimal
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Together:
    """The availability that the leaves allow together.

    `value` is none when no leaf promises any, and when they promise theirs at different hours: `apart` then says who
    promises at which. With leaves that are `unknown`, the value is what it can be at most.
    """

    value: Fraction | None
    hours: str
    leaves: tuple[int, ...]
    unknown: tuple[int, ...] = ()
    apart: tuple[tuple[str, tuple[int, ...]], ...] = ()


def parts_by_whole(links: Iterable[Link]) -> dict[int, list[Link]]:
    """Whole → its links, in the order given."""
    found: dict[int, list[Link]] = {}
    for link in links:
        found.setdefault(link.whole, []).append(link)
    return found


def leaves(whole: int, links: Iterable[Link]) -> tuple[int, ...]:
    """The distinct leaves on which `whole` stands by serial links only, through any depth, in the order of reading.

    A leaf is what no serial link leads down from: it answers for itself. A whole without serial link has none.
    """
    below = {
        key: [link.part for link in found if link.serial] for key, found in parts_by_whole(links).items()
    }
    seen, found, queue = {whole}, [], list(reversed(below.get(whole, [])))
    while queue:
        part = queue.pop()
        if part in seen:
            continue
        seen.add(part)
        if under := below.get(part):
            queue.extend(reversed(under))
        else:
            found.append(part)
    return tuple(found)


def availability(
    whole: int, links: Iterable[Link], promises: Mapping[int, Sequence[Promise]], *, hours: str = ""
) -> Together:
    """The product of what the distinct serial leaves promise at the same service hours.

    Where they have several hours in common: those asked for as `hours`, else the first leaf's first.
    """
    below = leaves(whole, links)
    known = {leaf: {one.hours: one.percent for one in promises.get(leaf, ())} for leaf in below}
    unknown = tuple(leaf for leaf in below if not known[leaf])
    said = [known[leaf] for leaf in below if known[leaf]]
    if not said:
        return Together(None, "", below, unknown)
    common = [at for at in said[0] if all(at in one for one in said)]
    if not common:
        by_hours: dict[str, list[int]] = {}
        for leaf in below:
            for at in known[leaf]:
                by_hours.setdefault(at, []).append(leaf)
        return Together(None, "", below, unknown, tuple((at, tuple(who)) for at, who in by_hours.items()))
    at = hours if hours in common else common[0]
    value = reduce(lambda product, one: product * Fraction(one[at]) / 100, said, Fraction(1))
    return Together(value, at, below, unknown)


def beyond(promised: Decimal, value: Fraction) -> bool:
    """Whether a promise, in per cent, is more than the parts allow."""
    return Fraction(promised) / 100 > value


def in_per_cent(value: Fraction, places: int = PLACES) -> Decimal:
    """A fraction of one in per cent, half-up to so many places."""
    scaled = value * 100 * 10**places
    return Decimal(int(scaled + Fraction(1, 2))).scaleb(-places)


def told_apart(value: Fraction, promised: Decimal) -> Decimal:
    """The same beside a promise that differs from it: with as many places as it takes to see that."""
    places = PLACES
    while in_per_cent(value, places) == promised and Fraction(promised) / 100 != value:
        places += 1
    return in_per_cent(value, places)


# Price ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Charge:
    """The main price of an offering; without `unit` it cannot be added to any other (shared out, by milestones…).

    What is free is an amount of zero of any unit.
    """

    amount: Decimal
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class Sum:
    unit: Unit
    amount: Decimal
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Price:
    """What the parts cost together.

    `main` is the sum in the unit of the whole, or that most parts share, with the `integration`; `beside` are the
    sums in other units, `alone` the parts whose price adds to nothing, `free` those that cost nothing, `unknown`
    those without price: with them the sums are what it costs at least. Each part counts once.
    """

    main: Sum | None
    integration: Decimal
    beside: tuple[Sum, ...] = ()
    alone: tuple[int, ...] = ()
    free: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()


def price(
    whole: int,
    links: Iterable[Link],
    charges: Mapping[int, Charge],
    integrations: Mapping[int, Decimal],
    *,
    unit: Unit | None = None,
) -> Price:
    """The price of the parts of `whole` and of putting them together; `unit` is what the whole is sold by, if known.

    A part that has no price of its own and is itself built on parts is priced by them and by its integration.
    """
    opened, ends = [whole], list[int]()
    for part, within in _priced(whole, parts_by_whole(links), charges):
        (opened if within else ends).append(part)
    integration = sum((integrations.get(one, Decimal(0)) for one in opened), Decimal(0))
    sums: dict[Unit, list[int]] = {}
    for part in ends:
        charge = charges.get(part)
        if charge is not None and charge.amount and charge.unit is not None:
            sums.setdefault(charge.unit, []).append(part)
    chosen = unit or max(sums, key=lambda key: len(sums[key]), default=None)
    added = {
        key: Sum(key, sum((charges[part].amount for part in found), Decimal(0)), tuple(found))
        for key, found in sums.items()
    }
    main = added.pop(chosen, None) if chosen is not None else None
    if main is not None:
        main = Sum(main.unit, main.amount + integration, main.parts)
    elif chosen is not None and integration:
        main = Sum(chosen, integration, ())
    return Price(
        main=main,
        integration=integration,
        beside=tuple(added.values()),
        alone=tuple(
            one for one in ends if one in charges and charges[one].amount and charges[one].unit is None
        ),
        free=tuple(one for one in ends if one in charges and not charges[one].amount),
        unknown=tuple(one for one in ends if one not in charges),
    )


def _priced(
    whole: int, below: Mapping[int, Sequence[Link]], charges: Mapping[int, Charge]
) -> Iterator[tuple[int, bool]]:
    """Each distinct part under `whole` that counts in its price, and whether it is opened into its own parts."""
    seen, queue = {whole}, [link.part for link in reversed(below.get(whole, ()))]
    while queue:
        part = queue.pop()
        if part in seen:
            continue
        seen.add(part)
        within = part not in charges and bool(below.get(part))
        yield part, within
        if within:
            queue.extend(link.part for link in reversed(below[part]))
