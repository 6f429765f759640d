from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import matplotlib as mpl
import numpy as np
import pytest

from dotnet_viz.charts.style import chart_style, name_for, tick_text
from dotnet_viz.charts.training.history import metric_curve
from dotnet_viz.measures.training.sources import read_history

HISTORY = read_history({"loss": [2.0, 1.0, 0.5], "val_loss": [2.1, 1.2, 0.9]})


def test_the_users_own_settings_neither_change_nor_matter() -> None:
    plain = metric_curve(HISTORY.metrics[0], HISTORY.epochs).svg
    with mpl.rc_context({"font.size": 30.0, "text.usetex": True, "axes.facecolor": "black", "svg.hashsalt": "mine"}):
        before = dict(mpl.rcParams)
        assert metric_curve(HISTORY.metrics[0], HISTORY.epochs).svg == plain
        assert dict(mpl.rcParams) == before


def test_settings_come_back_after_an_error() -> None:
    before = dict(mpl.rcParams)
    with pytest.raises(RuntimeError), chart_style():
        raise RuntimeError
    assert dict(mpl.rcParams) == before


def test_charts_may_be_drawn_in_many_threads() -> None:
    expected = metric_curve(HISTORY.metrics[0], HISTORY.epochs).svg
    before = dict(mpl.rcParams)
    with ThreadPoolExecutor(6) as pool:
        drawn = list(pool.map(lambda _: metric_curve(HISTORY.metrics[0], HISTORY.epochs).svg, range(12)))
    assert set(drawn) == {expected}
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-1234.0, "−1,234"),
        (0.1 + 0.2, "0.3"),
        (1e-20, "0"),
        (2.5e7, "2.5e7"),
        (-0.125, "−0.125"),
        (np.float64(-1e308), "−1e308"),
    ],
)
def test_ticks_are_written_short_with_a_real_minus(value: float, text: str) -> None:
    assert tick_text(value) == text


def test_a_name_becomes_one_short_harmless_line() -> None:
    assert name_for("a\nb", 200) == "a↵b"
    assert "…" in name_for("x" * 10_000, 100)
