from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from matplotlib.figure import Figure

from dotnet_viz.charts.style import chart_style
from dotnet_viz.charts.svg.from_figure import svg_of


def painted(layout: Any) -> Figure:
    figure = Figure(figsize=(3, 2), layout=layout)
    axes = figure.add_subplot()
    axes.plot([1, 20, 400], marker="o", label="a line")
    axes.set(title="A title", xlabel="from here", ylabel="to there", yscale="log")
    axes.legend()
    figure.colorbar(figure.add_subplot(1, 2, 2).imshow([[1, 2], [3, 4]]))
    return figure


@pytest.mark.parametrize("layout", ["constrained", None])
def test_it_is_what_matplotlib_saves(layout: Any) -> None:
    saved = StringIO()
    with chart_style():
        painted(layout).savefig(saved, format="svg", metadata={"Date": None, "Creator": None})
        assert svg_of(painted(layout)) == saved.getvalue()
