from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams.ann.parts import DENSE, DROPOUT, INPUT, OUTPUT
from dotnet_viz.diagrams.ann.style import Ann
from dotnet_viz.errors import OptionError
from dotnet_viz.geometry.parts import label_box
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec
from dotnet_viz.layouts import place
from dotnet_viz.scene import Scene, Shape
from tests.diagrams.graph_samples import branches, classifier, file_graph, layer, row, twice


def neurons(scene: Scene) -> Counter[str]:
    """Return how many circles each layer has."""
    return Counter(shape.group for shape in scene.shapes if shape.kind == "neuron")


def marks(scene: Scene) -> list[str]:
    return [label.text for shape in scene.shapes if shape.kind == "left-out" for label in shape.labels]


def words(scene: Scene) -> list[str]:
    return [label.text for shape in scene.shapes for label in shape.labels]


def dropout_between() -> Graph:
    return row(
        (layer("Dense", "a"), (None, 3)),
        (layer("Dropout", "d", rate=0.4), (None, 3)),
        (layer("Dense", "b"), (None, 2)),
    )


def test_every_layer_is_capped_outputs_too_and_says_what_is_left_out() -> None:
    scene = Ann().build(classifier(1000))
    assert neurons(scene) == {"n0": 10, "n1": 10, "n2": 10}
    assert marks(scene) == ["+10", "+290", "+990"]
    assert sum(len(mesh.sources) * len(mesh.targets) for mesh in scene.meshes) == 200


@pytest.mark.parametrize(("limit", "drawn"), [(3, 3), (1, 1), (None, 20)])
def test_max_neurons_is_the_number_of_circles(limit: int | None, drawn: int) -> None:
    scene = Ann(max_neurons=limit).build(row((layer("InputLayer"), (None, 20))))
    assert neurons(scene) == {"n0": drawn}
    assert marks(scene) == ([] if drawn == 20 else [f"+{20 - drawn}"])


def test_the_title_is_the_models_name() -> None:
    assert Ann().build(classifier()).title == "row"


def test_the_direction_sets_layers_below_or_beside_each_other() -> None:
    below, beside = (place(Ann(rankdir=direction).build(classifier())) for direction in ("TB", "LR"))
    assert len({shape.y for shape in below.shapes if shape.kind == "neuron"}) == 3
    assert len({shape.x for shape in beside.shapes if shape.kind == "neuron"}) == 3


def test_without_edges_one_arrow_stands_for_all() -> None:
    scene = Ann(show_edges=False).build(classifier())
    assert not scene.meshes
    assert [(line.source, line.target, line.arrow) for line in scene.connections] == [("n0", "n1", True), ("n1", "n2", True)]


def test_captions_can_be_left_out() -> None:
    with_captions, without = (Ann(show_captions=shown).build(classifier()) for shown in (True, False))
    assert {"Input layer", "20 values", "Dense · relu", "300 neurons", "Output layer"} <= set(words(with_captions))
    assert words(without) == marks(without)


def test_layer_names_are_shown_on_request() -> None:
    graph = file_graph("cnn-28x28")
    assert "conv2d_14" not in words(Ann().build(graph))
    assert {"conv2d_14", "dense_9", "input_layer_4"} <= set(words(Ann(show_layer_names=True).build(graph)))


def test_inputs_are_green_hidden_layers_blue_and_outputs_red() -> None:
    scene = Ann().build(classifier())
    fills = {shape.group: shape.fill for shape in scene.shapes if shape.kind == "neuron"}
    assert fills == {"n0": INPUT, "n1": DENSE, "n2": OUTPUT}


def test_an_activation_behind_the_last_layer_leaves_it_the_output() -> None:
    graph = row((layer("Dense"), (None, 4)), (layer("Activation", activation="softmax"), (None, 4)))
    scene = Ann().build(graph)
    assert {shape.fill for shape in scene.shapes if shape.kind == "neuron"} == {OUTPUT}


