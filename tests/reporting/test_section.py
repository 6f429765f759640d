from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.charts.curves import metric_curve
from dotnet_viz.measures.training.history import read_history
from dotnet_viz.reporting.section import NO_BREAK, Cell, Figure, byte_size, figure, number_cell, percent


def test_a_figure_takes_the_ids_of_its_section_and_knows_its_size() -> None:
    history = read_history({"loss": [2.0, 1.0]})
    chart = metric_curve(history.metrics[0], history.epochs)
    made = figure(chart, "training", 3, "Loss.")
    assert 'id="training-3-title"' in made.svg
    assert (made.width, made.height) == (chart.width, chart.height)


def test_a_picture_without_size_has_none() -> None:
    assert Figure('<svg viewBox="0 0 10 10"><rect width="5"/></svg>', "x").width == 0.0


@pytest.mark.parametrize(
    ("value", "cell"),
    [(1.5, Cell("1.5", 1.5)), (None, Cell("–")), (math.nan, Cell("NaN")), (-math.inf, Cell("−∞"))],
)
def test_what_is_not_finite_sorts_as_no_number(value: float | None, cell: Cell) -> None:
    assert number_cell(value) == cell


@given(st.floats(0, 1))
def test_only_all_is_a_hundred_per_cent_and_only_nothing_is_none(share: float) -> None:
    shown = percent(share)
    assert shown.endswith(f"{NO_BREAK}%")
    assert (shown == f"100.0{NO_BREAK}%") == (share == 1.0)
    assert (shown == f"0.0{NO_BREAK}%") == (share == 0.0)


def test_no_number_is_no_share() -> None:
    assert percent(math.nan) == "NaN"


@pytest.mark.parametrize(("count", "text"), [(0, "0 bytes"), (999, "999 bytes"), (1000, "1 kB"), (2_500_000_000, "2.5 GB")])
def test_sizes_are_told_in_the_unit_that_reads_best(count: int, text: str) -> None:
    assert byte_size(count) == text
