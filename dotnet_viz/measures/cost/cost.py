"""The arithmetic of a call, and the sum of several."""

from __future__ import annotations

from dataclasses import dataclass

from dotnet_viz.formatting import format_magnitude

LARGEST = 10**24
"""More operations or bytes than any model has: what counts more, has absurd sizes."""


@dataclass(frozen=True)
class Cost:
    """The arithmetic of one or several calls on one sample.

    Args:
        macs: multiply-accumulates: one product of a weight (or of two activations, in attention) that is added to a sum.
        flops: floating-point operations: two for each multiply-accumulate, and those of biases, activation functions,
            normalization, pooling and arithmetic on each value.
        is_complete: whether nothing is missing in both; where something is, they are lower bounds.

    Example:
        >>> Cost(6, 14) + Cost(is_complete=False)
        Cost(macs=6, flops=14, is_complete=False)
    """

    macs: int = 0
    flops: int = 0
    is_complete: bool = True

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.macs + other.macs, self.flops + other.flops, self.is_complete and other.is_complete)

    @property
    def is_possible(self) -> bool:
        """Whether a model can have so many operations."""
        return 0 <= self.macs <= LARGEST and 0 <= self.flops <= LARGEST

    @property
    def is_known(self) -> bool:
        """Whether anything is known of it: a lower bound of nothing says nothing."""
        return self.is_complete or bool(self.macs or self.flops)

    def times(self, count: int) -> Cost:
        """Return the cost of the same calls, several times."""
        return Cost(count * self.macs, count * self.flops, self.is_complete)


UNKNOWN_COST = Cost(is_complete=False)


def format_bound(count: int, unit: str = "", *, is_complete: bool = True) -> str:
    """Return a number of operations or bytes of which some may be missing.

    Args:
        count: at least how many there are.
        unit: follows the number.
        is_complete: whether it is the number itself; ``"?"`` stands for an incomplete sum of nothing.

    Example:
        >>> format_bound(4_100_000_000, "MACs"), format_bound(25_000, is_complete=False), format_bound(0, is_complete=False)
        ('4.1 G MACs', '≥ 25.0 k', '?')
    """
    if is_complete:
        return format_magnitude(count, unit)
    return f"≥ {format_magnitude(count, unit)}" if count else f"? {unit}".rstrip()
