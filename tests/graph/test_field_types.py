from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dotnet_viz.graph import Edge, Layer, Node, Port, TensorSpec, Weight
from dotnet_viz.graph.field_types import wrong_fields

NODE: Any = Node(
    "n0", Layer("d", "d", "Dense", weights=(Weight("kernel", "kernel", (2, 3), "float32"),)), (TensorSpec((None, 2)),)
)


@pytest.mark.parametrize(
    "value", [NODE, Edge("n0", 0, "n1", 0), replace(NODE, constants=(("x", [1, "y"]),), exits=(Port("n1"),)), TensorSpec(None)]
)
def test_what_fits_is_not_named(value: Any) -> None:
    assert list(wrong_fields(value, "it")) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (replace(NODE, id=3), "it.id is '3', but should be a text"),
        (replace(NODE, inputs=(TensorSpec((None, True)),)), "it.inputs[0].shape[1] is 'True', but should be an integer"),
        (replace(NODE, inputs=(TensorSpec((None, -1)),)), "it.inputs[0].shape[1] is '-1', but should be an integer"),
        (replace(NODE, outputs=[]), "it.outputs is '[]', but should be a list"),
        (replace(NODE, constants=(("x", 1, 2),)), "it.constants[0] has 3 values, but should have 2"),
        (replace(NODE, layer=replace(NODE.layer, config={1: 2})), "it.layer.config is '{1: 2}', but should be an object"),
        (replace(NODE, layer=replace(NODE.layer, trainable=1)), "it.layer.trainable is '1', but should be true or false"),
        (Edge("n0", 1 << 64, "n1", 0), f"it.source_port is '{1 << 64}', but should be an integer"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(value: Any, text: str) -> None:
    assert list(wrong_fields(value, "it")) == [text]
