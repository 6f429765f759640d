"""Shapes that a layer's configuration asks of its weights, to see whether a file's weights fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dotnet_viz.graph import Shape
from dotnet_viz.graph.layer_kinds import class_kind

_CELLS = {"LSTM": "lstm_cell", "GRU": "gru_cell", "SimpleRNN": "simple_rnn_cell"}


def expected_shapes(kind: str, config: Mapping[str, Any]) -> dict[str, Shape]:
    """Return the shapes of a layer's weights by name, ``None`` for sizes that depend on its input.

    Args:
        kind: class of the layer.
        config: its configuration.

    Returns:
        Shapes by name; empty for classes that are not known and for quantised layers.

    Example:
        >>> expected_shapes("Dense", {"units": 3})
        {'kernel': (None, 3), 'bias': (3,)}
        >>> expected_shapes("Mine", {})
        {}
    """
    if str(config.get("dtype", "")).startswith(("int4", "gptq", "awq")):
        return {}  # quantised kernels are packed
    try:
        return _shapes(kind, config)
    except (LookupError, TypeError, ValueError, OverflowError):
        return {}


def is_shape(shape: Shape, expected: Shape) -> bool:
    """Return whether a shape is as expected.

    Args:
        shape: what a file holds.
        expected: sizes, ``None`` for any.

    Example:
        >>> is_shape((4, 3), (None, 3)), is_shape((4, 3), (None, 2)), is_shape((3,), (None, 3))
        (True, False, False)
    """
    return len(shape) == len(expected) and all(want in (None, have) for want, have in zip(expected, shape, strict=True))


def _shapes(kind: str, config: Mapping[str, Any]) -> dict[str, Shape]:
    if kind == "Dense":
        units = int(config["units"])
        return {"kernel": (None, units), "bias": (units,)}
    if kind in {"Conv1D", "Conv2D", "Conv3D"}:
        filters = int(config["filters"])
        return {"kernel": (*_window(config), None, filters), "bias": (filters,)}
    if kind == "Embedding":
        return {"embeddings": (int(config["input_dim"]), int(config["output_dim"]))}
    if kind in _CELLS:
        units = int(config["units"])
        gates, cell = units * class_kind(kind).gates, _CELLS[kind]
        return {f"{cell}/kernel": (None, gates), f"{cell}/recurrent_kernel": (units, gates)}
    return {}


def _window(config: Mapping[str, Any]) -> tuple[int, ...]:
    return tuple(int(size) for size in config["kernel_size"])
