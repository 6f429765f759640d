"""Waterfall, force and decision of a sample: every number is a SHAP value or a sum of some."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dotnet_viz.charts.explanations.shap.decision import decision_chart
from dotnet_viz.charts.explanations.shap.explanation import ShapExplanation
from dotnet_viz.charts.explanations.shap.force import force_chart
from dotnet_viz.charts.explanations.shap.waterfall import waterfall_chart
from dotnet_viz.formatting import format_number
from tests.charts.reading import texts
from tests.shap_values_builder import table_values

VALUES = table_values(features=15)


def test_a_waterfall_leads_from_the_expected_output_to_the_models_own() -> None:
    chart = waterfall_chart(VALUES, 2, 0, 5)
    data = chart.to_dict()
    row = VALUES.values[2, :, 0]
    assert data["shap_value"][:5] == sorted(row.tolist(), key=abs, reverse=True)[:5]
    assert sum(data["shap_value"]) == pytest.approx(row.sum())
    assert data["after"][0] == data["sum"] == pytest.approx(float(VALUES.predictions[2, 0]))
    assert data["before"][-1] == pytest.approx(0.5)
    assert data["before"][:-1] == pytest.approx(data["after"][1:])
    assert data["feature"][-1] == "10 other features"


def test_a_waterfall_shows_both_ends_signs_and_values_of_features() -> None:
    shown = texts(waterfall_chart(VALUES, 2, 0, 5))
    assert f"f(x) = {format_number(float(VALUES.sums[2, 0]))}" in shown
    assert "E[f(x)] = 0.5" in shown
    assert "10 other features" in shown
    assert any(text.startswith("column") and " = " in text for text in shown)
    assert {text[0] for text in shown if text[0] in "+−"} == {"+", "−"}
    assert any("equals f(x)" in text for text in shown)


def test_an_estimate_says_that_it_is_one_and_shows_sum_and_output() -> None:
    estimate = replace(VALUES, predictions=VALUES.predictions + 0.25, explainer="gradient")
    shown = texts(waterfall_chart(estimate, 2, 0, 5))
    assert any(text.startswith("sum = ") and "f(x) = " in text for text in shown)
    assert any("differs from f(x) by 0.25" in text for text in shown)


def test_log_odds_of_two_classes_are_said_as_a_probability() -> None:
    odds = replace(VALUES, space="log-odds", predictions=np.full((20, 1), np.log(3.0)))
    assert any("a probability of 75 %" in text for text in texts(force_chart(odds, 0, 0, 5)))
    assert not any("a probability of" in text for text in texts(force_chart(VALUES, 0, 0, 5)))


def test_a_sample_that_nothing_moves_is_drawn() -> None:
    still = table_values(features=3, values=np.zeros((20, 3, 1)), predictions=np.full((20, 1), 0.5))
    for chart in (waterfall_chart(still, 0, 0, 5), force_chart(still, 0, 0, 5), decision_chart(still, [0], 0, 5)):
        assert "E[f(x)] = 0.5" in texts(chart)


def test_forces_of_both_sides_end_at_the_output_and_fold_the_rest_by_sign() -> None:
    data = force_chart(VALUES, 2, 0, 4).to_dict()
    parts = list(zip(data["feature"], data["shap_value"], data["start"], data["end"], strict=True))
    assert sum(value for _, value, _, _ in parts) == pytest.approx(VALUES.values[2, :, 0].sum())
    for sign in (1, -1):
        side = [part for part in parts if part[1] * sign > 0]
        assert side[0][3] == pytest.approx(data["sum"])
        assert [part[3] for part in side[1:]] == pytest.approx([part[2] for part in side[:-1]])
    folded = [value for name, value, _, _ in parts if name.endswith("other features")]
    rest = sorted(VALUES.values[2, :, 0].tolist(), key=abs)[:11]
    assert folded == pytest.approx([sum(one for one in rest if one > 0), sum(one for one in rest if one < 0)])


def test_decisions_lead_from_the_expected_output_to_each_samples_own() -> None:
    data = decision_chart(VALUES, range(20), 0, 6).to_dict()
    paths = np.array(data["output"]).reshape(20, 8)
    np.testing.assert_allclose(paths[:, 0], 0.5)
    np.testing.assert_allclose(paths[:, -1], VALUES.sums[:, 0])
    assert data["feature"][:2] == ["E[f(x)]", "9 other features"]


def test_decisions_of_one_sample_have_the_values_of_its_features() -> None:
    shown = texts(decision_chart(VALUES, [3], 0, 6))
    assert any(text.startswith("column") and " = " in text for text in shown)
    assert any(text.startswith("f(x) = ") for text in shown)


def test_many_decisions_are_thinned_and_say_so() -> None:
    many = table_values(samples=2000)
    assert any("150 of 2,000 samples are drawn" in text for text in texts(decision_chart(many, range(2000), 0, 5)))


def test_long_and_strange_names_do_no_harm() -> None:
    names = ("a" * 500, "<b>\n&", "日本語の名前")
    values = table_values(features=3, feature_names=names)
    for chart in (waterfall_chart(values, 0, 0, 5), force_chart(values, 0, 0, 5), decision_chart(values, [0], 0, 5)):
        shown = texts(chart)
        assert any("<b>↵&" in text for text in shown)
        assert all(len(text) < 200 for text in shown)


@pytest.mark.shap
def test_every_picture_of_a_table_takes_a_title() -> None:
    found = ShapExplanation(VALUES)
    for picture in (found.waterfall, found.force, found.beeswarm, found.bar, found.heatmap, found.decision):
        assert "Why here" in texts(picture(title="Why here"))
        assert "Why here" not in texts(picture())
    assert "Why here" in texts(found.dependence(0, title="Why here"))
