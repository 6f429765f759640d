from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given

from dotnet_viz.diagrams.blocks.composition import drawn_contents
from dotnet_viz.diagrams.blocks.hierarchy import block_views
from dotnet_viz.diagrams.blocks.paths import BlockPaths
from dotnet_viz.diagrams.blocks.shortcuts import shortcuts_of
from dotnet_viz.graph import Edge, Graph, Node
from dotnet_viz.measures.structure.blocks import Block
from tests.diagrams.blocks.test_composition import GATE, IDENTITY, PROJECTION, edges, nodes_of
from tests.measures.graph_strategies import graphs


def found(nodes: tuple[Node, ...], wires: list[Edge], **block: frozenset[tuple[str, str]]) -> list[tuple[str | None, str, int]]:
    made = Block((nodes,), **block)  # type: ignore[arg-type]
    return [(one.source, one.target, len(one.layers)) for one in shortcuts_of(made, wires, BlockPaths.of(nodes, wires))]


def test_what_goes_around_layers_as_it_is_comes_from_what_the_block_takes() -> None:
    assert found(*IDENTITY) == [(None, "n3", 0)]


def test_a_projection_is_the_shorter_path_to_a_sum() -> None:
    assert found(*PROJECTION) == [(None, "n4", 1)]
    contents = drawn_contents(Block((PROJECTION[0],)), PROJECTION[1])
    assert contents.lines == ("Dense → ReLU → Dense → Add",)
    assert [node.id for node in contents.shortcuts[0].layers] == ["n0"]


def test_equal_branches_and_those_of_a_concatenation_are_no_projection() -> None:
    wires = edges((-1, 0), (-1, 1), (0, 2), (1, 2))
    assert found(nodes_of("Conv2D", "Conv2D", "Add"), wires) == []
    assert found(nodes_of("Conv2D", "Dense", "ReLU", "Dense", "Concatenate"), PROJECTION[1]) == []


def test_what_comes_from_elsewhere_is_none() -> None:
    assert found(*IDENTITY, branches=frozenset({("n-1", "n3")})) == []
    assert found(nodes_of("Conv2D", "Add"), edges((-1, 0), (0, 1), (-2, 1))) == []


def test_several_joins_have_their_rows() -> None:
    kinds = ("MultiHeadAttention", "Add", "LayerNormalization", "Dense", "Dense", "Add", "LayerNormalization")
    wires = edges((-1, 0), (0, 1), (-1, 1), (1, 2), (2, 3), (3, 4), (4, 5), (2, 5), (5, 6))
    assert found(nodes_of(*kinds), wires) == [(None, "n1", 0), ("n2", "n5", 0)]
    contents = drawn_contents(Block((nodes_of(*kinds),)), wires)
    assert contents.lines == (
        "MultiHeadAttention → Add (skip) → LayerNormalization",
        "→ 2 × Dense → Add (skip) → LayerNormalization",
    )
    assert contents.continued == {1}
    assert [contents.rows[name] for name in ("n1", "n2", "n5")] == [0, 0, 1]


def test_dense_connections_come_from_the_tensor_that_each_of_them_takes() -> None:
    wires = edges((-1, 0), (0, 1), (-1, 1), (1, 2), (2, 3), (1, 3))
    assert found(nodes_of("Conv2D", "Concatenate", "Conv2D", "Concatenate"), wires) == [(None, "n1", 0), ("n1", "n3", 0)]


def test_a_gate_in_one_word_has_no_arc() -> None:
    assert [(one.source, one.target) for one in drawn_contents(Block((GATE[0],)), GATE[1]).shortcuts] == [("n0", "n3")]
    short = drawn_contents(Block((GATE[0],)), GATE[1], "short")
    assert (short.lines, short.shortcuts) == (("Conv2D → gate → Dense",), ())


def test_what_is_counted_keeps_the_shortcut_around_everything() -> None:
    counted = drawn_contents(Block((PROJECTION[0],)), PROJECTION[1], "counts")
    assert counted.lines == ("Conv2D · 2 Dense",)
    assert [(one.source, one.target) for one in counted.shortcuts] == [(None, "n4")]


def test_many_joins_stay_in_words() -> None:
    pairs: Sequence[tuple[int, int]] = [pair for i in range(0, 16, 2) for pair in ((i - 1, i), (i, i + 1), (i - 1, i + 1))]
    contents = drawn_contents(Block((nodes_of(*("Dense", "Add") * 8),)), edges(*pairs))
    assert contents.lines == ("8 × (Dense → Add (skip))",)
    assert contents.shortcuts == ()


@given(graphs())
def test_every_shortcut_is_a_way_through_the_model(graph: Graph) -> None:
    wires = {(edge.source, edge.target) for edge in graph.edges}
    for view in block_views(graph)[0]:
        for one in drawn_contents(view.block, view.edges).shortcuts:
            way = [one.origin, *(node.id for node in one.layers), one.target]
            assert wires.issuperset(pairwise(way))
            inside = {node.id for node in view.block.copies[0]}
            assert (one.origin in inside) == (one.source is not None)
            assert one.target in inside
