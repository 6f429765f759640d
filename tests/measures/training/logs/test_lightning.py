from __future__ import annotations

from pathlib import Path

import pytest

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.measures.training.logs import read_run

METRICS = """\
epoch,lr-Adam,step,train_loss_epoch,train_loss_step,val_loss
,0.001,1,,,
0,,1,,1.5,
0,,3,,1.25,
0,,4,,,1.75
0,,4,1.375,,
1,,7,,1.0,
1,,9,,,1.5
1,,9,1.0,,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    version = tmp_path / "lightning_logs" / "version_0"
    version.mkdir(parents=True)
    (version / "metrics.csv").write_text(METRICS)
    (version / "hparams.yaml").write_text("lr: 0.001\nmodel:\n  width: 64\nname: 'small'\nlayers:\n- 3\n")
    return version


def test_sparse_rows_become_curves_by_epoch_and_by_step(folder: Path) -> None:
    run = read_run(folder)
    assert [(curve.name, curve.unit, curve.positions.tolist(), curve.values.tolist()) for curve in run.curves] == [
        ("lr-Adam", "epoch", [1], [0.001]),
        ("loss", "epoch", [1, 2], [1.375, 1.0]),
        ("loss", "step", [2, 4, 8], [1.5, 1.25, 1.0]),
        ("val_loss", "epoch", [1, 2], [1.75, 1.5]),
    ]
    assert run.history is not None
    [_, loss] = run.history.metrics
    assert (loss.name, loss.best_epoch, loss.best_value) == ("loss", 2, 1.5)


def test_hyperparameters_stand_beside_the_metrics(folder: Path) -> None:
    run = read_run(folder)
    assert run.settings == {"lr": 0.001, "model.width": 64.0, "name": "small"}
    assert (run.tool, run.name) == ("Lightning", "version_0")


def test_the_file_itself_is_as_good_as_its_folder(folder: Path) -> None:
    one, other = read_run(folder / "metrics.csv"), read_run(folder)
    assert (one.name, len(one.curves), one.settings) == (other.name, len(other.curves), other.settings)


def test_a_row_that_a_killed_training_did_not_finish_is_left_out(folder: Path) -> None:
    (folder / "metrics.csv").write_text(METRICS + "2,,12,")
    assert max(curve.positions.max() for curve in read_run(folder).curves if curve.unit == "epoch") == 2


def test_a_header_alone_is_refused(folder: Path) -> None:
    (folder / "metrics.csv").write_text("epoch,step,val_loss\n")
    with pytest.raises(UnreadableFileError, match="no numbers"):
        read_run(folder)


def test_a_test_after_the_training_is_no_epoch_of_it(folder: Path) -> None:
    (folder / "metrics.csv").write_text("epoch,step,test_loss,train_loss\n0,4,,2.0\n1,9,,1.0\n2,10,1.5,\n")
    run = read_run(folder)
    assert [(curve.name, curve.positions.tolist()) for curve in run.curves] == [("loss", [1, 2])]
    assert run.settings["test_loss"] == 1.5


def test_a_loss_that_became_nan_is_no_empty_cell(folder: Path) -> None:
    (folder / "metrics.csv").write_text("epoch,step,train_loss,val_loss\n0,4,2.0,\n0,4,,2.5\n1,9,nan,\n1,9,,nan\n")
    curves = {curve.name: str(curve.values.tolist()) for curve in read_run(folder).curves}
    assert curves == {"loss": "[2.0, nan]", "val_loss": "[2.5, nan]"}


def test_a_resumed_training_keeps_its_numbers(folder: Path) -> None:
    (folder / "metrics.csv").write_text("epoch,step,train_loss\n5,59,2.0\n6,69,1.0\n")
    assert read_run(folder).curves[0].positions.tolist() == [6, 7]
