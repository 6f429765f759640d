from __future__ import annotations

import json
import sys
from typing import Any

import numpy as np
import pytest

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.style import MUTED
from dotnet_viz.charts.themes import PAPER
from dotnet_viz.errors import MissingDependencyError, OptionError, ShapeError


def bars(data: Any) -> Chart:
    def paint(figure: Any) -> None:
        figure.add_subplot().bar([0, 1], [2, 1])

    return draw_chart("Bars", "Two bars.", (200, 100), paint, data)


def test_numbers_of_a_chart_are_plain_python_and_a_frame() -> None:
    columns = {"name": np.array(["a", "b"]), "count": np.array([2, 1])}
    chart = bars(ChartData(columns, {"total": np.int64(3), "by": {"a": np.float64(0.5)}}))
    assert json.loads(json.dumps(chart.to_dict())) == {"name": ["a", "b"], "count": [2, 1], "total": 3, "by": {"a": 0.5}}
    frame = chart.to_frame()
    assert frame.to_dict("list") == {"name": ["a", "b"], "count": [2, 1]}
    assert frame.attrs == {"total": 3, "by": {"a": 0.5}}


def test_a_mapping_alone_has_the_columns() -> None:
    assert bars({"count": [2, 1]}).to_dict() == {"count": [2, 1]}


def test_a_chart_without_numbers_says_so() -> None:
    with pytest.raises(OptionError, match="'Bars' keeps no table"):
        bars(None).to_dict()


@pytest.mark.parametrize("columns", [{"a": [1, 2], "b": [1]}, {"a": np.ones((2, 2))}, {"a": 3}])
def test_columns_must_be_of_one_length(columns: dict[str, Any]) -> None:
    with pytest.raises(ShapeError, match="one length"):
        ChartData(columns)


def test_without_pandas_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingDependencyError, match="pip install pandas"):
        bars({"count": [2, 1]}).to_frame()


def test_the_dark_theme_has_its_own_paper_and_changes_no_number() -> None:
    chart = bars({"count": [2, 1]})
    dark = chart.with_theme("dark")
    assert PAPER in dark.svg
    assert MUTED not in dark.svg
    assert PAPER not in chart.svg
    assert 'fill="#ffffff"' in chart._repr_mimebundle_()["image/svg+xml"]
    assert dark._repr_mimebundle_()["image/svg+xml"] == dark.svg
    assert dark.to_dict() == chart.to_dict()
    with pytest.raises(OptionError, match="light, dark"):
        chart.with_theme("blue")
