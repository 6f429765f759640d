from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dotnet_viz import cli
from dotnet_viz.measures.comparison.texts.stable_text import model_text
from dotnet_viz.readers import read
from tests.model_files import MLP


def test_it_prints_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["text", str(MLP)]) == 0
    assert capsys.readouterr().out == model_text(read(MLP))
    assert cli.main(["text", str(MLP), "--quiet"]) == 0
    assert capsys.readouterr().out == ""


def test_a_file_that_is_no_model_is_reported_without_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = []
    for name in ("Aq1_model.keras", "Zz9_model.keras"):
        (tmp_path / name).write_bytes(b"PK\x03\x04 no zip \x1b[31m")
        assert cli.main(["text", str(tmp_path / name)]) == 0
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1]
    assert texts[0].startswith("no model that can be read: the file is no .keras file")
    assert "17 bytes, SHA-256 " in texts[0]
    assert "\x1b" not in texts[0]


def test_the_digest_of_a_file_that_is_no_model_tells_versions_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = set()
    for content in (b"one", b"two"):
        (tmp_path / "model.keras").write_bytes(content)
        cli.main(["text", str(tmp_path / "model.keras")])
        texts.add(capsys.readouterr().out)
    assert len(texts) == 2


def test_strict_makes_it_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "model.keras").write_bytes(b"no zip")
    assert cli.main(["text", "--strict", str(tmp_path / "model.keras")]) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("flags", [[], ["--strict"]])
def test_a_missing_file_is_an_error(tmp_path: Path, flags: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["text", *flags, str(tmp_path / "model.keras")]) == 2
    assert "model.keras" in capsys.readouterr().err


def test_it_waits_for_nothing_heavy() -> None:
    code = (
        "import sys; from dotnet_viz.cli import main; "
        f"main(['text', {str(MLP)!r}, '-q']); "
        "print([name for name in sys.modules if name.startswith(('dotnet_viz.diagrams', 'dotnet_viz.charts', 'keras', "
        "'matplotlib', 'sklearn', 'scipy', 'jinja2'))])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"
