"""Shapes of samples that users give for models whose inputs have sizes that vary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError, near_miss
from dotnet_viz.graph import Graph, Port, Shape, TensorSpec

InputShapes = Sequence[Any] | NDArray[Any] | Mapping[str, Sequence[Any]] | None
"""The shape of one sample, without the batch axis; for several inputs a sequence of shapes, or a mapping from their names."""


def shapes_by_port(graph: Graph, given: InputShapes) -> dict[Port, Shape]:
    """Return the shapes that were given for the inputs of a model.

    Args:
        graph: the model.
        given: one shape, a sequence of them, or a mapping from names of inputs.

    Raises:
        OptionError: the model has no such input, or one of another shape.

    Example:
        >>> from dotnet_viz.graph import Layer, Node
        >>> image = Node("n0", Layer("image", "image", "InputLayer"), (), (TensorSpec((None, None, None, 3)),))
        >>> model = Graph("m", "Functional", (image,), inputs=(Port("n0"),))
        >>> shapes_by_port(model, (224, 224, 3)), shapes_by_port(model, {"image": [32, 32, 3]})
        ({Port(node='n0', index=0): (224, 224, 3)}, {Port(node='n0', index=0): (32, 32, 3)})
        >>> shapes_by_port(model, (224, 224))
        Traceback (most recent call last):
        ...
        dotnet_viz.errors.OptionError: input_shape (224, 224) does not fit input image, whose samples are (None, None, 3)
    """
    if given is None:
        return {}
    names = [graph.node(port.node).layer.name for port in graph.inputs]
    found: dict[Port, Shape] = {}
    for name, value in _by_name(given, names).items():
        port = graph.inputs[names.index(name)]
        node = graph.node(port.node)
        spec = node.output(port.index) if node.layer.kind == "InputLayer" or not node.inputs else node.inputs[port.index]
        found[port] = _fitting(name, _shape(value), spec)
    return found


def _by_name(given: Any, names: Sequence[str]) -> dict[str, Any]:
    if isinstance(given, Mapping):
        unknown = next((name for name in given if name not in names), None)
        if unknown is not None:
            raise OptionError(
                f"input_shape names {unknown!r}, which is no input{near_miss(unknown, names)}; inputs are: {_listed(names)}"
            )
        return dict(given)
    if not _is_sequence(given):
        raise OptionError(f"input_shape must be a shape such as (224, 224, 3), not {given!r}")
    shapes = list(given) if len(given) and all(map(_is_sequence, given)) else [given]
    if len(shapes) != len(names):
        raise OptionError(f"input_shape gives {len(shapes)} of the {len(names)} inputs that the model has: {_listed(names)}")
    return dict(zip(names, shapes, strict=True))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


def _shape(value: Any) -> tuple[int, ...]:
    if not _is_sequence(value) or not all(map(_is_size, value)):
        raise OptionError(f"input_shape must be whole numbers such as (224, 224, 3), without the batch, not {value!r}")
    return tuple(int(size) for size in value)


def _is_sequence(value: object) -> bool:
    is_array = isinstance(value, np.ndarray) and value.ndim > 0
    return is_array or (isinstance(value, Sequence) and not isinstance(value, str | bytes))


def _is_size(value: object) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool) and bool(value > 0)


def _fitting(name: str, shape: tuple[int, ...], spec: TensorSpec) -> Shape:
    """Return a shape, if it is one of the shapes that an input can have."""
    if spec.shape is None:
        return shape
    stated = spec.shape[1:]
    agrees = len(stated) == len(shape) and all(one in (None, other) for one, other in zip(stated, shape, strict=True))
    if not agrees:
        raise OptionError(f"input_shape {shape} does not fit input {name}, whose samples are {stated}")
    return shape
