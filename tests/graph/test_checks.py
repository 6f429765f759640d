from __future__ import annotations

import pytest

from dotnet_viz.errors import GraphError
from dotnet_viz.graph import Edge, Graph, Node, Port
from tests.builders import input_layer, nested_graph


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
