from __future__ import annotations

from dataclasses import replace

import pytest

from dotnet_viz.diagrams.annotations.groups import GroupRequest, grouped
from dotnet_viz.diagrams.common.graphs.condensed_graph import condensed, condensed_graphs
from dotnet_viz.graph import Graph, Port
from dotnet_viz.graph.counts import count_parameters
from dotnet_viz.traversal import topological_order
from tests.applications import kept
from tests.builders import dense_chain, nested_graph


def assert_flows(graph: Graph) -> None:
    """Check that data flows through a graph without a circle."""
    names = [node.id for node in graph.nodes]
    order = topological_order(names, [(edge.source, edge.target) for edge in graph.edges])
    assert sorted(order) == sorted(names)


@pytest.mark.parametrize("family", ["ResNet50", "InceptionV3", "EfficientNetB0", "NASNetMobile"])
def test_each_graph_is_smaller_and_all_parameters_stay(family: str) -> None:
    whole = kept(family)
    sizes = [len(whole.nodes)]
    for part in condensed_graphs(whole):
        sizes.append(len(part.nodes))
        assert_flows(part)
        assert count_parameters(part.layers) == count_parameters(whole.layers)
        assert len(part.outputs) == len(whole.outputs)
        assert part.node(part.outputs[0].node).output(part.outputs[0].index) == whole.node(whole.outputs[0].node).output()
    assert sizes == sorted(set(sizes), reverse=True)
    assert sizes[-1] == 1


def test_repeated_layers_are_one_node_beside_the_first() -> None:
    part = next(iter(condensed_graphs(dense_chain(*[3] * 12))))
    assert [(node.layer.name, node.layer.kind) for node in part.nodes] == [
        ("input", "InputLayer"),
        ("dense_0", "Dense"),
        ("dense_1 … dense_10", "10 layers"),
    ]
    assert part.notes == ("So that it fits, 1 of the boxes stand for 10 layers.",)


def test_names_are_the_beginnings_that_layers_share() -> None:
    graph = kept("ResNet50")
    groups = [(node,) for node in graph.nodes[:7]]
    names = [node.layer.name for node in condensed(graph, [*groups, graph.nodes[7:39], graph.nodes[39:]]).nodes]
    assert names[7].startswith("conv2_block1 … ")
    assert "_bn" not in names[7]


def test_ends_of_a_model_inside_groups_are_those_of_the_groups() -> None:
    chain = dense_chain(*[3] * 6)
    ends = Port(chain.nodes[0].id, 0), Port(chain.nodes[-1].id, 0)
    graph = replace(chain, inputs=ends[:1], outputs=ends[1:])
    requests = [GroupRequest(name, (end.node,), False) for name, end in zip(("first", "last"), ends, strict=True)]
    part = next(iter(condensed_graphs(grouped(graph, requests))))
    names = {node.id: node.layer.name for node in part.nodes}
    assert [names[port.node] for port in (*part.inputs, *part.outputs)] == ["first", "last"]


def test_nested_models_are_closed() -> None:
    part = next(iter(condensed_graphs(nested_graph())))
    assert [node.layer.name for node in part.nodes] == ["outer", "enc", "add"]
    found = [(edge.source, edge.target, edge.target_port) for edge in part.edges]
    assert found == [("n0", "n1", 0), ("n1", "n4", 0), ("n1", "n4", 1)]
    assert part.node("n1").layer.parameter_count == 6
