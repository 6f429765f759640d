"""Pieces of pictures of distributions: bars of counts, the strip of quantiles, words on the numbers, colours of roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.weights.quantiles import Doubles, WeightDistribution
from dotnet_viz.scene import KeyEntry, KeyLegend, Shape

WARNING = "#c2410c"

_LEAST_BAR = 0.6
_QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
# Tol's bright qualitative colours, which colour-blind readers can distinguish.
_COLORS: Mapping[str, str] = {
    "kernel": "#4477aa",
    "bias": "#ee6677",
    "scale": "#228833",
    "shift": "#ccbb44",
    "statistics": "#999999",
    "other": "#aa3377",
}
_GROUPS: Mapping[str, str] = {
    "bias": "bias",
    "gamma": "scale",
    "scale": "scale",
    "beta": "shift",
    **dict.fromkeys(("moving_mean", "moving_variance", "mean", "variance", "count"), "statistics"),
}
_WORDS: Mapping[str, str] = {
    "kernel": "kernels and embeddings",
    "bias": "biases",
    "scale": "gamma (scale)",
    "shift": "beta (shift)",
    "statistics": "statistics, not trained",
    "other": "other weights",
}


def group_of(distribution: WeightDistribution) -> str:
    """Return what kind of weight it is, one of the keys of the colours."""
    role = distribution.weight.role
    return "kernel" if role.endswith(("kernel", "embeddings")) else _GROUPS.get(role, "other")


def color_of(distribution: WeightDistribution) -> str:
    """Return the colour of a weight's bars."""
    return _COLORS[group_of(distribution)]


def groups_in_order(distributions: Iterable[WeightDistribution]) -> list[str]:
    """Return the kinds of weights that there are, kernels first."""
    found = {group_of(distribution) for distribution in distributions}
    return [group for group in _COLORS if group in found]


def group_words(group: str) -> str:
    """Return a kind of weights in words."""
    return _WORDS[group]


def role_key(distributions: Iterable[WeightDistribution]) -> KeyLegend:
    """Return the key to the colours that occur."""
    entries = (KeyEntry(_WORDS[group], _COLORS[group], _COLORS[group]) for group in groups_in_order(distributions))
    return KeyLegend("kind of weight", tuple(entries))


@dataclass(frozen=True, eq=False)
class BarScale:
    """What a histogram is drawn on.

    Args:
        limits: the least and the largest value.
        edges: of the bins; shape (bins + 1,).
        log_counts: whether heights grow with the logarithm of the counts.
        highest: the count, or its logarithm, that is as high as the room.
    """

    limits: tuple[float, float]
    edges: Doubles
    log_counts: bool
    highest: float = 1.0

    @property
    def span(self) -> tuple[float, float]:
        """The numbers at the ends of the axis."""
        return float(self.edges[0]), float(self.edges[-1])

    def heights(self, distribution: WeightDistribution) -> tuple[Doubles, Doubles]:
        """Return how many values each bin has, and how high it is."""
        counts = np.zeros(len(self.edges) - 1) if distribution.is_empty else distribution.counts(self.edges)
        return counts, np.log1p(counts) if self.log_counts else counts


def bars(
    distribution: WeightDistribution, scale: BarScale, name: str, box: tuple[float, float, float, float]
) -> Iterator[Shape]:  # fmt: skip
    """Yield a bar for each bin that has values; the highest is as high as the room.

    Args:
        distribution: whose values are counted.
        scale: bins, and how high they are.
        name: that the ids start with.
        box: left, top, right, bottom of the room.
    """
    left, top, right, bottom = box
    edges = scale.edges
    counts, heights = scale.heights(distribution)
    shares = heights / (scale.highest or 1.0)
    wide = (right - left) / len(counts)
    for index in np.flatnonzero(np.rint(counts) > 0).tolist():
        height = max(_LEAST_BAR, float(shares[index]) * (bottom - top))
        about = f"{format_count(round(counts[index]))} from {format_number(edges[index])} to {format_number(edges[index + 1])}"
        yield Shape(
            f"{name}-{index}",
            about,
            wide,
            height,
            "bar",
            left + (index + 0.5) * wide,
            bottom - height / 2,
            color_of(distribution),
            stroke_width=0.0,
            kind="bin",
        )


def strip(
    distribution: WeightDistribution, name: str, span: tuple[float, float], box: tuple[float, float, float, float]
) -> Iterator[Shape]:
    """Yield a line from 5 % to 95 % of the values, a box around the middle half and a mark at the median.

    Args:
        distribution: whose quantiles are shown.
        name: that the ids start with.
        span: the values at the left and the right end of the room.
        box: left, top, right, bottom of the room.
    """
    if distribution.is_empty:
        return
    left, top, right, bottom = box
    values = distribution.quantiles(_QUANTILES)
    width = span[1] / 2 - span[0] / 2
    places = (left + (values / 2 - span[0] / 2) / width * (right - left)).tolist()
    middle = (top + bottom) / 2
    quantiles = ", ".join(
        f"{format_percent(part)}: {format_number(value)}" for part, value in zip(_QUANTILES, values.tolist(), strict=True)
    )
    marks = (
        ("reach", places[0], places[4], 1.4, "muted"),
        ("half", places[1], places[3], bottom - top, "muted"),
        ("median", places[2] - 0.8, places[2] + 0.8, bottom - top + 3, "ink"),
    )
    for part, start, end, height, color in marks:
        position = (start + end) / 2, middle
        size = max(end - start, _LEAST_BAR), height
        yield Shape(f"{name}-{part}", quantiles, *size, "bar", *position, color, stroke_width=0.0, kind="quantiles")


def facts(distribution: WeightDistribution) -> Iterator[str]:
    """Yield the numbers on a weight in words, without those on values that are not finite."""
    numbers = distribution.numbers
    yield f"{format_count(numbers.count, 'value')}{_zeros(numbers.zero_share, numbers.count)}"
    if distribution.is_empty or numbers.mean is None or numbers.standard_deviation is None:
        yield "no finite value"
    elif distribution.is_constant:
        yield f"all {'finite values ' if broken(distribution) else ''}equal to {format_number(distribution.limits[0])}"
    else:
        yield f"mean {format_number(numbers.mean)}, deviation {format_number(numbers.standard_deviation)}"


def _zeros(share: float, count: int) -> str:
    """Return how many values are zero: their share, or their number where the share would be tiny."""
    if not 0 < share < 1:
        return ""
    return f", {format_percent(share)} zero" if share >= 0.001 else f", {format_count(round(share * count))} zero"


def broken(distribution: WeightDistribution) -> str:
    """Return how many values are not finite, empty if all are."""
    numbers = distribution.numbers
    parts = [f"{format_count(numbers.nan_count)} NaN"] if numbers.nan_count else []
    parts += [f"{format_count(numbers.infinite_count)} infinite"] if numbers.infinite_count else []
    return ", ".join(parts)
