from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from dotnet_viz.geometry.parts import label_box
from dotnet_viz.layouts.frame.legends import legend_block
from dotnet_viz.scales import WeightScale
from dotnet_viz.scene import KeyEntry, KeyLegend, PlacedKey, PlacedLegend


def test_all_texts_of_a_legend_become_labels() -> None:
    legend = WeightScale.from_values([np.array([1.0, np.nan, np.inf])]).legend()
    block = legend_block(legend)
    texts = " ".join(label.text for label in block.labels)
    for expected in (legend.title, *(text for _, text in legend.ticks), *legend.notes):
        assert expected in texts


def test_ticks_stand_under_their_values() -> None:
    block = legend_block(WeightScale(2.0).legend())
    assert block.placed is not None
    ticks = {label.text: label.x for label in block.labels if label.text in ("−2", "0", "2")}
    assert ticks == {"−2": 0.0, "0": block.placed.width / 2, "2": block.placed.width}


def test_a_long_title_widens_its_bar_and_is_not_cut() -> None:
    legend = WeightScale(2.0, label="norm over all positions of a picture, with the sign of their mean value").legend()
    block = legend_block(legend, least_bar=50.0)
    assert " ".join(label.text for label in block.labels if label.bold) == legend.title


def test_a_block_moves_as_a_whole() -> None:
    block = legend_block(WeightScale(2.0).legend())
    moved = block.moved_to(100.0, 50.0)
    assert (moved.box.left, moved.box.top) == pytest.approx((100.0, 50.0))
    assert moved.box.width == pytest.approx(block.box.width)
    assert isinstance(moved.placed, PlacedLegend)
    assert moved.placed.x - moved.box.left == pytest.approx(-block.box.left)
    assert moved.labels[0].x - block.labels[0].x == pytest.approx(moved.placed.x)


KEY = KeyLegend("kinds", tuple(KeyEntry(f"kind {number}", "#0072b2") for number in range(5)))


@pytest.mark.parametrize(("room", "rows"), [(0.0, 5), (1000.0, 1), (180.0, 3)])
def test_a_key_is_a_column_or_flows_in_the_room_it_has(room: float, rows: int) -> None:
    block = legend_block(KEY, room)
    assert isinstance(block.placed, PlacedKey)
    assert len({y for _, y in block.placed.places}) == rows
    assert [label.text for label in block.labels] == ["kinds", *(entry.text for entry in KEY.entries)]
    for one, other in combinations([label_box(label) for label in block.labels], 2):
        assert one.right <= other.left or other.right <= one.left or one.bottom <= other.top or other.bottom <= one.top
    assert room == 0 or block.box.width <= room


def test_a_key_moves_as_a_whole() -> None:
    block = legend_block(KEY)
    moved = block.moved_to(100.0, 50.0)
    assert (moved.box.left, moved.box.top) == pytest.approx((100.0, 50.0))
    assert isinstance(moved.placed, PlacedKey)
    assert moved.placed.places[0][0] == pytest.approx(100.0)


def test_a_very_long_entry_is_shortened() -> None:
    assert legend_block(KeyLegend("k", (KeyEntry("x" * 9999),))).box.width < 400
