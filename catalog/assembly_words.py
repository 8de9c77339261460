"""What a solution's parts allow and cost together, in sentences, for readers in their language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog import assembly
from catalog.assembly import Price, Sum, Together, Unit
from catalog.assembly_picture import Node
from catalog.enums import Answer, LevelUnit, Per, Period
from catalog.level_words import amount
from core import dates
from core.templatetags.portal import money

Name = Callable[[int], str]
"""An offering's number → its name as this reader may know it."""


def percent(value: Decimal) -> str:
    """« 98,9035 % »: no needless zero but one."""
    return amount(value, LevelUnit.PERCENT, 1)


def figure(found: Together) -> str:
    """The availability in few words, for a cell and for a box of the picture."""
    if found.value is None:
        return _("not comparable") if found.apart else "–"
    said = percent(assembly.in_per_cent(found.value))
    return _("at most %(figure)s") % {"figure": said} if found.unknown else said


def why(found: Together, name: Name, hours: Callable[[str], str]) -> str:
    """What a reader must know of the figure, or why there is none; empty when it speaks for itself."""
    if found.apart:
        sides = "; ".join(
            _("%(parts)s at « %(hours)s »") % {"parts": named(who, name), "hours": hours(at)}
            if at
            else _("%(parts)s at hours that nobody said") % {"parts": named(who, name)}
            for at, who in found.apart
        )
        return _(
            "No availability together: the parts promise theirs at different service hours: %(sides)s. "
            "Shares multiply at the same hours only: give each a target at the same ones."
        ) % {"sides": sides}
    if not found.leaves:
        return _("No availability together: no part is said to stop the solution.")
    if found.value is None:
        return _("No availability together: none of the parts promises one.")
    if found.unknown:
        return ngettext(
            "At most: %(parts)s promises no availability.",
            "At most: %(parts)s promise no availability.",
            len(found.unknown),
        ) % {"parts": named(found.unknown, name)}
    return ""


def beyond(promised: Decimal, value: Fraction) -> tuple[str, str]:
    """The warning: the promise, and what the parts allow."""
    return (
        _("Promise shown: %(figure)s.") % {"figure": percent(promised)},
        _("It is above what the parts allow together: %(figure)s.")
        % {"figure": percent(assembly.told_apart(value, promised))},
    )


def elsewhere(promised: Decimal, hours: str) -> str:
    """The promise holds at other hours than the parts'."""
    return _(
        "Its promise, %(figure)s, holds at other hours (« %(hours)s ») than those of its parts: the two do not compare."
    ) % {"figure": percent(promised), "hours": hours or _("not said")}


def named(parts: Sequence[int], name: Name) -> str:
    """« Messagerie », « Réseau »; what may not be named is said once."""
    return ", ".join(dict.fromkeys(name(part) for part in parts))


def unit_words(unit: Unit) -> str:
    """« par personne et par mois »."""
    per, period = Per(unit[0]), Period(unit[1])
    if per == Per.UNIT:
        return {
            Period.MONTH: _("for each unit that uses it, per month"),
            Period.YEAR: _("for each unit that uses it, per year"),
            Period.ONCE: _("for each unit that uses it, once"),
        }[period]
    words = {
        Period.MONTH: _("per %(what)s per month"),
        Period.YEAR: _("per %(what)s per year"),
        Period.ONCE: _("per %(what)s, once"),
    }[period]
    return words % {"what": str(per.label)}


def sum_words(found: Sum) -> str:
    return f"{money(found.amount)} {unit_words(found.unit)}"


def price_notes(found: Price, name: Name, words: Callable[[int], str]) -> list[str]:
    """What stands beside the sum, what lacks in it; `words` is the price of a part in the reader's words."""
    notes = [_("Beside, in another unit: %(sum)s.") % {"sum": sum_words(one)} for one in found.beside]
    notes += [
        _("Beside, never added: %(part)s, %(price)s.") % {"part": name(part), "price": words(part)}
        for part in found.alone
    ]
    if found.unknown:
        notes.append(
            _("At least: no price is in force for %(parts)s.") % {"parts": named(found.unknown, name)}
        )
    if found.integration and found.main is None:
        notes.append(_("Integration: %(price)s.") % {"price": money(found.integration)})
    return notes


def parts_words(serial: int, beside: int) -> str:
    """« 4 composants en série, 1 à côté »."""
    words = ngettext("%(n)s part in series", "%(n)s parts in series", serial) % {"n": serial}
    if beside:
        words += ", " + ngettext("%(n)s beside", "%(n)s beside", beside) % {"n": beside}
    return words


def more_parts(count: int) -> str:
    """What a solution deep inside holds, which the picture leaves out."""
    return ngettext("%(n)s part inside", "%(n)s parts inside", count) % {"n": count}


def picture(name: str, nodes: Sequence[Node], availability: str) -> str:
    """What the picture shows, for those who hear it."""
    serial = [_spoken(node) for node in nodes if node.serial]
    beside = [_spoken(node) for node in nodes if not node.serial]
    said = [_("How « %(name)s » is put together.") % {"name": name}]
    if serial:
        said.append(_("In series, each stops it: %(parts)s.") % {"parts": "; ".join(serial)})
    if beside:
        said.append(_("Beside, it goes on without: %(parts)s.") % {"parts": "; ".join(beside)})
    if availability:
        said.append(_("Together: %(figure)s.") % {"figure": availability})
    return " ".join(said)


def _spoken(node: Node) -> str:
    notes = f" ({', '.join(node.notes)})" if node.notes else ""
    inside = ", ".join(_spoken(part) for part in node.parts)
    return f"{node.label}{notes}" + (_(", itself of %(parts)s") % {"parts": inside} if inside else "")


def retires(name: str, on: date | None) -> str:
    if on is None:
        return _("« %(name)s » is to be retired.") % {"name": name}
    return _("« %(name)s » is retired on %(day)s.") % {"name": name, "day": dates.day(on, today=localdate())}


ANSWERS = {Answer.MET: ("check2", "ok"), Answer.PARTLY: ("circle-half", "warn"), Answer.NOT_MET: ("x-lg", "bad"), Answer.UNKNOWN: ("question-lg", "")}  # fmt: skip
"""Answer → (icon, tone) beside its word."""


def answers_words(answers: Iterable[str]) -> str:
    """« 3 tenues, 1 en partie, 2 sans réponse »; empty without requirement."""
    count = dict.fromkeys(Answer.values, 0)
    for answer in answers:
        count[answer] += 1
    said = [
        ngettext("%(n)s met", "%(n)s met", count[Answer.MET]),
        ngettext("%(n)s partly met", "%(n)s partly met", count[Answer.PARTLY]),
        ngettext("%(n)s not met", "%(n)s not met", count[Answer.NOT_MET]),
        ngettext("%(n)s not answered", "%(n)s not answered", count[Answer.UNKNOWN]),
    ]
    numbers = [count[key] for key in (Answer.MET, Answer.PARTLY, Answer.NOT_MET, Answer.UNKNOWN)]
    return ", ".join(words % {"n": n} for words, n in zip(said, numbers, strict=True) if n)
