"""What the shop window says in sentences: how many there are, why a card answers, what is promised of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, wraps
from typing import TypeVar

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalog import delays, level_words
from catalog.enums import LevelUnit, Metric, OfferingKind
from catalog.search import Card, Match, Nearness, Place
from catalog.spelling import tokens
from core.templatetags.portal import number

R = TypeVar("R")
MOST = 4096  # sentences kept of each kind; twenty cards say few different ones


def worded(words: Callable[..., R]) -> Callable[..., R]:
    """What `words` says of plain values, once for each language: numbers in words cost more than reading them."""

    @lru_cache(maxsize=MOST)
    def known(language: str, *values: Hashable) -> R:
        return words(*values)

    @wraps(words)
    def said(*values: Hashable) -> R:
        return known(get_language() or "fr", *values)

    return said


def listed(words: Sequence[str]) -> str:
    """« a, b et c »."""
    return _(" and ").join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def counted(kinds: Mapping[str, int]) -> str:
    """« 37 services, 4 solutions et 3 conseils », only the kinds that there are."""
    said = {
        OfferingKind.SERVICE: ngettext("%(n)s service", "%(n)s services", kinds.get("service", 0)),
        OfferingKind.SOLUTION: ngettext("%(n)s solution", "%(n)s solutions", kinds.get("solution", 0)),
        OfferingKind.PROJECT: ngettext("%(n)s project", "%(n)s projects", kinds.get("project", 0)),
        OfferingKind.ADVICE: ngettext(
            "%(n)s kind of advice", "%(n)s kinds of advice", kinds.get("advice", 0)
        ),
    }
    return listed([words % {"n": number(kinds[kind])} for kind, words in said.items() if kinds.get(kind)])


def why(matches: Sequence[Match], card: Card) -> str:
    """How the words asked were found, when the name that is shown does not say it by itself; else empty."""
    shown = {folded for _written, folded in tokens(_shown_name(card))}
    obvious = all(
        match.place == Place.NAME
        and match.nearness != Nearness.NEAR
        and {folded for _written, folded in tokens(match.found)} <= shown
        for match in matches
    )
    if obvious:
        return ""
    return _("Found by %(words)s") % {"words": listed([_found(match, shown) for match in matches])}


def _shown_name(card: Card) -> str:
    own, other = (card.name_en, card.name) if get_language() == "en" else (card.name, card.name_en)
    return own or other


def _found(match: Match, shown: set[str]) -> str:
    if match.place == Place.REFERENCE:
        return _("the reference %(reference)s") % {"reference": match.found}
    if match.place == Place.ALIAS:
        said = _("« %(found)s », another name of it")
    elif match.place == Place.BENEFIT:
        said = _("« %(found)s », in what it brings")
    elif {folded for _written, folded in tokens(match.found)} <= shown:
        said = "« %(found)s »"
    elif get_language() == "en":
        said = _("« %(found)s », in its French name")
    else:
        said = _("« %(found)s », in its English name")
    words = said % {"found": match.found}
    if match.nearness == Nearness.NEAR:
        words += " " + _("(you wrote « %(asked)s »)") % {"asked": match.asked}
    return words


@worded
def level(promised: Decimal, measured: bool, value: Decimal | None) -> tuple[str, str]:
    """(words, tone) of the availability measured beside what is promised, in the last month that is over."""
    said = {"promised": level_words.promised(promised, Metric.AVAILABILITY, LevelUnit.PERCENT)}
    if not measured:
        return _("%(promised)s promised, not measured") % said, ""
    if value is None:
        return _("kept, no event, for %(promised)s promised") % said, ""
    said["measured"] = level_words.amount(value, LevelUnit.PERCENT, 2)
    if value >= promised:
        return _("kept at %(measured)s for %(promised)s promised") % said, ""
    return _("missed: %(measured)s for %(promised)s promised") % said, "bad"


@worded
def delay(promised: int | None, unit: str) -> str:
    """« le jour même », « 5 jours ouvrés »."""
    return delays.words(promised, unit)


@dataclass(frozen=True, slots=True)
class Said:
    """What a search is answered with: how many for what, the end of that sentence, the words of the other way."""

    count: str = ""
    near: str = ""
    other: str = ""


def said_of(typed: str, count: int, *, corrected: str, exactly: bool) -> Said:
    """« 4 réponses pour « accès à distance » », au plus près de « axès a distence ». »"""
    words = ngettext("%(n)s answer for « %(asked)s »", "%(n)s answers for « %(asked)s »", count)
    said = words % {"n": number(count), "asked": corrected or typed}
    if exactly:
        return Said(said, _(", written exactly so."), _("Search for what is near it, too"))
    if corrected:
        near = _(", as near as can be to « %(typed)s ».") % {"typed": typed}
        return Said(said, near, _("Search for exactly what I wrote"))
    return Said(said, ".")


def no_word(typed: str) -> Said:
    """There is nothing to search for: all that is offered is shown instead."""
    words = _("« %(typed)s » has no word to search for: write at least two letters.")
    return Said(near=words % {"typed": typed})
