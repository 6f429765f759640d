from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from typing import Any

import pytest

from dotnet_viz.graph import Layer, Node, TensorSpec
from dotnet_viz.measures.structure.tensor_size import TensorSize, tensor_sizes
from dotnet_viz.measures.structure.topological_order import InputEdge, LiveOrder


def tensor_size(kind: str, shape: tuple[int | None, ...] | None, first: Collection[str] = (), **config: Any) -> TensorSize:
    node = Node("a", Layer("a", "a", kind, config=config), outputs=(TensorSpec(shape),))
    return tensor_sizes(LiveOrder((node,), ((),)), first)[0]


@pytest.mark.parametrize(
    ("shape", "first", "spatial", "channels"),
    [
        ((None, 28, 14, 8), "", (28, 14), 8),
        ((None, 8, 28, 14), "a", (28, 14), 8),
        ((None, 64, 32), "", (64,), 32),
        ((None, 10), "a", (), 10),
        ((None,), "", (), None),
        (None, "", None, None),
    ],
)
def test_space_and_channels(shape: Any, first: str, spatial: Any, channels: int | None) -> None:
    found = tensor_size("Conv2D", shape, first)
    assert (found.spatial, found.channels) == (spatial, channels)


def test_a_node_without_outputs_has_no_known_extent() -> None:
    found = tensor_sizes(LiveOrder((Node("a", Layer("a", "a", "Dense")),), ((),)))[0]
    assert (found.stage, found.is_known, found.volume) == (("?",), False, 1.0)


@pytest.mark.parametrize(
    ("kind", "config", "scale"),
    [
        ("Conv2D", {"strides": [2, 2]}, Fraction(1, 2)),
        ("Conv1D", {"strides": 3}, Fraction(1, 3)),
        ("MaxPooling2D", {"pool_size": [2, 2]}, Fraction(1, 2)),
        ("MaxPooling2D", {"pool_size": [3, 3], "strides": [2, 2]}, Fraction(1, 2)),
        ("Conv2DTranspose", {"strides": [2, 2]}, Fraction(2)),
        ("UpSampling2D", {"size": [4, 4]}, Fraction(4)),
        ("Conv2D", {"strides": [1, 1]}, Fraction(1)),
        ("Conv2D", {"strides": "nonsense"}, Fraction(1)),
        ("Dense", {"strides": [2, 2]}, Fraction(1)),
    ],
)
def test_strides_tell_the_size_beside_the_input(kind: str, config: dict[str, Any], scale: Fraction) -> None:
    assert tensor_size(kind, (None, None, None, 4), **config).scale == scale


def test_unknown_sizes_are_distinguished_by_the_strides_on_the_way() -> None:
    layer = Layer("c", "c", "Conv2D", config={"strides": [2, 2]})
    nodes = tuple(Node(f"n{i}", layer, outputs=(TensorSpec((None, None, None, 4)),)) for i in range(3))
    found = tensor_sizes(LiveOrder(nodes, ((), (InputEdge(0, 0, 0),), (InputEdge(1, 0, 0),))))
    assert [item.scale for item in found] == [Fraction(1, 2), Fraction(1, 4), Fraction(1, 8)]
    assert len({item.stage for item in found}) == 3
    assert [item.volume for item in found] == [1.0, 0.25, 0.0625]


def test_known_sizes_need_no_strides() -> None:
    assert TensorSize((8, 8), 4, Fraction(1, 2)).stage == TensorSize((8, 8), 3).stage == (8, 8)
    assert TensorSize((8, 8), 4).volume == 256.0
