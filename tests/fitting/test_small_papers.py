"""Pictures for papers that are smaller than a column: their texts can be read, and what is left out is said."""

from __future__ import annotations

import warnings
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import VizWarning
from dotnet_viz.fitting.fitted import smallest_text
from dotnet_viz.fitting.paper import paper_of
from dotnet_viz.graph import Graph
from dotnet_viz.scene import KeyLegend
from tests.applications import kept
from tests.builders import chain, dense_layer, input_layer
from tests.conftest import DATA

PAPERS = (("9cm", "7cm"), ("6cm", "6cm"))
STYLES = ("ann", "bars", "blocks", "layered", "lenet", "neurons", "plot-model", "unrolled", "weight-graph", "weight-matrix")
OF_LAYERS = ("ann", "blocks", "layered", "lenet", "neurons", "plot-model", "unrolled")
OF_WEIGHTS = ("weight-graph", "weight-matrix")
CASES = [(style, name) for style in STYLES for name in ("multi", "cnn-28x28", "transformer")]
# Its weights are not kept.
CASES += [(style, "ResNet50") for style in STYLES if style not in OF_WEIGHTS]


@cache
def model(name: str) -> Graph:
    return kept(name) if name == "ResNet50" else dv.read(DATA / "models" / f"{name}.keras")


@cache
def drawing_of(name: str, style: str, fit: tuple[str, str]) -> dv.Drawing:
    return dv.draw(model(name), style=style, fit=fit)


@pytest.mark.parametrize("fit", PAPERS, ids=" x ".join)
@pytest.mark.parametrize(("style", "name"), CASES)
def test_texts_can_be_read(style: str, name: str, fit: tuple[str, str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", VizWarning)
        drawing = drawing_of(name, style, fit)
    paper, size = paper_of(fit), drawing.placed.size
    assert size is not None
    assert drawing.width <= paper.width + 0.01
    assert drawing.height <= paper.height + 0.01
    assert smallest_text(drawing.placed) * drawing.width / size[0] * 0.75 >= paper.least_text - 1e-3


@pytest.mark.parametrize("style", STYLES)
def test_a_paper_without_room_for_anything_has_a_warning(style: str) -> None:
    with pytest.warns(VizWarning, match="fits with text of 6 pt"):
        drawing_of("multi", style, ("3cm", "2cm"))


def test_bars_say_which_measures_are_left_out() -> None:
    placed = drawing_of("ResNet50", "bars", ("6cm", "6cm")).placed
    assert "Parameters" in [label.text for label in placed.labels]
    assert "So that it fits, these are left out: FLOPs, Memory of activations" in placed.notes


def test_bars_keep_the_measure_that_rows_are_sorted_by() -> None:
    placed = dv.draw(model("multi"), style="bars", sort="memory", fit=("6cm", "6cm")).placed
    assert "Memory of activations" in [label.text for label in placed.labels]
    assert "So that it fits, these are left out: FLOPs" in placed.notes
    assert "for one sample" in placed.notes


def test_bars_as_long_as_a_logarithm_say_so_on_a_small_paper() -> None:
    notes = dv.draw(model("multi"), style="bars", log_lengths=True, fit=("6cm", "6cm")).placed.notes
    assert "logarithmic bars" in notes


def test_weight_graphs_say_how_many_layers_are_left_out() -> None:
    scene = drawing_of("multi", "weight-graph", ("6cm", "6cm")).placed
    assert "not drawn: 5 more layers" in scene.notes
    assert {"concatenate", "o2"} <= {label.text for label in scene.labels}
    assert not [label for shape in scene.shapes if shape.kind == "neuron" for label in shape.labels]


def test_weight_graphs_without_biases_say_so() -> None:
    smallest = [scene.notes for scene in dv.WeightGraph().smaller(model("multi"), (200.0, 200.0))][-1]
    assert "not drawn: 5 more layers, biases" in smallest


def test_neurons_and_boxes_of_a_small_paper_say_how_many_layers_a_box_stands_for() -> None:
    for style in ("neurons", "plot-model"):
        notes = drawing_of("multi", style, ("6cm", "6cm")).placed.notes
        assert [note for note in notes if note.startswith("So that it fits, ")]


@pytest.mark.parametrize("style", OF_LAYERS)
def test_a_box_of_several_layers_on_a_small_paper_says_nothing_of_single_ones(style: str) -> None:
    placed = drawing_of("multi", style, ("6cm", "6cm")).placed
    texts = [label.text for label in (*placed.labels, *(label for shape in placed.shapes for label in shape.labels))]
    assert [text for text in texts if "6 layers" in text]
    assert not [text for text in texts if "shared: call" in text]


def test_a_figure_of_two_inputs_says_the_sizes_of_both() -> None:
    placed = drawing_of("multi", "lenet", ("6cm", "6cm")).placed
    texts = {label.text for shape in placed.shapes for label in shape.labels}
    assert {"32, 3@16×16", "1, 3", "2 inputs", "2 outputs"} <= texts


@pytest.mark.parametrize("style", OF_LAYERS)
def test_a_model_is_one_box_only_where_nothing_else_fits(style: str) -> None:
    """Boxes with many words were joined to one before boxes with few words were tried."""
    for fit in PAPERS:
        assert drawing_of("transformer", style, fit).placed.connections or drawing_of("transformer", style, fit).placed.meshes


def test_cards_of_a_small_paper_say_what_they_are_and_their_sizes() -> None:
    """Numbers of parameters and a key of outlines left no room for the inputs one by one."""
    placed = drawing_of("multi", "blocks", ("6cm", "6cm")).placed
    texts = {label.text for shape in placed.shapes for label in shape.labels}
    assert {"a", "b", "6 layers, partly side by side", "o1", "o2"} <= texts
    assert not [text for text in texts if "parameters" in text]
    assert placed.legends == ()
    assert len({shape.stroke for shape in placed.shapes}) == 1
    assert len(placed.connections) == 4


def test_repeated_and_frozen_cards_of_a_small_paper_have_a_key() -> None:
    layers = [input_layer(), *(replace(dense_layer(f"d{number}", np.ones((3, 3))), trainable=False) for number in range(9))]
    (key,) = dv.Blocks().scene(chain(layers), 110.0, is_brief=True).legends
    assert isinstance(key, KeyLegend)
    assert [entry.text for entry in key.entries] == ["frozen: not trained", "thick: repeated"]
