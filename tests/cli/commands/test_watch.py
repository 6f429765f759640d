from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from dotnet_viz import cli
from dotnet_viz.cli.terminal import watching
from dotnet_viz.cli.terminal.watching import line_of_blocks, run_view, watch
from dotnet_viz.measures.training.run import TrainingRun
from tests.reporting.other_pages.live.builders import finding, training


def _printed(run: TrainingRun, **more: object) -> str:
    console = Console(file=io.StringIO(), width=120, force_terminal=False)
    console.print(run_view(run, **more))  # type: ignore[arg-type]
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return text


def test_the_view_has_the_epoch_the_time_left_and_a_line_for_each_metric() -> None:
    text = _printed(training())
    assert "running" in text
    assert "epoch 12 of 20 · about 32 s left · 1,500 samples/s" in text
    assert [line.split()[0] for line in text.splitlines()[2:5]] == ["loss", "val_loss", "accuracy"]
    assert "█" in text


def test_findings_and_failures_are_shown_with_what_to_do() -> None:
    text = _printed(training(status="failed", failure="ResourceExhaustedError"), findings=[finding()])
    assert "warning: dense: 83 % of its units are dead; lower the learning rate" in text
    assert "ended with: ResourceExhaustedError" in text


def test_markup_in_a_name_is_no_markup_of_the_terminal() -> None:
    assert "[red]7[/red]" in _printed(training("[red]7[/red]"))


def test_a_line_of_blocks_keeps_its_width_and_its_ends() -> None:
    line = line_of_blocks(np.linspace(0, 1, 1000), width=20)
    assert len(line) == 20
    assert line[0] == "▁"
    assert line[-1] == "█"
    assert line_of_blocks(np.array([np.nan])) == "!"
    assert line_of_blocks(np.array([1e308, np.inf, -1e308])) == "█!▁"


def test_it_looks_again_until_the_training_has_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    states = iter(["running", "running", "finished"])
    monkeypatch.setattr(watching, "read_run", lambda _: training(status=next(states)))
    waits: list[float] = []
    run = watch(tmp_path, Console(file=io.StringIO()), every=3.0, once=False, sleep=waits.append)
    assert run.status == "finished"
    assert waits == [3.0, 3.0]


def test_in_a_terminal_a_log_that_stays_the_same_is_not_read_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("epoch,loss\n0,1\n")
    reads: list[str] = []

    def read(_: Path) -> TrainingRun:
        reads.append("read")
        return training(status="finished" if len(reads) == 2 else "running")

    def sleep(_: float) -> None:
        waits.append(1)
        if len(waits) == 3:
            log.write_text("epoch,loss\n0,1\n1,0.5\n")

    waits: list[int] = []
    monkeypatch.setattr(watching, "read_run", read)
    watch(log, Console(file=io.StringIO(), force_terminal=True, width=100), every=0.1, once=False, sleep=sleep)
    assert len(reads) == 2
    assert len(waits) == 3


def test_the_command_shows_a_log_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "log.csv"
    log.write_text("epoch,accuracy,loss\n0,0.5,1.0\n1,0.75,0.5\n")
    assert cli.main(["watch", str(log), "--once"]) == 0
    printed = capsys.readouterr().out
    assert "epoch 2" in printed
    assert "0.75" in printed


def test_findings_of_the_log_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "log.csv"
    log.write_text("epoch,loss\n0,1.0\n1,nan\n")
    assert cli.main(["watch", str(log), "--once"]) == 0
    assert "error: loss: it is NaN or infinite first in epoch 2" in capsys.readouterr().out


def test_a_wrong_wait_or_path_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["watch", "x", "--every", "0"]) == 2
    assert "--every takes seconds from 0.1 to 3600" in capsys.readouterr().err
    assert cli.main(["watch", "no/such/run"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_ctrl_c_ends_it_without_a_word(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> TrainingRun:
        raise KeyboardInterrupt

    monkeypatch.setattr(watching, "watch", interrupted)
    assert cli.main(["watch", str(tmp_path)]) == 0
    assert capsys.readouterr().err == ""
