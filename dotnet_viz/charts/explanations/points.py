"""Many samples as dots whose colour is the value of a feature."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.explanations.sheet import Sheet
from dotnet_viz.colors import hex_color, rgb
from dotnet_viz.formatting import format_count
from dotnet_viz.scales.colormaps import COLORMAPS
from dotnet_viz.translation.translate import translate

Numbers = NDArray[np.float64]

MISSING = "#8c8c8c"
MOST_DOTS = 6000
_LEVELS = 16
# The ends of the map would not be seen on dark and on white paper.
_DARKEST, _BRIGHTEST = 0.22, 0.9


def low_to_high() -> NDArray[np.float64]:
    """Return the colours of feature values from low to high; shape (levels, 3), from 0 to 1."""
    stops = np.array([rgb(stop) for stop in COLORMAPS["viridis"]], np.float64) / 255
    positions = np.linspace(0, 1, len(stops))
    at = np.linspace(_DARKEST, _BRIGHTEST, _LEVELS)
    return np.stack([np.interp(at, positions, stops[:, part]) for part in range(3)], axis=-1)


def levels(numbers: Numbers) -> NDArray[np.intp]:
    """Return for each value the index of its colour, between the 5th and the 95th percentile of all; -1 where it is missing.

    Args:
        numbers: of one feature.

    Example:
        >>> levels(np.array([0.0, 0.5, 1.0, np.nan])).tolist()
        [0, 8, 15, -1]
    """
    finite = numbers[np.isfinite(numbers)]
    if not finite.size:
        return np.full(len(numbers), -1)
    low, high = np.percentile(finite, [5, 95])
    if high == low:
        low, high = finite.min(), finite.max()
    share = np.zeros(len(numbers)) if high == low else np.clip((numbers - low) / (high - low), 0, 1)
    found = np.rint(np.nan_to_num(share) * (_LEVELS - 1)).astype(np.intp)
    return np.where(np.isfinite(numbers), found, -1)


def draw_dots(sheet: Sheet, x: Numbers, y: Numbers, colored_by: Numbers | None, diameter: float) -> None:
    """Draw dots, one path a colour.

    Args:
        sheet: where.
        x: of each, in pixels.
        y: of each.
        colored_by: value of a feature for each; ``None`` for grey dots.
        diameter: of each, in pixels.
    """
    if colored_by is None:
        sheet.dots(x, y, MISSING, diameter)
        return
    level = levels(colored_by)
    sheet.dots(x[level < 0], y[level < 0], MISSING, diameter)
    for index, color in enumerate(low_to_high()):
        sheet.dots(x[level == index], y[level == index], hex_color(color * 255), diameter)


def thinned(count: int, most: int, seed: int = 0) -> NDArray[np.intp]:
    """Return positions of samples that are drawn, in order: all, or a random part that is the same every time.

    Args:
        count: how many there are.
        most: how many are drawn at most.
        seed: of the choice.

    Example:
        >>> thinned(3, 10).tolist(), len(thinned(100, 10))
        ([0, 1, 2], 10)
    """
    if count <= most:
        return np.arange(count)
    return np.sort(np.random.default_rng(seed).choice(count, most, replace=False))


def thinned_note(drawn: int, count: int) -> str:
    """Return the sentence that says how many samples are drawn; empty where all are.

    Args:
        drawn: how many are.
        count: how many there are.
    """
    return (
        ""
        if drawn == count
        else translate(
            "{drawn} of {samples} are drawn; numbers are of all",
            drawn=format_count(drawn),
            samples=format_count(count, "sample"),
        )
    )


def swarm(x: Numbers, diameter: float, room: float) -> Numbers:
    """Return how far from the middle of its row each dot stands, so that dots of one place do not hide each other.

    Args:
        x: of each dot, in pixels.
        diameter: of the dots.
        room: pixels above and below the middle; dots stand closer where there are more than fit.

    Example:
        >>> swarm(np.array([0.0, 0.1, 0.2, 50.0]), 4, 20).tolist()
        [0.0, 4.0, -4.0, 0.0]
    """
    bins = np.floor(x / diameter).astype(np.int64)
    order = np.argsort(bins, kind="stable")
    sorted_bins = bins[order]
    starts = np.flatnonzero(np.r_[True, sorted_bins[1:] != sorted_bins[:-1]])
    sizes = np.diff(np.r_[starts, len(bins)])
    rank = np.empty(len(bins), np.int64)
    rank[order] = np.arange(len(bins)) - np.repeat(starts, sizes)
    steps = np.where(rank % 2 == 1, (rank + 1) // 2, -(rank // 2)).astype(np.float64)
    largest = float(np.abs(steps).max(initial=0.0))
    step = min(diameter, room / largest) if largest else diameter
    found: Numbers = steps * step + 0.0
    return found
