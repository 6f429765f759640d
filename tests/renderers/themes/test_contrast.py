"""Every style in every theme: texts are read and shapes are seen on what is behind them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

import dotnet_viz as dv
from dotnet_viz.colors import LEAST_SHAPE_CONTRAST, LEAST_TEXT_CONTRAST
from dotnet_viz.scene import Scene
from examples.contrast import is_shape, measured
from tests.builders import dense_chain
from tests.conftest import DATA
from tests.diagrams.graph_samples import layer, row
from tests.renderers import every_style

THEMES = ("light", "dark", "print")
CHANGED = ("merged", "side-by-side", "bars", "weight-change-graph")


def pictures() -> Mapping[str, Scene]:
    """Return a placed picture of every style of models and of differences."""
    before, after = dense_chain(4, 3, 2), dense_chain(4, 5, 2, seed=1)
    models = DATA / "models"
    found = {style: every_style.placed(style) for style in (*every_style.STYLES, "nested")}
    found["coefficients"] = dv.draw(dense_chain(4, 1), style="coefficients").placed
    found["plot-model by family"] = dv.draw(models / "cnn-28x28.keras", color_by="family").placed
    for style in CHANGED:
        other = dense_chain(4, 3, 2, seed=1) if style == "weight-change-graph" else after
        found[f"diff {style}"] = dv.diff(before, other, style=style).placed
    return found


PICTURES = pictures()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", sorted(PICTURES))
def test_texts_are_read_and_shapes_are_seen(name: str, theme: str) -> None:
    for part in measured(PICTURES[name], theme):
        if part.kind == "text" or is_shape(part):
            least = LEAST_TEXT_CONTRAST if part.kind == "text" else LEAST_SHAPE_CONTRAST
            assert part.ratio >= least, part


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("style", ["layered", "transformer", "ann"])
def test_pale_classes_and_parts_that_stand_over_others_are_seen(style: str, theme: str) -> None:
    image, convolution = (layer("InputLayer"), (None, 64, 64, 3)), layer("Conv2D", filters=64)
    maps = (None, 64, 64, 64)
    graph = row(image, (convolution, maps), (convolution, maps), (layer("Add"), maps), (layer("Concatenate"), maps))
    parts = list(measured(dv.draw(graph, style=style).placed, theme))
    assert any(part.id == "n4" for part in parts)
    assert [part for part in parts if is_shape(part) and part.ratio < LEAST_SHAPE_CONTRAST] == []


def test_what_is_measured_is_there() -> None:
    kinds = {part.kind for scene in PICTURES.values() for part in measured(scene, "dark")}
    assert kinds == {"text", "shape", "connection", "frame", "legend", "mesh"}
