"""Output shapes of operations on tensors (``keras.ops``), by class name."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dotnet_viz.graph import Shape
from dotnet_viz.graph.layer_kinds import Merge, class_kind
from dotnet_viz.keras_format.shapes.spatial import Config, Rule, Size
from dotnet_viz.keras_format.shapes.tensor import broadcast, concatenated, merged, same


def _axes(config: Config, rank: int) -> set[int]:
    axis = config.get("axis")
    if axis is None:
        return set(range(rank))
    return {int(at) % rank for at in (axis if isinstance(axis, (list, tuple)) else [axis])}


def _reduced(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    axes = _axes(config, len(shapes[0]))
    if config.get("keepdims"):
        return [tuple(1 if at in axes else size for at, size in enumerate(shapes[0]))]
    return [tuple(size for at, size in enumerate(shapes[0]) if at not in axes)]


def _along_axis(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    """Return the shape of what goes along an axis, value by value; without one, a tensor is one row."""
    if config.get("axis") is not None:
        return [shapes[0]]
    sizes = [size for size in shapes[0] if size is not None]
    return [(math.prod(sizes) if len(sizes) == len(shapes[0]) else None,)]


def _expanded(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    axis = config["axis"]
    places = [int(at) for at in (axis if isinstance(axis, (list, tuple)) else [axis])]
    result = list(shapes[0])
    for at in sorted(place % (len(shapes[0]) + len(places)) for place in places):
        result.insert(at, 1)
    return [tuple(result)]


def _squeezed(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    axes = _axes(config, len(shapes[0])) if config.get("axis") is not None else set(range(len(shapes[0])))
    return [tuple(size for at, size in enumerate(shapes[0]) if not (at in axes and size == 1))]


def _transposed(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    axes = config.get("axes") or reversed(range(len(shapes[0])))
    return [tuple(shapes[0][int(at)] for at in axes)]


def _swapped(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    result = list(shapes[0])
    one, other = int(config["axis1"]), int(config["axis2"])
    result[one], result[other] = result[other], result[one]
    return [tuple(result)]


def _reshaped(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    target = [int(size) for size in config["newshape"]]
    known = [size for size in shapes[0] if size is not None]
    wanted = math.prod(size for size in target if size != -1)
    if len(known) == len(shapes[0]):
        free: Size = math.prod(known) // wanted
    else:  # what varies is the batch, and stays so where everything else fits
        free = None
    return [tuple(free if size == -1 else size for size in target)]


def _stacked(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    at = int(config.get("axis", 0)) % (len(shapes[0]) + 1)
    return [(*shapes[0][:at], len(shapes), *shapes[0][at:])]


def _multiplied(_config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    left, right = shapes
    if min(len(left), len(right)) < 2:
        raise ValueError  # a vector loses its axis
    return [(*broadcast(left[:-2], right[:-2]), left[-2], right[-1])]


def _one_hot(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    at = int(config.get("axis", -1)) % (len(shapes[0]) + 1)
    return [(*shapes[0][:at], int(config["num_classes"]), *shapes[0][at:])]


def _split(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    sections, at = config["indices_or_sections"], int(config.get("axis", 0)) % len(shapes[0])
    size = shapes[0][at]
    if not isinstance(sections, int) or size is None:
        raise ValueError
    return [(*shapes[0][:at], size // sections, *shapes[0][at + 1 :])] * sections


_RULES: dict[str, Rule] = {
    **dict.fromkeys(("Cumsum", "Cumprod", "Nancumsum", "Nancumprod", "Sort", "Argsort"), _along_axis),
    "ExpandDims": _expanded,
    "Squeeze": _squeezed,
    "Transpose": _transposed,
    "Swapaxes": _swapped,
    "Reshape": _reshaped,
    "Concatenate": concatenated,
    "Stack": _stacked,
    "Matmul": _multiplied,
    "OneHot": _one_hot,
    "Split": _split,
}


def operation_rule(kind: str) -> Rule | None:
    """Return how the shape of an operation's result follows from its settings and the shapes that go in.

    Args:
        kind: class name of the operation.

    Returns:
        ``None`` for operations whose result depends on anything else.
    """
    facts = class_kind(kind, "operation")
    if kind in _RULES:
        return _RULES[kind]
    if facts.reduces:
        return _reduced
    return same if facts.keeps_shape else merged if facts.merge is Merge.ELEMENT_WISE else None
