from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dotnet_viz.errors import MissingFileError, OptionError, UnsupportedInputError
from dotnet_viz.measures.training.logs import find_log_format, find_logs, find_runs, log_formats, read_run
from tests.conftest import DATA

LOGS = DATA / "logs"


def csv_log(path: Path, text: str = "epoch,loss\n0,1.0\n1,0.5\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_every_format_says_what_it_looks_for() -> None:
    formats = list(log_formats())
    assert len({item.tool for item in formats}) == len(formats)
    assert all(item.content and (item.read_one or item.read_all) for item in formats)


def test_runs_of_a_folder_are_named_by_their_path(tmp_path: Path) -> None:
    shutil.copytree(LOGS / "keras", tmp_path / "logs" / "run10")
    shutil.copytree(LOGS / "keras", tmp_path / "logs" / "run2")
    csv_log(tmp_path / "logs" / "old" / "history.csv")
    runs = find_runs(tmp_path / "logs")
    assert [(run.name, run.tool) for run in runs] == [
        ("old/history", "CSVLogger"),
        ("run2", "TensorBoard"),
        ("run10", "TensorBoard"),
    ]
    with pytest.raises(OptionError, match=r"holds 3 runs.*'old/history', 'run2', 'run10'"):
        read_run(tmp_path / "logs")
    assert read_run(tmp_path / "logs", "run2").tool == "TensorBoard"


def test_a_folder_with_one_log_in_it_is_read(tmp_path: Path) -> None:
    shutil.copytree(LOGS / "keras", tmp_path / "logs" / "20250101-120000")
    assert find_log_format(tmp_path / "logs") is None
    assert read_run(tmp_path / "logs").name == "20250101-120000"


def test_a_damaged_log_does_not_hide_the_others(tmp_path: Path) -> None:
    csv_log(tmp_path / "a.csv", "epoch,loss\n0,high\n")
    csv_log(tmp_path / "b.csv")
    damaged, whole = find_runs(tmp_path)
    assert (damaged.curves, damaged.name, whole.name) == ((), "a", "b")
    assert "'high' is not a number" in damaged.notes[0]


def test_models_beside_a_log_do_not_matter(tmp_path: Path) -> None:
    shutil.copytree(LOGS / "keras", tmp_path / "run")
    (tmp_path / "run" / "model.keras").write_bytes(b"PK")
    found = find_log_format(tmp_path / "run")
    assert found is not None
    assert found.tool == "TensorBoard"


def test_a_folder_of_models_is_no_log(tmp_path: Path) -> None:
    (tmp_path / "model.keras").write_bytes(b"PK")
    (tmp_path / "data.csv").write_text("x,y\n1,2\n")
    assert find_log_format(tmp_path) is None
    assert find_logs(tmp_path) == ()
    with pytest.raises(UnsupportedInputError) as caught:
        read_run(tmp_path)
    assert f"the folder {str(tmp_path)!r} has no known training log" in str(caught.value)
    with pytest.raises(
        UnsupportedInputError, match=r"'.*data.csv' is not a known training log; these are: .*CSVLogger: a .csv"
    ):
        read_run(tmp_path / "data.csv")


def test_what_is_not_there_is_reported(tmp_path: Path) -> None:
    for reader in (read_run, find_runs):
        with pytest.raises(MissingFileError, match="nowhere"):
            reader(tmp_path / "nowhere")


def test_links_are_not_followed(tmp_path: Path) -> None:
    csv_log(tmp_path / "logs" / "a.csv")
    (tmp_path / "logs" / "again").symlink_to(tmp_path / "logs")
    assert [path.name for path in find_logs(tmp_path / "logs")] == ["a.csv"]
