from __future__ import annotations

import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams import style_of
from dotnet_viz.diagrams.annotations.annotate import SHOWING_LAYERS
from dotnet_viz.diagrams.annotations.colors.highlights import DEFAULT
from dotnet_viz.diagrams.annotations.members import Members
from dotnet_viz.errors import OptionError
from dotnet_viz.scene import KeyLegend, Scene, Shape
from tests.conftest import DATA

CNN = dv.read(DATA / "models" / "cnn-28x28.keras")


def shapes_of(scene: Scene, name: str) -> list[Shape]:
    members = Members(CNN)
    calls = {node.id for node in CNN.nodes if node.layer.name == name}
    return [
        shape for shape in scene.shapes if shape.id in members.filled(scene) and not calls.isdisjoint(members.of(scene, shape))
    ]


@pytest.mark.parametrize("style", SHOWING_LAYERS)
def test_a_layer_stands_out_by_its_outline_and_in_the_key(style: str) -> None:
    before = dv.draw(CNN, style=style).scene
    after = dv.draw(CNN, style=style, highlight={"conv2d_15": "#00aa55"}).scene
    own = shapes_of(after, "conv2d_15")
    assert own
    usual = {shape.id: shape for shape in before.shapes}
    assert all(shape.stroke_width > usual[shape.id].stroke_width for shape in own if shape.kind != "swatch")
    assert {shape.stroke if style == "weight-graph" else shape.fill for shape in own} == {"#00aa55"}
    assert all(shape.tooltip.endswith("highlighted") for shape in own)
    key = after.legends[0]
    assert isinstance(key, KeyLegend)
    assert (key.title, [entry.text for entry in key.entries]) == ("highlighted", ["conv2d_15"])
    others = [shape for shape in shapes_of(after, "input_layer_4") if shape.kind != "swatch"]
    assert others == shapes_of(before, "input_layer_4")
    assert after.legends[1:] == before.legends


def test_patterns_colours_and_the_usual_colour() -> None:
    scene = dv.draw(CNN, highlight=["conv2d_14", "dense_.*"]).scene
    assert {shape.name for shape in scene.shapes if shape.fill == DEFAULT} == {"conv2d_14", "dense_9", "dense_10"}
    named = dv.draw(CNN, highlight={"dense_9": "tomato"}).scene
    assert {shape.fill for shape in shapes_of(named, "dense_9")} == {"#ff6347"}


def test_beside_numbers_the_outline_alone_stands_out() -> None:
    values = {"conv2d_14": 1.0, "conv2d_15": 2.0}
    plain, marked = (dv.draw(CNN, overlay=values, highlight=names).scene for names in (None, ["conv2d_15"]))
    (before,), (after,) = (shapes_of(scene, "conv2d_15") for scene in (plain, marked))
    assert (after.fill, after.stroke) == (before.fill, DEFAULT)


def test_what_cannot_be() -> None:
    for given, words in (
        ({"conv2d_16": "red"}, "highlight names no layer of this model: 'conv2d_16'.*did you mean 'conv2d_1"),
        ({"conv2d_14": "reddish"}, "highlight 'reddish' is not a colour"),
        ([], "highlight names no layer; name at least one"),
        (3, "highlight must be a sequence of names"),
    ):
        with pytest.raises(OptionError, match=words):
            dv.draw(CNN, highlight=given)


def test_a_layer_without_a_bar_stands_out_beside_its_name() -> None:
    scene = dv.draw(CNN, style="bars", measures=["parameters"], highlight={"flatten_3": "#00aa55"}).scene
    assert [shape.kind for shape in scene.shapes if shape.fill == "#00aa55"] == ["swatch"]
    assert isinstance(scene.legends[0], KeyLegend)
    assert scene.legends[0].title == "highlighted"
    assert not any(shape.kind == "swatch" for shape in dv.draw(CNN, style="bars").scene.shapes)


def test_a_layer_that_is_not_drawn_is_named_below() -> None:
    """Highlights of layers that a picture left out were lost without a word."""
    scene = dv.draw(CNN, style="weight-graph", layers=["conv2d_14"], highlight=["conv2d_14", "dense_9"]).scene
    assert "highlighted, but not drawn here: dense_9" in scene.notes
    assert [entry.text for entry in scene.legends[0].entries] == ["conv2d_14"]  # type: ignore[union-attr]


OPENING = [style for style in SHOWING_LAYERS if hasattr(style_of(style, {}), "expand_wrappers")]


@pytest.mark.parametrize("style", OPENING)
def test_what_is_inside_an_opened_wrapper_stands_out_and_has_its_number(style: str) -> None:
    graph = dv.read(DATA / "models" / "rnn.keras")
    wrapper = next(node.id for node in graph.nodes if node.layer.name == "bidirectional")
    marked = dv.draw(graph, style=style, expand_wrappers=True, highlight={"bidirectional": "#00aa55"}).scene
    inside = [shape for shape in marked.shapes if wrapper in Members(graph).of(marked, shape)]
    assert len(inside) > 1
    assert not [note for note in marked.notes if "not drawn here" in note]
    assert {shape.fill for shape in inside if shape.id in Members(graph).filled(marked)} == {"#00aa55"}
    numbers = dv.draw(graph, style=style, expand_wrappers=True, overlay={"x": {"bidirectional": 5, "gru": 1}}).scene
    fills = {shape.fill for shape in numbers.shapes if shape.id in Members(graph).filled(numbers)}
    assert len(fills) == 3  # two numbers and none
