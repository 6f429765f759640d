"""Each check of metrics, on a training with its fault and on one without."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dotnet_viz.graph import Graph, Layer, Node
from dotnet_viz.measures.training.findings import check_run
from dotnet_viz.measures.training.findings.metrics import CHECKS
from dotnet_viz.measures.training.run import TrainingRun
from tests.measures.training.findings.builders import EPOCHS, falling, run_of

SOUND = run_of(loss=falling(), val_loss=falling() + 0.05, accuracy=1 - falling() / 3)
EPOCH = np.arange(EPOCHS)

FAULTY = {
    "loss-exploding": run_of(loss=2.0 * 3.0**EPOCH),
    "loss-not-falling": run_of(loss=2.3 + 0.001 * np.cos(EPOCH)),
    "oscillation": run_of(loss=falling(), accuracy=0.6 + 0.1 * (-1.0) ** EPOCH),
    "overfitting": run_of(loss=falling(), val_loss=np.concatenate([falling(epochs=8), 0.35 + 0.05 * np.arange(12)])),
    "plateau": run_of(loss=np.concatenate([falling(epochs=10), np.full(10, 0.2)])),
    "still-falling": run_of(loss=np.linspace(2.0, 0.5, EPOCHS)),
    "validation-better": run_of(loss=falling(), val_loss=0.8 * falling()),
}


def _checks(run: TrainingRun) -> list[str]:
    return [finding.check for finding in check_run(run).findings]


def test_a_sound_training_has_no_finding() -> None:
    assert _checks(SOUND) == []


@pytest.mark.parametrize("check", [check.id for check in CHECKS])
def test_a_training_with_a_fault_is_found_by_its_check(check: str) -> None:
    findings = {finding.check: finding for finding in check_run(FAULTY[check]).findings}
    finding = findings[check]
    assert finding.epoch is not None
    assert 1 <= finding.epoch <= EPOCHS
    assert finding.fix
    assert finding.source.link.startswith("https://")
    assert set(findings) <= {check, "plateau", "oscillation"}


def test_overfitting_names_the_epoch_whose_weights_are_best() -> None:
    [finding] = [one for one in check_run(FAULTY["overfitting"]).findings if one.check == "overfitting"]
    assert finding.epoch == 8
    assert "keep the weights of epoch 8" in finding.fix


def test_a_loss_that_rises_and_falls_counts_where_no_accuracy_was_logged() -> None:
    loss = falling() + 0.3 * (EPOCH % 2)
    assert "oscillation" in _checks(run_of(loss=loss))
    assert "oscillation" not in _checks(run_of(loss=loss, accuracy=1 - falling() / 3))


def test_validation_is_better_for_a_reason_that_the_model_has() -> None:
    layers = (Layer("d", "d", "Dense"), Layer("drop", "drop", "Dropout"))
    graph = Graph("m", "Sequential", tuple(Node(f"n{index}", layer) for index, layer in enumerate(layers)))
    run = FAULTY["validation-better"]
    [known] = [one for one in check_run(replace(run, load_graph=lambda: graph)).findings if one.check == "validation-better"]
    [unknown] = [one for one in check_run(run).findings if one.check == "validation-better"]
    assert "Dropout" in known.message
    assert "Dropout" not in unknown.message


def test_a_training_that_is_running_has_not_ended_too_early() -> None:
    assert "still-falling" not in _checks(replace(FAULTY["still-falling"], status="running"))


def test_a_few_epochs_are_no_trend() -> None:
    assert _checks(run_of(loss=[2.3, 2.3, 2.3], val_loss=[2.0, 2.4, 2.9], accuracy=[0.1, 0.3, 0.1])) == []


def test_validation_values_of_some_epochs_are_enough() -> None:
    held_out = np.full(EPOCHS, np.nan)
    held_out[1::2] = np.concatenate([falling(epochs=4), 0.3 + 0.1 * np.arange(6)])
    [finding] = [one for one in check_run(run_of(loss=falling(), val_loss=held_out)).findings if one.check == "overfitting"]
    assert finding.epoch == 10
    assert finding.observed == pytest.approx(0.7 / 0.3 - 1)


def test_a_validation_loss_that_is_finite_after_the_training_loss_alone_is_no_error() -> None:
    assert "overfitting" not in check_run(run_of(loss=falling(epochs=6), val_loss=[*[np.nan] * 6, 0.5])).checks
