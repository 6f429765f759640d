"""Many straight lines as one array, such as the weights of a layer: the box around them, and whether any passes a box."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.geometry.boxes import Box, union


def box_of_straight_lines(lines: NDArray[np.float64]) -> Box:
    """Return the box around straight lines.

    Args:
        lines: where they start and end, shape (n, 4): x and y of each.

    Example:
        >>> box_of_straight_lines(np.array([[0.0, 1.0, 4.0, 3.0]]))
        Box(left=0.0, top=1.0, right=4.0, bottom=3.0)
    """
    points = lines.reshape(-1, 2)
    return Box(*points.min(axis=0).tolist(), *points.max(axis=0).tolist()) if len(points) else union(())


def any_passes(lines: NDArray[np.float64], box: Box) -> bool:
    """Return whether any of some straight lines passes through a box (Liang and Barsky, 1984).

    Args:
        lines: where they start and end, shape (n, 4): x and y of each.
        box: a line that only touches its border does not pass.

    Example:
        >>> any_passes(np.array([[0.0, 0.0, 4.0, 4.0]]), Box(1.0, 1.0, 2.0, 3.0))
        True
    """
    start, step = lines[:, :2], lines[:, 2:] - lines[:, :2]
    low, high = np.array([box.left, box.top]), np.array([box.right, box.bottom])
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = (low - start) / step, (high - start) / step
    inside = (low < start) & (start < high)
    still = step == 0
    enters = np.where(still, np.where(inside, 0.0, np.inf), np.minimum(first, second)).max(axis=1, initial=0.0)
    leaves = np.where(still, np.where(inside, 1.0, -np.inf), np.maximum(first, second)).min(axis=1, initial=1.0)
    return bool((enters < leaves).any())
