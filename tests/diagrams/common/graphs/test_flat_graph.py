from __future__ import annotations

from dotnet_viz.diagrams.common.graphs.flat_graph import edge_tooltip, flattened, results
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port
from tests.builders import nested_graph
from tests.diagrams.graph_samples import file_graph, layer, row, tree


def pairs(graph: Graph, *, expand_nested: bool = True) -> list[tuple[str, str]]:
    return [(edge.source, edge.target) for edge in flattened(graph, expand_nested=expand_nested).edges]


def test_data_pass_the_inner_input_of_an_open_model() -> None:
    flat = flattened(nested_graph())
    assert [node.id for node in flat.nodes] == ["n0", "n3", "n4"]
    assert sorted(pairs(nested_graph())) == [("n0", "n3"), ("n3", "n4"), ("n3", "n4")]
    assert flat.frames == {"n3": "n1-frame"}


def test_a_closed_model_is_one_node() -> None:
    assert pairs(nested_graph(), expand_nested=False) == [("n0", "n1"), ("n1", "n4"), ("n1", "n4")]


def test_an_inner_input_two_models_deep_is_passed_too() -> None:
    def model(name: str) -> Layer:
        return Layer(name, name, "Functional", category="model")

    nodes = (
        Node("n0", layer("InputLayer", "x")),
        Node("n1", model("outer"), entries=(Port("n2"),), exits=(Port("n3"),)),
        Node("n2", layer("InputLayer", "y"), parent="n1"),
        Node("n3", model("inner"), parent="n1", entries=(Port("n4"),), exits=(Port("n5"),)),
        Node("n4", layer("InputLayer", "z"), parent="n3"),
        Node("n5", layer("Dense"), parent="n3"),
    )
    edges = (Edge("n0", 0, "n1", 0), Edge("n2", 0, "n3", 0), Edge("n4", 0, "n5", 0))
    graph = Graph("deep", "Functional", nodes, edges, (Port("n0"),), (Port("n1"),))
    assert pairs(graph) == [("n0", "n5")]
    flat = flattened(graph)
    assert flat.outputs == {"n5"}
    assert [cluster.parent for cluster in flat.clusters] == [None, "n1-frame"]


def test_outputs_are_found_through_the_border_of_a_model() -> None:
    assert flattened(file_graph("multi")).outputs == {"n11", "n12"}


def test_results_reach_back_over_unit_wise_layers() -> None:
    graph = row((layer("Dense"), (None, 2)), (layer("Activation"), (None, 2)), (layer("Softmax"), (None, 2)))
    assert results(graph, flattened(graph)) == {"n0", "n1", "n2"}


def test_layers_without_known_flow_are_contained() -> None:
    flat = flattened(tree())
    assert flat.contained == (("n0", "n1"), ("n0", "n2"))


def test_tooltips_name_both_ends_and_the_shape() -> None:
    graph = row((layer("Dense", "a"), (None, 2)), (layer("Dense", "b"), None))
    assert edge_tooltip(graph, graph.edges[0]) == "a → b: (None, 2)"
    assert edge_tooltip(graph, Edge("n0", 7, "n1", 0)) == "a → b: ?"


def test_before_and_after_count_parallel_tensors() -> None:
    flat = flattened(nested_graph())
    assert flat.before()["n4"] == ["n3", "n3"]
    assert flat.after()["n3"] == ["n4", "n4"]
