from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from dotnet_viz import cli

LOG = "epoch,loss,val_loss\n0,1.0,1.1\n1,0.5,0.7\n"


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    for name in ("a", "b"):
        (tmp_path / "logs" / name).mkdir(parents=True)
        (tmp_path / "logs" / name / "log.csv").write_text(LOG)
    return tmp_path / "logs"


def test_runs_are_drawn_on_one_chart_and_distinguished(
    logs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    target = tmp_path / "curves.svg"
    assert cli.main(["curves", "logs/a/log.csv", "logs/b/log.csv", "-o", str(target), "--metrics", "loss"]) == 0
    assert capsys.readouterr().out.strip() == str(target)
    drawn = target.read_text(encoding="utf-8")
    assert "logs/a/log.csv" in drawn
    assert "logs/b/log.csv" in drawn


def test_a_heading_and_paper(logs: Path, tmp_path: Path) -> None:
    words = ["curves", str(logs / "a" / "log.csv"), "-o", str(tmp_path / "c.svg"), "-q", "--title", "LeNet-5"]
    assert cli.main([*words, "--background", "ivory"]) == 0
    assert ">LeNet-5</text>" in (tmp_path / "c.svg").read_text(encoding="utf-8")
    assert "#fffff0" in (tmp_path / "c.svg").read_text(encoding="utf-8")


def test_a_chart_of_a_size(logs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["curves", str(logs / "a" / "log.csv"), "-q", "--width", "8.5cm"]
    assert cli.main([*words, "-o", str(tmp_path / "c.svg")]) == 0
    assert 'width="321.26"' in (tmp_path / "c.svg").read_text(encoding="utf-8")
    assert cli.main([*words, "--dpi", "300", "-o", str(tmp_path / "c.png")]) == 0
    assert Image.open(tmp_path / "c.png").width == 1004
    assert cli.main([*words, "--dpi", "300", "-o", str(tmp_path / "c.svg")]) == 2
    assert "--dpi is for files of pixels" in capsys.readouterr().err


def test_a_folder_of_logs_is_all_of_them(logs: Path, tmp_path: Path) -> None:
    target = tmp_path / "curves.svg"
    assert cli.main(["curves", str(logs), "-o", str(target), "--smoothing", "0.5", "-q"]) == 0
    assert "Smoothed by an exponential moving average" in target.read_text(encoding="utf-8")
    assert "a/log" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--smoothing", "1"], "--smoothing takes a number from 0 to less than 1"),
        (["--metrics", "lss"], "unknown metric 'lss'; choose one of: loss"),
        (["--scale", "logarithmic"], "unknown value of --scale"),
    ],
)
def test_what_cannot_be_drawn_is_one_line(
    logs: Path, tmp_path: Path, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["curves", str(logs), "-o", str(tmp_path / "c.svg"), *words]) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "c.svg").exists()


def test_a_wrong_ending_is_reported_before_a_log_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["curves", "no/such/run", "-o", str(tmp_path / "c.dot")]) == 2
    assert "picture format" in capsys.readouterr().err
