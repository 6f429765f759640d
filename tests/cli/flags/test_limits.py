from __future__ import annotations

import json
from pathlib import Path

import pytest

from dotnet_viz.cli import main
from dotnet_viz.cli.flags.flag import CommandLineError
from dotnet_viz.cli.flags.limits import without_limits

DENSE = {"class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "Dense", "config": {"units": 2}}]}}


@pytest.fixture
def model(tmp_path: Path) -> str:
    path = tmp_path / "m.json"
    path.write_text(json.dumps(DENSE))
    return str(path)


@pytest.mark.parametrize(
    ("text", "size"), [("10", 10), ("64MiB", 64 << 20), ("64 mb", 64_000_000), ("1.5K", 1500), ("2_000", 2000), ("1,000", 1000)]
)
def test_sizes_have_units(text: str, size: int) -> None:
    _, limits = without_limits(["--max-json-bytes", text])
    assert limits is not None
    assert limits.json_bytes == size


@pytest.mark.parametrize(
    "words",
    [
        ["--max-json-values", "64MiB"],
        ["--max-json-bytes=0"],
        ["--max-pixels"],
        ["--max-nodes", "-3"],
        ["--max-nodes", "9" * 400],
    ],
)
def test_a_wrong_value_is_one_line(words: list[str]) -> None:
    with pytest.raises(CommandLineError, match=rf"^{words[0].partition('=')[0]} takes a .*, such as "):
        without_limits(words)


def test_flags_with_underscores_and_words_behind_dashes() -> None:
    assert without_limits(["a", "--max_nodes=3", "--max-neurons", "4", "--", "--max-nodes"])[0] == [
        "a",
        "--max-neurons",
        "4",
        "--",
        "--max-nodes",
    ]
    assert without_limits(["--", "--max-nodes", "3"]) == (["--", "--max-nodes", "3"], None)


def test_a_command_reads_less_and_more(model: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["summary", model, "--max-json-values", "3"]) == 2
    error = capsys.readouterr().err
    assert "at most 3 are read (--max-json-values or dv.Limits(json_values=...) takes more)" in error
    assert main(["summary", model, "--max-json-values", "300"]) == 0


def test_the_help_lists_limits(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "limits"]) == 0
    text = capsys.readouterr().out
    assert "--max-json-bytes" in text
    assert "Python a value takes" in text
    assert "600,000" in text
    assert max(map(len, text.splitlines())) <= 80
    assert main(["summary", "--help"]) == 0
    assert "dotnet-viz help limits" in capsys.readouterr().out
