from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.layouts.legends import legend_block
from dotnet_viz.scales import WeightScale
from dotnet_viz.scene import PlacedLegend


def test_all_texts_of_a_legend_become_labels() -> None:
    legend = WeightScale.from_values([np.array([1.0, np.nan, np.inf])]).legend()
    block = legend_block(legend)
    texts = " ".join(label.text for label in block.labels)
    for expected in (legend.title, *(text for _, text in legend.ticks), *legend.notes):
        assert expected in texts


def test_ticks_stand_under_their_values() -> None:
    block = legend_block(WeightScale(2.0).legend())
    ticks = {label.text: label.x for label in block.labels if label.text in ("−2", "0", "2")}
    assert ticks == {"−2": 0.0, "0": block.placed.width / 2, "2": block.placed.width}


def test_a_block_moves_as_a_whole() -> None:
    block = legend_block(WeightScale(2.0).legend())
    moved = block.moved_to(100.0, 50.0)
    assert (moved.box.left, moved.box.top) == pytest.approx((100.0, 50.0))
    assert moved.box.width == pytest.approx(block.box.width)
    assert isinstance(moved.placed, PlacedLegend)
    assert moved.placed.x - moved.box.left == pytest.approx(-block.box.left)
    assert moved.labels[0].x - block.labels[0].x == pytest.approx(moved.placed.x)
