"""A placed picture of each style, of small models, for tests of formats that have to hold all of them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import dotnet_viz as dv
from dotnet_viz.scene import Scene
from tests.builders import dense_chain
from tests.conftest import DATA
from tests.scene_builders import nested

STYLES = (
    "ann", "blocks", "filters", "layered", "lenet", "neurons", "plot-model", "weight-graph", "weight-histograms",
    "weight-matrix",
)  # fmt: skip
STYLES_WITH_LINES = ("blocks", "layered", "plot-model", "weight-graph")


@lru_cache(maxsize=32)
def placed(style: str) -> Scene:
    """Return a picture of a style with its places; ``"nested"`` is one with frames, a skip and a loop."""
    return drawing(style).placed


@lru_cache(maxsize=32)
def drawing(style: str) -> dv.Drawing:
    """Return a drawing of a style."""
    if style == "nested":
        return dv.Drawing(nested())
    if style == "weight-graph":
        return dv.draw(dense_chain(4, 3, 2), style=style)
    if style == "weight-matrix":
        return dv.draw(DATA / "models" / "mlp-6-3-7.keras", style=style)
    return dv.draw(DATA / "models" / "cnn-28x28.keras", style=style)


def without_texts(scene: Scene) -> Scene:
    """Return a scene without its texts, which formats set in fonts of their own."""
    return replace(
        scene,
        labels=(),
        shapes=tuple(replace(shape, labels=()) for shape in scene.shapes),
        connections=tuple(replace(line, label="") for line in scene.connections),
        clusters=tuple(replace(cluster, label=replace(cluster.label, text="")) for cluster in scene.clusters),
    )
