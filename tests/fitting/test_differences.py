"""Pictures of differences made for a page, a column and a slide: no text is too small, whatever the models are."""

from __future__ import annotations

import warnings
from functools import cache

import pytest

import dotnet_viz as dv
from dotnet_viz.errors import VizWarning
from dotnet_viz.fitting.fitted import smallest_text
from dotnet_viz.fitting.paper import PAPERS
from dotnet_viz.graph import Graph
from tests.applications import kept
from tests.conftest import DATA

PAIRS = (
    ("multi", "transformer"), ("transformer", "multi"), ("rnn", "each-step"), ("cnn-28x28", "pattern-50x50"),
    ("cnn-28x28", "ResNet50"), ("mlp-6-3-7", "mlp-6-3-7"),
)  # fmt: skip
STYLES = ("merged", "side-by-side", "bars")


@cache
def model(name: str) -> Graph:
    return kept(name) if name[0].isupper() else dv.read(DATA / "models" / f"{name}.keras")


@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("fit", ["column", "slide"])
def test_no_text_is_too_small(pair: tuple[str, str], style: str, fit: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", VizWarning)
        drawing = dv.diff(*map(model, pair), style=style, fit=fit)
        placed = drawing.placed
    paper = PAPERS[fit]
    assert drawing.width <= paper.width + 0.01
    assert drawing.height <= paper.height + 0.01
    zoom = drawing.width / (placed.size or (1.0, 1.0))[0]
    assert smallest_text(placed) * zoom * 0.75 >= paper.least_text - 1e-3


def test_what_is_folded_is_counted_whole() -> None:
    drawing = dv.diff(model("cnn-28x28"), model("ResNet50"), style="side-by-side", fit="column")
    (note,) = (note for note in drawing.placed.notes if note.startswith("Folded into"))
    assert "layers" in note
    members = [call for calls in drawing.scene.members.values() for call in calls]
    assert len(members) == len(set(members))
    after = {f"a-{node.id}" for node in model("ResNet50").nodes}
    assert {name for name in members if name.startswith("a-")} == after
