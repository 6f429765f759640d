from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import GraphError
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.layouts import place
from dotnet_viz.scene import Connection, Label, Scene, Shape
from tests.layouts.checks import assert_all_inside, assert_nothing_overlaps

DIRECTIONS = ("TB", "BT", "LR", "RL")


def tree(parents: list[int], direction: str = "TB", **texts: str) -> Scene:
    """Return a tree of boxes of several sizes; the parent of node ``i + 1`` is ``parents[i]``."""
    shapes = tuple(Shape(f"n{at}", f"n{at}", 30 + 17 * (at % 3), 20 + 9 * (at % 4)) for at in range(len(parents) + 1))
    lines = tuple(
        Connection(f"n{parent}", f"n{at + 1}", label=texts.get(f"n{at + 1}", ""), width=1 + at % 5)
        for at, parent in enumerate(parents)
    )
    return Scene("tree", shapes=shapes, connections=lines, layout="tree", direction=direction)


@st.composite
def parents(draw: st.DrawFn) -> list[int]:
    return [draw(st.integers(0, at)) for at in range(draw(st.integers(0, 40)))]


@given(parents(), st.sampled_from(DIRECTIONS))
def test_nothing_overlaps_in_any_tree(found: list[int], direction: str) -> None:
    placed = place(tree(found, direction))
    assert_all_inside(placed)
    assert_nothing_overlaps(placed)


@given(parents())
def test_children_stand_in_their_order_below_the_middle_of_which_is_their_parent(found: list[int]) -> None:
    placed = place(tree(found))
    places = [centre(shape) for shape in placed.shapes]
    for parent in range(len(places)):
        children = [places[at + 1] for at, one in enumerate(found) if one == parent]
        assert [x for x, _ in children] == sorted(x for x, _ in children)
        assert all(y > places[parent][1] for _, y in children)
        if children:
            assert places[parent][0] == pytest.approx((children[0][0] + children[-1][0]) / 2, abs=0.01)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_trees_grow_where_they_should(direction: str) -> None:
    root, child, _ = (centre(shape) for shape in place(tree([0, 0], direction)).shapes)
    axis = 1 if direction in ("TB", "BT") else 0
    assert (child[axis] > root[axis]) == (direction in ("TB", "LR"))


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_texts_of_lines_meet_neither_boxes_nor_each_other(direction: str) -> None:
    words = {"n1": "≤ 1,234,567.89 or missing", "n2": "> 1,234,567.89 or missing", "n3": "a", "n4": "b" * 30, "n5": "c" * 30}
    placed = place(tree([0, 0, 1, 1, 2, 2], direction, **words))
    texts = [Label(line.label, *line.label_at, size=11.0) for line in placed.connections if line.label_at is not None]
    assert len(texts) == 5
    assert_nothing_overlaps(Scene("texts", shapes=placed.shapes, labels=tuple(texts)))


def test_lines_leave_side_by_side_as_wide_as_they_are() -> None:
    shapes = tuple(Shape(name, name, 40, 20) for name in "abc")
    lines = (Connection("a", "b", width=6.0), Connection("a", "c", width=2.0))
    placed = place(Scene("t", shapes=shapes, connections=lines, layout="tree"))
    middle = centre(placed.shapes[0])[0]
    assert [round(line.points[0][0] - middle, 2) for line in placed.connections] == [-1.0, 3.0]
    assert placed.connections[0].points[0][1] == centre(placed.shapes[0])[1] + 10


def test_shapes_of_a_group_are_one_node() -> None:
    shapes = (
        Shape("a", "a", 40, 40, group="a"), Shape("mark", "m", 4, 4, x=9.0, y=-7.0, group="a"), Shape("b", "b", 40, 20),
    )  # fmt: skip
    placed = place(Scene("t", shapes=shapes, connections=(Connection("a", "b"),), layout="tree"))
    (x, y), mark = (centre(shape) for shape in placed.shapes[:2])
    assert mark == (x + 9, y - 7)


def test_a_long_chain_takes_no_recursion() -> None:
    placed = place(tree(list(range(3000))))
    assert placed.size is not None
    assert placed.size[0] < 500


@pytest.mark.parametrize("lines", [[("a", "b"), ("c", "b")], [("a", "b"), ("b", "a")], [("a", "a")]])
def test_what_is_no_tree_is_refused(lines: list[tuple[str, str]]) -> None:
    shapes = tuple(Shape(name, name, 40, 20) for name in "abc")
    with pytest.raises(GraphError, match=r"no tree|circle"):
        place(Scene("t", shapes=shapes, connections=tuple(Connection(*ends) for ends in lines), layout="tree"))
