from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import f1_score, precision_score, recall_score

from dotnet_viz.errors import OptionError
from dotnet_viz.measures.evaluation.classifiers.ranking import Ranking, rank
from dotnet_viz.measures.evaluation.classifiers.thresholds import at_thresholds
from tests.measures.evaluation.builders import scored

TRUE, SCORES = scored(200, 2, digits=2)


def ranking() -> Ranking:
    found = rank("b", TRUE == 1, SCORES[:, 1], keep_all=True)
    assert found is not None
    return found


def test_every_threshold_has_the_measures_of_scikit_learn() -> None:
    found = at_thresholds(ranking(), 2.0, 5.0)
    for index, threshold in enumerate(found.thresholds):
        called = SCORES[:, 1] >= threshold
        assert found.precision[index] == pytest.approx(precision_score(TRUE, called))
        assert found.recall[index] == pytest.approx(recall_score(TRUE, called))
        assert found.f1[index] == pytest.approx(f1_score(TRUE, called))
        assert found.called[index] == pytest.approx(called.mean())
        cost = (2 * (called & (TRUE == 0)).sum() + 5 * (~called & (TRUE == 1)).sum()) / len(TRUE)
        assert found.cost[index] == pytest.approx(cost)
    assert found.cost[found.lowest_cost] == found.cost.min()
    assert found.f1[found.best_f1] == found.f1.max()


def test_misses_that_cost_more_lower_the_threshold() -> None:
    cheap, dear = (at_thresholds(ranking(), 1.0, cost) for cost in (0.2, 20.0))
    assert dear.thresholds[dear.lowest_cost] < cheap.thresholds[cheap.lowest_cost]


@pytest.mark.parametrize("costs", [(-1, 1), (0, 0), (np.inf, 1), (1, np.nan)])
def test_costs_that_are_none_are_refused(costs: tuple[float, float]) -> None:
    with pytest.raises(OptionError, match="costs must be numbers"):
        at_thresholds(ranking(), *costs)
