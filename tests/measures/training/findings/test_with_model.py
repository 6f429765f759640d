"""The checks of a training and of its model in one result."""

from __future__ import annotations

import numpy as np

import dotnet_viz as dv
from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.graph import Graph
from dotnet_viz.measures import diagnostics
from dotnet_viz.measures.training.findings.with_model import check_run_with_model
from dotnet_viz.measures.training.run import TrainingRun

GRAPH = Graph.from_json(dv.read([(np.ones((3, 2)), np.zeros(2)), (np.ones((2, 1)), np.zeros(1))]).to_json())


def load(epoch: int) -> dict[str, np.ndarray]:
    if epoch > 3:
        raise UnreadableFileError(f"'{epoch}.npz' holds no weights")
    return {"dense_1/kernel": np.zeros((3, 2)), "dense_2/kernel": np.ones((2, 1))}


def no_graph() -> Graph:
    raise UnreadableFileError("'model.json' cannot be read")


def test_where_weights_before_the_damaged_ones_are_checked_only_the_damaged_ones_are_left_out() -> None:
    result = check_run_with_model(
        TrainingRun("r", "test", snapshot_epochs=(3, 4), load_graph=lambda: GRAPH, load_snapshot=load)
    )
    assert "all-zero" in {finding.check for finding in result.findings}
    [skipped] = [item for item in result.skipped if "after epoch 4" in item.reason]
    assert skipped.place == "the damaged part of the log"


def test_where_the_model_is_damaged_none_of_its_checks_ran() -> None:
    result = check_run_with_model(TrainingRun("r", "test", load_graph=no_graph))
    [skipped] = [item for item in result.skipped if "model.json" in item.reason]
    assert skipped.place is None
    assert set(skipped.checks) == {check.id for check in diagnostics.CHECKS}
    assert set(skipped.checks).isdisjoint(result.checks)
