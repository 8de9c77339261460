"""The picture of a solution: everything inside it, nothing over anything else, one line through what stops it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.assembly_picture import CHARACTER, LINES, NARROW, PAD, WIDE, Box, Node, picture, wrapped

LABELS = st.text("aeinst ", min_size=1, max_size=120)
NOTES = st.lists(st.sampled_from(["99,5 %", "au plus 98,9035 %"]), max_size=2).map(tuple)
NODES = st.recursive(
    st.builds(Node, LABELS, NOTES, st.booleans()),
    lambda below: st.builds(
        Node, LABELS, NOTES, st.booleans(), st.lists(below, min_size=1, max_size=4).map(tuple)
    ),
    max_leaves=9,
)


def depth(node: Node) -> int:
    return 1 + max((depth(part) for part in node.parts), default=0)


def count(nodes) -> int:
    return sum(1 + count(node.parts) for node in nodes)


def apart(one: Box, other: Box) -> bool:
    return (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )


def within(one: Box, frame: Box) -> bool:
    return (
        frame.x <= one.x
        and frame.y <= one.y
        and one.x + one.width <= frame.x + frame.width
        and one.y + one.height <= frame.y + frame.height
    )


@pytest.mark.parametrize("size", [WIDE, NARROW])
@settings(max_examples=60, deadline=None)
@given(nodes=st.lists(NODES.filter(lambda node: depth(node) <= 4), min_size=1, max_size=7))
def test_everything_stands_inside_and_only_frames_hold_others(size, nodes):
    drawn = picture(nodes, size)
    assert len(drawn.boxes) == count(nodes)
    for number, one in enumerate(drawn.boxes):
        assert one.x >= 0 and one.y >= 0
        assert one.x + one.width <= size.width and one.y + one.height <= drawn.height
        for other in drawn.boxes[number + 1 :]:
            held = (other.frame and within(one, other)) or (one.frame and within(other, one))
            assert held or apart(one, other)
    for words in drawn.words:
        assert any(
            box.x <= words.x and words.x + len(words.text) * CHARACTER <= box.x + box.width
            and box.y <= words.y <= box.y + box.height
            for box in drawn.boxes
        )  # fmt: skip
    for x, y in (point for way in drawn.ways for point in way):
        assert 0 <= x <= size.width and 0 <= y <= drawn.height


def boxes(nodes, size) -> list[tuple[int, int, bool]]:
    return [(round(box.x), round(box.y), box.serial) for box in picture(nodes, size).boxes]


A, B, C, D, E = (Node(letter, ("99 %",)) for letter in "ABCDE")
F = Node("F", ("99 %",), serial=False)


def test_a_wide_row_takes_four_boxes_and_a_narrow_one_takes_one():
    wide, narrow = boxes([A, B, C, D, E], WIDE), boxes([A, B], NARROW)
    assert [x for x, _y, _serial in wide] == [0, 206, 412, 618, 0]
    assert len({y for _x, y, _serial in wide[:4]}) == 1 and wide[4][1] > wide[0][1]
    assert [x for x, _y, _serial in narrow] == [0, 0] and narrow[0][1] < narrow[1][1]


def test_the_line_goes_through_what_stops_it_and_passes_by_the_rest():
    drawn = picture([A, F, B], WIDE)
    assert len(drawn.ways) == 1
    (start, end) = drawn.ways[0]
    first, second = drawn.boxes[0], drawn.boxes[1]
    assert start == (first.x + first.width, first.y + first.height / 2)
    assert end == (second.x, second.y + second.height / 2)
    beside = drawn.boxes[2]
    assert not beside.serial and beside.y >= first.y + first.height


def test_from_row_to_row_the_line_goes_down():
    (way,) = picture([A, B], NARROW).ways
    first, second = picture([A, B], NARROW).boxes
    assert way[0][1] == first.y + first.height and way[-1][1] == second.y
    assert {x for x, _y in way} == {24}


def test_a_solution_among_the_parts_is_a_frame_with_a_line_of_its_own():
    drawn = picture([Node("Poste", ("99,4 %",), parts=(A, B)), C], WIDE)
    frame = next(box for box in drawn.boxes if box.frame)
    assert sum(within(box, frame) for box in drawn.boxes if not box.frame) == 2
    assert len(drawn.ways) == 2
    assert [words.text for words in drawn.words if words.strong][:2] == ["Poste", "C"]


def test_a_long_label_is_cut_where_the_table_has_it_whole():
    lines = wrapped("Ordinateur portable géré pour les commerciaux de la région Hauts-de-France", 182)
    assert len(lines) == LINES and lines[-1].endswith("…")
    assert all(len(line) * CHARACTER <= 182 - 2 * PAD for line in lines)
    assert wrapped("", 182) == [""]


def test_nothing_is_drawn_of_nothing():
    empty = picture([], WIDE)
    assert (empty.boxes, empty.words, empty.ways, empty.height) == ((), (), (), 0)
