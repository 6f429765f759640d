from __future__ import annotations

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams.annotations.annotate import SHOWING_LAYERS
from dotnet_viz.diagrams.annotations.colors.coloring import NumberColoring, WordColoring
from dotnet_viz.diagrams.annotations.colors.measured import MEASURES, measured
from dotnet_viz.diagrams.annotations.members import Members
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph, Layer, Node, Weight
from dotnet_viz.measures.cost.measure import measure_cost
from dotnet_viz.scene import KeyLegend, Legend
from tests.builders import dense_chain
from tests.conftest import DATA

CNN = dv.read(DATA / "models" / "cnn-28x28.keras")


def numbers(graph: Graph, word: str) -> dict[str, float]:
    found = measured(graph, word)
    assert isinstance(found, NumberColoring)
    return dict(found.values)


def test_numbers_are_those_of_the_summary() -> None:
    assert sum(numbers(CNN, "parameters").values()) == CNN.parameter_count
    assert sum(numbers(CNN, "flops").values()) == measure_cost(CNN).total.flops


def test_sparsity_is_the_share_of_zeros_among_all_weights_of_a_layer() -> None:
    kernel = np.array([[0.0, 1.0], [0.0, 2.0]], "float32")
    layer = Layer("d", "d", "Dense", weights=(Weight.from_array("kernel", kernel), Weight.from_array("bias", np.zeros(2))))
    graph = Graph("m", "Sequential", (Node("n0", layer), Node("n1", Layer("r", "r", "ReLU"))))
    assert numbers(graph, "sparsity") == {"n0": pytest.approx(4 / 6)}
    with pytest.raises(OptionError, match="values of this model's weights are not known"):
        measured(Graph("m", "Sequential", (Node("n0", Layer("r", "r", "ReLU")),)), "sparsity")


def test_layers_that_are_trained_frozen_or_neither() -> None:
    weights = dense_chain(2, 3).layers[1].weights
    layers = (Layer("a", "a", "Dense", weights=weights), Layer("b", "b", "Dense", weights=weights, trainable=False))
    nodes = tuple(Node(f"n{number}", layer) for number, layer in enumerate((*layers, Layer("c", "c", "ReLU"))))
    found = measured(Graph("m", "Sequential", nodes), "trainable")
    assert isinstance(found, WordColoring)
    assert dict(found.words) == {"n0": "trained", "n1": "frozen", "n2": "without weights"}


@pytest.mark.parametrize("style", SHOWING_LAYERS)
@pytest.mark.parametrize("word", sorted({*MEASURES} - {"none"}))
def test_every_word_has_a_legend_in_every_style(style: str, word: str) -> None:
    legend = dv.draw(CNN, style=style, color_by=word).scene.legends[0]
    is_number = word in ("parameters", "flops", "sparsity")
    assert isinstance(legend, Legend if is_number else KeyLegend)


@pytest.mark.parametrize("style", SHOWING_LAYERS)
def test_no_colours_are_one_fill_and_no_key_of_them(style: str) -> None:
    coloured, plain = (dv.draw(CNN, style=style, color_by=color_by).scene for color_by in (None, "none"))
    assert not [
        entry for legend in plain.legends if isinstance(legend, KeyLegend) for entry in legend.entries if not entry.dashed
    ]
    members = Members(CNN)
    assert len({(shape.fill, shape.stroke) for shape in plain.shapes if shape.id in members.filled(plain)}) == 1
    assert len(plain.shapes) == len(coloured.shapes)


def test_a_key_has_the_colours_that_are_drawn_and_no_others() -> None:
    scene = dv.draw(CNN, style="neurons", color_by="family").scene
    key = scene.legends[0]
    assert isinstance(key, KeyLegend)
    assert [entry.text for entry in key.entries] == ["input", "dense", "convolution", "pooling", "reshaping"]
    units = {shape.fill for shape in scene.shapes if shape.kind in ("neuron", "channel")}
    assert units == {entry.fill for entry in key.entries if entry.text in ("dense", "convolution")}


def test_names_have_a_colour_each_and_the_others_share_one() -> None:
    found = measured(dense_chain(*[2] * 30), "name")
    assert isinstance(found, WordColoring)
    colors, _, key = found.of({f"n{number}": (f"n{number}",) for number in range(30)})
    assert key.entries[-1].text == "other layers"
    assert len(set(colors.values())) == len(key.entries)


def test_a_box_of_layers_that_differ_is_of_several() -> None:
    found = measured(CNN, "family")
    assert isinstance(found, WordColoring)
    colors, texts, key = found.of({"a": ("n1", "n2"), "b": ("n1",)})
    assert texts["a"].endswith("several")
    assert colors["a"] != colors["b"]
    assert [entry.text for entry in key.entries] == ["convolution", "several"]


def test_words_that_there_are_not() -> None:
    with pytest.raises(OptionError, match=r"unknown color_by 'params'.*did you mean 'parameters'"):
        measured(CNN, "params")
    with pytest.raises(OptionError, match="did you mean 'trainable'"):
        measured(CNN, "frozen")
