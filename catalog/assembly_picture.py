"""The picture of a solution: its parts as boxes on a line, solutions among them as frames. Pure geometry.

What stops the solution stands on the line; what does not stands under it, without a line. Widths are known, heights
follow: a row takes as many boxes as fit, and nothing lies over anything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import TextWrapper

PAD, GAP, ROW_GAP = 10, 26, 22
LINE, CHARACTER = 18, 7.1  # height of a line of words, and width of a letter on average, at 13 px
LINES = 2  # of a label; what is longer is cut, the table has it whole
LANE = 24  # how far from the left the line goes down from one row to the next


@dataclass(frozen=True, slots=True)
class Node:
    """One part, in words; `notes` are short lines under its label, `parts` those of a solution shown with its own."""

    label: str
    notes: tuple[str, ...] = ()
    serial: bool = True
    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Size:
    """`box`: how wide a part is drawn, never wider than the room that it has."""

    width: int
    box: int


WIDE, NARROW = Size(800, 180), Size(356, 356)


@dataclass(frozen=True, slots=True)
class Box:
    """A part, or the frame of a solution; `serial` or not shows in its outline."""

    x: float
    y: float
    width: float
    height: float
    frame: bool
    serial: bool


@dataclass(frozen=True, slots=True)
class Words:
    x: float
    y: float
    text: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """`ways` are the points of each stretch of the line."""

    width: int
    height: float
    boxes: tuple[Box, ...]
    words: tuple[Words, ...]
    ways: tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    node: Node
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def picture(nodes: Sequence[Node], size: Size) -> Picture:
    boxes: list[Box] = []
    words: list[Words] = []
    ways: list[tuple[tuple[float, float], ...]] = []
    placed, _width, height = _arranged(nodes, size.width, size.box)
    queue = [(placed, 0.0, 0.0)]
    while queue:
        items, left, top = queue.pop()
        ways += [tuple((x + left, y + top) for x, y in way) for way in _ways(items)]
        for item in items:
            node, x, y = item.node, item.x + left, item.y + top
            boxes.append(Box(x, y, item.width, item.height, bool(node.parts), node.serial))
            lines = wrapped(node.label, item.width)
            for number, text in enumerate([*lines, *node.notes], 1):
                words.append(Words(x + PAD, y + PAD - 5 + LINE * number, text, number <= len(lines)))
            if node.parts:
                inner, _inner_width, _inner_height = _arranged(node.parts, item.width - 2 * PAD, size.box)
                queue.append((inner, x + PAD, y + _head(node, item.width)))
    return Picture(size.width, height, tuple(boxes), tuple(words), tuple(ways))


def wrapped(label: str, width: float) -> list[str]:
    """The label in lines that fit; the last ends with « … » when it had to be cut."""
    most = max(int((width - 2 * PAD) / CHARACTER), 4)
    return TextWrapper(most, max_lines=LINES, placeholder=" …").wrap(label) or [""]


def _head(node: Node, width: float) -> float:
    """How high the words of a part stand, with the room around them."""
    return 2 * PAD + LINE * (len(wrapped(node.label, width)) + len(node.notes))


def _arranged(nodes: Sequence[Node], room: float, box: int) -> tuple[list[_Placed], float, float]:
    """Where each stands in that room, from its own corner; the width and height that they take together."""
    found: list[_Placed] = []
    width = top = 0.0
    for serial in (True, False):
        for row in _rows([node for node in nodes if node.serial is serial], room, box):
            height = max(high for _node, _wide, high in row)
            left = 0.0
            for node, wide, high in row:
                found.append(_Placed(node, left, top + (height - high) / 2, wide, high))
                left += wide + GAP
            width, top = max(width, left - GAP), top + height + ROW_GAP
    return found, width, max(top - ROW_GAP, 0.0)


def _rows(nodes: Sequence[Node], room: float, box: int) -> Iterator[list[tuple[Node, float, float]]]:
    """The rows of nodes with their width and height, each as full as it gets."""
    row: list[tuple[Node, float, float]] = []
    left = room
    for node in nodes:
        wide, high = _size(node, room, box)
        if row and wide > left:
            yield row
            row, left = [], room
        row.append((node, wide, high))
        left -= wide + GAP
    if row:
        yield row


def _size(node: Node, room: float, box: int) -> tuple[float, float]:
    wide: float = min(box, room)
    if not node.parts:
        return wide, _head(node, wide)
    _placed, inner, high = _arranged(node.parts, room - 2 * PAD, box)
    wide = max(wide, inner + 2 * PAD)
    return wide, _head(node, wide) + high + PAD


def _ways(items: Sequence[_Placed]) -> Iterator[tuple[tuple[float, float], ...]]:
    """The line from each part that stops the solution to the next."""
    serial = [item for item in items if item.node.serial]
    for one, after in pairwise(serial):
        if after.x > one.x:
            yield (one.x + one.width, one.middle), (after.x, after.middle)
            continue
        start = (one.x + min(LANE, one.width / 2), one.y + one.height)
        middle = after.y - ROW_GAP / 2
        end = (after.x + min(LANE, after.width / 2), after.y)
        yield start, (start[0], middle), (end[0], middle), end
