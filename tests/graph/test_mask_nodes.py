from __future__ import annotations

import pytest

from dotnet_viz.graph import Edge, Graph, Layer, Node, TensorSpec
from dotnet_viz.graph.mask_nodes import is_mask_layer, mask_nodes

STEPS = (TensorSpec((None, 20), "bool"),)


def operation(number: int, kind: str, name: str | None = None) -> Node:
    return Node(f"n{number}", Layer(f"l{number}", name or kind.lower(), kind, "operation"), outputs=STEPS)


def layer(number: int, kind: str) -> Node:
    return Node(f"n{number}", Layer(f"l{number}", kind.lower(), kind))


def graph(*nodes: Node, edges: tuple[tuple[int, int, int], ...]) -> Graph:
    return Graph("m", "Functional", nodes, tuple(Edge(f"n{source}", 0, f"n{target}", port) for source, target, port in edges))


def test_masks_of_masks_are_masks_too() -> None:
    nodes = layer(0, "InputLayer"), operation(1, "NotEqual"), operation(2, "Any"), layer(3, "LSTM"), layer(4, "GRU")
    assert mask_nodes(graph(*nodes, edges=((0, 1, 0), (1, 2, 0), (2, 4, 1), (1, 3, 1), (0, 3, 0), (3, 4, 0)))) == {"n1", "n2"}


@pytest.mark.parametrize("kind", ["TimeDistributed", "GlobalAveragePooling1D", "BatchNormalization"])
def test_layers_of_one_tensor_take_masks_as_a_second_one(kind: str) -> None:
    nodes = layer(0, "InputLayer"), operation(1, "NotEqual"), layer(2, "LSTM"), layer(3, kind)
    assert mask_nodes(graph(*nodes, edges=((0, 1, 0), (0, 2, 0), (1, 2, 1), (2, 3, 0), (1, 3, 1)))) == {"n1"}


def test_what_values_come_from_is_no_mask() -> None:
    nodes = layer(0, "InputLayer"), operation(1, "Greater"), operation(2, "LogicalNot"), layer(3, "LSTM"), layer(4, "Multiply")
    found = mask_nodes(graph(*nodes, edges=((0, 1, 0), (1, 2, 0), (2, 4, 1), (1, 3, 1), (0, 3, 0))))
    assert found == frozenset()


def test_what_nothing_takes_is_no_mask() -> None:
    assert mask_nodes(graph(layer(0, "InputLayer"), operation(1, "NotEqual"), edges=((0, 1, 0),))) == frozenset()


def test_a_name_that_somebody_gave_is_kept() -> None:
    node = operation(1, "NotEqual", "padding")
    assert not is_mask_layer(node.layer, (node,))
    assert is_mask_layer(operation(1, "NotEqual").layer, (operation(1, "NotEqual"),))
