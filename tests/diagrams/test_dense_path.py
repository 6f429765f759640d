from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.diagrams.dense_path import dense_path
from dotnet_viz.errors import UnsupportedInputError
from dotnet_viz.graph import Edge, Graph, Layer, Node
from tests.builders import chain, dense_chain, dense_layer, input_layer, nested_graph


def names(graph: Graph) -> list[str]:
    return [step.node.layer.name for step in dense_path(graph)]


def test_layers_that_treat_units_alone_do_not_break_the_chain() -> None:
    layers = [
        input_layer(),
        dense_layer("a", np.ones((2, 3))),
        Layer("drop", "drop", "Dropout"),
        Layer("act", "act", "Activation", activation="tanh"),
        dense_layer("b", np.ones((3, 4)), activation="linear"),
        Layer("soft", "soft", "Softmax"),
    ]
    steps = dense_path(chain(layers))
    assert [step.node.layer.name for step in steps] == ["a", "b"]
    assert [node.layer.name for node in steps[1].before] == ["drop", "act"]
    assert [node.layer.name for node in steps[1].after] == ["soft"]


def test_other_layers_break_it_and_the_longer_part_wins() -> None:
    layers = [
        dense_layer("a", np.ones((2, 3))),
        Layer("r", "r", "Reshape"),
        dense_layer("b", np.ones((3, 4))),
        dense_layer("c", np.ones((4, 1))),
    ]
    assert names(chain(layers)) == ["b", "c"]


def test_kernels_that_do_not_chain_break_it() -> None:
    layers = [dense_layer("a", np.ones((2, 3))), Layer("f", "f", "Flatten"), dense_layer("b", np.ones((6, 4)))]
    assert names(chain(layers)) == ["b"]


def test_a_sum_of_two_branches_breaks_it() -> None:
    a, b, c = (dense_layer(name, np.ones((2, 2))) for name in "abc")
    add = Layer("add", "add", "Add")
    nodes = tuple(Node(f"n{i}", layer) for i, layer in enumerate((a, b, add, c)))
    edges = (Edge("n0", 0, "n1", 0), Edge("n0", 0, "n2", 0), Edge("n1", 0, "n2", 1), Edge("n2", 0, "n3", 0))
    assert names(Graph("m", "Functional", nodes, edges)) == ["a", "b"]


def test_nested_dense_layers_are_reached() -> None:
    assert names(nested_graph()) == ["dense"]


def test_a_graph_without_dense_layers_names_its_layers_and_the_way_out() -> None:
    with pytest.raises(UnsupportedInputError, match=r"InputLayer.*plot-model"):
        dense_path(chain([input_layer()]))


def test_a_thousand_layers_are_no_problem() -> None:
    assert len(dense_path(dense_chain(*[2] * 2001))) == 2000
