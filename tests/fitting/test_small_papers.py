"""Pictures for papers that are smaller than a column: their texts can be read, and what is left out is said."""

from __future__ import annotations

import warnings
from functools import cache

import pytest

import dotnet_viz as dv
from dotnet_viz.errors import VizWarning
from dotnet_viz.fitting.fitted import smallest_text
from dotnet_viz.fitting.paper import paper_of
from dotnet_viz.graph import Graph
from tests.applications import kept
from tests.conftest import DATA

PAPERS = (("9cm", "7cm"), ("6cm", "6cm"))
STYLES = ("bars", "neurons", "plot-model", "weight-graph", "weight-matrix")
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
