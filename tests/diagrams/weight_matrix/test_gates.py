from __future__ import annotations

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams.weight_matrix.style import WeightMatrix
from dotnet_viz.graph import Graph, Layer, Node, Weight
from dotnet_viz.layouts import place
from dotnet_viz.scales import WeightScale
from tests.layouts.checks import assert_all_inside

NAMES = {
    "LSTM": ["input gate", "forget gate", "cell candidate", "output gate"],
    "GRU": ["update gate", "reset gate", "candidate"],
}


def recurrent(kind: str, units: int, inputs: int = 5) -> Graph:
    random, gates = np.random.default_rng(0), len(NAMES.get(kind, "x"))
    shapes = {"kernel": (inputs, gates * units), "recurrent_kernel": (units, gates * units), "bias": (gates * units,)}
    weights = tuple(Weight.from_array(name, random.normal(size=shape)) for name, shape in shapes.items())
    return Graph("m", "Sequential", (Node("n0", Layer("r", "r", kind, weights=weights)),))


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("weight", ["kernel", "recurrent_kernel", "bias"])
def test_the_columns_of_each_gate_are_a_block_with_its_name_above(kind: str, weight: str) -> None:
    graph = recurrent(kind, 10)
    scene = WeightMatrix(weight=weight).build(graph)
    values = np.atleast_2d(np.asarray(graph.layers[0].weight(weight).array))  # type: ignore[union-attr]
    scale = WeightScale(float(np.abs(values).max()))
    assert len(scene.rasters) == len(NAMES[kind])
    heads = [label for label in scene.labels if label.text in NAMES[kind]]
    assert [label.text for label in heads] == NAMES[kind]
    for number, (raster, head) in enumerate(zip(scene.rasters, heads, strict=True)):
        assert (raster.colors == scale.colors(values[:, 10 * number : 10 * number + 10])).all()
        assert raster.x < head.x < raster.x + raster.width
        assert f"{head.text}, unit 0: " in raster.cell_tooltips[0]
    ends = [raster.x + raster.width for raster in scene.rasters]
    assert all(end < raster.x for end, raster in zip(ends, scene.rasters[1:], strict=False))
    assert_all_inside(place(scene))


def test_numbers_above_gates_are_those_of_units() -> None:
    scene = WeightMatrix().build(recurrent("LSTM", 10))
    for raster in scene.rasters:
        above = [label for label in scene.labels if label.text.isdigit() and raster.x < label.x < raster.x + raster.width]
        assert sorted(int(label.text) for label in above) == [0, 5]
        cell = raster.width / 10
        assert all(label.x == pytest.approx(raster.x + (int(label.text) + 0.5) * cell) for label in above)


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("theme", ["print", "dark"])
def test_gates_have_the_colors_of_a_theme_too(kind: str, theme: str) -> None:
    graph = recurrent(kind, 10)
    drawing = dv.draw(graph, style="weight-matrix", theme=theme)
    assert drawing.svg != dv.draw(graph, style="weight-matrix").svg
    for raster in drawing.scene.rasters:
        assert raster.negative is not None
        assert raster.negative.shape == raster.colors.shape[:2]


def test_the_weights_of_inputs_and_of_the_state_are_distinct_names() -> None:
    kernel, state = (WeightMatrix(weight=name).build(recurrent("LSTM", 4)) for name in ("kernel", "recurrent_kernel"))
    assert kernel.notes[0].startswith("weights of the inputs; ")
    assert state.notes[0].startswith("weights of the state one step before; ")


def test_other_layers_ordered_columns_and_cells_of_two_gates_have_no_blocks() -> None:
    assert len(WeightMatrix().build(recurrent("SimpleRNN", 8)).rasters) == 1
    assert len(WeightMatrix(cluster="columns").build(recurrent("LSTM", 4)).rasters) == 1
    assert len(WeightMatrix(max_cells=7).build(recurrent("LSTM", 7)).rasters) == 1


def test_gates_without_room_for_a_letter_of_their_name_have_their_first() -> None:
    *_, small = WeightMatrix().smaller(recurrent("LSTM", 24, 16), (312.0, 312.0))
    assert [label.text for label in small.labels if label.bold and label.text != "input ↓"] == ["i", "f", "c", "o"]
    assert small.notes[0] == "weights of the inputs, without those of the state one step before"
