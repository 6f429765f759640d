"""Models with the weights of an epoch."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import OptionError, UnreadableFileError
from dotnet_viz.graph import Graph
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.measures.training.snapshots import graph_of_epoch, readable_run, with_weights


@pytest.fixture
def graph() -> Graph:
    return Graph.from_json(dv.read([(np.ones((3, 2)), np.zeros(2)), (np.ones((2, 1)), np.zeros(1))]).to_json())


def test_the_last_epoch_is_taken_and_any_other_by_its_number(graph: Graph) -> None:
    run = TrainingRun(
        "r",
        "test",
        snapshot_epochs=(0, 5),
        load_graph=lambda: graph,
        load_snapshot=lambda epoch: {"dense_1/kernel": np.full((3, 2), float(epoch))},
    )
    last, first = graph_of_epoch(run), graph_of_epoch(run, 0)
    assert last is not None
    assert first is not None
    assert last.layer("dense_1").weights[0].array[0, 0] == 5.0
    assert first.layer("dense_1").weights[0].array[0, 0] == 0.0
    assert replace(last, nodes=graph.nodes) == graph


def test_a_log_without_weights_gives_the_graph_without_values(graph: Graph) -> None:
    run = TrainingRun("r", "test", load_graph=lambda: graph)
    assert graph_of_epoch(run) is graph
    with pytest.raises(OptionError, match="weights of epoch 3"):
        graph_of_epoch(run, 3)


def test_a_sample_of_a_weight_is_not_taken_for_the_whole(graph: Graph) -> None:
    made = with_weights(graph, {"dense_1/kernel": np.ones((2, 2)), "dense_2/kernel": np.ones((2, 1))})
    assert not made.layer("dense_1").weights[0].has_values
    assert made.layer("dense_2").weights[0].has_values


def test_damaged_parts_are_left_out_and_reported(graph: Graph) -> None:
    def load(epoch: int) -> dict[str, np.ndarray]:
        if epoch > 3:
            raise UnreadableFileError(f"'{epoch}.npz' holds no weights")
        return {"dense_1/kernel": np.full((3, 2), float(epoch))}

    def damaged() -> Graph:
        raise UnreadableFileError("'model.json' cannot be read")

    run = TrainingRun("r", "test", snapshot_epochs=(0, 3, 4, 5), load_graph=lambda: graph, load_snapshot=load)
    whole, reasons = readable_run(run)
    assert whole.snapshot_epochs == (0, 3)
    assert reasons == tuple(f"the weights after epoch {n} are left out, since '{n}.npz' holds no weights" for n in (5, 4))
    assert whole.notes[0] == "The weights after epoch 5 are left out, since '5.npz' holds no weights."
    last = graph_of_epoch(whole)
    assert last is not None
    assert last.layer("dense_1").weights[0].array[0, 0] == 3.0
    bare, reasons = readable_run(replace(run, load_graph=damaged))
    assert graph_of_epoch(bare) is None
    assert reasons == ("the model of the log is left out, since 'model.json' cannot be read",)
