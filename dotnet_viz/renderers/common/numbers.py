"""Numbers in files: short, without an exponent, and the same on every machine."""

from __future__ import annotations


def decimal(value: float, digits: int = 2) -> str:
    """Return a number with at most some decimals and no zeros behind them.

    Args:
        value: the number.
        digits: most decimals.

    Example:
        >>> decimal(3.0), decimal(-0.001), decimal(0.12345, 4)
        ('3', '0', '0.1235')
    """
    text = f"{value:.{digits}f}"
    if digits:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
