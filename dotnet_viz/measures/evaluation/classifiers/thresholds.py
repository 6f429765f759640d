"""What a threshold of one's own would do: precision, recall, F1, and what errors cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError
from dotnet_viz.measures.evaluation.classifiers.ranking import Ranking

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Thresholds:
    """Measures of one class at each threshold; a sample is called positive from it upwards.

    Args:
        name: of the class.
        thresholds: falling; shape (points,), as all others.
        precision: share of the class among those called positive.
        recall: share of the class that is called positive.
        f1: harmonic mean of both.
        called: share of all samples that are called positive.
        cost: mean cost of a sample, in the unit of the costs.
        best_f1: index of the largest F1.
        lowest_cost: index of the lowest cost.
    """

    name: str
    thresholds: Numbers = field(repr=False)
    precision: Numbers = field(repr=False)
    recall: Numbers = field(repr=False)
    f1: Numbers = field(repr=False)
    called: Numbers = field(repr=False)
    cost: Numbers = field(repr=False)
    best_f1: int
    lowest_cost: int


def at_thresholds(ranking: Ranking, false_positive_cost: float = 1.0, false_negative_cost: float = 1.0) -> Thresholds:
    """Return the measures at each threshold of a ranking.

    Args:
        ranking: of a class.
        false_positive_cost: what it costs to call a sample positive that is not of the class.
        false_negative_cost: what it costs to miss one of the class.

    Raises:
        OptionError: a cost that is negative or no finite number, or no costs at all.

    Example:
        >>> from dotnet_viz.measures.evaluation.classifiers.ranking import rank
        >>> found = at_thresholds(rank("ill", np.array([True, False, True]), np.array([0.9, 0.6, 0.4])), 1, 5)
        >>> float(found.thresholds[found.lowest_cost]), found.cost.round(3).tolist()
        (0.4, [1.667, 2.0, 0.333])
    """
    costs: tuple[Any, Any] = (false_positive_cost, false_negative_cost)
    if not all(isinstance(cost, int | float | np.number) and 0 <= cost < np.inf for cost in costs) or not any(costs):
        raise OptionError(f"costs must be numbers of at least 0, one of them above 0, not {costs[0]!r} and {costs[1]!r}")
    hits, false_alarms = ranking.true_positives, ranking.false_positives
    called = hits + false_alarms
    misses = ranking.positives - hits
    f1 = 2 * hits / (called + ranking.positives)
    total = ranking.positives + ranking.negatives
    cost = (false_positive_cost * false_alarms + false_negative_cost * misses) / total
    return Thresholds(
        ranking.name, ranking.thresholds, hits / called, hits / ranking.positives, f1, called / total, cost, int(f1.argmax()),
        int(cost.argmin()),
    )  # fmt: skip
