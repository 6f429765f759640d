"""Numbers that are easily read along a colour bar."""

from __future__ import annotations

import math
import sys

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_LEADING = (5.0, 2.0, 1.0)
_INTERVALS = 4
_SLACK = 1e-9


def round_numbers(low: float, high: float, *, whole: bool = False) -> tuple[float, ...]:
    """Return round numbers in equal steps between two limits, which are among them where they are round themselves.

    Args:
        low: the lower limit.
        high: the upper limit, above the lower one.
        whole: whether only whole numbers are wanted.

    Returns:
        Three to five numbers where all of them may be taken; multiples of 1, 2, 2.5 or 5 times a power of ten.

    Example:
        >>> round_numbers(-0.857, 0.857), round_numbers(0.0, 4.0)
        ((-0.5, 0.0, 0.5), (0.0, 1.0, 2.0, 3.0, 4.0))
    """
    # Each divided by itself: the difference of two large numbers may be infinite.
    wanted = high / _INTERVALS - low / _INTERVALS
    if wanted < sys.float_info.min:
        return low, high
    step = _step(wanted, whole=whole)
    first, last = math.ceil(low / step - _SLACK), math.floor(high / step + _SLACK)
    return tuple(_exact(number * step) for number in range(first, last + 1))


def _step(wanted: float, *, whole: bool) -> float:
    """Return the first round number that is not smaller than a step."""
    if whole and wanted <= 1.0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(wanted))
    found = next(step * power for step in _STEPS if step * power >= wanted * (1 - _SLACK))
    return float(math.ceil(found)) if whole else found


def rounded_down(number: float) -> float:
    """Return the largest of 1, 2 and 5 times a power of ten that is not larger than a number above 0.

    Args:
        number: above 0; the smallest that a computer can write stay as they are.

    Example:
        >>> rounded_down(0.857), rounded_down(1.0), rounded_down(49.0)
        (0.5, 1.0, 20.0)
    """
    if number < sys.float_info.min:
        return number
    power = 10.0 ** math.floor(math.log10(number) + _SLACK)
    return _exact(next((first * power for first in _LEADING if first * power <= number * (1 + _SLACK)), power))


def _exact(number: float) -> float:
    """Return a number without what its last bits have of being computed."""
    return float(f"{number:.12g}")
