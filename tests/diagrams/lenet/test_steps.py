from __future__ import annotations

from dataclasses import replace

from dotnet_viz.diagrams.common.graphs.flat_graph import flattened
from dotnet_viz.diagrams.lenet.steps import Steps, steps_of
from dotnet_viz.graph import Graph, Port
from tests.builders import nested_graph
from tests.diagrams.graph_samples import branches, layer, row, tree


def steps(graph: Graph) -> Steps:
    return steps_of(flattened(graph))


def test_layers_that_keep_the_shape_join_the_one_before() -> None:
    kinds = ("Conv2D", "BatchNormalization", "ReLU", "MaxPooling2D", "Flatten", "Dropout", "Dense")
    found = steps(row(*((layer(kind), (None, 4)) for kind in kinds)))
    assert {name: len(step.joined) for name, step in found.steps.items()} == {"n0": 2, "n3": 0, "n4": 1, "n6": 0}
    assert [(edge.source, edge.target) for edge in found.edges] == [("n0", "n3"), ("n3", "n4"), ("n4", "n6")]


def test_a_layer_that_others_read_too_keeps_its_own_figure() -> None:
    found = steps(branches(("ReLU", "Dense")))
    assert "n1" in found.steps
    assert found.owner["n1"] == "n1"


def test_a_tensor_that_leaves_the_model_has_a_figure_without_what_comes_behind_it() -> None:
    graph = row(*((layer(kind), (None, 4)) for kind in ("Dense", "ReLU", "Dropout")))
    found = steps(replace(graph, outputs=(Port("n0"), Port("n2"))))
    assert {name: len(step.joined) for name, step in found.steps.items()} == {"n0": 0, "n1": 1}


def test_nothing_joins_across_the_frame_of_a_model_or_from_nowhere() -> None:
    assert len(steps(nested_graph()).steps) == 3
    assert set(steps(tree()).steps) == {"n0", "n1", "n2"}
    assert set(steps(row((layer("ReLU"), (None, 2)))).steps) == {"n0"}
