from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import h5py
import numpy as np
import pytest

from dotnet_viz import cli
from tests.conftest import DATA

MODEL = DATA / "models" / "mlp-6-3-7.keras"


@pytest.fixture
def arrays(tmp_path: Path) -> Path:
    path = tmp_path / "net.npz"
    random = np.random.default_rng(0)
    np.savez(path, first=random.normal(size=(6, 3)), second=random.normal(size=(3, 2)))
    return path


def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    command = [sys.executable, "-m", "dotnet_viz", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, timeout=120)


@pytest.mark.parametrize("suffix", ["svg", "dot", "gv", "png", "pdf"])
@pytest.mark.parametrize("style", ["plot-model", "weights"])
def test_draw_writes_every_format_in_every_style(
    tmp_path: Path, suffix: str, style: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / f"out.{suffix}"
    assert cli.main(["draw", str(MODEL), "-o", str(target), "--style", style]) == 0
    start = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF", "dot": b"digraph", "gv": b"digraph"}[suffix]
    assert target.read_bytes().startswith(start)
    assert capsys.readouterr().out == f"{target}\n"


def test_an_option_of_a_style_changes_the_picture(arrays: Path, tmp_path: Path) -> None:
    for name, flags in {"few.dot": ["--max-neurons", "2"], "all.dot": ["--max-neurons", "all"]}.items():
        assert cli.main(["draw", str(arrays), "-o", str(tmp_path / name), "--style", "weights", *flags]) == 0
    few, every = ((tmp_path / name).read_text().count(" -> ") for name in ("few.dot", "all.dot"))
    assert (few, every) == (2 * 2 + 2 * 2, 6 * 3 + 3 * 2)


def test_names_and_switches_reach_the_style(arrays: Path, tmp_path: Path) -> None:
    target = tmp_path / "w.dot"
    flags = ["--class-names", "cat, dog", "--limit", "9", "--negative-dashed", "--bias", "none"]
    assert cli.main(["draw", str(arrays), "-o", str(target), "--style", "weights", *flags]) == 0
    text = target.read_text()
    assert "cat" in text
    assert "dashed" in text


def edges(text: str) -> int:
    return text.count("weight_value=")


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (["--neurons", "input=0,5;first=2"], 2 * 1 + 1 * 2),
        (["--threshold", "q0.5"], 9 + 3),
        (["--threshold", "1e9"], 0),
        (["--max-edges", "4"], 4 + 4),
        (["--layers", "second"], 3 * 2),
        (["--max-layers", "1"], 6 * 3),
        (["--max-neurons", "2", "--left-out", "mean"], 4 + 5 + 4 + 2),
    ],
    ids=str,
)
def test_weights_are_chosen_by_flags(arrays: Path, tmp_path: Path, flags: list[str], expected: int) -> None:
    target = tmp_path / "w.dot"
    assert cli.main(["draw", str(arrays), "-o", str(target), "--style", "weights", "--bias", "none", *flags]) == 0
    assert edges(target.read_text()) == expected


def test_looks_of_weights_are_chosen_by_flags(arrays: Path, tmp_path: Path) -> None:
    target = tmp_path / "w.dot"
    flags = ["--palette", "PuOr", "--negative", "black", "--scaling", "log", "--scaling-per", "layer", "--clip", "0.9"]
    flags += ["--look", "classic", "--show-values", "--rank", "contribution"]
    assert cli.main(["draw", str(arrays), "-o", str(target), "--style", "weights", *flags]) == 0
    text = target.read_text()
    for part in ("#2d004b", "#000000", "logarithm", "100 % is", "dir=forward", '"v0-0"'):
        assert part in text


@pytest.mark.parametrize("flags", [["--neurons", "input"], ["--threshold", "most"], ["--neurons", "input=x"]], ids=str)
def test_wrong_choices_of_weights_are_told(arrays: Path, tmp_path: Path, flags: list[str]) -> None:
    target = tmp_path / "w.dot"
    arguments = ["draw", str(arrays), "-o", str(target), "--style", "weights", *flags]
    try:
        code = cli.main(arguments)
    except SystemExit as left:
        code = int(left.code or 0)
    assert code == 2
    assert not target.exists()


def test_an_option_of_another_style_is_refused(arrays: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["draw", str(arrays), "-o", str(tmp_path / "a.svg"), "--max-neurons", "2"]) == 2
    assert "--max-neurons is an option of --style weights or ann, not of plot-model" in capsys.readouterr().err


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_themes_differ(arrays: Path, tmp_path: Path, theme: str) -> None:
    target = tmp_path / "a.svg"
    assert cli.main(["draw", str(arrays), "-o", str(target), "--theme", theme]) == 0
    assert ("prefers-color-scheme" in target.read_text()) == (theme == "auto")


@pytest.mark.dot
def test_the_systems_dot_can_lay_out(arrays: Path, tmp_path: Path) -> None:
    assert cli.main(["draw", str(arrays), "-o", str(tmp_path / "a.svg"), "--engine", "dot"]) == 0


