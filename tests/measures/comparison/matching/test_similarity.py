"""How alike two layers are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.graph import Layer, Weight
from dotnet_viz.measures.comparison.matching.similarity import NEVER, dissimilarity, related, samples, traits_of
from dotnet_viz.measures.comparison.topology import topology_of
from tests.comparison_builders import block_steps, model


def unlike(one: Layer, other: Layer) -> float:
    topology = topology_of(model([]))
    return dissimilarity(*(traits_of([layer], topology)[layer.id] for layer in (one, other)))


def layer(kind: str, category: str = "layer", **config: Any) -> Layer:
    return Layer(kind, kind, kind, category=category, config=config)


def test_equal_settings_cost_nothing_and_more_differences_cost_more() -> None:
    assert unlike(layer("Dense", units=3), layer("Dense", units=3)) == 0
    one = unlike(layer("Dense", units=3, use_bias=True), layer("Dense", units=4, use_bias=True))
    two = unlike(layer("Dense", units=3, use_bias=True), layer("Dense", units=4, use_bias=[]))
    assert 1 < one < two < 2
    assert unlike(layer("LSTM", units=3), layer("GRU", units=3)) > 1


@pytest.mark.parametrize(("one", "other"), [("InputLayer", "Dense"), ("Dense", "Dropout"), ("Conv2D", "LSTM")])
def test_what_cannot_have_become_the_other_never_pairs(one: str, other: str) -> None:
    assert unlike(layer(one), layer(other)) == NEVER


def test_a_model_is_no_layer() -> None:
    assert unlike(layer("Functional", "model"), layer("Dense")) == NEVER
    assert unlike(layer("Functional", "model"), layer("Sequential", "model")) < 2


def test_a_wrapper_is_related_to_what_it_wraps() -> None:
    wrapper = Layer("b", "b", "Bidirectional", config={"layer": {"class_name": "LSTM"}})
    assert related(wrapper, Layer("l", "l", "LSTM"))
    assert not related(wrapper, Layer("d", "d", "Dense"))


def test_neighbourhoods_tell_equal_layers_apart_only_by_what_is_around() -> None:
    graph = model(block_steps(3))
    traits = traits_of(graph.layers, topology_of(graph))
    first, middle, last = (traits[f"dropout{end}"].surroundings for end in ("", "_1", "_2"))
    assert first[0] == middle[0] == last[0]
    assert len({first, middle, last}) == 3


def test_samples_are_few_and_of_the_largest_weight() -> None:
    big, small = Weight.from_array("kernel", np.arange(1000.0)), Weight.from_array("bias", np.zeros(3))
    found = samples(Layer("d", "d", "Dense", weights=(small, big)))
    assert found is not None
    assert found.size == 64 * 8
    assert samples(Layer("d", "d", "Dense")) is None
