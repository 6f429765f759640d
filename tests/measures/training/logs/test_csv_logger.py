from __future__ import annotations

import math
import os
from pathlib import Path

import pytest

from dotnet_viz.errors import MissingFileError, UnreadableFileError
from dotnet_viz.measures.training.logs import csv_logger, text_file
from dotnet_viz.measures.training.logs.csv_logger import can_read, read_csv_log
from tests.conftest import DATA


def write(folder: Path, text: str) -> Path:
    path = folder / "log.csv"
    path.write_bytes(text.encode("utf-8"))
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_separator_of_csv_logger_is_found(tmp_path: Path, separator: str) -> None:
    text = separator.join(["epoch", "loss"]) + "\r\n" + separator.join(["0", "1.5"]) + "\r\n"
    assert read_csv_log(write(tmp_path, text)) == {"epoch": [0.0], "loss": [1.5]}


@pytest.mark.parametrize("text", ["nan", "NaN", "NA", "", "None"])
def test_a_missing_value_is_no_number(tmp_path: Path, text: str) -> None:
    [value] = read_csv_log(write(tmp_path, f"epoch,loss\n0,{text}\n"))["loss"]
    assert isinstance(value, float)
    assert math.isnan(value)


def test_infinity_and_lists_are_read(tmp_path: Path) -> None:
    columns = read_csv_log(write(tmp_path, '\ufeffepoch,f1,loss\n0,"[0.5, 0.25]",inf\n'))
    assert columns == {"epoch": [0.0], "f1": [[0.5, 0.25]], "loss": [math.inf]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("loss,accuracy\n1,2\n", "no column 'epoch'"),
        ("epoch,loss\n", "no epochs"),
        ("epoch,loss\n0,1\n1\n", "line 3 has 1 values where the header has 2"),
        ("epoch,loss\n0,1,2\n", "line 2 has 3 values"),
        ("epoch,loss\n0,low\n", "line 2, column 'loss': 'low' is not a number"),
        ("epoch,loss,loss\n0,1,2\n", "two columns 'loss'"),
        ('epoch,loss\n0,"' + "x" * 200_000 + '"\n', "no CSV"),
    ],
)
def test_what_is_no_log_is_refused_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        read_csv_log(write(tmp_path, text))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(b"\x89HDF\r\n\x1a\n\xff\xfe")
    with pytest.raises(UnreadableFileError, match="CSV text"):
        read_csv_log(path)


def test_a_missing_file_a_folder_and_a_pipe_are_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"nowhere\.csv"):
        read_csv_log(tmp_path / "nowhere.csv")
    with pytest.raises(UnreadableFileError, match="is not a file"):
        read_csv_log(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(UnreadableFileError, match="is not a file"):
            read_csv_log(tmp_path / "pipe")


def test_a_file_that_no_training_writes_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_file.read_text, "__defaults__", (20,))
    with pytest.raises(UnreadableFileError, match="is larger than 20 bytes"):
        read_csv_log(write(tmp_path, "epoch,loss\n" + "0,1\n" * 10))


def test_a_row_that_a_killed_training_did_not_finish_is_left_out(tmp_path: Path) -> None:
    assert read_csv_log(write(tmp_path, "epoch,loss,mae\n0,1,2\n1,0."))["epoch"] == [0.0]


def test_a_file_is_known_by_its_header(tmp_path: Path) -> None:
    assert csv_logger.can_read(write(tmp_path, "epoch,loss\n0,1\n"))
    assert not csv_logger.can_read(write(tmp_path, "x,y\n0,1\n"))


def test_the_log_of_a_real_training_becomes_a_run() -> None:
    run = csv_logger.read(DATA / "logs" / "csv_logger.csv")
    assert [(curve.name, curve.positions.tolist()) for curve in run.curves] == [
        (name, [1, 2, 3]) for name in ("accuracy", "loss", "val_accuracy", "val_loss")
    ]
    assert run.history is not None
    assert [metric.name for metric in run.history.metrics] == ["accuracy", "loss"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("metric", ["loss; of all; and more", "a\tb\tc", "a,b,c,d", "plain"])
def test_a_metric_with_a_separator_in_its_name_is_one_column(separator: str, metric: str, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f'epoch{separator}"{metric}"\n0{separator}1.5\n1{separator}NA\n')
    columns = read_csv_log(path)
    assert list(columns) == ["epoch", metric]
    assert columns[metric][0] == 1.5
    assert can_read(path)


def test_tables_of_numbers_alone_are_read_the_same(tmp_path: Path) -> None:
    plain, other = tmp_path / "plain.csv", tmp_path / "other.csv"
    body = "".join(f"{epoch},{1 / (epoch + 1)!r},-2e-3,inf\r\n" for epoch in range(50))
    plain.write_text(f"epoch,a,b,c\r\n{body}", newline="")
    other.write_text(f'epoch,a,b,c\r\n{body}"50",NA,1,2\r\n', newline="")
    quick, slow = read_csv_log(plain), read_csv_log(other)
    assert quick == {name: values[:50] for name, values in slow.items()}
    assert all(type(value) is float for value in quick["epoch"])


@pytest.mark.parametrize(("body", "message"), [("0,1,2\n1,2\n", "line 3 has 2 values"), ("0,x,2\n", "line 2, column 'a'")])
def test_faults_are_named_with_their_line(body: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f"epoch,a,b\n{body}")
    with pytest.raises(UnreadableFileError, match=message):
        read_csv_log(path)
