from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import dotnet_viz as dv
from tests.charts.reading import texts
from tests.charts.training.builders import course


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
