"""Two models on the same samples: differences of their measures, and whether their errors differ by more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import ShapeError
from dotnet_viz.measures.evaluation.intervals.bootstrap import DRAWS, check_draws, drawn_weights, percentiles
from dotnet_viz.measures.evaluation.intervals.weighted_measures import Weighted, measure_all

EXACT_PAIRS = 25
"""Below so many samples that one model alone gets right, the exact test is taken."""


@dataclass(frozen=True)
class MeasureDifference:
    """A measure of two models on the same samples.

    Args:
        of: a class, ``"macro average"``, ``"weighted average"``, or ``"all"`` for measures of all samples.
        measure: such as ``"accuracy"``.
        first: of the first model.
        second: of the second model.
        low: lower end of the interval of ``second - first``.
        high: its upper end.
    """

    of: str
    measure: str
    first: float
    second: float
    low: float
    high: float

    @property
    def change(self) -> float:
        """The second less the first."""
        return self.second - self.first

    @property
    def is_beyond_chance(self) -> bool:
        """Whether the interval does not contain 0."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class McNemar:
    """Which samples each of two models gets right, and how likely so uneven a share is if both are equally good.

    Args:
        both: samples that both get right.
        only_first: samples that the first alone gets right.
        only_second: samples that the second alone gets right.
        neither: samples that none gets right.
        p_value: of McNemar's test.
        test: ``"exact"`` (binomial) or ``"chi-square"`` (with continuity correction).
    """

    both: int
    only_first: int
    only_second: int
    neither: int
    p_value: float
    test: str


def paired_differences(
    first: Sequence[Weighted], second: Sequence[Weighted], count: int, draws: int = DRAWS, *, level: float = 0.95, seed: int = 0
) -> tuple[MeasureDifference, ...]:
    """Return the differences of what both are measured by, with percentile intervals of a paired bootstrap.

    Each draw takes the same samples for both models, so that what makes samples hard for both cancels out (Efron and
    Tibshirani, An Introduction to the Bootstrap, 1993).

    Args:
        first: functions that measure the first model, of how often each sample counts.
        second: those of the second.
        count: number of samples.
        draws: how often samples are drawn again.
        level: share of the draws between low and high.
        seed: of the random numbers.

    Raises:
        OptionError: a level that is not between 0 and 1, or less than 2 draws.
    """
    check_draws(draws, level)
    ones = np.ones(count, dtype=np.intp)
    one, two = measure_all(first, ones), measure_all(second, ones)
    shared = [key for key in one if key in two]
    drawn = np.empty((draws, len(shared)))
    for index, weights in enumerate(drawn_weights(count, draws, seed)):
        before, after = measure_all(first, weights), measure_all(second, weights)
        drawn[index] = [after[key] - before[key] for key in shared]
    return tuple(
        MeasureDifference(*key, one[key], two[key], *percentiles(drawn[:, position], level))
        for position, key in enumerate(shared)
    )


def mcnemar(first_right: NDArray[np.bool_], second_right: NDArray[np.bool_]) -> McNemar:
    """Test whether two models make equally many errors on the same samples.

    With fewer than 25 samples that one model alone gets right, the two-sided binomial test; else the chi-square test with the
    continuity correction of Edwards (McNemar, Psychometrika 12, 1947; Edwards, Psychometrika 13, 1948).

    Args:
        first_right: whether the first model is right; shape (samples,).
        second_right: whether the second is.

    Raises:
        ShapeError: different numbers of samples, or none.

    Example:
        >>> found = mcnemar(np.array([True] * 8 + [False] * 2), np.array([True] * 2 + [False] * 8))
        >>> found.only_first, found.only_second, found.test, found.p_value
        (6, 0, 'exact', 0.03125)
    """
    if first_right.shape != second_right.shape or not first_right.size:
        raise ShapeError(
            f"both models need predictions of the same samples, not {first_right.size:,} and {second_right.size:,}"
        )
    only_first, only_second = int((first_right & ~second_right).sum()), int((second_right & ~first_right).sum())
    uneven = only_first + only_second
    is_exact = uneven < EXACT_PAIRS
    p_value = _p_value(only_first, only_second, is_exact=is_exact)
    both, neither = int((first_right & second_right).sum()), int((~first_right & ~second_right).sum())
    return McNemar(both, only_first, only_second, neither, p_value, "exact" if is_exact else "chi-square")


def _p_value(one: int, two: int, *, is_exact: bool) -> float:
    from scipy.stats import binomtest, chi2

    if one + two == 0:
        return 1.0
    if is_exact:
        return float(binomtest(one, one + two).pvalue)
    return float(chi2.sf(max(abs(one - two) - 1, 0) ** 2 / (one + two), df=1))
