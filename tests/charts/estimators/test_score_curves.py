from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.charts.estimators.score_curves import score_curve_chart
from dotnet_viz.measures.model_selection.score_curves import ScoreCurve


def curve(*places: object) -> ScoreCurve:
    scores = np.linspace(0.5, 0.9, len(places))[:, None] + np.array([[-0.02, 0.0, 0.02]])
    return ScoreCurve("Tree", "max_depth", places, scores + 0.05, scores, "accuracy")


@pytest.mark.parametrize("places", [(1, 2, 3), (1e-4, 1e-2, 1.0), ("None", "2"), (5,)])
def test_scores_can_be_had_wherever_they_stand(places: tuple[object, ...]) -> None:
    chart = score_curve_chart(curve(*places), "Validation curve")
    numbers = chart.to_dict()
    assert numbers["max_depth"] == list(places)
    assert numbers["validation"][-1] == pytest.approx(0.9 if len(places) > 1 else 0.5)
    assert numbers["best"] == places[-1]
    assert len(numbers["train_scores"][0]) == 3
    assert chart.title == "Validation curve of Tree"
    assert "± 1 standard deviation over 3 folds" in chart.svg
