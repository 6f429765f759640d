"""Checks across layers: kernels whose size stands out among the others."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.graph.weight_axes import fans
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.diagnostics.sources import OUTLIERS
from dotnet_viz.measures.diagnostics.subject import Check, CheckSubject, ScannedWeight
from dotnet_viz.translation.translate import mark, translate

FEWEST_LAYERS = 5
LEAST_FACTOR = 10.0

_LARGER = mark("for its width the kernel is {factor} times larger than the median of {kernels}")
_SMALLER = mark("for its width the kernel is {factor} times smaller than the median of {kernels}")


def find_outlier_norms(subject: CheckSubject) -> Iterator[Finding]:
    """Yield kernels whose gain is far from that of the model's other kernels.

    The gain is the root mean square of the values times the square root of their fan-in, so that layers of
    different widths compare. One stands out where the modified z-score of its logarithm is above the threshold
    and it is more than ten times larger or smaller than the median.
    """
    limit = subject.thresholds["outlier-norm"]
    kernels = _compared(subject)
    gains = [_gain(item) for item in kernels]
    median = float(np.median(gains))
    for item, gain, score in zip(kernels, gains, _scores(gains), strict=True):
        factor = math.exp(abs(math.log(gain / median)))
        if score > limit and factor > LEAST_FACTOR:
            message = translate(
                _LARGER if gain > median else _SMALLER,
                factor=format_number(factor),
                kernels=format_count(len(kernels), "kernel"),
            )
            fix = translate(
                "look at what sets this layer apart: its initialiser, regulariser, learning rate or the scale of its inputs"
            )
            layer, weight = item.layer.id, item.weight.name
            yield Finding("outlier-norm", "warning", layer, weight, message, score, limit, OUTLIERS, fix)


def _compared(subject: CheckSubject) -> list[ScannedWeight]:
    return [item for item in subject.kernels if item.weight.role != "embeddings"]


def _lacks_kernels(subject: CheckSubject) -> str:
    if len(_compared(subject)) >= FEWEST_LAYERS:
        return ""
    return translate("it takes {count} kernels or more to tell which stands out", count=FEWEST_LAYERS)


def _gain(item: ScannedWeight) -> float:
    fan_in, _ = fans(item.layer, item.weight)
    return (item.statistics.l2_norm or 0.0) * math.sqrt(fan_in / item.statistics.count)


def _scores(gains: Sequence[float]) -> list[float]:
    """Return the modified z-score of each logarithm."""
    logarithms = np.log(gains)
    distances = np.abs(logarithms - np.median(logarithms))
    usual = float(np.median(distances)) or float(np.finfo(float).tiny)
    return [float(score) for score in 0.6745 * distances / usual]


CHECKS = (
    Check(
        "outlier-norm",
        "kernels whose norm stands out among the layers",
        find_outlier_norms,
        3.5,
        "kernels",
        lacks=_lacks_kernels,
    ),
)
