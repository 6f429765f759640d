"""Beeswarm, bars, dependence and heat map of all samples."""

from __future__ import annotations

import re

import numpy as np
import pytest

from dotnet_viz.charts.explanations.shap.bar import bar_chart, largest_outputs
from dotnet_viz.charts.explanations.shap.beeswarm import beeswarm_chart
from dotnet_viz.charts.explanations.shap.decision import decision_chart
from dotnet_viz.charts.explanations.shap.dependence import dependence_chart
from dotnet_viz.charts.explanations.shap.heatmap import heatmap_chart
from dotnet_viz.charts.explanations.shap.waterfall import waterfall_chart
from tests.charts.reading import texts
from tests.shap_values_builder import table_values

VALUES = table_values(features=15)


def test_a_beeswarm_holds_every_value_and_the_sum_of_the_rest() -> None:
    data = beeswarm_chart(VALUES, 0, 5).to_dict()
    rows = np.array(data["shap_value"]).reshape(6, 20)
    order = np.argsort(-np.abs(VALUES.values[..., 0]).mean(axis=0))
    np.testing.assert_array_equal(rows[:5], VALUES.values[:, order[:5], 0].T)
    np.testing.assert_allclose(rows[5], VALUES.values[:, order[5:], 0].sum(axis=1))
    np.testing.assert_array_equal(np.array(data["value"]).reshape(6, 20)[0], VALUES.data[:, order[0]])
    assert data["feature"][-1] == "sum of 10 other features"


@pytest.mark.slow
def test_pictures_of_many_samples_are_small_and_say_what_they_leave_out() -> None:
    many = table_values(samples=20_000, features=20)
    for chart in (
        beeswarm_chart(many, 0, 10),
        dependence_chart(many, 0, 1, 0),
        heatmap_chart(many, 0, 10, "output"),
        decision_chart(many, range(20_000), 0, 10),
    ):
        assert len(chart.svg.encode()) < 200_000, chart.title
        assert any("of 20,000 samples are drawn" in text for text in texts(chart)), chart.title


def test_bars_are_mean_magnitudes() -> None:
    data = bar_chart(VALUES, [0], 5).to_dict()
    means = np.abs(VALUES.values[..., 0]).mean(axis=0)
    assert data["mean_magnitude"][:5] == pytest.approx(sorted(means.tolist(), reverse=True)[:5])
    assert data["mean_magnitude"][5] == pytest.approx(sum(sorted(means.tolist())[:10]))
    assert any("sum of 10 other features" in text for text in texts(bar_chart(VALUES, [0], 5)))


def test_bars_of_several_outputs_name_each() -> None:
    several = table_values(outputs=3)
    chart = bar_chart(several, [0, 1, 2], 5)
    assert {"class 0", "class 1", "class 2"} <= set(texts(chart))
    data = chart.to_dict()
    best = int(np.argmax(np.abs(several.values).mean(axis=0).sum(axis=1)))
    assert data["mean_class 1"][0] == pytest.approx(np.abs(several.values[:, best, 1]).mean())


def test_of_many_outputs_the_largest_have_a_colour() -> None:
    many = table_values(outputs=12)
    totals = np.abs(many.values).sum(axis=(0, 1))
    assert largest_outputs(many).tolist() == sorted(np.argsort(-totals)[:8].tolist())


def test_dependence_has_the_feature_its_values_and_the_other_feature() -> None:
    chart = dependence_chart(VALUES, 2, 4, 0)
    data = chart.to_dict()
    assert data["value"] == VALUES.data[:, 2].tolist()
    assert data["shap_value"] == VALUES.values[:, 2, 0].tolist()
    assert data["interaction"] == VALUES.data[:, 4].tolist()
    assert "column 4" in texts(chart)
    assert chart.svg.count("h.01") == 20
    assert "interaction" not in dependence_chart(VALUES, 2, None, 0).to_dict()


def test_missing_values_are_left_out_and_counted() -> None:
    data = VALUES.data.copy()
    data[:3, 2] = np.nan
    chart = dependence_chart(table_values(features=15, data=data), 2, None, 0)
    assert chart.svg.count("h.01") == 17
    assert any("3 samples without a value" in text for text in texts(chart))


def test_words_of_a_category_stand_below_their_dots() -> None:
    codes = np.tile(np.arange(20) % 2, (6, 1)).T.astype(float)
    words = np.array([["Oslo", "Rome"][int(code)] for code in codes[:, 0]], dtype=object)
    values = table_values(data=codes, displayed=np.tile(words, (6, 1)).T)
    assert {"Oslo", "Rome"} <= set(texts(dependence_chart(values, 0, None, 0)))


@pytest.mark.parametrize("order", ["similarity", "output", "given"])
def test_a_heat_map_holds_every_value_and_its_order(order: str) -> None:
    chart = heatmap_chart(VALUES, 0, 5, order)
    data = chart.to_dict()
    best = int(np.argmax(np.abs(VALUES.values[..., 0]).mean(axis=0)))
    assert data["shap_value"][:20] == VALUES.values[:, best, 0].tolist()
    assert sorted(data["order"]) == list(range(20))
    if order == "output":
        assert np.all(np.diff(VALUES.sums[data["order"], 0]) >= 0)
    if order == "given":
        assert data["order"] == list(range(20))


def test_the_label_of_the_bars_of_a_heat_map_is_below_the_ticks_beside_it() -> None:
    svg = heatmap_chart(VALUES, 0, 5, "given").svg
    heights = {text: float(y) for y, text in re.findall(r'<text[^>]* y="([\d.]+)"[^>]*>([^<]*)</text>', svg)}
    assert heights["mean |value|"] > heights["20"] + 8


def test_one_sample_alone_has_every_picture() -> None:
    one = table_values(samples=1, features=2)
    for chart in (beeswarm_chart(one, 0, 5), bar_chart(one, [0], 5), dependence_chart(one, 0, None, 0)):
        assert "1 sample" in " ".join(texts(chart))
    assert "f(x)" in texts(heatmap_chart(one, 0, 5, "similarity"))


def test_names_of_features_that_are_cut_differ() -> None:
    name = "the_mean_of_what_was_measured_on_{}_of_all_cells_that_could_be_seen_in_the_image"
    named = table_values(features=2, feature_names=tuple(name.format(part) for part in ("radius", "texture")))
    for chart in (
        beeswarm_chart(named, 0, 5),
        bar_chart(named, [0], 5),
        waterfall_chart(named, 0, 0, 5),
        decision_chart(named, [0, 1], 0, 5),
    ):
        cut = {text for text in texts(chart) if text.startswith("the_me")}
        assert len({text.partition(" = ")[0] for text in cut}) == 2
        assert all("…" in text for text in cut)
