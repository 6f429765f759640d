"""Each line is how much a weight changed."""

from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.diagrams.weight_graph.weight_change_graph import WeightChangeGraph
from dotnet_viz.errors import OptionError, UnsupportedInputError
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
