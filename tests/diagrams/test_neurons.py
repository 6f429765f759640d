from __future__ import annotations

from collections import Counter

import pytest

from dotnet_viz.diagrams.neurons import Neurons
from dotnet_viz.errors import OptionError
from dotnet_viz.layouts import place
from dotnet_viz.scene import Scene
from tests.diagrams.graph_samples import classifier, file_graph, layer, row
from tests.layouts.group_checks import group_boxes


def circles(scene: Scene) -> Counter[str]:
    return Counter(shape.group for shape in scene.shapes if shape.kind in ("neuron", "channel"))


def marks(scene: Scene) -> list[str]:
    return [shape.labels[-1].text for shape in scene.shapes if shape.kind == "left-out"]


def test_wide_layers_are_cut_in_the_middle_and_say_so() -> None:
    scene = Neurons().build(classifier())
    assert circles(scene) == {"n1": 9, "n2": 9}
    assert marks(scene) == ["+291", "+991"]
    order = [shape.kind for shape in scene.shapes if shape.group == "n1"]
    assert order[-3:] == ["left-out", "neuron", "caption"]


@pytest.mark.parametrize(("limit", "drawn"), [(2, 1), (5, 4), (300, 300), (None, 300)])
def test_max_neurons_is_the_number_of_marks(limit: int | None, drawn: int) -> None:
    assert circles(Neurons(max_neurons=limit).build(classifier()))["n1"] == drawn


def test_sizes_and_gaps_are_as_asked() -> None:
    scene = Neurons(node_size=40.0, node_spacing=3.0, layer_spacing=120.0, show_captions=False).build(file_graph("mlp-6-3-7"))
    units = [shape for shape in scene.shapes if shape.kind == "neuron" and shape.group == "n1"]
    assert units[0].width == 40.0
    assert (units[1].y or 0) - (units[0].y or 0) == pytest.approx(43.0)
    boxes = group_boxes(place(scene))
    assert boxes["n2"].left - boxes["n1"].right == pytest.approx(120.0, abs=1.5)


def test_filters_are_squares_and_not_neurons() -> None:
    scene = Neurons().build(file_graph("cnn-28x28"))
    forms = {shape.group: (shape.form, shape.kind) for shape in scene.shapes if shape.kind in ("neuron", "channel")}
    square, circle = ("box", "channel"), ("circle", "neuron")
    assert forms == {"n1": square, "n3": square, "n6": circle, "n7": circle}
    assert [label.text for label in scene.shape_by_id["n1-caption"].labels][-1] == "32 channels"


@pytest.mark.parametrize("direction", ["LR", "TB"])
def test_layers_between_columns_are_as_long_as_them_and_no_lines_meet_in_one(direction: str) -> None:
    scene = Neurons(rankdir=direction).build(file_graph("cnn-28x28"))
    length = "height" if direction == "LR" else "width"
    pooling, column = scene.shape_by_id["n2"], scene.shape_by_id["n1"]
    assert getattr(pooling, length) == pytest.approx(getattr(column, length), abs=1)
    fans = {(mesh.sources[0].partition("-")[0], mesh.targets[0].partition("-")[0]) for mesh in scene.meshes}
    assert fans == {("n0", "n1"), ("n6", "n7"), ("n7", "output0")}
    assert [(line.source, line.target) for line in scene.connections] == [
        ("n1", "n2"), ("n2", "n3"), ("n3", "n4"), ("n4", "n5"), ("n5", "n6"),
    ]  # fmt: skip


def test_without_neurons_every_layer_is_a_box() -> None:
    scene = Neurons(show_neurons=False).build(classifier())
    assert not circles(scene)
    assert {shape.form for shape in scene.shapes if shape.kind != "caption"} == {"rounded"}


def test_tensors_that_enter_and_leave_are_boxes_or_values() -> None:
    tensors, values = (Neurons(inout_as_tensor=as_tensor).build(classifier()) for as_tensor in (True, False))
    assert tensors.shape_by_id["n0"].form == "rounded"
    assert [shape.name for shape in tensors.shapes if shape.kind == "output"] == ["output of scores"]
    assert circles(values)["n0"] == 9
    assert "output" not in {shape.kind for shape in values.shapes}


def test_every_value_of_an_image_is_counted() -> None:
    graph = row((layer("InputLayer"), (None, 10, 10, 3)), (layer("Dense", units=2), (None, 10, 10, 2)))
    assert marks(Neurons(inout_as_tensor=False).build(graph)) == ["+291"]
    unknown = row((layer("InputLayer"), (None, None, 3)), (layer("Dense", units=2), (None, 2)))
    assert not marks(Neurons(inout_as_tensor=False).build(unknown))


def test_every_output_has_its_tensor() -> None:
    scene = Neurons().build(file_graph("multi"))
    assert [shape.name for shape in scene.shapes if shape.kind == "output"] == ["output of o1", "output of o2"]


def test_captions_tell_name_class_and_size() -> None:
    scene = Neurons().build(classifier())
    assert [label.text for label in scene.shape_by_id["n1-caption"].labels] == ["hidden", "Dense · relu", "300"]
    without = Neurons(show_captions=False).build(classifier())
    assert "caption" not in {shape.kind for shape in without.shapes}


def test_the_direction_sets_layers_below_or_beside_each_other() -> None:
    beside, below = (place(Neurons(rankdir=direction).build(classifier())) for direction in ("LR", "TB"))
    assert len({shape.x for shape in beside.shapes if shape.kind == "neuron"}) == 2
    assert len({shape.y for shape in below.shapes if shape.kind == "neuron"}) == 2


@pytest.mark.parametrize(
    "options",
    [
        {"max_neurons": 1},
        {"node_size": 0.0},
        {"node_spacing": -1.0},
        {"layer_spacing": float("inf")},
        {"rankdir": "XY"},
    ],
)
def test_values_that_cannot_be_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(OptionError, match=next(iter(options))):
        Neurons(**options)  # type: ignore[arg-type]
