from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.errors import VizError
from dotnet_viz.measures.training.logs import find_log_format, read_run

HISTORY: list[dict[str, Any]] = [
    {"epoch": 0.5, "grad_norm": 2.0, "learning_rate": 4e-05, "loss": 2.0, "step": 10},
    {"epoch": 1.0, "grad_norm": 1.5, "learning_rate": 3e-05, "loss": 1.5, "step": 20},
    {"epoch": 1.0, "eval_loss": 1.75, "eval_runtime": 3.0, "eval_samples_per_second": 90.0, "step": 20},
    {"epoch": 1.5, "grad_norm": 1.0, "learning_rate": 2e-05, "loss": 1.25, "step": 30},
    {"epoch": 2.0, "grad_norm": float("nan"), "learning_rate": 1e-05, "loss": 1.0, "step": 40},
    {"epoch": 2.0, "eval_loss": 1.5, "eval_runtime": 3.0, "step": 40},
]
SUMMARY = {"epoch": 2.0, "step": 40, "total_flos": 1e15, "train_loss": 1.4375, "train_runtime": 60.0}


def write(folder: Path, history: list[dict[str, Any]], **more: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    state = {"epoch": 2.0, "global_step": 40, "num_train_epochs": 3, "train_batch_size": 8, "log_history": history, **more}
    (folder / "trainer_state.json").write_text(json.dumps(state))
    return folder


def test_losses_stand_by_epoch_and_by_step(tmp_path: Path) -> None:
    run = read_run(write(tmp_path / "bert", [*HISTORY, SUMMARY]))
    curves = {(curve.name, curve.unit): (curve.positions.tolist(), curve.values.tolist()) for curve in run.curves}
    assert curves["loss", "epoch"] == ([1, 2], [1.5, 1.0])
    assert curves["loss", "step"] == ([10, 20, 30, 40], [2.0, 1.5, 1.25, 1.0])
    assert curves["val_loss", "epoch"] == ([1, 2], [1.75, 1.5])
    assert {name for name, _ in curves} == {"loss", "val_loss", "grad_norm", "learning_rate"}
    assert (run.name, run.tool, run.planned_epochs, run.status) == ("bert", "Hugging Face Trainer", 3, "finished")
    assert run.settings["train_batch_size"] == 8
    assert run.settings["train_runtime"] == 60


def test_whole_epochs_only_are_not_moved_on(tmp_path: Path) -> None:
    history = [{"epoch": float(epoch), "loss": 1.0 / epoch, "step": 10 * epoch} for epoch in (1, 2, 3)]
    [loss] = read_run(write(tmp_path, history)).curves
    assert loss.positions.tolist() == [1, 2, 3]


def test_of_checkpoints_the_last_one_counts(tmp_path: Path) -> None:
    write(tmp_path / "checkpoint-9", HISTORY[:2])
    write(tmp_path / "checkpoint-40", HISTORY)
    assert read_run(tmp_path).curves[0].positions.max() == 2
    assert len(read_run(tmp_path / "checkpoint-9").curves) == 6


def test_a_checkpoint_that_a_killed_training_left_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "checkpoint-20", HISTORY[:3])
    whole = write(tmp_path / "checkpoint-40", HISTORY) / "trainer_state.json"
    whole.write_text(whole.read_text()[:100])
    run = read_run(tmp_path)
    assert {curve.name: curve.positions.tolist() for curve in run.curves if curve.unit == "epoch"}["loss"] == [1]
    assert run.notes[-1] == (
        "'checkpoint-40/trainer_state.json' is damaged; the training is that of 'checkpoint-20/trainer_state.json'."
    )


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"log_history": 3}', '{"log_history": [3]}', "[" * 5000, '{"log_history": [{"loss": "a"}]}']
)
def test_what_is_no_such_state_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "trainer_state.json").write_text(text)
    with pytest.raises(VizError):
        read_run(tmp_path)


def test_another_json_file_is_no_log(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text("{}")
    assert find_log_format(tmp_path / "state.json") is None
