from __future__ import annotations

from typing import Any

import pytest

from dotnet_viz.graph import Shape
from dotnet_viz.keras_format.weights.expected_shapes import expected_shapes


@pytest.mark.parametrize(
    ("kind", "config", "expected"),
    [
        ("Conv2D", {"filters": 8, "kernel_size": [3, 5]}, {"kernel": (3, 5, None, 8), "bias": (8,)}),
        ("Embedding", {"input_dim": 9, "output_dim": 4}, {"embeddings": (9, 4)}),
        ("LSTM", {"units": 3}, {"lstm_cell/kernel": (None, 12), "lstm_cell/recurrent_kernel": (3, 12)}),
        ("Dense", {"units": 3, "dtype": "int4_from_float32"}, {}),
        ("Dense", {"units": "many"}, {}),
        ("Conv2D", {"filters": 8}, {}),
    ],
)
def test_shapes_that_a_configuration_asks_for(kind: str, config: dict[str, Any], expected: dict[str, Shape]) -> None:
    assert expected_shapes(kind, config) == expected
