"""Layers as old notebooks expect them."""

from __future__ import annotations

import pytest

from dotnet_viz.compat.layer_view import layer_view
from dotnet_viz.graph import Layer, Node, TensorSpec


def made(*shapes: tuple[int | None, ...]) -> Node:
    layer = Layer("a", "a", "Dense", config={"units": 3})
    return Node("n0", layer, inputs=(TensorSpec((None, 2)),), outputs=tuple(TensorSpec(shape) for shape in shapes))


def test_shapes() -> None:
    assert layer_view(made((None, 3))).output_shape == (None, 3)
    assert layer_view(made((None, 3))).input_shape == (None, 2)
    assert layer_view(made((None, 3), (None, 4))).output_shape == [(None, 3), (None, 4)]


def test_without_a_live_layer_the_configuration_answers() -> None:
    view = layer_view(made((None, 3)))
    assert (view.name, view.units, view.__class__.__name__, type(view.name)) == ("a", 3, "Dense", str)
    with pytest.raises(AttributeError, match="the layer 'a' has no 'rate'; it has: units"):
        _ = view.rate


def test_a_class_may_have_any_name() -> None:
    assert layer_view(Node("n0", Layer("a", "a", "De\0nse"))).__class__.__name__ == "Dense"


def test_a_live_layer_answers_what_the_graph_does_not() -> None:
    class Live:
        units = 7

        def count(self) -> int:
            return 12

    view = layer_view(made((None, 3)), Live())
    assert [isinstance(view, kind) for kind in (Live, str)] == [True, False]
    assert (view.units, view.count(), view.output_shape) == (7, 12, (None, 3))
