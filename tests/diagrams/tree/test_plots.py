from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.diagrams.tree.plots import share_bar, stacked_bars
from dotnet_viz.measures.trees.node_data import NodeDistribution
from dotnet_viz.scene import Face


def area(face: Face) -> float:
    """Return the area of a figure, by the shoelace formula."""
    pairs = zip(face.points, face.points[1:] + face.points[:1], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


@given(st.lists(st.lists(st.integers(0, 9), min_size=6, max_size=6), min_size=1, max_size=4))
def test_areas_of_classes_are_their_counts(rows: list[list[int]]) -> None:
    counts = np.array(rows)
    highest = counts.sum(axis=0).max()
    colors = [f"#00000{position}" for position in range(len(rows))]
    found = list(stacked_bars(NodeDistribution(np.arange(7.0), counts), colors, 120.0, 40.0, 0.0))
    if not highest:
        assert not found
        return
    for row, color in zip(counts, colors, strict=True):
        drawn = sum(area(face) for face in found if face.fill == color)
        assert abs(drawn - row.sum() * 20.0 * 40.0 / highest) < 0.1 * 20 * 6 + 1e-6  # corners are rounded to tenths
    assert all(-60 <= x <= 60 and -40 <= y <= 0 for face in found for x, y in face.points)


def test_bars_of_equal_height_are_one_box() -> None:
    (face,) = stacked_bars(NodeDistribution(np.arange(4.0), np.array([[5, 5, 5]])), ["#000000"], 30.0, 10.0, 0.0)
    assert face.points == ((-15.0, -10.0), (15.0, -10.0), (15.0, 0.0), (-15.0, 0.0))


def test_bars_of_categories_stand_apart() -> None:
    found = list(stacked_bars(NodeDistribution(np.arange(3.0), np.array([[5, 5]]), ("a", "b")), ["#000000"], 30.0, 10.0, 0.0))
    assert len(found) == 2


def test_parts_of_a_bar_are_as_long_as_shares() -> None:
    found = list(share_bar([0.25, 0.0, 0.75], ["#000001", "#000002", "#000003"], 100.0, 8.0))
    assert [(face.points[0][0], face.points[1][0]) for face in found] == [(-50.0, -25.0), (-25.0, 50.0)]
