"""Logs that Keras and PyTorch wrote; ``tests/data/logs/make_logs.py`` is how."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.formats.event_records import frame_records, read_records
from dotnet_viz.measures.training.logs import read_run
from dotnet_viz.measures.training.run import Curve, TrainingRun
from tests.conftest import DATA

LOGS = DATA / "logs"
TRAIN = next((LOGS / "keras" / "train").iterdir())


def curve(run: TrainingRun, name: str, unit: str = "epoch") -> Curve:
    [found] = [item for item in run.curves if (item.name, item.unit) == (name, unit)]
    return found


def test_a_log_of_keras_has_what_csv_logger_wrote_of_the_same_training() -> None:
    run = read_run(LOGS / "keras")
    with (LOGS / "csv_logger.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    for name in ("loss", "accuracy", "val_loss", "val_accuracy"):
        found = curve(run, name)
        assert found.positions.tolist() == [1, 2, 3]
        assert found.values == pytest.approx([float(row[name]) for row in rows], rel=1e-6)
    assert curve(run, "learning_rate").values == pytest.approx([0.001] * 3)
    assert curve(run, "val_loss", "step").positions.tolist() == [5, 10, 15]
    assert (run.tool, run.name, run.notes) == ("TensorBoard", "keras", ())
    assert run.settings["optimizer"] == "Adam"


def test_histograms_hold_every_weight_of_each_epoch() -> None:
    run = read_run(LOGS / "keras")
    sizes = {"dense/kernel": 20, "dense/bias": 5, "dense_1/kernel": 15, "dense_1/bias": 3}
    assert {item.tensor: item.counts.sum(axis=1).tolist() for item in run.histograms} == {
        name: [size] * 3 for name, size in sizes.items()
    }
    for item in run.histograms:
        assert item.epochs.tolist() == [1, 2, 3]
        assert item.edges.shape == (3, 31)
        assert (np.diff(item.edges) >= 0).all()
        assert item.quantity == "weights"


def test_the_architecture_comes_from_the_log_alone() -> None:
    graph = read_run(LOGS / "keras").load_graph()
    assert graph is not None
    assert [(node.layer.kind, node.outputs[0].shape) for node in graph.nodes] == [
        ("InputLayer", (None, 4)),
        ("Dense", (None, 5)),
        ("Dense", (None, 3)),
    ]
    assert (graph.name, graph.origin.framework) == ("tiny", "Keras")


def test_epochs_that_update_freq_left_out_have_their_last_batch() -> None:
    run = read_run(LOGS / "keras-update-freq")
    loss, batches = curve(run, "loss"), curve(run, "loss", "step")
    assert loss.positions.tolist() == [1, 2, 3, 4, 5, 6]
    assert batches.positions.tolist() == [4, 8, 12, 16, 20, 24, 28]
    assert loss.values.tolist() == batches.values[[0, 1, 2, 4, 5, 6]].tolist(), "an epoch has five batches"
    assert curve(run, "val_loss").positions.tolist() == [4]
    assert "update_freq" in run.notes[0]


def test_a_log_of_pytorch_has_losses_by_epoch_and_batches_by_step() -> None:
    run = read_run(LOGS / "torch")
    assert [(item.name, item.unit, item.positions[-1], item.values[-1]) for item in run.curves] == [
        ("Loss", "epoch", 2, 0.5),
        ("val_Loss", "epoch", 2, 0.75),
        ("speed/cpu", "epoch", 2, 1.0),
        ("speed/gpu", "epoch", 2, 2.0),
        ("batch loss", "step", 8, 1.0),
    ]
    assert run.history is not None
    assert [metric.name for metric in run.history.metrics] == ["Loss", "speed/cpu", "speed/gpu"]
    assert run.settings == {"note": "a first try", "optimizer": "sgd", "lr": 0.125, "nesterov": True, "hparam/best": 0.25}
    assert run.status == "finished"
    [histogram] = run.histograms
    assert (histogram.tensor, histogram.epochs.tolist(), histogram.counts.sum()) == ("fc.weight", [2], pytest.approx(5))
    assert (histogram.edges[0, 0], histogram.edges[0, -1]) == (-1.0, 1.0)


def test_a_single_file_is_a_log() -> None:
    assert curve(read_run(TRAIN), "loss").positions.tolist() == [1, 2, 3]


def test_what_follows_a_damaged_record_is_left_out_and_reported(tmp_path: Path) -> None:
    content = bytearray(TRAIN.read_bytes())
    content[-5000] ^= 255
    (tmp_path / TRAIN.name).write_bytes(content)
    run = read_run(tmp_path)
    assert "damaged" in run.notes[0]
    assert "loss" in {item.name for item in run.curves}


def test_a_file_without_numbers_is_refused(tmp_path: Path) -> None:
    (tmp_path / TRAIN.name).write_bytes(frame_records([b"\x1a\x0dbrain.Event:2"]))
    with pytest.raises(UnreadableFileError, match="no number in them"):
        read_run(tmp_path)


def test_reading_imports_neither_tensorflow_nor_tensorboard(tmp_path: Path) -> None:
    code = (
        "import sys; from dotnet_viz.measures.training.logs import read_run;"
        f"read_run({str(LOGS / 'keras')!r}).load_graph();"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'tensorflow', 'tensorboard', 'keras', 'google'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_values_are_those_of_tensorboards_own_classes() -> None:
    event_pb2 = pytest.importorskip("tensorboard.compat.proto.event_pb2")
    wanted: dict[str, list[tuple[int, float]]] = {}
    for group in read_records(TRAIN):
        for record in group:
            event = event_pb2.Event.FromString(record)
            for value in event.summary.value:
                if value.tensor.dtype == 1:
                    number = np.frombuffer(value.tensor.tensor_content, "<f4")[0]
                    wanted.setdefault(value.tag.removeprefix("epoch_"), []).append((event.step + 1, float(number)))
    run = read_run(TRAIN)
    assert {name: list(zip(curve(run, name).positions, curve(run, name).values, strict=True)) for name in wanted} == wanted


@settings(max_examples=150)
@given(st.data())
def test_any_damage_gives_a_run_or_an_error_of_ours(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Records are changed inside as well as their frames: with a right CRC, they are what an attacker would write."""
    records = [bytearray(record) for group in read_records(TRAIN) for record in group]
    for _ in range(data.draw(st.integers(1, 4))):
        record = records[data.draw(st.integers(0, len(records) - 1))]
        if data.draw(st.booleans()) or not record:
            del record[data.draw(st.integers(0, len(record))) :]
        else:
            record[data.draw(st.integers(0, min(len(record) - 1, 60)))] = data.draw(st.integers(0, 255))
    content = bytearray(frame_records([bytes(record) for record in records]))
    if data.draw(st.booleans()):
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    folder = tmp_path_factory.mktemp("log")
    (folder / TRAIN.name).write_bytes(content[: data.draw(st.integers(0, len(content)))])
    start = time.process_time()
    try:
        run = read_run(folder)
        run.load_graph()
    except UnreadableFileError:
        return
    finally:
        shutil.rmtree(folder)
        assert time.process_time() - start < 2  # of this process: a busy machine is no failure
    assert all(np.isfinite(item.edges).all() and (item.counts.shape[1] == item.edges.shape[1] - 1) for item in run.histograms)
