"""Bars: what is drawn is what the layers have, and what is left out is said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph
from dotnet_viz.layouts import place
from dotnet_viz.scene import KeyLegend, Scene
from tests.builders import dense_chain
from tests.diagrams.view_checks import assert_reads_well

MODEL = dense_chain(8, 6, 4, 2)


def built(graph: Graph = MODEL, **options: Any) -> Scene:
    return dv.Bars(**options).build(graph)


def names(scene: Scene) -> list[str]:
    return [label.text for label in scene.labels if label.x == 0.0 and label.text.startswith("dense")]


def bar(scene: Scene, row: int, column: int) -> float:
    return scene.shape_by_id[f"bar{row}-{column}"].width


def test_each_layer_has_a_bar_of_each_measure_as_long_as_its_share() -> None:
    scene = built(measures=["parameters", "flops"])
    assert names(scene) == ["dense_0", "dense_1", "dense_2"]
    assert bar(scene, 1, 0) / bar(scene, 2, 0) == pytest.approx(54 / 28)
    assert scene.shape_by_id["bar1-0"].name == "dense_0: 54 (58.7 %)"
    assert {"Parameters", "FLOPs"} <= {label.text for label in scene.labels}
    assert_reads_well(place(scene))


def test_rows_can_be_sorted_by_a_measure() -> None:
    graph = dense_chain(2, 3, 9, 1)
    assert names(built(graph, sort="parameters")) == ["dense_1", "dense_2", "dense_0"]
    assert names(built(graph)) == ["dense_0", "dense_1", "dense_2"]


def test_a_logarithm_is_said_and_makes_small_bars_visible() -> None:
    plain, log = built(measures=["parameters"]), built(measures=["parameters"], log_lengths=True)
    assert bar(log, 3, 0) / bar(log, 1, 0) == pytest.approx(np.log1p(10) / np.log1p(54))
    assert any("logarithm" in note for note in log.notes)
    assert not any("logarithm" in note for note in plain.notes)


def test_exact_zeros_are_counted_on_a_scale_up_to_all() -> None:
    kernel = np.ones((4, 4))
    kernel[:, 0] = 0.0
    scene = built(dv.read([kernel, np.ones((4, 2))]), measures=["sparsity"])
    assert scene.shape_by_id["bar1-0"].name == "dense_1: 25 %"
    assert bar(scene, 1, 0) == pytest.approx(104.0 / 4)
    assert "bar2-0" not in scene.shape_by_id


def test_frozen_layers_have_outlines_and_a_key_and_shared_ones_say_how_often() -> None:
    start, first, *rest = MODEL.nodes
    frozen = replace(first, layer=replace(first.layer, trainable=False))
    graph = replace(MODEL, nodes=(start, frozen, *rest))
    scene = built(graph)
    assert scene.shape_by_id["bar1-0"].dashed
    assert not scene.shape_by_id["bar2-0"].dashed
    assert "Dense · frozen" in [label.text for label in scene.labels]
    (key,) = scene.legends
    assert isinstance(key, KeyLegend)
    assert [entry.text for entry in key.entries] == ["trained", "frozen: not trained"]
    twice = replace(MODEL, nodes=(*MODEL.nodes, replace(MODEL.nodes[-1], id="again")))
    assert "Dense · called 2 times" in [label.text for label in built(twice).labels]


def test_many_layers_share_rows_and_the_note_says_so() -> None:
    graph = dense_chain(*[4] * 61)
    scene = built(graph, max_rows=10)
    assert len(names(scene)) <= 10
    assert any("61 layers" in note for note in scene.notes)
    assert len(names(built(graph, max_rows=None))) == 60


@pytest.mark.parametrize("fit", ["page", "column", "slide"])
def test_it_fits_every_paper_with_all_measures(fit: str, recwarn: pytest.WarningsRecorder) -> None:
    scene = dv.draw(dense_chain(*[4] * 61), style="bars", fit=fit).scene
    titles = {"Parameters", "FLOPs", "Memory of activations"}
    assert titles <= {label.text for label in scene.labels}
    assert not recwarn.list


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"measures": ["weights"]}, "unknown measure 'weights'"),
        ({"measures": []}, "names none"),
        ({"sort": "name"}, "unknown sort"),
    ],
)
def test_what_is_no_measure_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        dv.Bars(**options)


def test_a_number_of_rows_that_share_a_colour_is_not_cut_in_a_column() -> None:
    graph = dense_chain(*[8] * 8, *[4] * 8)
    numbers = {layer.name: number % 2 / 3 for number, layer in enumerate(graph.layers) if layer.weights}
    said = [
        label.text for label in dv.draw(graph, style="bars", overlay=numbers, fit="column").scene.labels if "mean" in label.text
    ]
    assert said
    assert not [text for text in said if "…" in text]
