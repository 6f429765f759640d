"""How far weights went."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import numpy as np
import pytest

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.drift import drift_over_depth, drift_over_models
from dotnet_viz.measures.comparison import compare_graphs, evolve
from tests.builders import chain, dense_chain, dense_layer
from tests.comparison_builders import Step, chain_steps, inserted, model


def texts(chart: Chart) -> list[str]:
    return [item.text or "" for item in ET.fromstring(chart.svg).iter("{http://www.w3.org/2000/svg}text")]


def test_few_layers_have_named_bars_and_the_unchanged_are_said() -> None:
    one, other = (chain([dense_layer("still", np.ones((2, 2))), dense_layer("x" * 90, np.full((2, 2), v))]) for v in (1.0, 1.5))
    shown = texts(drift_over_depth(compare_graphs(one, other)))
    assert {"still", "unchanged", "50 %"} <= set(shown)
    assert max(map(len, shown)) < 60


@pytest.mark.parametrize("count", [60, 400])
def test_many_layers_are_a_curve_with_the_strongest_named(count: int) -> None:
    found = compare_graphs(model(chain_steps(count)), model(chain_steps(count), values=1))
    chart = drift_over_depth(found)
    assert sum(text.split(": ")[-1].startswith("dense") for text in texts(chart)) == 5
    assert chart.height == 320
    assert f"{count} layers" in chart.alternative


def test_nothing_to_compare_is_said() -> None:
    found = compare_graphs(dense_chain(2, 3), dense_chain(2, 4))
    assert "no weights could be compared" in texts(drift_over_depth(found))


def test_courses_of_many_layers_name_the_farthest_and_count_the_rest() -> None:
    found = evolve([model(chain_steps(12), values=value) for value in (0, 1, 2)])
    shown = texts(drift_over_models(found))
    assert sum(text.startswith("dense") for text in shown) == 8
    assert "4 other layers, which went less far" in shown
    assert "farthest is dense" in drift_over_models(found).alternative


def test_a_layer_that_came_later_has_a_gap() -> None:
    steps = chain_steps(2)
    grown = model(inserted(steps, "d0", Step("new", "Dense", config={"units": 4})), values=1)
    assert drift_over_models(evolve([model(steps), grown, grown])).svg


def test_the_same_numbers_give_the_same_bytes() -> None:
    found = compare_graphs(dense_chain(3, 4, 2), dense_chain(3, 4, 2, seed=1))
    assert drift_over_depth(found).svg == drift_over_depth(found).svg
    assert drift_over_depth(found).png().startswith(b"\x89PNG")
