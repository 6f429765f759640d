"""One call of an operation: what goes in, in the order of its arguments, and its settings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dotnet_viz.graph import Shape, TensorSpec
from dotnet_viz.runtime.cached import cached_property

Size = int | None

_POSITION = re.compile(r"args\[(\d{1,4})\]")
_DEEPEST = 32


@dataclass(frozen=True)
class Operand:
    """A tensor or a constant that an operation is given.

    Args:
        shape: sizes of the axes; a number has none.
        dtype: name of the dtype; ``"int"`` and ``"float"`` are Python's numbers, which take the dtype of what they meet.
        value: of a constant that is not an array.
    """

    shape: tuple[Size, ...]
    dtype: str
    value: Any = None


@dataclass(frozen=True)
class OperationCall:
    """One call of an operation.

    Args:
        config: the operation's settings.
        inputs: the tensors that go in, in the order of the arguments.
        constants: the other arguments, by their place such as ``"args[1]"`` or by their name.

    Raises:
        ValueError: the shape or dtype of an input is not known.
    """

    config: Mapping[str, Any]
    inputs: Sequence[TensorSpec]
    constants: Sequence[tuple[str, Any]] = ()
    tensors: tuple[Operand, ...] = field(init=False)

    def __post_init__(self) -> None:
        if any(spec.shape is None for spec in self.inputs):
            raise ValueError("the shape of an input is not known")
        found = tuple(Operand(tuple(spec.shape or ()), spec.dtype or "?") for spec in self.inputs)
        object.__setattr__(self, "tensors", found)

    @cached_property
    def operands(self) -> tuple[Operand, ...]:
        """The arguments by position; those inside a list stand one after another."""
        placed = {}
        for name, value in self.constants:
            found = _POSITION.match(name)
            if found is not None and name == found[0]:
                placed[int(found[1])] = constant(value)
        result, waiting, position = [], list(self.tensors), 0
        while waiting or position in placed:
            result.append(placed[position] if position in placed else waiting.pop(0))
            position += 1
        return tuple(result)

    def setting(self, name: str, default: Any = None) -> Any:
        """Return a setting of the operation, or a constant argument that was passed by this name.

        Args:
            name: of the setting.
            default: returned where there is none.
        """
        return self.config[name] if name in self.config else dict(self.constants).get(name, default)

    @property
    def first(self) -> Operand:
        """The first tensor."""
        return self.tensors[0]


Rule = Callable[[OperationCall], Sequence[TensorSpec]]
"""Returns what comes out of a call; raises where it cannot be inferred."""


def constant(value: Any) -> Operand:
    """Return a constant argument as an operand.

    Args:
        value: as a file has it: a number, lists of numbers, or an array under ``__tensor__`` or ``__numpy__``.

    Raises:
        TypeError: it is an object of another class.

    Example:
        >>> constant([[1, 2, 3]]).shape, constant(0.5).dtype
        ((1, 3), 'float')
    """
    if isinstance(value, Mapping) and value.get("class_name") in ("__tensor__", "__numpy__"):
        config = value["config"]
        return Operand(_shape_of(config["value"]), str(config["dtype"]))
    if isinstance(value, bool):
        return Operand((), "bool", value)
    if isinstance(value, int | float):
        return Operand((), "int" if isinstance(value, int) else "float", value)
    if isinstance(value, list | tuple):
        return Operand(_shape_of(value), _dtype_of(value), value)
    if isinstance(value, Mapping):
        raise TypeError(f"an argument of the class {value.get('class_name')!r}")
    return Operand((), "?", value)


def _shape_of(value: Any) -> tuple[int, ...]:
    shape: list[int] = []
    while isinstance(value, list | tuple) and len(shape) < _DEEPEST:
        shape.append(len(value))
        value = value[0] if value else None
    return tuple(shape)


def _dtype_of(value: Any) -> str:
    for _ in _shape_of(value):
        value = value[0] if value else 0.0
    return "bool" if isinstance(value, bool) else "int32" if isinstance(value, int) else "float32"


def tensor(shape: Shape | Sequence[Size], dtype: str) -> tuple[TensorSpec]:
    """Return one tensor as the outputs of a call.

    Args:
        shape: its sizes, ``None`` for one that is not known.
        dtype: its dtype, ``"?"`` where it is not known.
    """
    return (TensorSpec(tuple(shape), None if dtype == "?" else dtype),)


def axis_of(axis: int, rank: int) -> int:
    """Return an axis counted from 0.

    Args:
        axis: counted from 0, or from the end if negative.
        rank: number of axes of the tensor.

    Raises:
        ValueError: there is no such axis.
    """
    if not -rank <= axis < rank:
        raise ValueError(f"no axis {axis} of {rank}")
    return axis % rank


def listed(value: Any) -> list[int]:
    """Return one whole number, or several, as a list."""
    return [int(item) for item in value] if isinstance(value, list | tuple) else [int(value)]
