from __future__ import annotations

import pytest

from dotnet_viz.diagrams.common.bar_table import BarColumn, BarRow, BarSizes, bar_table
from dotnet_viz.layouts import place
from tests.diagrams.view_checks import assert_reads_well

ROWS = [BarRow("stem", "112×112 · 6 layers"), BarRow("body"), BarRow("a very long name of a head " * 4, "1 layer")]


def test_bars_are_as_long_as_their_shares_and_nothing_overlaps() -> None:
    columns = [
        BarColumn("Parameters", (10.0, 30.0, 0.0), ("10", "30", "0"), "#4477aa"),
        BarColumn("FLOPs", (None, 5.0, 15.0), ("?", "5.0 k", "15.0 k"), "#aa3377"),
    ]
    scene = bar_table("Costs", ROWS, columns)
    widths = {shape.id: shape.width for shape in scene.shapes}
    assert set(widths) == {"bar0-0", "bar1-0", "bar1-1", "bar2-1"}
    assert widths["bar1-0"] == pytest.approx(3 * widths["bar0-0"])
    assert widths["bar2-1"] == widths["bar1-0"]  # each column has a scale of its own
    texts = [label.text for label in scene.labels]
    assert {"10 · 25 %", "30 · 75 %", "0", "?", "15.0 k · 75 %"} <= set(texts)
    assert_reads_well(place(scene))


def test_nothing_known_is_no_bar() -> None:
    scene = bar_table("Costs", ROWS[:1], [BarColumn("FLOPs", (None,), ("?",), "#aa3377")])
    assert not scene.shapes
    assert "?" in [label.text for label in scene.labels]


def test_stacked_quantities_stand_below_one_another_with_the_names_again() -> None:
    columns = [BarColumn(name, (1.0, 2.0, 3.0), ("1", "2", "3"), "#4477aa", has_shares=False) for name in ("A", "B")]
    scene = bar_table("Costs", ROWS, columns, BarSizes(120.0, 60.0, is_stacked=True))
    assert [label.text for label in scene.labels].count("stem") == 2
    first, second = scene.shape_by_id["bar0-0"], scene.shape_by_id["bar0-1"]
    assert first.x == second.x
    assert (second.y or 0.0) > (scene.shape_by_id["bar2-0"].y or 0.0)
    assert_reads_well(place(scene))
