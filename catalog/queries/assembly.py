"""A solution as it is told: its parts, what they allow and cost together, what retires among them, what was required."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog import assembly, assembly_words
from catalog.assembly import Price, Promise, Together, Unit
from catalog.assembly_picture import Node
from catalog.enums import Answer, OfferingKind, OfferingState, Turnkey
from catalog.models import Component, Offering, Requirement
from catalog.permissions import can_edit_catalogue
from catalog.queries.parts import MOST, Parts, charge_of, under
from core import bilingual
from core.templatetags.portal import money
from organization.models import User

__all__ = ["assembly_of", "assembly_on_card", "requirements_of"]
NOTHING = "–"
DEPTH = 3  # solutions in solutions that are opened; deeper ones are counted, and told on their own page


@dataclass(frozen=True, slots=True)
class Named:
    """A text with the language that it is in."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Replacing:
    """What takes the place of a part that retires; `act` is where that is done, for those who may."""

    name: str
    address: str
    reference: str
    act: str


@dataclass(frozen=True, slots=True)
class Row:
    """One part. A part that the reader may not know of has no `address` and its figures are not shown, but counted.

    `depth` is 0 for a part of the solution itself; `again`: it stands above already, and counts once.
    """

    name: str
    lang: str
    address: str
    reference: str
    hidden: bool
    depth: int
    serial: bool
    again: bool
    group: bool
    note: Named
    availability: str
    price: str
    aside: str
    retires: str
    replacing: Replacing | None


@dataclass(frozen=True, slots=True)
class Assembly:
    """`why` says what the availability leaves out, or why there is none; `warning` is the promise above the parts.

    `own_price` is the one that it is offered at; `unit` is what the sum of its parts is per,
    `sums` that sum and those in other units; `notes` are what stands beside the sum, and what lacks in it.
    """

    offering: Offering
    client: str
    client_code: str
    context: Named
    turnkey: str
    count: str
    rows: list[Row]
    availability: str
    measured: bool
    why: str
    promised: str
    warning: tuple[str, str] | None
    elsewhere: str
    own_price: str
    price: str
    at_least: bool
    unit: str
    sums: list[str]
    integration: str
    notes: list[str]
    nodes: list[Node] = field(repr=False)

    @property
    def direct(self) -> list[Row]:
        """Its own parts, without what they are built on."""
        return [row for row in self.rows if row.depth == 0]

    @property
    def leaving(self) -> list[Row]:
        """The parts that retire."""
        return [row for row in self.direct if row.retires]


@dataclass(frozen=True, slots=True)
class OnCard:
    """What the card says: the offering's own assembly, and the solutions that it is a part of, the reader's own first.

    `more`: there are others still.
    """

    own: Assembly | None
    standing: list[Assembly]
    more: bool


def assembly_of(offering: Offering, *, user: User, today: date) -> Assembly:
    """Three queries, whatever is nested; the client must have been read with the offering."""
    return _Telling(under(offering, user=user, today=today), user).of(offering)


def assembly_on_card(offering: Offering, *, user: User, today: date) -> OnCard:
    """The same and the solutions that stand on it, in three queries; one when it is built on nothing and in nothing."""
    parts = under(offering, user=user, today=today, also_standing=True)
    telling = _Telling(parts, user)
    own = None
    if offering.kind == OfferingKind.SOLUTION and any(
        one.solution_id == offering.pk for one in parts.components
    ):
        known = next(one.solution for one in parts.components if one.solution_id == offering.pk)
        own = telling.of(known)
    standing = {
        one.solution_id: one.solution
        for one in parts.components
        if one.part_id == offering.pk
        and one.solution.kind == OfferingKind.SOLUTION
        and one.solution.state != OfferingState.RETIRED
        and parts.shown(one.solution_id)
    }
    by_name = sorted(standing.values(), key=lambda one: (one.name, one.pk))
    first = sorted(by_name[:MOST], key=lambda one: one.client_id is None or one.client_id != user.unit_id)
    return OnCard(own, [telling.of(one) for one in first], len(by_name) > MOST)


