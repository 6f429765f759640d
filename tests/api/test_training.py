from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

import dotnet_viz as dv
from dotnet_viz.errors import OptionError
from tests.charts.reading import texts
from tests.charts.training.builders import course, watched
from tests.training.records import write_record


def test_anything_that_tells_of_a_training_is_drawn(tmp_path: Path) -> None:
    log = tmp_path / "seven.csv"
    log.write_text("epoch,loss,val_loss\n0,1.0,1.1\n1,0.5,0.7\n")
    fitted = SimpleNamespace(history={"loss": [1.0, 0.5]}, epoch=[0, 1], params={})
    rows = [{"epoch": 1, "loss": 1.0}, {"epoch": 2, "loss": 0.25}]
    chart = dv.curves(log, fitted, {"loss": [0.9, 0.5]}, rows, course("made"), metrics=["loss"])
    assert {"seven", "training 2", "training 3", "training 4", "made"} <= set(texts(chart))


def test_trainings_make_a_table(tmp_path: Path) -> None:
    log = tmp_path / "seven.csv"
    log.write_text("epoch,loss,val_loss\n0,1.0,1.1\n1,0.5,0.7\n")
    table = dv.runs(tmp_path, {"loss": [0.9, 0.5]}, course("made"), metric="loss", title="Mine")
    assert [run.name for run in table.runs] == ["seven", "training 2", "made"]
    assert table.runs[0].best == {"loss": 0.7}
    assert "<h1>Mine</h1>" in table.html
    with pytest.raises(OptionError, match=r"unknown metric 'los'; choose one of: loss.*did you mean 'loss'"):
        dv.runs(tmp_path, {"loss": [0.9, 0.5]}, metric="los")


def test_a_statistic_of_the_layers_is_a_chart() -> None:
    assert "Norm of the gradients" in texts(dv.layers_over_epochs(watched()))
    assert "Dead units: share of a layer" in texts(dv.layers_over_epochs(watched(), statistic="dead"))
    with pytest.raises(OptionError, match="has no statistic 'saturated'; it has: gradients, updates, dead"):
        dv.layers_over_epochs(watched(), statistic="saturated")
    with pytest.raises(OptionError, match="unknown statistic 'gradient'"):
        dv.layers_over_epochs(watched(), statistic="gradient")


def test_without_a_name_it_is_a_statistic_that_the_log_has() -> None:
    run = watched()
    updates = replace(run, statistics=tuple(one for one in run.statistics if one.quantity == "updates"))
    assert "Norm of the gradients" not in texts(dv.layers_over_epochs(updates))
    with pytest.raises(OptionError, match=r"has no statistics of layers; dv.ReportCallback records them"):
        dv.layers_over_epochs(replace(run, statistics=()))


def test_histograms_of_a_weight_are_a_chart(tmp_path: Path) -> None:
    write_record(tmp_path / "7", 3)
    assert "dense/kernel" in texts(dv.histograms_over_epochs(tmp_path / "7", "dense/kernel"))
    with pytest.raises(OptionError, match="did you mean 'dense_0/kernel'"):
        dv.histograms_over_epochs(watched(), "dens_0/kernel")
    with pytest.raises(OptionError, match="no histograms of activations"):
        dv.histograms_over_epochs(watched(), "dense_0", quantity="activations")
    with pytest.raises(OptionError, match="unknown quantity"):
        dv.histograms_over_epochs(watched(), "dense_0", quantity="weight")
