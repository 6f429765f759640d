"""Each line is how much a weight changed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from dotnet_viz.diagrams.weight_graph.weight_change_graph import WeightChangeGraph
from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.graph import Edge, Graph, InMemory, Layer, Node, Port, TensorSpec, Weight
from dotnet_viz.measures.comparison import compare_graphs
from dotnet_viz.readers.arrays.in_memory import read
from dotnet_viz.scene import Legend, Scene

BEFORE = [np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0], [1.0]])]
AFTER = [np.array([[1.5, 2.0], [3.0, 1.0]]), np.array([[1.0], [1.0]])]


def scene(**options: object) -> Scene:
    return WeightChangeGraph(**options).build(compare_graphs(read(BEFORE), read(AFTER)))  # type: ignore[arg-type]


def test_lines_are_differences_and_what_did_not_change_has_none() -> None:
    found = scene()
    assert sorted(value for bundle in found.bundles for value in bundle.values.tolist()) == [-3.0, 0.5]
    assert {bundle.measure for bundle in found.bundles} == {"change"}
    legend = found.legends[0]
    assert isinstance(legend, Legend)
    assert legend.title.startswith("change: ")
    assert found.notes[0].startswith("Each line is the change w of a weight, after less before")


def test_both_sides_are_drawn_on_one_scale() -> None:
    before, after = scene(show="before"), scene(show="after")
    ticks = [legend.ticks[-1] for found in (before, after) for legend in found.legends if isinstance(legend, Legend)]
    assert {text for _, text in ticks} == {"4"}
    assert before.bundles[0].values.max() == 4.0
    assert after.bundles[0].values.max() == 3.0


def test_what_cannot_be_compared_is_named() -> None:
    wide = [np.ones((2, 3)), np.ones((3, 1)), np.ones((1, 2))]
    notes = WeightChangeGraph().build(compare_graphs(read(BEFORE), read(wide))).notes
    assert any(note.startswith("Without lines, since their shapes differ: ") for note in notes)
    assert any(note.startswith("Without lines, since they were added: ") for note in notes)
    back = WeightChangeGraph().build(compare_graphs(read(wide), read(BEFORE))).notes
    assert any(note.startswith("Not drawn, since they were removed: ") for note in back)


def test_options_reach_the_weight_graph() -> None:
    assert scene(rankdir="TB").direction == "TB"
    assert sum(map(len, scene(max_neurons=1).bundles)) < sum(map(len, scene().bundles))
    assert bool(scene(negative_dashed=True).bundles[0].dashed.any())
    for wrong in ({"show": "both"}, {"rankdir": "XX"}):
        with pytest.raises(OptionError):
            WeightChangeGraph(**wrong)  # type: ignore[arg-type]


def test_without_values_there_is_nothing_to_draw() -> None:
    found = compare_graphs(read(BEFORE), read(AFTER), ignore="weights")
    with pytest.raises(UnsupportedInputError, match="left out, as asked for"):
        WeightChangeGraph().build(found)


def dense(*weights: Weight) -> Graph:
    layer = Layer("d", "d", "Dense", weights=weights, config={"units": 2})
    spec = (TensorSpec((None, 2), "float32"),)
    nodes = (Node("n0", Layer("x", "x", "InputLayer"), outputs=spec), Node("n1", layer, spec, spec))
    return Graph("m", "Sequential", nodes, (Edge("n0", 0, "n1", 0),), (Port("n0"),), (Port("n1"),))


def lines(before: Weight, after: Weight) -> list[float]:
    scale = Weight("kernel_scale", "kernel_scale", (2,), "float32", merged_into="kernel")
    comparison = compare_graphs(dense(before, scale), dense(after, scale))
    return [value for bundle in WeightChangeGraph().build(comparison).bundles for value in bundle.values.tolist()]


def test_scales_have_no_values_of_their_own_and_rounding_has_no_lines() -> None:
    exact, rounded = np.array([[0.1, 0.9], [1.1, 2.0]]), np.array([[0.0, 1.0], [1.0, 2.0]])
    total = replace(Weight.from_array("kernel", exact), is_sum=True)
    stored = replace(Weight.from_array("kernel", rounded), steps=InMemory(np.ones((2, 2))))
    assert lines(total, stored) == []
    assert sorted(lines(stored, Weight.from_array("kernel", exact))) == pytest.approx([-0.1, 0.1, 0.1])


def test_weights_whose_values_are_not_known_are_not_drawn_as_unchanged() -> None:
    values = np.ones((2, 2))
    known, bias = Weight.from_array("kernel", values), Weight.from_array("bias", np.ones(2))
    unknown = Weight("kernel", "quantized_kernel", (2, 2), "int8")
    comparison = compare_graphs(dense(known, bias), dense(unknown, bias))
    found = WeightChangeGraph().build(comparison)
    assert "values not known, and not drawn: d" in found.notes
    assert not found.bundles


def test_scales_on_which_nothing_changed_have_no_legend() -> None:
    before = [np.full((3, 3, 1, 2), 0.5), np.full((2, 4), 0.5), np.full((4, 1), 0.5)]
    after = [*before[:2], np.full((4, 1), 0.75)]

    def notes_of(other: list[NDArray[np.float64]]) -> list[tuple[str, ...]]:
        found = WeightChangeGraph().build(compare_graphs(read(before), read(other)))
        return [legend.notes for legend in found.legends if isinstance(legend, Legend)]

    changed, unchanged = notes_of(after), notes_of(before)
    assert changed
    assert not any("all finite values are 0" in notes for notes in changed)
    assert any("all finite values are 0" in notes for notes in unchanged)
