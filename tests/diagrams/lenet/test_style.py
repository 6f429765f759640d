from __future__ import annotations

import pytest

import dotnet_viz as dv
from dotnet_viz.colors import contrast
from dotnet_viz.diagrams.lenet.style import LeNet
from dotnet_viz.errors import OptionError
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import label_box
from dotnet_viz.graph import Graph
from dotnet_viz.layouts import place
from dotnet_viz.scene import Scene, Shape
from tests.diagrams.graph_samples import branches, classifier, file_graph, layer, row, twice
from tests.layouts.group_checks import group_boxes


def cnn() -> Graph:
    return file_graph("cnn-28x28")


def captions(scene: Scene) -> dict[str, list[str]]:
    return {shape.group: [label.text for label in shape.labels] for shape in scene.shapes if shape.kind == "caption"}


def kinds(scene: Scene, kind: str) -> list[Shape]:
    return [shape for shape in scene.shapes if shape.kind == kind]


def test_captions_tell_number_and_size_of_maps_and_what_made_them() -> None:
    found = captions(LeNet().build(cnn()))
    assert found["n0"] == ["1@28×28", "Input"]
    assert found["n1"] == ["32@26×26", "Convolution · relu", "3×3"]
    assert found["n2"] == ["32@13×13", "Max pooling", "2×2"]
    assert found["n7"] == ["10", "Dense · softmax"]


@pytest.mark.parametrize(("most", "drawn"), [(1, 1), (8, 8), (20, 20), (64, 32)])
def test_max_neurons_caps_the_planes_that_are_drawn(most: int, drawn: int) -> None:
    assert len(LeNet(max_neurons=most).build(cnn()).shape_by_id["n1"].faces) == drawn


def test_planes_are_as_large_and_as_far_apart_as_asked() -> None:
    small, large = (LeNet(plane_size=size).build(cnn()).shape_by_id["n0"] for size in (60.0, 120.0))
    assert (small.width, large.width) == (60.0, 120.0)
    close, wide = (LeNet(plane_spacing=gap).build(cnn()).shape_by_id["n1"] for gap in (2.0, 9.0))
    assert wide.width - close.width == pytest.approx(7 * 7)


def test_layer_spacing_is_what_stands_between_two_tensors() -> None:
    boxes = group_boxes(place(LeNet(layer_spacing=77.0).build(cnn())))
    assert boxes["n1"].left - boxes["n0"].right == pytest.approx(77.0, abs=1.0)


def test_captions_and_names_come_and_go() -> None:
    assert not captions(LeNet(show_captions=False).build(cnn()))
    assert captions(LeNet(show_captions=False, show_layer_names=True).build(cnn()))["n1"] == ["conv2d_14"]
    assert captions(LeNet(show_layer_names=True).build(cnn()))["n1"][:2] == ["conv2d_14", "32@26×26"]


def test_a_window_on_the_plane_in_front_goes_to_a_value_of_the_next_map() -> None:
    scene = LeNet().build(cnn())
    assert [shape.group for shape in kinds(scene, "window")] == ["n0", "n1", "n2", "n3"]
    assert [shape.group for shape in kinds(scene, "value")] == ["n1", "n2", "n3", "n4"]
    above = [mesh for mesh in scene.meshes if mesh.above]
    assert [(len(mesh.sources), len(mesh.targets)) for mesh in above] == [(4, 1)] * 4


def test_windows_are_shades_of_their_planes_also_where_these_have_other_colours() -> None:
    model = cnn()
    first = dv.read(model).nodes[1].layer.name
    for options in ({}, {"color_by": "parameters"}, {"highlight": {first: "tomato"}}):
        scene = dv.draw(model, style="lenet", **options).scene
        planes = {shape.id: shape.fill for shape in scene.shapes}
        for window in kinds(scene, "window"):
            assert 1.1 < contrast(window.fill, planes[window.group]) < 4
            assert window.fill != "paper"


