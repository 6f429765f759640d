from __future__ import annotations

import pytest

from dotnet_viz.diagrams.common.family_colors import FAMILY_COLORS
from dotnet_viz.diagrams.common.layer_colors import OTHER_KINDS, coloring
from dotnet_viz.graph import Layer


def layers(*kinds: str) -> list[Layer]:
    return [Layer(kind, kind, kind) for kind in kinds]


def test_the_key_has_the_families_that_occur_in_their_order() -> None:
    found = coloring(layers("Conv2D", "Dense", "Conv1D"), "family")
    assert found is not None
    assert [(entry.text, entry.fill) for entry in found.key().entries] == [
        ("dense", FAMILY_COLORS["dense"]),
        ("convolution", FAMILY_COLORS["convolution"]),
    ]
    assert found.color(Layer("x", "x", "DepthwiseConv2D")) == FAMILY_COLORS["convolution"]


def test_classes_beyond_the_colours_share_one_and_the_key_says_so() -> None:
    many = layers(*(f"Kind{number}" for number in range(20)))
    found = coloring(many, "kind")
    assert found is not None
    colors = [found.color(layer) for layer in many]
    assert len(set(colors)) == len(FAMILY_COLORS)
    assert found.key().entries[-1].text == OTHER_KINDS
    assert colors[-1] == found.key().entries[-1].fill


@pytest.mark.parametrize("by", ["family", "kind"])
def test_no_layers_have_no_colours(by: str) -> None:
    found = coloring([], by)
    assert found is not None
    assert found.key().entries == ()
    assert coloring(layers("Dense"), "none") is None
