from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dotnet_viz.charts.data import ChartData
from dotnet_viz.reporting.chart_numbers import MOST_ROWS, THINNED_ROWS, chart_numbers, number_name, numbers_of
from dotnet_viz.translation.translate import in_language


@dataclass(frozen=True)
class Picture:
    """Something that keeps numbers."""

    data: object


def test_a_picture_without_numbers_has_none() -> None:
    assert chart_numbers(Picture(None)) is None
    assert chart_numbers(object()) is None
    assert chart_numbers(Picture(ChartData({}))) is None


def test_long_tables_are_thinned_and_say_so_short_ones_are_whole() -> None:
    whole = chart_numbers(Picture(ChartData({"x": np.arange(MOST_ROWS)})))
    thinned = chart_numbers(Picture(ChartData({"x": np.arange(5000)})))
    assert whole is not None
    assert thinned is not None
    assert len(whole.rows) == whole.row_count == MOST_ROWS
    assert len(thinned.rows) == THINNED_ROWS
    assert thinned.row_count == 5000
    assert thinned.rows[0] == ("0",)
    assert thinned.rows[-1] == ("4,999",)


def test_whatever_a_chart_keeps_is_written_in_words() -> None:
    data = ChartData(
        {"true_class": ["a\nb", "<i>"], "share": [0.25, float("nan")], "is_right": [True, False], "none": [None, 1]},
        {"areas": {"a": 1}, "best_epoch": np.int64(3), "note": ""},
    )
    found = chart_numbers(Picture(data))
    assert found is not None
    assert found.columns == ("true class", "share", "is right", "none")
    assert found.rows == (("a↵b", "0.25", "yes", "–"), ("<i>", "NaN", "no", "1"))
    assert found.facts == (("best epoch", "3"),)


def test_words_among_the_numbers_are_translated_and_names_are_not() -> None:
    columns = {"curve": ["macro average", "predicted class", "layers"], "column layers": [1, 2, 3], "r2": [0.5, 0.25, 0]}
    with in_language("es"):
        found = numbers_of(ChartData(columns, {"measured": "drop in accuracy", "max_error": 3}))
        assert found is not None
        assert [row[0] for row in found.rows] == ["promedio macro", "clase predicha", "layers"]
        assert [number_name(name) for name in found.columns] == ["curva", "columna layers", "R²"]
        assert [(number_name(name), value) for name, value in found.facts] == [
            ("medido", "caída de accuracy"),
            ("mayor error", "3"),
        ]
