from __future__ import annotations

import math

import pytest

from dotnet_viz.charts.training.history import metric_curve
from dotnet_viz.drawing import Drawing
from dotnet_viz.measures.training.sources import read_history
from dotnet_viz.renderers.svg import document
from dotnet_viz.reporting.printing.slices import slices
from dotnet_viz.reporting.section import Cell, explorable_figure, figure, number_cell
from dotnet_viz.scene import Connection, Scene, Shape


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


def test_a_figure_is_drawn_once_and_only_if_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def svg(*_given: object, id_prefix: str, **_options: object) -> str:
        drawn.append(id_prefix)
        return "<svg/>"

    monkeypatch.setattr(document, "svg", svg)
    boxes = tuple(Shape(f"n{place}", f"box {place}", 120, 60) for place in range(40))
    drawing = Drawing(Scene("tower", shapes=boxes, connections=tuple(Connection(f"n{at}", f"n{at + 1}") for at in range(39))))
    made, parts = explorable_figure(drawing, "architecture", 1, "Boxes."), slices(drawing, "architecture", 2, "Boxes.")
    assert drawn == []
    assert made.svg + made.svg + parts[1].svg == "<svg/>" * 3
    assert drawn == ["architecture-1", "architecture-3"]


@pytest.mark.parametrize(
    ("value", "cell"),
    [(1.5, Cell("1.5", 1.5)), (None, Cell("–")), (math.nan, Cell("NaN")), (-math.inf, Cell("−∞"))],
)
def test_what_is_not_finite_sorts_as_no_number(value: float | None, cell: Cell) -> None:
    assert number_cell(value) == cell