def test_quiet_says_nothing(arrays: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["draw", str(arrays), "-o", str(tmp_path / "a.svg"), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_report_into_a_folder_writes_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    history = tmp_path / "log.csv"
    history.write_text("epoch,loss,val_loss\n0,1.0,1.1\n1,0.5,0.7\n")
    flags = ["--history", str(history), "--title", "My <b>model</b>", "--seed", "3", "--date", "2026-01-02"]
    assert cli.main(["report", str(MODEL), "-o", str(folder), *flags]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["report.html", "report.pdf"]
    page = (folder / "report.html").read_text()
    assert "My &lt;b&gt;model&lt;/b&gt;" in page
    assert "2026-01-02" in page
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_summary_prints_a_table_or_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["summary", str(MODEL)]) == 0
    assert "Dense" in capsys.readouterr().out
    assert cli.main(["summary", str(MODEL), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "Sequential"


def bad_inputs(folder: Path) -> dict[str, Path]:
    """Return files that are no models, by what is wrong with them."""
    whole = MODEL.read_bytes()
    (folder / "cut.keras").write_bytes(whole[: len(whole) // 2])
    (folder / "text.keras").write_text("hello")
    (folder / "empty.keras").touch()
    with zipfile.ZipFile(folder / "other.keras", "w") as archive:
        archive.writestr("readme.txt", "no model")
    with h5py.File(folder / "other.h5", "w") as file:
        file["x"] = np.zeros(3)
    (folder / "folder.keras").mkdir()
    (folder / "model.xyz").write_text("hello")
    names = ["cut.keras", "text.keras", "empty.keras", "other.keras", "other.h5", "folder.keras", "model.xyz", "missing.keras"]
    return {name: folder / name for name in names}


@pytest.mark.parametrize("command", ["draw", "report", "summary"])
@pytest.mark.parametrize(
    "name", ["cut.keras", "text.keras", "empty.keras", "other.keras", "other.h5", "folder.keras", "model.xyz", "missing.keras"]
)
def test_bad_input_is_one_line_and_harms_nothing(
    tmp_path: Path, command: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    model = bad_inputs(tmp_path)[name]
    target = tmp_path / "out.html" if command == "report" else tmp_path / "out.svg"
    target.write_text("old")
    before = sorted(tmp_path.iterdir())
    arguments = [command, str(model)] + ([] if command == "summary" else ["-o", str(target)])
    assert cli.main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.strip().splitlines()) == 1
    assert captured.err.startswith("dotnet-viz: error: ")
    assert "internal error" not in captured.err
    assert name in captured.err
    assert target.read_text() == "old"
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("command", "target"),
    [
        ("draw", "out.xyz"),
        ("draw", "out"),
        ("draw", "nowhere/out.svg"),
        ("draw", "folder.svg"),
        ("report", "out.xyz"),
        ("report", "out.svg"),
        ("report", "nowhere/out.html"),
        ("report", "file/folder"),
    ],
)
def test_an_output_that_cannot_be_is_told_before_the_model_is_read(
    tmp_path: Path, command: str, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder.svg").mkdir()
    (tmp_path / "file").touch()
    before = sorted(tmp_path.rglob("*"))
    assert cli.main([command, str(tmp_path / "missing.keras"), "-o", str(tmp_path / target)]) == 2
    message = capsys.readouterr().err
    assert len(message.strip().splitlines()) == 1
    assert "missing.keras" not in message
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_output_without_permission_is_an_error(arrays: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    assert cli.main(["draw", str(arrays), "-o", str(locked / "a.svg")]) == 2


def test_words_that_are_no_command_exit_with_2() -> None:
    for arguments in (["drwa"], ["draw"], []):
        result = run(*arguments)
        assert result.returncode == 2
        assert "usage:" in result.stderr


def test_help_teaches_with_examples() -> None:
    assert "dotnet-viz draw model.keras -o model.svg" in run("--help").stdout
    text = run("draw", "--help").stdout
    assert "--max-neurons" in text
    assert "--show-dtype" in text
    assert "drawn of each" in " ".join(text.split())


def test_a_file_is_drawn_without_keras_tensorflow_or_matplotlib(tmp_path: Path) -> None:
    code = (
        "import sys; from dotnet_viz.cli import main; "
        f"code = main(['draw', {str(MODEL)!r}, '-o', {str(tmp_path / 'a.svg')!r}]); "
        "print(code, sorted({'keras', 'tensorflow', 'matplotlib', 'sklearn', 'scipy'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "0 []"


def test_a_check_does_not_wait_for_the_code_that_draws() -> None:
    code = (
        "import sys; from dotnet_viz.cli import main; "
        f"main(['check', {str(MODEL)!r}, '-q']); "
        "print([name for name in sys.modules if name.startswith(('dotnet_viz.diagrams', 'dotnet_viz.renderers', 'keras'))])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_an_unexpected_error_is_one_line_too(
    arrays: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a bug\nin two lines")

    monkeypatch.setattr("dotnet_viz.api.read", fail)
    monkeypatch.delenv("DOTNET_VIZ_DEBUG", raising=False)
    assert cli.main(["draw", str(arrays), "-o", str(tmp_path / "a.svg")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    monkeypatch.setenv("DOTNET_VIZ_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main(["draw", str(arrays), "-o", str(tmp_path / "a.svg")])
