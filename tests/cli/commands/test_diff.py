from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dotnet_viz import cli
from tests.conftest import DATA
from tests.model_files import CNN, MLP, edited, rename_first_dense, to_gelu
from tests.repositories import Repository

STARTS = {
    "svg": b"<svg",
    "png": b"\x89PNG",
    "pdf": b"%PDF",
    "dot": b"digraph",
    "gv": b"digraph",
    "mmd": b"flowchart",
    "html": b"<!DOCTYPE html>",
    "md": b"### ",
    "json": b"{",
    "pptx": b"PK",
    "drawio": b"<mxfile",
    "excalidraw": b'{"type":"excalidraw"',
    "tex": b"% ",
    "tikz": b"\\begin{tikzpicture}",
    "eps": b"%!PS-Adobe",
    "svgz": b"\x1f\x8b",
    "d2": b"# ",
    "puml": b"@startuml",
    "graphml": b"<?xml",
    "gexf": b"<?xml",
    "jpg": b"\xff\xd8",
    "webp": b"RIFF",
    "gif": b"GIF8",
}
HOSTILE = "a\x1b[31m\u202eb\r\n+ fake  Dense"


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small network with another activation and other weights."""
    return edited(MLP, tmp_path_factory.mktemp("models") / "other.keras", to_gelu, factor=1.5)


@pytest.fixture
def checkpoints(tmp_path: Path) -> Path:
    folder = tmp_path / "checkpoints"
    folder.mkdir()
    for number in (2, 10, 1):
        edited(MLP, folder / f"epoch-{number}.keras", factor=1 + number / 10)
    return folder


def save(path: Path, shapes: dict[str, tuple[int, int]], seed: int) -> None:
    """Write kernels of random values."""
    random = np.random.default_rng(seed)
    arrays: dict[str, Any] = {name: random.normal(size=shape) for name, shape in shapes.items()}
    np.savez(path, **arrays)


def output_of(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert cli.main(["diff", *words]) == code
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.main(["diff", *words]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "internal error" not in captured.err
    return captured.err


def test_the_text_tells_sides_counts_layers_and_weights(other: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = output_of(capsys, str(MLP), str(other))
    lines = text.splitlines()
    assert lines[:3] == [f"− {MLP}", f"+ {other}", "  2 layers, 49 parameters, 196 bytes"]
    assert any(line.startswith("  ~ settings changed") for line in lines)
    assert any("Dense: activation relu → gelu" in line for line in lines)
    assert "weights, the strongest changes first" in text
    assert "50.0 %" in text
    assert "\x1b" not in text


def test_models_without_a_difference_are_reported_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert output_of(capsys, str(MLP), str(MLP)).splitlines()[-1] == "no differences"


@pytest.mark.parametrize(
    ("flags", "code"),
    [([], 0), (["--exit-code"], 1), (["--exit-code", "--quiet"], 1), (["--exit-code", "--ignore", "weights,activation"], 0)],
    ids=str,
)
def test_the_exit_code_is_that_of_git_diff(
    other: Path, flags: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    text = output_of(capsys, str(MLP), str(other), *flags, code=code)
    assert (text == "") == ("--quiet" in flags)


def test_the_same_models_exit_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    output_of(capsys, str(MLP), str(MLP), "--exit-code")


@pytest.mark.parametrize("suffix", list(STARTS))
def test_every_format_is_written(other: Path, tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / f"diff.{suffix}"
    assert output_of(capsys, str(MLP), str(other), "-o", str(target)) == f"{target}\n"
    assert target.read_bytes().startswith(STARTS[suffix])


@pytest.mark.parametrize("style", ["merged", "side-by-side", "bars", "weight-change-graph"])
def test_every_style_is_drawn(other: Path, tmp_path: Path, style: str) -> None:
    assert cli.main(["diff", str(MLP), str(other), "--style", style, "-o", str(tmp_path / "diff.svg")]) == 0


def test_flags_of_a_style_reach_it(other: Path, tmp_path: Path) -> None:
    pictures = []
    for flags in (["--show", "before"], ["--show", "after"], ["--max-neurons", "2"]):
        assert cli.main(["diff", str(MLP), str(other), "--style=weights", *flags, "-o", str(tmp_path / "w.svg")]) == 0
        pictures.append((tmp_path / "w.svg").read_text())
    assert len(set(pictures)) == 3


def test_stretches_are_folded_unless_asked_not_to(tmp_path: Path) -> None:
    other = edited(CNN, tmp_path / "b.keras", to_gelu)
    sizes = {}
    for flag in ("--fold", "--no-fold"):
        words = ["diff", str(CNN), str(other), "--context", "0", flag, "-o", str(tmp_path / "d.dot")]
        assert cli.main(words) == 0
        sizes[flag] = (tmp_path / "d.dot").read_text().count("->")
    assert sizes["--fold"] < sizes["--no-fold"]


def test_models_may_stand_anywhere_among_flags(other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "d.json"
    output_of(capsys, str(MLP), "-o", str(target), str(other), "--exit-code", code=1)
    assert json.loads(target.read_text())["differs"] is True


def test_json_is_for_scripts(other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = json.loads(output_of(capsys, str(MLP), str(other), "--json"))
    output_of(capsys, str(MLP), str(other), "-o", str(tmp_path / "d.json"))
    assert printed == json.loads((tmp_path / "d.json").read_text())
    assert printed["layers"]["changed"][0]["fields"] == [{"name": "activation", "before": "relu", "after": "gelu"}]


@pytest.mark.parametrize(
    "words", [["--ignore", "weights", "--ignore", "activation"], ["--ignore=weights, activation"]], ids=str
)
def test_differences_are_ignored_in_both_ways_of_writing(
    other: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "no differences (weights, activation ignored)" in output_of(capsys, str(MLP), str(other), *words)


def test_layers_are_mapped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, first, second in (("a", "one", "two"), ("b", "primo", "secondo")):
        save(tmp_path / f"{name}.npz", {first: (3, 5), second: (5, 5)}, seed=ord(name))
    models = [str(tmp_path / f"{name}.npz") for name in "ab"]
    found = json.loads(output_of(capsys, *models, "--json", "--map", "one=primo", "--map", "two=secondo"))
    assert {(match["before"], match["after"]) for match in found["layers"]["matches"]} >= {("one", "primo"), ("two", "secondo")}
    assert [match["reason"] for match in found["layers"]["matches"]].count("given") == 2


def test_a_long_list_is_folded_and_all_unfolds_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in (0, 1):
        save(tmp_path / f"{number}.npz", {f"layer{place:02}": (4, 4) for place in range(30)}, seed=number)
    models = [str(tmp_path / f"{number}.npz") for number in (0, 1)]
    short, long = output_of(capsys, *models), output_of(capsys, *models, "--all")
    assert "more (--all shows every one)" in short
    assert "--all" not in long
    assert all(f"layer{place:02}" in long for place in range(30))


def test_a_model_of_a_revision_is_compared(repository: Repository) -> None:
    shutil.copy(MLP, repository.folder / "model.keras")
    repository.commit("first")
    edited(MLP, repository.folder / "model.keras", to_gelu)
    done = repository.run("dotnet-viz", "diff", "HEAD:model.keras", "model.keras", "--exit-code")
    assert done.returncode == 1
    assert "activation relu → gelu" in done.stdout
    assert done.stdout.startswith("− HEAD:model.keras\n+ model.keras\n")


def test_a_folder_of_checkpoints_is_a_history(checkpoints: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = output_of(capsys, str(checkpoints))
    assert text.index("epoch-1.keras") < text.index("epoch-2.keras") < text.index("epoch-10.keras")
    assert "change of weights since the first model" in text
    output_of(capsys, str(checkpoints), "--exit-code", "--quiet", code=1)
    output_of(capsys, *[str(checkpoints / "epoch-1.keras")] * 3, "--exit-code", "--quiet", code=0)


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf", "html", "md", "json"])
def test_a_history_is_written_in_every_format(checkpoints: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"drift.{suffix}"
    assert cli.main(["diff", str(checkpoints), "-o", str(target)]) == 0
    assert target.read_bytes().lstrip().startswith(STARTS[suffix])


@pytest.mark.parametrize("color", ["never", "always"])
def test_no_name_brings_a_line_or_an_escape_of_its_own(tmp_path: Path, color: str, capsys: pytest.CaptureFixture[str]) -> None:
    other = edited(MLP, tmp_path / "b.keras", rename_first_dense(HOSTILE))
    text = output_of(capsys, str(MLP), str(other), "--color", color, "--all")
    assert "fake" in text
    assert not any(line.lstrip().startswith("+ fake") for line in text.splitlines())
    assert "\x1b[31m\u202e" not in text
    assert "\u202e" not in text
    assert "\r" not in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["a.keras"], "two models are needed to compare"),
        (["a.keras", "b.keras", "-o", "d.xyz"], "choose one of: svg, png, pdf, dot, gv, mmd, html, md, json"),
        (["a.keras", "b.keras", "-o", "nowhere/d.svg"], "there is no folder"),
        (["a.keras", "b.keras", "--ignore", "wieghts"], "unknown difference to ignore: 'wieghts'"),
        (["a.keras", "b.keras", "--map", "one"], "--map takes OLD=NEW"),
        (["a.keras", "b.keras", "--show", "before"], "--show is an option of --style weight-change-graph, not of merged"),
        (["a.keras", "b.keras", "--style", "weights", "--show", "x"], "choose one of: change, before, after"),
        (["a.keras", "b.keras", "--context", "-1"], "--context takes a whole number of at least 0, such as 1, not '-1'"),
        (["a.keras", "b.keras", "c.keras", "--map", "one=two"], "--map is for two models"),
        (["a.keras", "b.keras", "c.keras", "-o", "d.dot"], "choose one of: svg, png, pdf, html, md, json"),
        (["a.keras", "b.keras", "--style", "weights", "-o", "d.md"], "Mermaid diagram, which is of --style merged"),
        (["a.keras", "b.keras"], "a.keras"),
        (["HEAD:a.keras", "b.keras"], "HEAD:a.keras"),
    ],
    ids=str,
)
def test_what_is_wrong_is_reported_in_one_line_before_any_file_is_read(
    words: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert message in refused(capsys, *words)
    assert list(tmp_path.iterdir()) == []


def test_a_layer_to_map_that_is_not_there_is_named(other: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "nobody" in refused(capsys, str(MLP), str(other), "--map", "nobody=dense")


@pytest.mark.parametrize("suffix", ["svg", "html", "md", "json"])
def test_a_damaged_model_leaves_what_was_there(tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "cut.keras").write_bytes(MLP.read_bytes()[:900])
    target = tmp_path / f"d.{suffix}"
    target.write_text("old")
    before = sorted(tmp_path.iterdir())
    assert "cut.keras" in refused(capsys, str(MLP), str(tmp_path / "cut.keras"), "-o", str(target))
    assert target.read_text() == "old"
    assert sorted(tmp_path.iterdir()) == before


def test_a_picture_that_cannot_be_drawn_leaves_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refused(capsys, str(MLP), str(MLP), "--ignore", "weights", "--style", "weights", "-o", str(tmp_path / "d.svg"))
    assert list(tmp_path.iterdir()) == []


def test_help_names_the_differences(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["diff", "--help"]) == 0
    text = capsys.readouterr().out
    for word in ("--exit-code", "config.FIELD", "HEAD:model.keras", "trainable"):
        assert word in text


def test_the_text_waits_for_nothing_heavy() -> None:
    heavy = (
        "dotnet_viz.diagrams.diff",
        "dotnet_viz.layouts",
        "dotnet_viz.charts",
        "keras",
        "matplotlib",
        "sklearn",
        "jinja2",
    )
    other = DATA / "models" / "keras-3.6" / "mlp-6-3-7.h5"
    code = (
        f"import sys; from dotnet_viz.cli import main; main(['diff', {str(MLP)!r}, {str(other)!r}, '-q']); "
        f"print([name for name in sys.modules if name.startswith({heavy!r})])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"
