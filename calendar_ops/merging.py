"""Two people edited one intervention: what each changed, what is joined by itself, what must be chosen.

Plain values, as the audit trail keeps them (`actions.snapshot`). No Django, no clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

Values = Mapping[str, Any]
_WORDS = re.compile(r"\s+|\d+:\d+|\w+|[^\w\s]")
ALIKE = 0.6  # texts less alike than that are shown one after the other, whole


@dataclass(frozen=True, slots=True)
class Differing:
    """A field that both changed, to different values."""

    name: str
    before: Any
    theirs: Any
    mine: Any


@dataclass(slots=True)
class Merge:
    """`choose`: both changed it. `theirs`, `mine`: one changed it alone, kept as it is."""

    choose: list[Differing] = field(default_factory=list)
    theirs: list[Differing] = field(default_factory=list)
    mine: list[Differing] = field(default_factory=list)


def base_of(changes: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What the changed fields were before all these saves, given newest first as [before, after]."""
    before: dict[str, Any] = {}
    for change in changes:
        for name, pair in change.items():
            if isinstance(pair, list) and len(pair) == 2:
                before[name] = pair[0]
    return before


def merge(*, base: Values, theirs: Values, mine: Values) -> Merge:
    """Field by field. `base` holds what the fields that the other side saved were before; `theirs` and `mine`
    are whole. A field that both changed alike is settled."""
    found = Merge()
    for name, own in mine.items():
        stored = theirs.get(name)
        before = base.get(name, stored)
        if own == stored:
            continue
        differing = Differing(name, before, stored, own)
        if own == before:
            found.theirs.append(differing)
        elif stored == before:
            found.mine.append(differing)
        else:
            found.choose.append(differing)
    return found


def words(before: str, after: str) -> list[tuple[str, str]]:
    """The text `after` as pieces ("same", "gone" or "new", text), against `before`.

    Texts that have little in common are one piece gone and one new: picked apart nobody could read them.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[tuple[str, str]] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if before and after and matcher.ratio() < ALIKE:
        return [("gone", before), ("same", " "), ("new", after)]
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(old[a:b])))
            continue
        if a < b:
            pieces.append(("gone", "".join(old[a:b])))
        if c < d:
            pieces.append(("new", "".join(new[c:d])))
    return pieces
