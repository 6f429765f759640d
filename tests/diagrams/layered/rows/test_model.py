"""Items and how far they reach."""

from __future__ import annotations

from dotnet_viz.diagrams.layered.cuboid import Cuboid
from dotnet_viz.diagrams.layered.rows.model import RowItem


def test_reach_counts_block_and_texts() -> None:
    assert list(RowItem(Cuboid(20, 10, 6)).reach) == [13, 13]
    assert list(RowItem(Cuboid(20, 10), above=(50.0, 9.0)).reach) == [25, 25]
    # Text below stands under the front, which is left of the middle.
    assert list(RowItem(Cuboid(20, 10, 6), below=(40.0, 9.0)).reach) == [23, 17]
    assert list(RowItem(Cuboid(20, 10, 6, reversed=True), below=(40.0, 9.0)).reach) == [17, 23]