class _Telling:
    """Tells solutions from what was read of them, to one reader."""

    def __init__(self, parts: Parts, user: User) -> None:
        self.parts = parts
        self.edits = can_edit_catalogue(user)
        self.links, self.priced_links = parts.links, parts.priced_links
        self.charges, self.integrations = parts.charges, parts.integrations
        self.below: dict[int, list[Component]] = {}
        for one in parts.components:
            self.below.setdefault(one.solution_id, []).append(one)

    def name(self, number: int) -> str:
        if not self.parts.shown(number):
            return _("a part that is not published")
        return f"« {bilingual.text(self.parts.offerings[number], 'name')} »"

    def words(self, number: int) -> str:
        return str(self.parts.prices[number].words) if self.parts.shown(number) else _("price not published")

    def hours(self, code: str) -> str:
        return self.parts.hours.get(code, code)

    def together(self, number: int) -> Together:
        own = self.parts.promises.get(number, [])
        return assembly.availability(
            number, self.links, self.parts.promises, hours=own[0].hours if own else ""
        )

    def price(self, number: int) -> Price:
        own = self.parts.prices.get(number)
        charge = charge_of(own) if own else None
        return assembly.price(
            number, self.priced_links, self.charges, self.integrations, unit=charge.unit if charge else None
        )

    def of(self, offering: Offering) -> Assembly:
        found, price = self.together(offering.pk), self.price(offering.pk)
        promise = self._promise(offering.pk, found)
        exceeds = promise is not None and found.value is not None and promise.hours == found.hours
        unit = price.main.unit if price.main else None
        rows = list(self._rows(offering.pk, unit, found))
        direct = [one.serial for one in self.below.get(offering.pk, [])]
        client = offering.client
        return Assembly(
            offering=offering,
            client=client.name if client else "",
            client_code=client.code if client else "",
            context=Named(*bilingual.pick(offering, "context")),
            turnkey=str(Turnkey(offering.turnkey).label) if offering.turnkey else "",
            count=assembly_words.parts_words(sum(direct), len(direct) - sum(direct)) if direct else "",
            rows=rows,
            availability=assembly_words.figure(found),
            measured=found.value is not None,
            why=assembly_words.why(found, self.name, self.hours) if direct else "",
            promised=assembly_words.percent(promise.percent) if promise else "",
            warning=self._warning(promise, found.value) if exceeds else None,
            elsewhere=assembly_words.elsewhere(promise.percent, self.hours(promise.hours))
            if promise and found.value is not None and not exceeds
            else "",
            own_price=self.words(offering.pk) if offering.pk in self.parts.prices else "",
            price=money(price.main.amount) if price.main else "",
            at_least=bool(price.unknown),
            unit=assembly_words.unit_words(unit) if unit else "",
            sums=[
                assembly_words.sum_words(one)
                for one in ([price.main] if price.main else []) + list(price.beside)
            ],
            integration=money(price.integration) if price.integration else "",
            notes=assembly_words.price_notes(price, self.name, self.words),
            nodes=self._nodes(offering.pk, set(), {offering.pk}, DEPTH),
        )

    def _promise(self, number: int, found: Together) -> Promise | None:
        """Its own, at the hours of its parts if it has one there."""
        own = self.parts.promises.get(number, [])
        return next((one for one in own if one.hours == found.hours), own[0] if own else None)

    @staticmethod
    def _warning(promise: Promise | None, value: Fraction | None) -> tuple[str, str] | None:
        if promise is None or value is None or not assembly.beyond(promise.percent, value):
            return None
        return assembly_words.beyond(promise.percent, value)

    def _rows(self, whole: int, unit: Unit | None, found: Together) -> Iterator[Row]:
        """The parts in order, each solution followed by its own; what stands twice is opened once."""
        seen = {whole}
        queue = [(one, 0) for one in reversed(self.below.get(whole, []))]
        while queue:
            link, depth = queue.pop()
            again = link.part_id in seen
            seen.add(link.part_id)
            group = self._opens(link.part_id)
            yield self._row(link, depth, again, group, unit, found)
            if group and not again and depth < DEPTH - 1:
                queue.extend((one, depth + 1) for one in reversed(self.below[link.part_id]))

    def _opens(self, number: int) -> bool:
        """Whether its own parts are shown: a solution that the reader may know of."""
        solution = self.parts.offerings[number].kind == OfferingKind.SOLUTION
        return solution and number in self.below and self.parts.shown(number)

    def _row(
        self, link: Component, depth: int, again: bool, group: bool, unit: Unit | None, found: Together
    ) -> Row:
        part, hidden = link.part, not self.parts.shown(link.part_id)
        name, lang = bilingual.pick(part, "name")
        price, aside = ("", "") if hidden else self._price_cell(part.pk, unit)
        return Row(
            name=_("a part that is not published") if hidden else name,
            lang="" if hidden else lang,
            address="" if hidden else part.get_absolute_url(),
            reference="" if hidden else part.reference,
            hidden=hidden,
            depth=depth,
            serial=link.serial,
            again=again,
            group=group,
            note=Named("", "") if hidden else Named(*bilingual.pick(link, "note")),
            availability="" if hidden else self._own_figure(part.pk, found.hours),
            price=price,
            aside=aside,
            retires="" if hidden else _retires(part),
            replacing=None if hidden or depth else self._replacing(link),
        )

    def _own_figure(self, number: int, hours: str) -> str:
        """What a part promises at these hours, or what its own parts allow."""
        if any(link.whole == number and link.serial for link in self.links):
            return assembly_words.figure(self.together(number))
        own = self.parts.promises.get(number)
        if not own:
            return NOTHING
        return assembly_words.percent(next((one for one in own if one.hours == hours), own[0]).percent)

    def _price_cell(self, number: int, unit: Unit | None) -> tuple[str, str]:
        """(the figure, per what when that is not what the sum is per)."""
        priced = self.parts.prices.get(number)
        charge = self.charges.get(number)
        if priced is not None and charge is not None:
            words = priced.words
            if charge.unit is None or charge.unit != unit:
                return words.figure, words.rest
            return money(charge.amount), ""
        if number in self.below:
            own = self.price(number)
            if own.main is not None:
                figure = money(own.main.amount)
                if own.unknown:
                    figure = _("at least %(price)s") % {"price": figure}
                return figure, "" if own.main.unit == unit else assembly_words.unit_words(own.main.unit)
        return NOTHING, ""

    def _replacing(self, link: Component) -> Replacing | None:
        part, new = link.part, link.part.replacement
        leaving = part.state in (OfferingState.RETIRING, OfferingState.RETIRED)
        if not leaving or new is None or new.state not in (OfferingState.PILOT, OfferingState.LIVE):
            return None
        act = reverse("catalog:component-replace", args=[link.solution.reference]) if self.edits else ""
        return Replacing(bilingual.text(new, "name"), new.get_absolute_url(), new.reference, act)

    def _nodes(self, whole: int, drawn: set[int], above: set[int], depth: int) -> list[Node]:
        """The picture's boxes; a circle is not followed."""
        found = []
        for link in self.below.get(whole, []):
            number = link.part_id
            if number in above:
                continue
            hidden = not self.parts.shown(number)
            figure = self._own_figure(number, self.together(whole).hours)
            notes = [] if hidden else [_("nothing promised") if figure == NOTHING else figure]
            if not link.serial:
                notes.append(_("beside"))
            elif number in drawn:
                notes.append(_("counted once"))
            drawn.add(number)
            parts: tuple[Node, ...] = ()
            if self._opens(number):
                if depth > 1:
                    parts = tuple(self._nodes(number, drawn, above | {number}, depth - 1))
                else:
                    notes.append(assembly_words.more_parts(len(self.below[number])))
            label = (
                _("a part that is not published")
                if hidden
                else bilingual.text(self.parts.offerings[number], "name")
            )
            found.append(Node(label, tuple(notes), link.serial, parts))
        return found


def _retires(part: Offering) -> str:
    if part.state == OfferingState.RETIRED:
        return _("« %(name)s » is retired.") % {"name": bilingual.text(part, "name")}
    if part.state == OfferingState.RETIRING:
        return assembly_words.retires(bilingual.text(part, "name"), part.retires_on)
    return ""


# Requirements -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RequirementRow:
    text: Named
    answer: str
    icon: str
    tone: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Requirements:
    rows: list[RequirementRow]
    said: str


def requirements_of(offering: Offering) -> Requirements:
    """What its client required and how it is answered, in order; one query."""
    found = list(Requirement.objects.filter(solution=offering))
    rows = [
        RequirementRow(
            Named(*bilingual.pick(one, "text")),
            str(Answer(one.answer).label),
            *assembly_words.ANSWERS[Answer(one.answer)],
            one.evidence,
        )
        for one in found
    ]
    return Requirements(rows, assembly_words.answers_words(one.answer for one in found))
