from __future__ import annotations

from hypothesis import given

from dotnet_viz.diagrams.blocks.edges import connections
from dotnet_viz.diagrams.blocks.hierarchy import block_views
from dotnet_viz.diagrams.blocks.options import BlocksOptions
from dotnet_viz.graph import Graph, Layer, Node, Weight
from tests.builders import nested_graph
from tests.measures.graph_strategies import graphs

KERNEL = (Weight("kernel", "kernel", (2, 3), "float32"),)


@given(graphs())
def test_two_cards_are_joined_exactly_where_their_layers_are(graph: Graph) -> None:
    views, _ = block_views(graph)
    home = {node.id: view.shape_id for view in views for node in view.block.nodes}
    expected = {(home[e.source], home[e.target]) for e in graph.edges if home[e.source] != home[e.target]}
    assert {(line.source, line.target) for line in connections(graph, views)} == expected


def test_tensors_between_blocks_share_a_line_that_tells_them() -> None:
    graph = nested_graph()
    views, _ = block_views(graph, BlocksOptions(expand_nested=False))
    lines = connections(graph, views)
    assert [(line.source, line.target) for line in lines] == [("n0", "n1"), ("n1", "n4")]
    assert lines[1].tooltip == "enc → add: 3"


def test_lines_reach_into_nested_models() -> None:
    graph = nested_graph()
    lines = connections(graph, block_views(graph)[0])
    assert [line.tooltip for line in lines] == ["outer → inner: 2", "inner → dense: ?", "dense → add: 3", "dense → add: 3"]


def test_layers_of_unknown_flow_hang_together_without_arrows() -> None:
    kinds = ("Dense", "Conv2D", "Dropout")
    nodes = [Node("top", Layer("top", "top", "Sub", "model"))]
    nodes += [Node(f"n{i}", Layer(f"l{i}", f"l{i}", kind, weights=KERNEL), parent="top") for i, kind in enumerate(kinds)]
    graph = Graph("m", "Sub", tuple(nodes))
    lines = connections(graph, block_views(graph)[0])
    assert [(line.source, line.target, line.arrow, line.dashed) for line in lines] == [
        ("n0", "n1", False, True),
        ("n1", "n2", False, True),
    ]
