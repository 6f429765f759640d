from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from dotnet_viz.layouts.graphviz.pieces import Piece, loose_ends, outermost, pieces, trunk
from dotnet_viz.scene import Cluster, Connection, Label, Scene, Shape
from tests.scene_builders import box, chain, nested


def graph(*pairs: tuple[str, str], frames: dict[str, str] | None = None) -> Scene:
    names = dict.fromkeys(name for pair in pairs for name in pair)
    owners = frames or {}
    return Scene(
        "graph",
        shapes=tuple(box(name, cluster=owners.get(name)) for name in names),
        connections=tuple(Connection(start, end) for start, end in pairs),
        clusters=tuple(Cluster(name, name, Label(name)) for name in dict.fromkeys(owners.values())),
    )


def borders(scene: Scene) -> list[str | None]:
    found = pieces(scene)
    assert all(one.exit == other.entry for one, other in pairwise(found))
    return [piece.exit for piece in found[:-1]]


def test_a_chain_is_cut_at_every_shape() -> None:
    parts = pieces(chain(5))
    assert borders(chain(5)) == ["n1", "n2", "n3"]
    assert all(part.is_step for part in parts)


def test_a_line_over_a_shape_forbids_the_cut() -> None:
    skip = graph(("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("b", "d"))
    assert borders(skip) == ["b", "d"]
    assert [shape.id for shape in pieces(skip)[1].scene.shapes] == ["b", "c", "d"]


def test_every_line_is_in_one_piece_and_keeps_its_number() -> None:
    scene = graph(("a", "b"), ("b", "c"), ("b", "c"), ("c", "c"), ("c", "d"))
    numbers = [number for piece in pieces(scene) for number in piece.numbers]
    assert sorted(numbers) == list(range(5))
    for piece in pieces(scene):
        assert [scene.connections[number] for number in piece.numbers] == list(piece.scene.connections)


def test_a_frame_stays_whole() -> None:
    scene = graph(("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), frames={"b": "f", "c": "f"})
    assert borders(scene) == ["d"]
    assert [[cluster.id for cluster in piece.scene.clusters] for piece in pieces(scene)] == [["f"], []]
    assert outermost(nested().clusters) == {"outer": "outer", "inner": "outer"}


def test_an_input_that_joins_late_stands_in_the_piece_that_it_joins() -> None:
    scene = graph(("a", "b"), ("b", "c"), ("c", "d"), ("late", "d"), ("d", "e"))
    assert borders(scene) == ["b", "d"]
    (part,) = (piece for piece in pieces(scene) if piece.entry == "b")
    assert {shape.id for shape in part.scene.shapes} == {"b", "c", "late", "d"}
    assert loose_ends(part) == [("b", "late")]


def test_an_output_on_the_way_is_held_before_the_exit() -> None:
    scene = graph(("a", "b"), ("b", "side"), ("b", "c"), ("c", "d"), ("d", "e"))
    (part,) = (piece for piece in pieces(scene) if piece.entry == "b")
    assert loose_ends(part) == [("side", part.exit)]


@pytest.mark.parametrize(
    "scene",
    [
        graph(("a", "b"), ("b", "c"), ("c", "a")),
        Scene("none"),
        replace(chain(4), shapes=tuple(replace(shape, rank=number) for number, shape in enumerate(chain(4).shapes))),
    ],
)
def test_what_cannot_be_cut_is_one_piece(scene: Scene) -> None:
    (part,) = pieces(scene)
    assert part.scene is scene


def test_the_trunk_is_the_longest_way() -> None:
    scene = graph(("a", "b"), ("b", "c"), ("c", "d"), ("a", "x"), ("x", "d"))
    assert trunk(Piece(scene, "a", "d", ())) == ("a", "b", "c", "d")
    assert trunk(Piece(scene, None, None, ())) == ("a", "b", "c", "d")
    assert trunk(Piece(Scene("none"), None, None, ())) == ()


def test_a_line_with_a_label_or_a_double_line_is_no_step() -> None:
    labelled = replace(chain(2), connections=(Connection("n0", "n1", label="x"),))
    double = replace(chain(2), connections=(Connection("n0", "n1"), Connection("n0", "n1")))
    assert [piece.is_step for scene in (labelled, double) for piece in pieces(scene)] == [False, False]


def test_equal_ends_are_on_both_sides_of_what_joins_them() -> None:
    shapes = tuple(Shape(name, name, 9, 9) for name in "abcdefg")
    lines = tuple(Connection(*pair) for pair in ("ac", "bd", "ce", "de", "ef", "eg"))
    scene = Scene("two", shapes=shapes, connections=lines)
    assert trunk(Piece(scene, None, None, tuple(range(6)))) == ("e",)
    longer = replace(scene, connections=lines[1:])
    assert trunk(Piece(longer, None, "f", tuple(range(5))))[0] == "b"
