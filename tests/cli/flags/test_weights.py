from __future__ import annotations

from pathlib import Path

import pytest

from dotnet_viz import cli
from tests.architecture_files import TWO_LAYERS, two_layers_values, write_json, write_weights


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_json(tmp_path / "m.json", TWO_LAYERS)
    write_weights(tmp_path / "w.h5", two_layers_values())
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize(
    "words",
    [
        ["summary", "m.json"],
        ["text", "m.json"],
        ["check", "m.json", "--severity", "error"],
        ["draw", "m.json", "--style", "weight-graph", "-o", "m.svg"],
        ["report", "m.json", "-o", "m.html"],
    ],
)
def test_each_command_takes_the_weights_of_an_architecture(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*words, "--weights", "w.h5"]) == 0
    shown = Path(words[-1]).read_text(encoding="utf-8") if "-o" in words else capsys.readouterr().out
    assert "weights= in Python" not in shown


@pytest.mark.usefixtures("pair")
def test_a_difference_takes_weights_for_each_architecture(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["diff", "m.json", "m.json", "--weights", "w.h5", "--weights", "w.h5", "--exit-code"]) == 0
    assert "43 parameters" in capsys.readouterr().out
    assert cli.main(["diff", "m.json", "m.json", "--weights", "w.h5"]) == 2
    assert "once for each architecture" in capsys.readouterr().err


@pytest.mark.usefixtures("pair")
def test_weights_that_are_not_there_are_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["summary", "m.json", "--weights", "no.h5"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
