from __future__ import annotations

import math

import pytest

from dotnet_viz.charts.curves import metric_curve
from dotnet_viz.drawing import Drawing
from dotnet_viz.measures.training.sources import read_history
from dotnet_viz.reporting.section import Cell, explorable_figure, figure, number_cell
from dotnet_viz.scene import Scene, Shape


def test_a_figure_takes_the_ids_of_its_section_and_knows_its_size() -> None:
    history = read_history({"loss": [2.0, 1.0]})
    chart = metric_curve(history.metrics[0], history.epochs)
    made = figure(chart, "training", 3, "Loss.")
    assert 'id="training-3-title"' in made.svg
    assert (made.width, made.height) == (chart.width, chart.height)


def test_the_size_of_a_drawing_is_that_of_its_svg() -> None:
    drawing = Drawing(Scene("one box", shapes=(Shape("a", "a", 60, 30),)))
    made = explorable_figure(drawing, "architecture", 1, "A box.")
    assert f'width="{made.width:g}" height="{made.height:g}" viewBox="0 0 {made.width:g} {made.height:g}"' in made.svg


@pytest.mark.parametrize(
    ("value", "cell"),
    [(1.5, Cell("1.5", 1.5)), (None, Cell("–")), (math.nan, Cell("NaN")), (-math.inf, Cell("−∞"))],
)
def test_what_is_not_finite_sorts_as_no_number(value: float | None, cell: Cell) -> None:
    assert number_cell(value) == cell