def test_a_dropout_is_no_layer_of_one_unit_that_all_lines_meet_in() -> None:
    scene = Ann().build(dropout_between())
    assert not scene.meshes
    assert [(line.source, line.target) for line in scene.connections] == [("n0", "n1"), ("n1", "n2")]
    dropout = scene.shape_by_id["n1"]
    assert dropout.fill == DROPOUT
    assert [label.text for label in dropout.labels] == ["Dropout", "rate 0.4"]


def test_one_arrow_joins_layers_that_are_no_neighbours_of_units() -> None:
    scene = Ann().build(file_graph("cnn-28x28"))
    assert [(line.source, line.target) for line in scene.connections] == [
        ("n0", "n1"),
        ("n1", "n2"),
        ("n2", "n3"),
        ("n3", "n4"),
        ("n4", "n5"),
        ("n5", "n6"),
    ]
    assert [(len(mesh.sources), len(mesh.targets)) for mesh in scene.meshes] == [(10, 10)]


def test_parallel_tensors_are_arrows() -> None:
    scene = Ann().build(twice())
    assert len([line for line in scene.connections if line.target == "n2"]) == 2


def test_a_skip_is_drawn_around_what_stands_between() -> None:
    placed = place(Ann().build(branches(("Dense",))))
    skips = [line for line in placed.connections if "input → joined" in line.tooltip]
    assert len(skips) == 1
    assert len(skips[0].points) > 4


def test_captions_of_joined_columns_stand_on_one_line() -> None:
    scene = Ann(rankdir="LR").build(classifier())
    captions: list[Shape] = [shape for shape in scene.shapes if shape.kind == "caption"]
    assert len({shape.labels[0].y for shape in captions}) == 1


def test_tooltips_tell_the_whole_configuration() -> None:
    scene = Ann().build(classifier())
    assert "units: 300" in scene.shape_by_id["n1"].tooltip
    assert "units: 300" in scene.shape_by_id["n1-caption"].tooltip


@pytest.mark.parametrize("options", [{"max_neurons": 0}, {"rankdir": "RL"}])
def test_values_that_cannot_be_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(OptionError):
        Ann(**options)  # type: ignore[arg-type]


def test_operations_on_each_value_stand_between_arrows() -> None:
    kinds = [("Multiply", (("args[1]", 2.0),)), ("Silu", ()), ("Subtract", (("args[0]", 1),)), ("Cast", ())]
    spec = (TensorSpec((None, 3)),)
    steps = [Node(f"s{at}", Layer(kind, kind, kind, "operation"), spec, spec, constants=values)
             for at, (kind, values) in enumerate(kinds)]  # fmt: skip
    nodes = (Node("a", layer("Dense", "a"), outputs=spec), *steps, Node("b", layer("Dense", "b"), spec, spec))
    edges = tuple(Edge(one.id, 0, other.id, 0) for one, other in pairwise(nodes))
    scene = Ann().build(Graph("m", "Functional", nodes, edges))
    assert neurons(scene) == {"a": 3, "b": 3}
    assert not scene.meshes
    assert len(scene.connections) == 5
    assert {"× 2", "1 −", "SiLU", "Cast"} <= set(words(scene))


def test_long_captions_stay_in_images_and_convolutions() -> None:
    spec = (TensorSpec((None, 8, 8, 1)),)
    nodes = (
        Node("n0", Layer("in", "in", "InputLayer"), outputs=spec),
        Node("n1", Layer("conv", "conv", "Conv2D", config={"filters": 4}), outputs=(TensorSpec((None, 8, 8, 4)),)),
    )
    graph = Graph("m", "Functional", nodes, (Edge("n0", 0, "n1", 0),), (Port("n0"),), (Port("n1"),))
    scene = dv.draw(graph, style="ann", captions={"in": "so many words " * 15, "conv": "x" * 200}).placed
    for shape in scene.shapes:
        for label in shape.labels:
            assert label_box(label).width <= max(shape.width, 104), label.text
    assert scene.size is not None
    assert scene.size[0] < 400
