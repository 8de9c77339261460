"""Two people edited one record: what each changed since the first opened it. No Django, no clock.

A value is anything that can be compared: what a form's controls hold (a tuple of texts, empty for nothing), or
what the audit trail keeps of a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

Value = tuple[str, ...]
Side = Literal["mine", "theirs"]
WORDS = re.compile(r"\s+|\d+:\d+|\w+|[^\w\s]")
ALIKE = 0.6  # texts less alike than that are shown one after the other, whole


@dataclass(frozen=True, slots=True)
class Field:
    """One field that is not the same on both sides.

    `kept` is what stands unless somebody says otherwise; `asked` where both changed it, each in their own way.
    """

    name: str
    opened: Any
    theirs: Any
    mine: Any
    kept: Side
    asked: bool


def merge(
    opened: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]
) -> tuple[list[Field], int]:
    """The fields that differ, in the order of `mine`, and how many are the same on both sides.

    What only one side changed is joined; what both changed otherwise is asked, and what was saved stands
    until the answer. A field that was not there when the form was opened counts as changed by both.
    """
    found, same = [], 0
    for name, value in mine.items():
        other = theirs.get(name, ())
        if other == value:
            same += 1
            continue
        before = opened.get(name)
        asked = before is None or (before != other and before != value)
        kept: Side = "mine" if before is not None and before == other else "theirs"
        found.append(Field(name, before or (), other, value, kept, asked))
    return found, same


def opened_of(changes: Iterable[Mapping[str, Any]], saved: Mapping[str, Any]) -> dict[str, Any]:
    """What a record held before these saves, given newest first as {field: [before, after]}, from what it holds."""
    held = dict(saved)
    for change in changes:
        for name, pair in change.items():
            if isinstance(pair, list) and len(pair) == 2:
                held[name] = pair[0]
    return held


Part = tuple[Literal["same", "gone", "come"], str]


def words(before: str, after: str) -> list[Part]:
    """The second text told by the first: runs of words that stay, go and come, in the order of reading.

    Joined without what goes they are `after`; without what comes, `before`. Texts that have little in common are
    one part gone and one that comes: picked apart nobody could read them.
    """
    old, new = WORDS.findall(before), WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if before and after and matcher.ratio() < ALIKE:
        return [("gone", before), ("come", after)]
    parts: list[Part] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            parts.append(("same", "".join(new[c:d])))
            continue
        if a < b:
            parts.append(("gone", "".join(old[a:b])))
        if c < d:
            parts.append(("come", "".join(new[c:d])))
    return parts


def value_of(sides: Field, pick: str, third: Sequence[str] = ()) -> Any:
    """What a field becomes by an answer: `mine`, `theirs`, or `third` with its own texts; else what was kept."""
    if pick == "third":
        return tuple(third)
    if pick in ("mine", "theirs"):
        return sides.mine if pick == "mine" else sides.theirs
    return sides.mine if sides.kept == "mine" else sides.theirs
