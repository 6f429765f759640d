from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.diagrams.units import matrix
from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.graph import Layer
from tests.builders import chain, input_layer
from tests.diagrams.stored_weights import stored


@pytest.mark.parametrize(("held", "reads"), [(1000, ["whole"]), (10, ["chunks", "chunks"])])
def test_a_kernel_is_read_once_and_twice_where_it_is_too_large_to_hold(
    monkeypatch: pytest.MonkeyPatch, held: int, reads: list[str]
) -> None:
    monkeypatch.setattr(matrix, "HOLD_VALUES", held)
    weight, source = stored(np.random.default_rng(0).normal(size=(20, 6)).astype("float32"))
    scene = WeightGraph().build(chain([input_layer(), Layer("d", "d", "Dense", weights=(weight,))]))
    assert len(scene.bundles[0]) == 16 * 6
    assert source.reads == reads
