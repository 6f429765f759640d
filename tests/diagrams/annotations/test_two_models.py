"""What is added to pictures of differences: layers have their names in either model."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams.annotations.colors.scale import NO_VALUE
from dotnet_viz.errors import OptionError
from dotnet_viz.measures.comparison import Comparison
from dotnet_viz.scene import KeyLegend, Legend, Scene, Shape
from tests.comparison_builders import Step, block_steps, changed, compared, inserted


def found() -> Comparison:
    edited = inserted(changed(block_steps(2), "stem", config={"units": 8}), "b0one", Step("x", "BatchNormalization"))
    return compared(block_steps(2), edited, ignore="weights")


COMPARED = found()
OLD, NEW = COMPARED.before.layers[1].name, COMPARED.after.layers[1].name
ADDED = COMPARED.layers.added[0].name


def shape(scene: Scene, name: str, start: str = "") -> Shape:
    return next(one for one in scene.shapes if one.name == name and one.id.startswith(start))


def texts(one: Shape) -> list[str]:
    return [label.text for label in one.labels]


def test_the_models_name_a_layer_differently() -> None:
    assert OLD != NEW


def test_a_box_of_both_has_the_number_of_either_name() -> None:
    scene = dv.diff(COMPARED, overlay={"time (ms)": {OLD: 3.0, ADDED: 9.0}}).scene
    assert "3 ms" in texts(shape(scene, NEW))
    assert "9 ms" in texts(shape(scene, ADDED))
    assert shape(scene, NEW).fill != shape(scene, ADDED).fill != NO_VALUE
    assert [one.title for one in scene.legends if isinstance(one, Legend)] == ["time (ms)"]
    assert any(isinstance(one, KeyLegend) and one.explains == "outline" for one in scene.legends)
    both = dv.diff(COMPARED, overlay={OLD: 3.0, NEW: 5.0}).scene
    assert "5" in texts(shape(both, NEW))
    assert "3" not in texts(shape(both, NEW))


def test_side_by_side_each_box_has_its_own() -> None:
    scene = dv.diff(COMPARED, style="side-by-side", overlay={OLD: 3.0}, context=4).scene
    assert "3" in texts(shape(scene, OLD, "left"))
    assert shape(scene, NEW, "right").fill == NO_VALUE


@pytest.mark.parametrize("style", ["merged", "side-by-side"])
def test_folds_have_what_their_layers_have(style: str) -> None:
    plain = compared(block_steps(6), changed(block_steps(6), "stem", config={"units": 4, "use_bias": False}), ignore="weights")
    scene = dv.diff(plain, style=style, color_by="parameters").scene
    folds = [one for one in scene.shapes if one.kind == "folded"]
    assert folds
    assert all(one.fill != NO_VALUE and len(one.labels) > 2 for one in folds)


def test_words_marks_and_captions() -> None:
    scene = dv.diff(COMPARED, color_by="kind", highlight={OLD: "tomato"}, captions={ADDED: "new here"}).scene
    assert shape(scene, NEW).stroke == "#ff6347"
    assert "new here" in texts(shape(scene, ADDED))
    assert {one.title for one in scene.legends if isinstance(one, KeyLegend)} >= {"classes of layers", "highlighted"}
    counted = dv.diff(COMPARED, style="side-by-side", captions=lambda layer: f"{layer.parameter_count} values", context=4).scene
    assert "16 values" in texts(shape(counted, OLD, "left"))
    assert "32 values" in texts(shape(counted, NEW, "right"))


def test_the_graph_of_changes_takes_marks_and_captions_alone() -> None:
    sides = [np.ones((3, 2))], [np.full((3, 2), 2.0)]
    scene = dv.diff(*sides, style="weight-change-graph", highlight=["dense_1"]).scene
    assert any(isinstance(one, KeyLegend) and one.title == "highlighted" for one in scene.legends)
    with pytest.raises(OptionError, match="changes of biases as colours of its circles"):
        dv.diff(*sides, style="weight-change-graph", color_by="kind")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"groups": [("a", ["b"])]}, "takes no groups"),
        ({"layer_range": "1:2"}, "takes no layer_range"),
        ({"images": {}}, "takes no images"),
        ({"highlight": ["nothing"]}, "highlight names no layer"),
        ({"overlay": {}, "color_by": "kind"}, "both colour the layers"),
        ({"record": "runs/7"}, "record is for color_by"),
        ({"title": 3}, "title must be a text"),
    ],
)
def test_what_cannot_be(options: dict[str, Any], words: str) -> None:
    with pytest.raises(OptionError, match=words):
        dv.diff(COMPARED, **options)


def test_sizes_and_a_heading() -> None:
    assert dv.diff(COMPARED, width="8.5cm", title="Two nets").width == pytest.approx(321.26)
    assert dv.diff(COMPARED, title="Two nets").scene.title == "Two nets"
    assert not dv.diff(COMPARED, title="").scene.show_title


@pytest.mark.parametrize("style", ["merged", "side-by-side"])
def test_a_page_has_room_for_a_long_difference(style: str) -> None:
    long = compared(block_steps(20), changed(block_steps(20), "stem", config={"units": 8}), ignore="weights")
    drawing = dv.diff(long, style=style, fit="page", fold=False)
    assert drawing.width <= 643
    assert drawing.height <= 908
    assert len(drawing.scene.shapes) < 82
    usual = [label.text for label in dv.diff(long, style=style, fold=False).placed.labels]
    assert "folds more of what is equal" in " ".join(usual)
