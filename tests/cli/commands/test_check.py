from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from dotnet_viz import cli
from tests.conftest import DATA
from tests.training.records import write_record

MODEL = DATA / "models" / "mlp-6-3-7.keras"


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "net.npz"
    random = np.random.default_rng(0)
    dead = random.normal(size=(3, 8))
    dead[1] = 0
    np.savez(path, first=random.normal(size=(6, 3)) * 9, second=dead)
    return path


def test_a_sound_model_exits_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(MODEL)]) == 0
    assert "nothing found (15 checks of" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        ([], 1),
        (["--severity", "error"], 0),
        (["--threshold", "variance-high=1000"], 0),
        (["--threshold", "variance-high=1000", "--severity", "hint"], 1),
        (["--ignore", "variance-high, dead-rows", "--severity", "hint"], 0),
        (["--threshold", "variance-high=1000", "--threshold", "dead-rows=0.5", "--severity", "hint"], 0),
    ],
)
def test_the_exit_code_follows_severity_thresholds_and_ignored_checks(faulty: Path, flags: list[str], code: int) -> None:
    assert cli.main(["check", str(faulty), "--quiet", *flags]) == code


def test_the_text_names_place_value_fix_and_source(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(faulty)]) == 1
    text = capsys.readouterr().out
    for part in ("warning: variance-high\n", "/kernel: the values vary widely (variance ", "  fix: ", "https://arxiv.org/"):
        assert part in text


def test_json_is_for_scripts(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(faulty), "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["counts"] == {"error": 0, "warning": 1, "hint": 1}
    assert {"check", "severity", "layer", "weight", "message", "observed", "threshold", "source", "fix"} == set(
        data["findings"][0]
    )


def test_all_spectra_are_found_on_request(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "large.npz"
    np.savez(path, only=np.random.default_rng(0).normal(size=(1100, 1050)).astype("float32") / 40)
    assert cli.main(["check", str(path)]) == 0
    assert "--spectra all computes them" in capsys.readouterr().out
    assert cli.main(["check", str(path), "--spectra", "all", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["spectra"][0]["eigenvalues"] == 1050


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--ignore", "dead"], "unknown check 'dead'"),
        (["--threshold", "variance-hihg=3"], "did you mean 'variance-high'"),
        (["--threshold", "variance-high"], "--threshold takes CHECK=NUMBER, such as variance-high=20, not 'variance-high'"),
        (["--threshold", "variance-high=x"], "not 'variance-high=x'"),
    ],
)
def test_wrong_options_are_an_error_in_one_line(flags: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(MODEL), *flags]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("name", ["missing.keras", "text.keras"])
def test_a_model_that_cannot_be_read_is_an_error(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "text.keras").write_text("hello")
    assert cli.main(["check", str(tmp_path / name)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert name in captured.err


def test_help_lists_the_checks_with_their_thresholds(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--help"]) == 0
    text = capsys.readouterr().out
    assert "variance-high" in text
    assert "(threshold: 10)" in " ".join(text.split())


def test_a_training_is_checked_with_exit_code_one_where_something_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.csv"
    log.write_text("epoch,loss\n0,1.0\n1,nan\n2,nan\n")
    assert cli.main(["check", str(log)]) == 1
    assert "training-not-finite" in capsys.readouterr().out
    assert cli.main(["check", str(log), "--ignore", "training-not-finite", "--severity", "error"]) == 0


def test_a_damaged_model_does_not_hide_what_the_training_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_record(tmp_path / "7", 3)
    (tmp_path / "7" / "model.json").write_text('{"version": 1, "nodes": [')
    assert cli.main(["check", str(tmp_path / "7"), "--severity", "error"]) == 1  # its loss is NaN
    assert "the model of the log is left out, since" in capsys.readouterr().out
    assert cli.main(["report", str(tmp_path / "7"), "-o", str(tmp_path / "r.html")]) == 0
    assert "The model of the log is left out, since" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_folder_without_a_run_is_told_from_one_whose_record_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("empty", "other", "damaged"):
        Path(name).mkdir()
    Path("other/notes.txt").touch()
    Path("damaged/record.jsonl").write_text("no record\n")
    way_out = "give the folder of a run, or a model file (a folder of models is for dotnet-viz report)"
    messages = {
        "empty": f"the folder 'empty' is empty; {way_out}",
        "other": f"the folder 'other' has no known training log; {way_out}",
        "damaged": f"{str(Path('damaged/record.jsonl'))!r} is damaged: it does not begin as dv.ReportCallback writes it",
    }
    for name, message in messages.items():
        assert cli.main(["check", name]) == 2
        assert capsys.readouterr().err == f"dotnet-viz: error: {message}\n"
    for words in (["curves", "damaged", "-o", "c.svg"], ["animate", "damaged", "-o", "a.svg"]):
        assert cli.main(words) == 2
        assert capsys.readouterr().err == f"dotnet-viz: error: {messages['damaged']}\n"
