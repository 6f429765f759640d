"""The confidence interval of a share of samples."""

from __future__ import annotations

import math

NORMAL = 1.959963984540054
"""95 % of a normal distribution are no further from its mean than so many standard deviations."""


def wilson_interval(errors: int, samples: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson, Journal of the American Statistical Association 22, 1927).

    Args:
        errors: how many samples have what is counted.
        samples: of how many.
    """
    if not samples:
        return 0.0, 1.0
    share, square = errors / samples, NORMAL**2
    middle = (share + square / (2 * samples)) / (1 + square / samples)
    half = NORMAL * math.sqrt(share * (1 - share) / samples + square / (4 * samples**2)) / (1 + square / samples)
    return max(0.0, middle - half), min(1.0, middle + half)
