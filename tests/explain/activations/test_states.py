"""Forward passes with the weights of several times; ``tests/explain/test_backends.py`` has those of live models."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dotnet_viz import readers
from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.explain.activations.states import outputs_of_states, passes_of_states
from dotnet_viz.graph import Graph, Weight

X = np.random.default_rng(1).normal(size=(5, 3)).astype(np.float32)


def without_values(graph: Graph) -> Graph:
    nodes = []
    for node in graph.nodes:
        weights: tuple[Weight, ...] = tuple(replace(weight, source=None) for weight in node.layer.weights)
        nodes.append(replace(node, layer=replace(node.layer, weights=weights)))
    return replace(graph, nodes=tuple(nodes))


def test_each_state_has_its_own_weights() -> None:
    states = [readers.read([np.full((3, 2), scale)]) for scale in (1.0, 2.0)]
    first, second = outputs_of_states(states, X)
    np.testing.assert_allclose(first, X.sum(axis=1, keepdims=True).repeat(2, axis=1), rtol=1e-6)
    np.testing.assert_allclose(second, 2 * first)


def test_weights_that_were_not_kept_whole_are_an_error_that_says_how_to_keep_them() -> None:
    states = [without_values(readers.read([np.ones((3, 2))]))] * 10
    message = r"no whole values of 'dense_1/kernel'.*snapshot_bytes=.*all weights of 10 epochs take 240 bytes"
    with pytest.raises(OptionError, match=message):
        outputs_of_states(states, X)


def test_a_state_fails_where_the_network_needs_its_framework() -> None:
    from dotnet_viz.graph import Layer, Node

    graph: Any = Graph("m", "Sequential", (Node("n0", Layer("c", "c", "Conv2D")),))
    message = "Give the model, live or the path of its file: model="
    with pytest.raises(UnsupportedInputError, match=message), passes_of_states([graph]) as passes:
        next(passes)
