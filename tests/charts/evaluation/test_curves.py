from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.charts.evaluation.curves import (
    detection_error_chart,
    gain_chart,
    lift_chart,
    precision_recall_chart,
    roc_chart,
)
from dotnet_viz.measures.evaluation.classifiers.ranking import Ranking, class_rankings, micro_ranking, rank
from dotnet_viz.measures.evaluation.inputs.given_predictions import class_predictions
from tests.charts.reading import texts
from tests.measures.evaluation.builders import scored

CHARTS = (roc_chart, precision_recall_chart, detection_error_chart, gain_chart, lift_chart)


def rankings(classes: int, samples: int = 400, names: list[str] | None = None) -> list[Ranking]:
    true, scores = scored(samples, classes)
    return list(class_rankings(class_predictions("", scores, true, class_names=names)))


@pytest.mark.parametrize("draw", CHARTS)
def test_few_classes_have_a_name_each_and_their_points_are_kept(draw: Any) -> None:
    chart = draw(rankings(3, names=["ant", "bee", "cat"]))
    shown = " ".join(texts(chart))
    assert all(name in shown for name in ("ant", "bee", "cat", "at random"))
    frame = chart.to_frame()
    assert set(frame["curve"]) == {"ant", "bee", "cat"}
    assert len(frame) > 1000
    assert np.isfinite(frame.drop(columns=["curve", "threshold"])).all(axis=None)


def test_of_many_classes_the_worst_have_names_and_the_rest_is_counted() -> None:
    found = rankings(12, 1500)
    shown = texts(roc_chart(found))
    worst = min(found, key=lambda ranking: ranking.roc_area)
    assert worst.name in shown
    assert "6 other classes" in shown
    assert len(set(roc_chart(found).to_frame()["curve"])) == 12


def test_averages_are_drawn_where_they_are_asked_for() -> None:
    true, scores = scored(300, 3)
    predictions = class_predictions("", scores, true)
    found = list(class_rankings(predictions))
    for draw in (roc_chart, precision_recall_chart):
        shown = texts(draw(found, micro_ranking(predictions), has_macro=True))
        assert {"micro average", "macro average"} <= set(shown)
        assert "micro average" not in texts(draw(found))


def test_an_area_of_nearly_one_is_not_written_as_one() -> None:
    true = np.repeat([False, True], 5000)
    score = np.arange(10_000.0)
    score[0] = 6000.5
    ranking = rank("a", true, score)
    assert ranking is not None
    assert f"AUC {ranking.roc_area:.5f}" in texts(roc_chart([ranking]))


def test_intervals_stand_beside_the_area() -> None:
    found = rankings(2)
    chart = roc_chart(found, intervals={found[0].name: (0.71, 0.84)})
    assert any("(0.71 to 0.84)" in text for text in texts(chart))


@pytest.mark.parametrize("draw", CHARTS)
def test_a_hundred_thousand_points_are_a_small_file_that_is_the_same_again(draw: Any) -> None:
    random = np.random.default_rng(0)
    true = random.random(100_000) < 0.1
    ranking = rank("a", true, random.normal(size=100_000) + true)
    assert ranking is not None
    first, again = draw([ranking]).svg, draw([ranking]).svg
    assert len(first) < 60_000
    assert first == again


@pytest.mark.parametrize("draw", CHARTS)
@pytest.mark.parametrize("name", ["<script>", "$x$", "a" * 1000, "中文", ""])
def test_any_name_is_drawn_within_bounds(draw: Any, name: str) -> None:
    true, scores = scored(60, 2)
    ranking = rank(name, true == 1, scores[:, 1])
    assert ranking is not None
    chart = draw([ranking])
    assert "<script>" not in chart.svg
    assert chart.width < 700


@pytest.mark.parametrize("draw", CHARTS)
def test_a_perfect_and_a_constant_score_are_drawn(draw: Any) -> None:
    true = np.array([False, False, True, True])
    for score in (np.arange(4.0), np.ones(4), -np.arange(4.0)):
        ranking = rank("a", true, score)
        assert ranking is not None
        assert draw([ranking]).svg
