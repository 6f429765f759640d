"""Confidence intervals of measures by bootstrap: the samples are drawn again with replacement, the same ones for a seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import whole_number
from dotnet_viz.errors import OptionError
from dotnet_viz.measures.evaluation.inputs.predictions import ClassPredictions
from dotnet_viz.measures.evaluation.intervals.weighted_measures import Weighted, measure_all, weighted_measures

DRAWS = 1000
"""How often samples are drawn again where the data is of a usual size."""
MAX_DRAWS = 100_000

_AFFORDABLE = 200_000_000

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Interval:
    """A measure with its confidence interval.

    Args:
        of: a class, ``"macro average"``, ``"weighted average"``, or ``"all"`` for measures of all samples.
        measure: such as ``"accuracy"``.
        value: in the data itself.
        low: lower end.
        high: upper end.
    """

    of: str
    measure: str
    value: float
    low: float
    high: float


def draws_of(intervals: bool | int, predictions: ClassPredictions | None = None) -> int:
    """Return how often samples are drawn again: as often as asked for, or as often as takes seconds.

    Args:
        intervals: a number of draws; ``True`` for 1,000, of large data less, but at least 100; ``False`` for none.
        predictions: of one output; ``None`` where each draw takes little time.

    Raises:
        OptionError: less than 2 draws, or more than 100,000.
    """
    if intervals is False:
        return 0
    if intervals is True and predictions is None:
        return DRAWS
    if intervals is True and predictions is not None:
        work = len(predictions.true) * (len(predictions.class_names) + 2)
        return int(np.clip(_AFFORDABLE // work, 100, DRAWS))
    draws = whole_number("intervals, where it is not True,", intervals, least=2)
    if draws > MAX_DRAWS:
        raise OptionError(f"intervals may ask for at most {MAX_DRAWS:,} draws, not {draws:,}; True takes as many as are useful")
    return draws


def bootstrap(predictions: ClassPredictions, draws: int = DRAWS, *, level: float = 0.95, seed: int = 0) -> tuple[Interval, ...]:
    """Return the measures with percentile intervals.

    Accuracy, balanced accuracy, precision, recall and F1 of each class and their averages; with scores also the area under the
    ROC curve and the average precision; with probabilities the Brier score of two classes.

    Args:
        predictions: of one output.
        draws: how often the samples are drawn again.
        level: share of the draws between low and high.
        seed: of the random numbers.

    Raises:
        OptionError: a level that is not between 0 and 1, or less than 2 draws.

    Example:
        >>> from dotnet_viz.measures.evaluation.inputs.given_predictions import class_predictions
        >>> found = bootstrap(class_predictions("", np.eye(2)[[0, 0, 1, 1]], np.array([0, 0, 1, 0])), 50)
        >>> found[0].measure, found[0].value, found[0].low <= 0.75 <= found[0].high
        ('accuracy', 0.75, True)
    """
    return bootstrap_measures(weighted_measures(predictions), len(predictions.true), draws, level=level, seed=seed)


def bootstrap_measures(
    measured: Sequence[Weighted], count: int, draws: int = DRAWS, *, level: float = 0.95, seed: int = 0
) -> tuple[Interval, ...]:
    """Return measures with percentile intervals.

    Args:
        measured: functions of how often each sample counts.
        count: number of samples.
        draws: how often they are drawn again.
        level: share of the draws between low and high.
        seed: of the random numbers.

    Raises:
        OptionError: a level that is not between 0 and 1, or less than 2 draws.
    """
    check_draws(draws, level)
    value = measure_all(measured, np.ones(count, dtype=np.intp))
    found = [measure_all(measured, weights) for weights in drawn_weights(count, draws, seed)]
    results = []
    for key, number in value.items():
        low, high = percentiles(np.array([one[key] for one in found]), level)
        results.append(Interval(*key, number, low, high))
    return tuple(results)


def check_draws(draws: int, level: float) -> None:
    """Raise where there is no interval of so many draws, or of such a share of them.

    Args:
        draws: how often samples are drawn again.
        level: share of the draws between low and high.

    Raises:
        OptionError: a level that is not between 0 and 1, or less than 2 draws.
    """
    if not 0 < level < 1 or draws < 2:
        raise OptionError(f"level must be between 0 and 1 and draws at least 2, not {level!r} and {draws!r}")


def percentiles(drawn: Numbers, level: float) -> tuple[float, float]:
    """Return the ends of a percentile interval; NaN where no draw has a value.

    Args:
        drawn: the value of each draw; those that are NaN are left out.
        level: share of the draws between both ends.
    """
    kept = drawn[~np.isnan(drawn)]
    if not len(kept):
        return np.nan, np.nan
    low, high = np.quantile(kept, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def drawn_weights(count: int, draws: int, seed: int) -> Iterator[NDArray[np.intp]]:
    """Yield how often each sample is in each draw of as many samples with replacement.

    Args:
        count: number of samples.
        draws: number of draws.
        seed: of the random numbers.
    """
    random = np.random.default_rng(seed)
    for _ in range(draws):
        yield np.bincount(random.integers(0, count, count), minlength=count)
