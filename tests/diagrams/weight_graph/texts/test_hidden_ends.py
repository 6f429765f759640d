from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port
from tests.builders import dense_layer, input_layer


def two_towers() -> Graph:
    """Return a model of two inputs, a dense layer behind each, and two outputs behind their sum."""

    def dense(name: str) -> Node:
        return Node(name, dense_layer(name, np.ones((3, 3), "float32")))

    inputs = [Node(name, input_layer(name)) for name in ("photo", "words")]
    nodes = (*inputs, dense("a"), dense("b"), Node("add", Layer("add", "add", "Add")), dense("price"), dense("kind"))
    pairs = [("photo", "a"), ("words", "b"), ("a", "add"), ("b", "add"), ("add", "price"), ("add", "kind")]
    edges = tuple(Edge(source, 0, target, int((source, target) == ("b", "add"))) for source, target in pairs)
    inputs_of_model, outputs_of_model = (Port("photo"), Port("words")), (Port("price"), Port("kind"))
    return Graph("m", "Functional", nodes, edges, inputs=inputs_of_model, outputs=outputs_of_model)


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        (None, []),
        (("kind",), ["not drawn: the inputs photo, words", "not drawn: the output price"]),
        (("price", "kind"), ["not drawn: the inputs photo, words"]),
        (("a", "b"), ["not drawn: the outputs price, kind"]),
        (("a", "b", "price"), ["not drawn: the output kind"]),
    ],
)
def test_inputs_and_outputs_that_are_not_seen_are_named(layers: tuple[str, ...] | None, expected: list[str]) -> None:
    notes = WeightGraph(layers=layers).build(two_towers()).notes
    assert [note for note in notes if "input" in note or "output" in note] == expected
