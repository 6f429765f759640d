from __future__ import annotations

import pytest

from dotnet_viz.diagrams.families import FAMILY_COLORS, family
from dotnet_viz.graph import Layer


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("InputLayer", "input"),
        ("EinsumDense", "dense"),
        ("DepthwiseConv2D", "convolution"),
        ("ConvLSTM2D", "convolution"),
        ("GlobalAveragePooling2D", "pooling"),
        ("Bidirectional", "recurrent"),
        ("MultiHeadAttention", "attention"),
        ("LayerNormalization", "normalization"),
        ("SpatialDropout2D", "regularization"),
        ("LeakyReLU", "activation"),
        ("Mine", "other"),
    ],
)
def test_families_by_class_name(kind: str, expected: str) -> None:
    assert family(Layer("a", "a", kind)) == expected


def test_every_family_has_a_colour_of_its_own() -> None:
    assert len(set(FAMILY_COLORS.values())) == len(FAMILY_COLORS)
