"""Two people edited one record: what each changed since the first opened it. No Django, no clock.

A value is what a form's control holds: a list of texts, empty for nothing, several where several may be chosen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Value = tuple[str, ...]
Side = Literal["mine", "theirs"]
WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Field:
    """One field that is not the same on both sides.

    `kept` is what stands unless somebody says otherwise; `asked` where both changed it, each in their own way.
    """

    name: str
    opened: Value
    theirs: Value
    mine: Value
    kept: Side
    asked: bool


def merge(
    opened: Mapping[str, Value], theirs: Mapping[str, Value], mine: Mapping[str, Value]
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


Part = tuple[Literal["same", "gone", "come"], str]


def words(before: str, after: str) -> list[Part]:
    """The second text told by the first: runs of words that stay, go and come, in the order of reading.

    Joined without what goes they are `after`; without what comes, `before`.
    """
    old, new = WORDS.findall(before), WORDS.findall(after)
    parts: list[Part] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(("same", "".join(new[c:d])))
            continue
        if a < b:
            parts.append(("gone", "".join(old[a:b])))
        if c < d:
            parts.append(("come", "".join(new[c:d])))
    return parts


def value_of(sides: Field, pick: str, third: Sequence[str] = ()) -> Value:
    """What a field becomes by an answer: `mine`, `theirs`, or `third` with its own texts; else what was kept."""
    if pick == "third":
        return tuple(third)
    if pick in ("mine", "theirs"):
        return sides.mine if pick == "mine" else sides.theirs
    return sides.mine if sides.kept == "mine" else sides.theirs
