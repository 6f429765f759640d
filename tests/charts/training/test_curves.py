from __future__ import annotations

import re

import numpy as np
import pytest

from dotnet_viz.charts.training.curves import run_curves
from dotnet_viz.charts.training.panels import CurveOptions
from dotnet_viz.errors import OptionError
from dotnet_viz.measures.training.run import TrainingRun
from tests.charts.reading import texts
from tests.charts.training.builders import course, curve

HOSTILE = "<script>alert(1)</script>\n& $x$"


def test_one_run_has_a_panel_for_each_metric_and_says_where_it_was_best() -> None:
    chart = run_curves([course()], CurveOptions())
    assert {"loss", "accuracy", "learning_rate", "training", "validation", "best"} <= set(texts(chart))
    assert any(text.startswith("best 0.2") and "in epoch" in text for text in texts(chart))
    assert chart.alternative.startswith("Curves of 7: loss, best")


def test_several_runs_differ_in_color_and_in_marks_and_are_named() -> None:
    chart = run_curves([course("a"), course("b", speed=0.6)], CurveOptions(metrics=["loss"]))
    assert {"a", "b", "training", "validation", "best of a run"} <= set(texts(chart))
    assert {"#0072b2", "#d55e00"} <= set(re.findall("stroke: (#[0-9a-f]{6})", chart.svg))
    assert any(text.endswith("of b") for text in texts(chart))


def test_smoothing_is_reported_and_keeps_the_values_as_a_faint_line() -> None:
    plain = run_curves([course()], CurveOptions(metrics=["loss"]))
    smooth = run_curves([course()], CurveOptions(metrics=["loss"], smoothing=0.6))
    assert "Smoothed by an exponential moving average, weight 0.6 of what was before." in texts(smooth)
    assert "as logged" in texts(smooth)
    assert smooth.svg.count("stroke-opacity: 0.35") == 2
    assert "stroke-opacity: 0.35" not in plain.svg


def test_a_wide_range_gets_a_logarithmic_axis_unless_another_is_asked_for() -> None:
    wide = TrainingRun("wide", "test", (curve("loss", [1e3, 1.0, 1e-3]),))
    assert "logarithmic scale" in texts(run_curves([wide], CurveOptions()))
    assert "logarithmic scale" not in texts(run_curves([wide], CurveOptions(scale="linear")))
    assert "logarithmic scale" in texts(run_curves([course()], CurveOptions(metrics=["accuracy"], scale="log")))
    zeros = TrainingRun("zeros", "test", (curve("loss", [1.0, 0.0, 0.5]),))
    told = texts(run_curves([zeros], CurveOptions(scale="log")))
    assert "Values of 0 and below have no place on a logarithmic axis." in told


def test_where_a_loss_becomes_nan_is_marked() -> None:
    run = TrainingRun("nan", "test", (curve("loss", [3.0, 2.0, np.nan, np.nan]),))
    assert "NaN or infinite from here" in texts(run_curves([run], CurveOptions()))
    assert "NaN or infinite from here" not in texts(run_curves([course()], CurveOptions()))
    nothing = TrainingRun("nan", "test", (curve("loss", [np.nan, np.inf]),))
    assert "no finite value was logged" in texts(run_curves([nothing], CurveOptions()))
    assert "no finite value was logged" in texts(run_curves([nothing, nothing], CurveOptions()))


def test_a_hundred_thousand_steps_are_a_small_picture_that_says_so() -> None:
    values = np.random.default_rng(0).normal(size=100_000)
    run = TrainingRun("long", "test", (curve("loss", values, "step"),))
    chart = run_curves([run], CurveOptions())
    assert any("100,000 points" in text for text in texts(chart))
    assert len(chart.svg) < 120_000


def test_the_same_runs_give_the_same_bytes_and_names_are_harmless() -> None:
    charts = [run_curves([course(HOSTILE), course("b")], CurveOptions()) for _ in range(2)]
    assert charts[0].svg == charts[1].svg
    assert "<script" not in charts[0].svg


def test_no_run_and_too_many_are_errors() -> None:
    with pytest.raises(OptionError, match="name at least one"):
        run_curves([], CurveOptions())
    with pytest.raises(OptionError, match="at most 24"):
        run_curves([course()] * 25, CurveOptions())


def test_panels_of_a_chart_for_a_column_stand_one_below_the_other() -> None:
    wide, narrow = (run_curves([course()], CurveOptions(), width) for width in (None, 321.0))
    assert wide.width > narrow.width
    assert narrow.height > 1.4 * wide.height
