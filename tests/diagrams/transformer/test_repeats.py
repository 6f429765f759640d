"""Which boxes repeat."""

from __future__ import annotations

from dotnet_viz.diagrams.common.graphs.flat_graph import flattened
from dotnet_viz.diagrams.transformer.parts import parts_of
from dotnet_viz.diagrams.transformer.repeats import Repeat, kinds_left_out, repeats_of
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec
from tests.builders import dense_chain
from tests.diagrams.attention_graphs import encoder


def test_repetitions_begin_with_their_first_copy() -> None:
    parts = parts_of(flattened(encoder(5)))
    assert repeats_of(parts, range(len(parts))) == (Repeat(2, 4, 5),)
    assert kinds_left_out(parts, range(6))["Dense"] == 8


def test_layers_in_a_row_without_a_join_are_no_repetition() -> None:
    parts = parts_of(flattened(dense_chain(*[4] * 9)))
    assert repeats_of(parts, range(len(parts))) == ()


def test_towers_beside_one_another_are_no_repetition() -> None:
    def tower(number: int) -> tuple[list[Node], list[Edge]]:
        kinds = ("InputLayer", "Dense", "Add")
        nodes = [node(f"{kind}{number}", kind) for kind in kinds]
        start, dense, total = nodes
        return nodes, [Edge(start.id, 0, dense.id, 0), Edge(dense.id, 0, total.id, 0), Edge(start.id, 0, total.id, 1)]

    (left, own), (right, others) = tower(1), tower(2)
    joined = node("joined", "Concatenate")
    edges = (*own, *others, Edge(left[-1].id, 0, joined.id, 0), Edge(right[-1].id, 0, joined.id, 1))
    graph = Graph("m", "Functional", (*left, *right, joined), edges, outputs=(Port(joined.id),))
    parts = parts_of(flattened(graph))
    assert repeats_of(parts, range(len(parts))) == ()


def node(name: str, kind: str) -> Node:
    takes = {"InputLayer": 0, "Dense": 1}.get(kind, 2)
    spec = TensorSpec((None, 4))
    return Node(name, Layer(name, name, kind, config={"units": 4}), (spec,) * takes, (spec,))
