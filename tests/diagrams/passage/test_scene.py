from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dotnet_viz.diagrams.passage.options import PassageOptions
from dotnet_viz.diagrams.passage.scene import Passage, layer_scenes, passage_scene, passage_scenes
from dotnet_viz.drawing import Drawing
from dotnet_viz.errors import OptionError
from dotnet_viz.explain.activations.places import Place
from dotnet_viz.fonts import text_width
from dotnet_viz.geometry.parts import placed_box

RANDOM = np.random.default_rng(3)


def passage(layers: int = 3, **more: Any) -> Passage:
    outputs = {Place(f"conv_{n}", f"conv_{n}", "Conv2D", "relu"): RANDOM.random((9, 9, 16)) * (n + 1) for n in range(layers)}
    outputs[Place("flat", "flat", "Flatten")] = RANDOM.random(1296)
    outputs[Place("out", "out", "Dense", "softmax")] = np.array([0.1, 0.7, 0.2])
    return Passage("net", {"image": RANDOM.random((9, 9, 3))}, outputs, **more)


def test_every_layer_that_computes_something_has_a_panel_in_the_order_of_the_pass() -> None:
    scene = passage_scene(passage(), PassageOptions())
    assert [shape.name for shape in scene.shapes] == ["image", "conv_0", "conv_1", "conv_2", "out"]
    assert scene.notes[-1] == "not drawn: 1 layer that only hands on or rearranges values"
    chosen = passage_scene(passage(is_chosen=True), PassageOptions())
    assert "flat" in [shape.name for shape in chosen.shapes]


def test_a_wrapper_that_returns_what_the_layer_inside_it_returned_is_not_drawn_twice() -> None:
    values = RANDOM.random((4, 5))
    outputs = {Place("each/inner", "each/inner", "Dense"): values, Place("each", "each", "Dense"): values.copy()}
    scene = passage_scene(Passage("net", {}, outputs), PassageOptions())
    assert [shape.name for shape in scene.shapes] == ["each/inner"]
    outputs[Place("each", "each", "Dense")] = values + 1
    assert len(passage_scene(Passage("net", {}, outputs), PassageOptions()).shapes) == 2


def test_a_layer_without_a_finite_value_says_so() -> None:
    scene = passage_scene(Passage("net", {}, {Place("a", "a", "Dense"): np.full(3, np.inf)}), PassageOptions())
    assert "no finite value" in scene.shapes[0].tooltip


def test_of_very_many_layers_some_are_drawn_evenly_and_the_picture_says_so() -> None:
    scene = passage_scene(passage(50), PassageOptions(max_layers=6))
    assert len(scene.shapes) == 7
    assert "6 of 51 layers are drawn, evenly chosen" in scene.notes
    assert scene.shapes[-1].name == "out"


def test_a_common_scale_gives_equal_values_equal_colours() -> None:
    own, common = (passage_scene(passage(), PassageOptions(scaling_per=per)) for per in ("layer", "model"))
    assert not own.legends
    assert len(common.legends) == 1
    brightest = [max(int(raster.colors.sum(axis=-1).max()) for raster in common.rasters if raster.name.startswith(name))
                 for name in ("conv_0", "conv_2")]  # fmt: skip
    assert brightest[0] < brightest[1]


def test_the_class_of_the_largest_output_is_named() -> None:
    scene = passage_scene(passage(), PassageOptions(class_names=["cat", "dog", "bird"]))
    assert "largest: dog 0.7" in [label.text for label in scene.labels]


def test_panels_do_not_overlap_and_texts_stay_inside_their_panels() -> None:
    for one in (passage(9), passage(2)):
        scene = Drawing(passage_scene(one, PassageOptions(class_names=["x", "y", "z"]))).placed
        placed = [placed_box(shape) for shape in scene.shapes]
        boxes = [(box.left, box.top, box.right, box.bottom) for box in placed]
        for number, (left, top, right, bottom) in enumerate(boxes):
            assert not any(
                left < r and other_left < right and top < b and other_top < bottom
                for other_left, other_top, r, b in boxes[number + 1 :]
            )
        for raster in scene.rasters:
            assert any(
                x <= raster.x + 0.01 and y <= raster.y and raster.x + raster.width <= r + 0.01 and raster.y + raster.height <= b
                for x, y, r, b in boxes
            )
        for label in scene.labels:
            if any(t < label.y < b for _, t, _, b in boxes) and label.anchor == "start":
                box = next(box for box in boxes if box[0] <= label.x <= box[2] and box[1] <= label.y <= box[3])
                assert label.x + text_width(label.text, label.size, label.bold) <= box[2]


def test_rows_are_no_wider_than_their_room() -> None:
    usual, narrow = (passage_scene(passage(8), PassageOptions(), room) for room in (980.0, 500.0))
    sides = [[placed_box(shape) for shape in scene.shapes] for scene in (usual, narrow)]
    widest = [max(box.right for box in boxes) for boxes in sides]
    assert widest[1] <= 500 < widest[0] <= 980
    assert len(sides[0]) == len(sides[1])


def test_each_layer_has_a_larger_picture_of_its_own() -> None:
    scenes = list(layer_scenes(passage(1), PassageOptions()))
    assert [scene.title for scene in scenes] == ["image", "conv_0", "out"]
    assert scenes[1].rasters[0].width > passage_scene(passage(1), PassageOptions()).rasters[1].width


@pytest.mark.parametrize("option", [{"grid_size": (0, 3)}, {"grid_size": 3}, {"limit_size_layer": (1,)}, {"colormap": "jet"}])
def test_options_that_cannot_be_are_refused(option: dict[str, Any]) -> None:
    with pytest.raises(OptionError):
        PassageOptions(**option)


@pytest.mark.parametrize("scaling_per", ["layer", "model"])
def test_several_passages_have_one_choice_of_channels_one_scale_and_one_place(scaling_per: str) -> None:
    weak, strong = passage(), passage()
    conv = next(iter(weak.outputs))
    strong.outputs[conv][..., 15] += 100
    names = ["a class with a long name", "b", "c"]
    last = list(weak.outputs)[-1]
    strong = replace(strong, outputs={**strong.outputs, last: np.array([0.8, 0.1, 0.1])})
    options = PassageOptions(grid_size=(1, 2), scaling_per=scaling_per, class_names=names)
    scenes = passage_scenes([weak, strong], options)
    channels = [[raster.name for raster in scene.rasters if "conv_0" in raster.name] for scene in scenes]
    assert channels[0] == channels[1]
    assert "conv_0, channel 15" in channels[0]
    assert [(shape.x, shape.y, shape.width, shape.height) for shape in scenes[0].shapes] == [
        (shape.x, shape.y, shape.width, shape.height) for shape in scenes[1].shapes
    ]
    assert scenes[0].legends == scenes[1].legends
    ticks = [[label.text for label in scene.labels if label.size == 9.0] for scene in scenes]
    assert ticks[0] == ticks[1]
    weak_image = next(raster for raster in scenes[0].rasters if raster.name == "conv_0, channel 15")
    assert weak_image.colors.max(axis=(0, 1)).tolist()[1] < 20  # at the dark end of a scale that goes to 100
    assert "the same in all frames" in scenes[0].notes[0]
