from __future__ import annotations

import numpy as np

from dotnet_viz.scene import Bundle, Raster


def test_a_bundle_is_as_long_as_it_has_lines() -> None:
    index = np.zeros(3, np.intp)
    lines = Bundle("w", ("a",), ("b",), index, index, np.ones(3), np.ones(3), np.zeros((3, 3), np.uint8), np.zeros(3, np.bool_))
    assert len(lines) == 3


def test_a_raster_counts_its_cells() -> None:
    assert Raster("r", np.zeros((4, 5, 3), np.uint8), 0, 0, 10, 8).cells == 20
