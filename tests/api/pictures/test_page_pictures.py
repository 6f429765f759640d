"""Pictures for a page in the place of large ones."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

import dotnet_viz as dv
from dotnet_viz.graph import Array, Weight
from tests.builders import chain, dense_layer, input_layer


class CountedReads:
    """Values as a file has them: every read makes an array anew, which is remembered for as long as it is held."""

    def __init__(self, values: Array) -> None:
        self.values = values
        self.held: list[weakref.ref[Array]] = []

    def read(self) -> Array:
        found = self.values.copy()
        self.held.append(weakref.ref(found))
        return found

    def chunks(self, max_values: int) -> Iterator[Array]:
        yield self.read().reshape(-1)


def test_kernels_are_read_once_for_a_picture_that_is_made_for_a_page_and_are_not_held_then() -> None:
    sources = [CountedReads(np.random.default_rng(number).normal(size=(30, 30))) for number in range(16)]
    weights = [Weight("kernel", "kernel", (30, 30), "float64", source=source) for source in sources]
    layers = [replace(dense_layer(f"d{number}", np.ones((1, 1))), weights=(one,)) for number, one in enumerate(weights)]
    drawing = dv.draw(chain([input_layer(), *layers]), style="weight-graph")
    assert any("Drawn for a page" in label.text for label in drawing.placed.labels)
    assert {len(source.held) for source in sources} == {1}
    gc.collect()
    assert not [one for source in sources for one in source.held if one() is not None]
    assert drawing.with_theme("dark").placed.size == drawing.placed.size
