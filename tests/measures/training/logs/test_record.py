"""The record of ``dv.ReportCallback``, read whole, cut off, damaged and hostile."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import numpy as np
import pytest

from dotnet_viz.errors import OptionError, UnreadableFileError, UnsafeFileError
from dotnet_viz.files.limits import Limits
from dotnet_viz.graph import Graph, Layer, Node
from dotnet_viz.measures.training.logs import find_log_format, read_run, record
from dotnet_viz.measures.training.record_parts import EVENTS, MODEL, arrays_path
from tests.training.records import KERNEL, write_record


def test_a_record_comes_back(tmp_path: Path) -> None:
    write_record(tmp_path / "7", 3)
    run = read_run(tmp_path / "7")
    assert (run.name, run.tool, run.status, run.planned_epochs) == ("7", "dotnet_viz", "finished", 3)
    assert run.settings == {"optimizer": "Adam", "batch_size": 32}
    curves = {(curve.name, curve.unit): curve for curve in run.curves}
    assert curves["loss", "epoch"].positions.tolist() == [1, 2, 3]
    assert curves["loss", "epoch"].values.tolist() == [1, 0.5, 1 / 3]
    assert np.isnan(curves["val_loss", "epoch"].values).all()
    assert curves["loss", "step"].positions.tolist() == [5, 10, 15, 20, 25, 30]
    assert {curve.name: curve.values.tolist() for curve in run.resources} == {
        "seconds": [2, 2, 2],
        "samples_per_second": [],
        "memory_bytes": [1000, 1000, 1000],
    }
    assert run.notes == ()


def test_statistics_and_histograms_are_those_of_each_epoch(tmp_path: Path) -> None:
    write_record(tmp_path, 3)
    run = read_run(tmp_path)
    weights, updates = run.statistics
    assert (weights.quantity, weights.tensor, weights.epochs.tolist()) == ("weights", "dense/kernel", [1, 2, 3])
    assert weights.values["maximum"].tolist() == [5, 10, 15]
    assert "log10_ratio" not in weights.values
    assert updates.values["log10_ratio"].tolist() == [-2, -2, -2]
    histogram = run.histograms[0]
    assert histogram.edges.shape == (3, 41)
    assert histogram.edges[:, -1].tolist() == [5, 10, 15]
    assert histogram.counts.sum(axis=1).tolist() == [6, 6, 6]


def test_weights_of_an_epoch_are_read_when_asked_for(tmp_path: Path) -> None:
    write_record(tmp_path, 3)
    run = read_run(tmp_path)
    assert run.snapshot_epochs == (1, 2, 3)
    assert run.load_snapshot(2)["dense/kernel"].tolist() == (2 * KERNEL).tolist()
    with pytest.raises(OptionError, match="no weights of epoch 9; it has those of 1 to 3"):
        run.load_snapshot(9)


def test_the_graph_comes_back(tmp_path: Path) -> None:
    graph = Graph("digits", "Sequential", (Node("n0", Layer("dense", "dense", "Dense")),))
    write_record(tmp_path, 1).write_model(graph)
    assert read_run(tmp_path).load_graph() == graph


def test_a_record_without_a_graph_has_none(tmp_path: Path) -> None:
    write_record(tmp_path, 1)
    assert read_run(tmp_path).load_graph() is None


def test_the_file_in_the_folder_is_as_good_as_the_folder(tmp_path: Path) -> None:
    write_record(tmp_path / "run", 2)
    assert read_run(tmp_path / "run" / EVENTS).name == "run"


def test_a_record_reads_when_it_is_cut_off_at_any_byte(tmp_path: Path) -> None:
    write_record(tmp_path / "whole", 2)
    content = (tmp_path / "whole" / EVENTS).read_bytes()
    (tmp_path / "cut").mkdir()
    whole_epochs = []
    for size in range(len(content) + 1):
        (tmp_path / "cut" / EVENTS).write_bytes(content[:size])
        run = read_run(tmp_path / "cut")
        assert not run.notes
        whole_epochs.append(0 if run.history is None else len(run.history.epochs))
    assert whole_epochs == sorted(whole_epochs)
    assert set(whole_epochs) == {0, 1, 2}


def test_arrays_read_or_are_left_out_when_they_are_cut_off_at_any_byte(tmp_path: Path) -> None:
    write_record(tmp_path, 2)
    path = arrays_path(tmp_path, 2)
    content = path.read_bytes()
    for size in range(0, len(content), 97):
        path.write_bytes(content[:size])
        run = read_run(tmp_path)
        assert run.statistics[0].epochs.tolist() == [1]
        assert run.notes == ("The arrays of 1 epoch cannot be read, the first of epoch 2.",)
    path.unlink()
    assert read_run(tmp_path).notes == ()


def test_a_training_that_goes_on_is_one_run(tmp_path: Path) -> None:
    write_record(tmp_path, 2, planned=5, end=False)
    with (tmp_path / EVENTS).open("ab") as stream:
        stream.write(b'{"event": "epo')  # killed here
    recorder = write_record(tmp_path, 2, first_epoch=3)
    assert (recorder.last_epoch, recorder.last_step) == (4, 40)
    run = read_run(tmp_path)
    assert run.history is not None
    assert (run.history.epochs, run.planned_epochs, run.notes) == ((1, 2, 3, 4), 4, ())
    steps = next(curve for curve in run.curves if curve.unit == "step")
    assert steps.positions.tolist() == [5, 10, 15, 20, 25, 30, 35, 40]


def test_epochs_that_are_trained_again_replace_those_of_before(tmp_path: Path) -> None:
    write_record(tmp_path, 4)
    write_record(tmp_path, 1, first_epoch=3, planned=9, end=False)
    run = read_run(tmp_path)
    assert run.history is not None
    assert run.history.epochs == (1, 2, 3)
    assert run.status == "running"


def test_a_training_of_which_nothing_was_heard_for_long_was_interrupted(tmp_path: Path) -> None:
    write_record(tmp_path, 1, planned=9, end=False)
    assert read_run(tmp_path).status == "running"
    os.utime(tmp_path / EVENTS, (1000, 1000))
    assert read_run(tmp_path).status == "interrupted"


def test_lines_that_are_damaged_are_left_out_and_counted(tmp_path: Path) -> None:
    write_record(tmp_path, 2)
    wrong = [
        {"event": "epoch"},
        {"event": "epoch", "epoch": -1, "metrics": {}},
        {"event": "epoch", "epoch": 3, "metrics": 4},
        [],
    ]
    with (tmp_path / EVENTS).open("a", encoding="utf-8") as stream:
        stream.writelines(json.dumps(line) + "}\n" * (line == []) + "\n" for line in wrong)
        stream.write("[" * 100_000 + "}\n")
    run = read_run(tmp_path)
    assert run.history is not None
    assert run.history.epochs == (1, 2)
    assert run.notes == ("Left out: 5 lines of the record that cannot be read.",)


def test_an_event_that_is_not_known_is_left_out(tmp_path: Path) -> None:
    write_record(tmp_path, 1).write("of the future", value=3)
    assert read_run(tmp_path).notes == ()


def test_a_schema_of_the_future_is_an_error(tmp_path: Path) -> None:
    line = {"event": "start", "schema": 99, "first_epoch": 1, "first_step": 1, "planned_epochs": 1, "settings": {}}
    (tmp_path / EVENTS).write_text(json.dumps(line) + "\n")
    with pytest.raises(UnreadableFileError, match="schema 99"):
        read_run(tmp_path)


def test_links_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    write_record(tmp_path / "other", 1).write_model(Graph("m", "Sequential", (Node("n0", Layer("d", "d", "Dense")),)))
    write_record(tmp_path / "run", 1)
    path = arrays_path(tmp_path / "run", 1)
    path.unlink()
    path.symlink_to(arrays_path(tmp_path / "other", 1))
    (tmp_path / "run" / MODEL).symlink_to(tmp_path / "other" / MODEL)
    run = read_run(tmp_path / "run")
    assert (run.statistics, run.snapshot_epochs, run.load_graph()) == ((), (), None)


def test_pickled_objects_are_never_loaded(tmp_path: Path) -> None:
    write_record(tmp_path, 1)
    np.savez(arrays_path(tmp_path, 1), header=np.array([{"schema": 1}], object))
    run = read_run(tmp_path)
    assert run.statistics == ()
    with pytest.raises(UnreadableFileError, match="Python objects"):
        run.load_snapshot(1)


@pytest.mark.parametrize(
    ("name", "value"), [("numbers", np.zeros((1, 1))), ("counts", np.zeros((2, 3))), ("limits", np.zeros(3)), ("header", None)]
)
def test_arrays_that_do_not_fit_are_left_out(tmp_path: Path, name: str, value: np.ndarray | None) -> None:
    write_record(tmp_path, 1)
    path = arrays_path(tmp_path, 1)
    with np.load(path) as found:
        arrays = dict(found)
    arrays[name] = np.zeros(3, np.uint8) if value is None else value
    np.savez(path, **arrays)
    assert read_run(tmp_path).notes == ("The arrays of 1 epoch cannot be read, the first of epoch 1.",)


def test_a_weight_of_a_wrong_size_is_an_error(tmp_path: Path) -> None:
    write_record(tmp_path, 1)
    path = arrays_path(tmp_path, 1)
    with np.load(path) as found:
        arrays = dict(found)
    header = json.loads(arrays["header"].tobytes())
    for shape in ([10**9, 10**9], [-2, -3], ["a"], 3):
        header["snapshot"] = [["dense/kernel", shape]]
        np.savez(path, **{**arrays, "header": np.frombuffer(json.dumps(header).encode(), np.uint8)})
        with pytest.raises(UnreadableFileError, match="holds no weights"):
            read_run(tmp_path).load_snapshot(1)


def test_arrays_that_unpack_to_far_too_much_are_left_out(tmp_path: Path) -> None:
    write_record(tmp_path, 1)
    with zipfile.ZipFile(arrays_path(tmp_path, 1), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("numbers.npy", b"\0" * (70 << 20))
    assert read_run(tmp_path).statistics == ()
    with pytest.raises(UnreadableFileError):
        read_run(tmp_path).load_snapshot(1)


def test_an_absurdly_large_record_is_refused(tmp_path: Path) -> None:
    write_record(tmp_path, 3)
    with Limits(record_bytes=100), pytest.raises(UnsafeFileError, match="at most 100 are read"):
        read_run(tmp_path)


def test_of_very_many_epochs_evenly_chosen_ones_have_their_arrays_read(tmp_path: Path) -> None:
    write_record(tmp_path, 7)
    run = record.read(tmp_path, max_epochs=3)
    assert run.statistics[0].epochs.tolist() == [1, 4, 7]
    assert run.notes == ("Statistics and histograms are those of 3 of 7 epochs, evenly chosen.",)


def test_other_folders_are_no_record(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / EVENTS).write_text("[1, 2, 3]\n")
    assert find_log_format(tmp_path) is None
    assert find_log_format(tmp_path / "other") is None
