from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import GraphError
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec, Weight
from tests.builders import chain, dense_chain, input_layer, nested_graph


def test_a_weight_is_a_copy_that_cannot_be_written() -> None:
    values = np.ones((2, 2), "float32")
    weight = Weight.from_array("dense/kernel", values)
    values[:] = 9
    assert weight.role == "kernel"
    assert weight.array.tolist() == [[1, 1], [1, 1]]
    with pytest.raises(ValueError, match="read-only"):
        weight.array[0, 0] = 5


def test_chunks_are_the_values_in_order() -> None:
    weight = Weight.from_array("kernel", np.arange(10.0).reshape(5, 2))
    pieces = list(weight.chunks(4))
    assert [len(piece) for piece in pieces] == [4, 4, 2]
    assert np.concatenate(pieces).tolist() == list(range(10))


def test_a_weight_without_values_says_so() -> None:
    weight = Weight("kernel", "kernel", (2,), "float32")
    assert not weight.has_values
    with pytest.raises(GraphError, match="no values"):
        _ = weight.array


def test_a_layer_that_is_called_twice_is_one_layer_and_counts_once() -> None:
    layer = Layer("a", "a", "Dense", weights=(Weight.from_array("kernel", np.ones((3, 3))),))
    graph = Graph("m", "Functional", (Node("n0", layer), Node("n1", layer)), (Edge("n0", 0, "n1", 0),))
    assert len(graph.layers) == 1
    assert graph.parameter_count == 9


def test_parallel_edges_survive() -> None:
    assert [edge for edge in nested_graph().edges if edge.target == "n4"] == [Edge("n1", 0, "n4", 0), Edge("n1", 0, "n4", 1)]


def test_leaf_edges_go_through_the_borders_of_nested_models() -> None:
    ends = [(edge.source, edge.target, edge.target_port) for edge in nested_graph().leaf_edges()]
    assert ends == [("n0", "n2", 0), ("n2", "n3", 0), ("n3", "n4", 0), ("n3", "n4", 1)]


def test_a_layer_is_found_by_id_before_name() -> None:
    graph = nested_graph()
    assert graph.layer("enc/dense").name == "dense"
    assert graph.layer("dense").id == "enc/dense"
    with pytest.raises(GraphError, match="no layer 'nope'"):
        graph.layer("nope")


@pytest.mark.parametrize(
    ("nodes", "edges", "inputs", "message"),
    [
        ((Node("a", input_layer()), Node("a", input_layer())), (), (), "two nodes"),
        ((Node("a", input_layer()),), (Edge("a", 0, "b", 0),), (), "names node 'b'"),
        ((Node("a", input_layer(), parent="z"),), (), (), "parent 'z'"),
        ((Node("a", input_layer()),), (), (Port("z"),), "names node 'z'"),
        ((Node("a", input_layer()), Node("b", input_layer())), (Edge("a", -1, "b", 0),), (), "negative port"),
        ((Node("a", input_layer()), Node("b", input_layer(), parent="a")), (Edge("a", 0, "b", 0),), (), "border"),
    ],
)
def test_a_graph_that_contradicts_itself_is_refused(
    nodes: tuple[Node, ...], edges: tuple[Edge, ...], inputs: tuple[Port, ...], message: str
) -> None:
    with pytest.raises(GraphError, match=message):
        Graph("m", "Functional", nodes, edges, inputs)


def test_an_edge_to_a_port_that_a_nested_model_lacks_is_refused() -> None:
    graph = nested_graph()
    with pytest.raises(GraphError, match="port"):
        Graph("m", "Functional", graph.nodes, (Edge("n0", 0, "n1", 1),))


def test_an_unknown_shape_reads_as_a_question_mark() -> None:
    assert str(TensorSpec(None)) == "?"


@given(st.lists(st.integers(1, 5), min_size=2, max_size=6), st.booleans())
def test_json_gives_back_the_same_graph(sizes: list[int], bias: bool) -> None:
    graph = dense_chain(*sizes, bias=bias)
    again = Graph.from_json(graph.to_json())
    assert again == graph
    assert again.to_json() == graph.to_json()
    assert not any(weight.has_values for layer in again.layers for weight in layer.weights)


def test_any_name_survives_json() -> None:
    graph = chain([input_layer('a&b"\\N<b>{|}\n漢字🎉')])
    assert Graph.from_json(graph.to_json()).layers[0].name == graph.layers[0].name
