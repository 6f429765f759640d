from __future__ import annotations

from hypothesis import given

from dotnet_viz.graph import Edge, Graph, Layer, Node
from dotnet_viz.measures.structure.topological_order import LiveOrder, live_order
from tests.measures.graph_strategies import RESIDUAL, graphs, repeated


def order_of(graph: Graph) -> LiveOrder:
    return live_order(graph.nodes, graph.edges, [port.node for port in graph.outputs])


def named(*names: str) -> list[Node]:
    return [Node(name, Layer(name, name, "Dense")) for name in names]


@given(graphs())
def test_every_node_stands_once_and_every_edge_leads_forward(graph: Graph) -> None:
    order = order_of(graph)
    assert sorted(node.id for node in order.nodes) == sorted(node.id for node in graph.nodes)
    assert all(edge.source < place for place, edges in enumerate(order.inputs) for edge in edges)
    edges = {
        (order.nodes[w.source].id, w.source_port, order.nodes[place].id, w.target_port)
        for place, edges in enumerate(order.inputs)
        for w in edges
    }
    assert edges == {(edge.source, edge.source_port, edge.target, edge.target_port) for edge in graph.edges}


@given(graphs())
def test_widths_count_the_tensors_that_are_needed_later(graph: Graph) -> None:
    order = order_of(graph)
    for gap, width in enumerate(order.widths.tolist()):
        assert width == sum(1 for place in range(gap) if any(use >= gap for use in order.consumers[place]))


def test_a_side_branch_stands_right_before_the_node_that_needs_it() -> None:
    edges = [
        Edge(a, 0, b, port)
        for a, b, port in (("in", "side", 0), ("in", "a", 0), ("a", "b", 0), ("b", "c", 0), ("c", "add", 0), ("side", "add", 1))
    ]
    nodes = named("in", "side", "a", "b", "c", "add")
    names = [node.id for node in live_order(nodes, edges).nodes]
    assert names.index("side") in (1, 4)
    assert names[0] == "in"
    assert names[-1] == "add"


def test_blocks_keep_together_whatever_the_order_of_the_nodes() -> None:
    graph = repeated(RESIDUAL, 3)
    turned = live_order(graph.nodes[::-1], graph.edges)
    assert [node.id for node in turned.nodes] == [node.id for node in graph.nodes]


def test_names_do_not_matter() -> None:
    graph = repeated(RESIDUAL, 3)
    renamed = tuple(Node(node.id, Layer(f"z{9 - i}", f"z{9 - i}", node.layer.kind)) for i, node in enumerate(graph.nodes))
    assert [node.id for node in live_order(renamed, graph.edges).nodes] == [node.id for node in order_of(graph).nodes]


def test_a_cycle_ends_and_loses_no_node() -> None:
    order = live_order(named("a", "b", "c"), [Edge("a", 0, "b", 0), Edge("b", 0, "a", 0), Edge("b", 0, "c", 0)])
    assert sorted(node.id for node in order.nodes) == ["a", "b", "c"]


def test_outputs_are_kept() -> None:
    order = live_order(named("a", "b"), [Edge("a", 0, "b", 0)], ["a", "not there"])
    assert order.kept == {0}
