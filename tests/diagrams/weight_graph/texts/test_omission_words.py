"""What a weight graph leaves out is said so that it agrees with the lines in the picture."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams.units.kernels import KERNEL_NORM, WEIGHT
from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.diagrams.weight_graph.texts.omission_words import omission_in_words
from dotnet_viz.scene import Omission

KERNEL = np.arange(1.0, 65.0).reshape(16, 4)


BOTH = Omission("d", 9, 64, 0.9, (6, 16), (3, 4), 2.0)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (Omission("d", 57, 64, 0.9, (16, 16), (4, 4), 8.0), "; the 7 smallest, below 8, are left out"),
        (Omission("d", 63, 64, 0.9, (16, 16), (4, 4), 2.0), "; the 1 smallest, below 2, is left out"),
        (Omission("d", 24, 64, 0.9, (6, 16), (4, 4)), ": those between 6 of 16 inputs and 4 neurons"),
        (Omission("d", 48, 64, 0.9, (16, 16), (3, 4)), ": those between 16 inputs and 3 of 4 neurons"),
        (
            Omission("d", 9, 64, 0.9, (6, 16), (3, 4), 2.0),
            ": the largest, from 2 on, between 6 of 16 inputs and 3 of 4 neurons",
        ),
    ],
)
def test_the_part_that_is_drawn_is_named(item: Omission, words: str) -> None:
    assert omission_in_words(item, WEIGHT) == f"d: {item.drawn} of 64 weights drawn (90 % of the total magnitude){words}"


def test_nothing_that_is_large_enough_is_said_without_a_share() -> None:
    item = Omission("d", 0, 64, 0.0, (16, 16), (4, 4))
    assert omission_in_words(item, WEIGHT) == "d: none of 64 weights is large enough to be drawn"


def test_zeros_are_not_among_the_weights_that_are_counted() -> None:
    item = Omission("d", 57, 60, 0.9, (16, 16), (4, 4), 8.0)
    assert "57 of 60 nonzero weights drawn" in omission_in_words(item, WEIGHT, zeros=4)
    assert "57 of 60 nonzero kernels drawn" in omission_in_words(item, KERNEL_NORM, zeros=4)


@pytest.mark.parametrize("options", [{"max_edges": 57}, {"threshold": 8}, {"max_edges": 57, "threshold": 3}])
def test_the_words_agree_with_the_lines(options: dict[str, Any]) -> None:
    scene = WeightGraph(**options).build(dv.read([KERNEL]))
    drawn = np.abs(scene.bundles[0].values)
    assert sorted(drawn) == list(range(8, 65))
    assert scene.notes[0].startswith("dense_1: 57 of 64 weights drawn (")
    assert scene.notes[0].endswith("; the 7 smallest, below 8, are left out")


def test_zeros_of_a_pruned_layer_are_named_beside_units_that_are_left_out() -> None:
    kernel = np.where(KERNEL < 17, 0.0, KERNEL)
    scene = WeightGraph(max_neurons=6).build(dv.read([kernel]))
    assert scene.notes[0].startswith(f"dense_1: {len(scene.bundles[0])} of 48 nonzero weights drawn")
