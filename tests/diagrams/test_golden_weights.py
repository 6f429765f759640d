"""What the weight graphs of well-known networks mean, against files that a person has read.

``DOTNET_VIZ_UPDATE_GOLDEN=1`` writes the files anew, to be read again before they are committed.
"""

from __future__ import annotations

import json
import os
from typing import Any

import numpy as np
import pytest

from dotnet_viz.colors import hex_colors
from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.layouts import place
from dotnet_viz.renderers.svg.document import svg
from dotnet_viz.scene import Bundle, Legend, Scene
from tests.conftest import DATA
from tests.diagrams.golden_networks import NETWORKS
from tests.layouts.checks import assert_all_inside

GOLDEN = DATA / "golden"
STRONGEST = 3


def meaning(scene: Scene) -> dict[str, Any]:
    """Return what a reader of the picture learns, without places."""
    return {
        "title": scene.title,
        "description": scene.description,
        "columns": [
            {
                "caption": [line.text for line in caption.lines],
                "neurons": [
                    shape.id.partition("-")[2] for shape in scene.shapes if drawn(shape.kind, shape.rank, caption.rank)
                ],
            }
            for caption in scene.captions
        ],
        "layers": [lines(bundle) for bundle in scene.bundles],
        "legends": [
            [legend.title, *(text for _, text in legend.ticks)] for legend in scene.legends if isinstance(legend, Legend)
        ],
        "notes": list(scene.notes),
    }


def drawn(kind: str, rank: int | None, own: int) -> bool:
    return kind in ("neuron", "left-out") and rank == own


def lines(bundle: Bundle) -> dict[str, Any]:
    """Return a layer's lines in numbers, and its strongest ones one by one."""
    colors = hex_colors(bundle.colors)
    last = range(len(bundle) - 1, max(len(bundle) - 1 - STRONGEST, -1), -1)
    return {
        "name": bundle.name,
        "measure": bundle.measure,
        "lines": len(bundle),
        "positive": int(np.count_nonzero(bundle.values > 0)),
        "sum": float(f"{bundle.values.sum():.4g}"),
        "strongest": [
            f"{bundle.sources[bundle.source_index[turn]]} -> {bundle.targets[bundle.target_index[turn]]}: "
            f"{bundle.values[turn]:.4g}, {bundle.widths[turn]:.2f} px, {colors[turn]}"
            for turn in last
        ],
    }


@pytest.mark.parametrize("name", NETWORKS)
def test_the_picture_means_what_it_did(name: str) -> None:
    scene = WeightGraph(max_neurons=8).build(NETWORKS[name]())
    found = meaning(scene)
    path = GOLDEN / f"weights-{name}.json"
    if os.environ.get("DOTNET_VIZ_UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(path.read_text(encoding="utf-8"))
    assert_all_inside(place(scene))


def test_784_128_10_complete_has_every_weight() -> None:
    scene = WeightGraph(max_neurons=None).build(NETWORKS["mlp-784-128-10"]())
    assert [len(bundle) for bundle in scene.bundles] == [784 * 128, 128 * 10]
    assert not scene.omissions


@pytest.mark.browser
def test_chromium_shows_784_128_10_complete(page: Any) -> None:
    text = svg(place(WeightGraph(max_neurons=None).build(NETWORKS["mlp-784-128-10"]())))
    assert len(text.encode()) <= 4_000_000
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.set_content(text)
    starts = "[...document.querySelectorAll('.dv-lines')].map((path) => path.getAttribute('d').split('M').length - 1)"
    assert sum(page.evaluate(starts)) == 784 * 128 + 128 * 10
    box = page.evaluate("(({width, height}) => [width, height])(document.querySelector('.dv-bundle').getBBox())")
    assert min(box) > 300
    assert page.evaluate("document.querySelectorAll('.dv-shape').length") == 784 + 128 + 10
    assert problems == []
