"""Weight graphs of one layer, and what is read from their scenes."""

from __future__ import annotations

import numpy as np

from dotnet_viz.graph import Graph
from dotnet_viz.scene import Bundle, Legend, Scene
from tests.builders import chain, dense_layer, input_layer

KERNEL = [[1.0, -2.0, 3.0], [-4.0, 5.0, -6.0]]


def single(kernel: list[list[float]], bias: list[float] | None = None) -> Graph:
    return chain([input_layer(), dense_layer("d", np.array(kernel), None if bias is None else np.array(bias))])


def bar(scene: Scene) -> Legend:
    """Return the first legend."""
    legend = scene.legends[0]
    assert isinstance(legend, Legend)
    return legend


def lines(bundle: Bundle) -> dict[tuple[str, str], float]:
    return {
        (bundle.sources[source], bundle.targets[target]): value
        for source, target, value in zip(
            bundle.source_index.tolist(), bundle.target_index.tolist(), bundle.values.tolist(), strict=True
        )
    }
