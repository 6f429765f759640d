from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dotnet_viz import cli
from tests.conftest import DATA

MODEL = DATA / "models" / "mlp-6-3-7.keras"
# What boxes and arrows as SVG do without: other commands, readers, styles, layouts and formats.
NOT_DRAWN = (
    "charts",
    "cli.docstrings",
    "cli.help_text",
    "cli.flags.styles",
    "compat",
    "graph.as_json",
    "layouts.columns",
    "layouts.graphviz.chains",
    "layouts.graphviz.orthogonal",
    "layouts.groups",
    "matplotlib",
    "measures",
    "readers.arrays",
    "readers.folder",
    "readers.keras.h5_file",
    "readers.keras.live",
    "readers.sklearn",
    "renderers.dot",
    "renderers.mermaid",
    "renderers.pdf",
    "renderers.pages",
    "renderers.pixels.png",
    "renderers.svg.bundles",
    "renderers.svg.meshes",
    "renderers.svg.rasters",
    "reporting",
)


@pytest.mark.parametrize("suffix", ["svg", "dot", "gv", "png", "pdf"])
@pytest.mark.parametrize("style", ["plot-model", "weight-graph"])
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
        assert cli.main(["draw", str(arrays), "-o", str(tmp_path / name), "--style", "weight-graph", *flags]) == 0
    few, every = ((tmp_path / name).read_text().count(" -> ") for name in ("few.dot", "all.dot"))
    assert (few, every) == (2 * 2 + 2 * 2, 6 * 3 + 3 * 2)


def test_names_and_switches_reach_the_style(arrays: Path, tmp_path: Path) -> None:
    target = tmp_path / "w.dot"
    flags = ["--class-names", "cat, dog", "--limit", "9", "--negative-dashed", "--bias", "none"]
    assert cli.main(["draw", str(arrays), "-o", str(target), "--style", "weight-graph", *flags]) == 0
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
        (["--max-layers", "1"], 3 * 2),
        (["--max-neurons", "2", "--left-out", "mean"], 4 + 5 + 4 + 2),
    ],
    ids=str,
)
def test_weights_are_chosen_by_flags(arrays: Path, tmp_path: Path, flags: list[str], expected: int) -> None:
    target = tmp_path / "w.dot"
    assert cli.main(["draw", str(arrays), "-o", str(target), "--style", "weight-graph", "--bias", "none", *flags]) == 0
    assert edges(target.read_text()) == expected


def test_appearances_of_weights_are_chosen_by_flags(arrays: Path, tmp_path: Path) -> None:
    target = tmp_path / "w.dot"
    flags = ["--palette", "PuOr", "--negative", "black", "--scaling", "log", "--scaling-per", "layer", "--clip", "0.9"]
    flags += ["--appearance", "classic", "--show-values", "--rank", "contribution"]
    assert cli.main(["draw", str(arrays), "-o", str(target), "--style", "weight-graph", *flags]) == 0
    text = target.read_text()
    for part in ("#2d004b", "#000000", "logarithm", "lines of first", "lines of second", "dir=forward", '"v0-0"'):
        assert part in text


@pytest.mark.parametrize("flags", [["--neurons", "input"], ["--threshold", "most"], ["--neurons", "input=x"]], ids=str)
def test_wrong_choices_of_weights_are_reported(arrays: Path, tmp_path: Path, flags: list[str]) -> None:
    target = tmp_path / "w.dot"
    arguments = ["draw", str(arrays), "-o", str(target), "--style", "weight-graph", *flags]
    assert cli.main(arguments) == 2
    assert not target.exists()


def test_an_option_of_another_style_is_refused(arrays: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["draw", str(arrays), "-o", str(tmp_path / "a.svg"), "--max-neurons", "2"]) == 2
    assert "--max-neurons is an option of --style ann or lenet or neurons or weight-graph, not of" in capsys.readouterr().err


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


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_output_without_permission_is_an_error(arrays: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    assert cli.main(["draw", str(arrays), "-o", str(locked / "a.svg")]) == 2


def test_a_file_is_drawn_without_keras_tensorflow_or_matplotlib(tmp_path: Path) -> None:
    code = (
        "import sys; from dotnet_viz.cli import main; "
        f"code = main(['draw', {str(MODEL)!r}, '-o', {str(tmp_path / 'a.svg')!r}]); "
        "print(code, sorted({'keras', 'tensorflow', 'matplotlib', 'sklearn', 'scipy'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "0 []"


def test_a_png_that_had_to_be_smaller_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layers: dict[str, Any] = {f"layer_{number:03}": np.eye(2) for number in range(200)}
    np.savez(tmp_path / "deep.npz", **layers)
    assert cli.main(["draw", str(tmp_path / "deep.npz"), "-o", str(tmp_path / "deep.png")]) == 0
    assert capsys.readouterr().err.startswith("dotnet-viz: the PNG is ")
    assert cli.main(["draw", str(tmp_path / "deep.npz"), "-o", str(tmp_path / "deep.png"), "--quiet"]) == 0
    assert cli.main(["draw", str(tmp_path / "deep.npz"), "-o", str(tmp_path / "deep.svg")]) == 0
    assert capsys.readouterr().err == ""


def test_a_drawing_loads_only_what_it_needs(tmp_path: Path) -> None:
    code = f"import sys; from dotnet_viz.cli import main; main({['draw', str(MODEL), '-o', str(tmp_path / 'a.svg'), '-q']!r})"
    code += "; print(*sys.modules, sep='\\n')"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "dotnet_viz.renderers.svg.document" in loaded
    assert [name for name in loaded if name.removeprefix("dotnet_viz.").startswith(NOT_DRAWN)] == []
    assert all(find_spec(name if name == "matplotlib" else f"dotnet_viz.{name}") for name in NOT_DRAWN), "a module has moved"


def test_what_was_drawn_opens_in_the_browser_on_request(
    arrays: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []

    def opens_once(url: str) -> bool:
        opened.append(url)
        return len(opened) == 1

    monkeypatch.setattr("webbrowser.open", opens_once)
    page = tmp_path / "a b.html"
    assert cli.main(["draw", str(arrays), "-o", str(page), "--open"]) == 0
    assert opened == [page.resolve().as_uri()]
    assert capsys.readouterr() == (f"{page}\n", "")
    assert cli.main(["draw", str(arrays), "-o", str(page), "--open"]) == 0
    assert capsys.readouterr().err == f"dotnet-viz: nothing here opens a browser; the file is {page}\n"


def test_only_what_browsers_show_is_opened(arrays: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["draw", str(arrays), "-o", str(tmp_path / "m.dot"), "--open"]) == 2
    assert "--open shows html, svg" in capsys.readouterr().err
    assert not (tmp_path / "m.dot").exists()


@pytest.mark.parametrize(
    ("name", "flags", "follows"),
    [("a.html", [], True), ("a.html", ["--theme", "light"], False), ("a.svg", [], False), ("a.svg", ["--theme", "auto"], True)],
)
def test_pages_follow_their_reader_unless_a_theme_is_given(
    arrays: Path, tmp_path: Path, name: str, flags: list[str], follows: bool
) -> None:
    target = tmp_path / name
    assert cli.main(["draw", str(arrays), "-o", str(target), "--style", "weight-graph", *flags]) == 0
    assert ("prefers-color-scheme" in target.read_text(encoding="utf-8")) == follows


def test_a_picture_can_be_without_paper(arrays: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.svg"
    assert cli.main(["draw", str(arrays), "-o", str(target), "--background", "transparent"]) == 0
    assert "dv-paper" not in target.read_text(encoding="utf-8")
