from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.style import PIXELS_PER_POINT, TEXT_SIZE
from dotnet_viz.fonts import text_width
from tests.charts.reading import texts

LONG = "amostras (tracejado: se todas as classes fossem igualmente frequentes)"


def chart(label: str, axis: str) -> Chart:
    def paint(figure: Figure) -> None:
        figure.add_subplot().set(**{f"{axis}label": label})

    return draw_chart("Bars", "Bars.", (320, 320), paint)


def words(shown: Chart) -> list[str]:
    return [text for text in texts(shown) if not set(text) <= set("0123456789.")]


@pytest.mark.parametrize("axis", ["x", "y"])
def test_a_label_that_is_longer_than_the_chart_goes_on_in_a_second_line(axis: str) -> None:
    lines = words(chart(LONG, axis))
    assert len(lines) == 2
    assert " ".join(lines) == LONG
    assert all(text_width(line, TEXT_SIZE * PIXELS_PER_POINT) < 320 for line in lines)


def test_lines_of_a_label_stay_lines() -> None:
    assert words(chart(f"first\n{LONG}", "x"))[0] == "first"


def test_what_has_room_stays_as_it_is() -> None:
    assert words(chart("amostras", "x")) == ["amostras"]