def test_lines_from_windows_never_cross_captions() -> None:
    kinds_of_layers = ("Conv2D", "MaxPooling2D", "Conv2D")
    for scene in (place(LeNet().build(branches(kinds_of_layers))), place(LeNet().build(cnn()))):
        at = {shape.id: centre(shape) for shape in scene.shapes}
        boxes = [
            label_box(label).moved(*at[shape.id]) for shape in scene.shapes if shape.form == "area" for label in shape.labels
        ]
        for mesh in (mesh for mesh in scene.meshes if mesh.above):
            for (x, y), (to_x, to_y) in ((at[one], at[two]) for one in mesh.sources for two in mesh.targets):
                steps = [(x + (to_x - x) * step / 50, y + (to_y - y) * step / 50) for step in range(51)]
                assert not any(box.left < a < box.right and box.top < b < box.bottom for a, b in steps for box in boxes)


def test_without_windows_arrows_join_the_maps() -> None:
    scene = LeNet(show_windows=False).build(cnn())
    assert not kinds(scene, "window")
    assert [(line.source, line.target) for line in scene.connections[:2]] == [("n0", "n1"), ("n1", "n2")]


def test_windows_lie_on_their_planes() -> None:
    scene = place(LeNet().build(cnn()))
    planes = {shape.id: shape for shape in scene.shapes}
    windows = kinds(scene, "window")
    assert [window.group for window in windows] == ["n0", "n1", "n2", "n3"]
    for window in windows:
        plane = planes[window.group]
        (x, y), (own_x, own_y) = centre(plane), centre(window)
        assert abs(own_x - x) + window.width / 2 <= plane.width / 2 + 0.01
        assert abs(own_y - y) + window.height / 2 <= plane.height / 2 + 0.01


def test_vectors_are_bars_that_lines_run_between() -> None:
    scene = LeNet().build(classifier())
    assert [scene.shape_by_id[name].form for name in ("n0", "n1", "n2")] == ["box"] * 3
    heights = [scene.shape_by_id[name].height for name in ("n0", "n1", "n2")]
    assert heights == sorted(heights)
    assert len(scene.meshes) == 4
    assert not scene.connections


def test_layers_that_keep_the_shape_are_written_below() -> None:
    graph = row(
        (layer("Conv2D", kernel_size=3), (None, 8, 8, 2)),
        (layer("BatchNormalization"), (None, 8, 8, 2)),
        (layer("Activation", activation="relu"), (None, 8, 8, 2)),
        (layer("Dropout"), (None, 8, 8, 2)),
        (layer("ReLU"), (None, 8, 8, 2)),
    )
    found = captions(LeNet().build(graph))
    assert found == {"n0": ["2@8×8", "Convolution", "3×3", "Batch normalization", "+3 more"]}


def test_one_dimension_is_a_strip() -> None:
    scene = LeNet().build(file_graph("rnn"))
    assert captions(scene)["n1"][0] == "8@20"
    strip = scene.shape_by_id["n1"].faces[0].points
    assert strip[1][0] - strip[0][0] < strip[3][1] - strip[0][1]


def test_captions_of_a_row_stand_on_two_lines() -> None:
    scene = LeNet().build(cnn())
    assert len({shape.labels[0].y for shape in kinds(scene, "caption")}) == 1
    assert len({shape.labels[1].y for shape in kinds(scene, "caption")}) == 1


def test_parallel_tensors_are_arrows() -> None:
    assert len(LeNet().build(twice()).connections) == 2


@pytest.mark.parametrize(
    "options", [{"max_neurons": 0}, {"plane_size": 3.0}, {"plane_spacing": -1.0}, {"layer_spacing": float("nan")}]
)
def test_values_that_cannot_be_are_refused(options: dict[str, float]) -> None:
    with pytest.raises(OptionError, match=next(iter(options))):
        LeNet(**options)  # type: ignore[arg-type]
