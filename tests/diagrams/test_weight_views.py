"""What holds for all pictures of values: every format, the same bytes, from the command."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from dotnet_viz import cli
from dotnet_viz.api.pictures.one_model import draw
from dotnet_viz.graph import Graph
from dotnet_viz.readers import read
from tests.builders import dense_chain
from tests.conftest import DATA

CNN = DATA / "models" / "cnn-28x28.keras"
STYLES = ("filters", "weight-matrix", "weight-histograms", "coefficients")


def model(style: str) -> Graph:
    return dense_chain(6, 2) if style == "coefficients" else read(CNN)


@pytest.mark.parametrize("style", STYLES)
def test_every_format_is_written_twice_alike(style: str) -> None:
    first, second = draw(model(style), style=style), draw(model(style), style=style)
    assert first.svg == second.svg
    assert first.dot == second.dot
    assert first.png()[:4] == b"\x89PNG"
    assert first.pdf()[:5] == b"%PDF-"
    assert first.to_format("html")[:15] == "<!DOCTYPE html>"


@pytest.mark.dot
@pytest.mark.parametrize("style", STYLES)
def test_graphviz_takes_the_dot_without_a_word(style: str) -> None:
    text = draw(model(style), style=style).dot
    done = subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("style", "flags"),
    [
        ("filters", ["--order", "norm", "--max-filters", "3"]),
        ("weight-matrix", ["--layer", "dense_10", "--cluster", "both"]),
        ("weight-histograms", ["--form", "ridgelines", "--roles", "kernel"]),
        ("coefficients", ["--layer", "dense_10", "--max-features", "5"]),
    ],
)
def test_the_command_draws_it(style: str, flags: list[str], tmp_path: Path) -> None:
    target = tmp_path / "out.svg"
    assert cli.main(["draw", str(CNN), "-q", "-o", str(target), "--style", style, *flags]) == 0
    assert target.read_text(encoding="utf-8").startswith("<svg ")
