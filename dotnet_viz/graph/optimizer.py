"""What the optimizer of a model keeps from step to step, which a file has beside the weights."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class OptimizerVariable:
    """One variable of an optimizer, without its values.

    Args:
        name: as Keras writes it, such as ``"adam/dense_kernel_momentum"``; its path, such as ``"vars/2"``, where the file
            has no name.
        shape: sizes of the axes.
        dtype: name of the dtype.
    """

    name: str
    shape: tuple[int, ...]
    dtype: str

    @property
    def size(self) -> int:
        """Number of values."""
        return math.prod(self.shape)


@dataclass(frozen=True)
class OptimizerState:
    """The variables of an optimizer.

    Args:
        variables: in Keras' order.
        iterations: number of steps that it has made; ``None`` where that is not known.
        learning_rate: of the next step, where it is a variable; ``None`` where a schedule computes it, or it is not known.

    Example:
        >>> OptimizerState((OptimizerVariable("iteration", (), "int32"),), iterations=40).variables[0].size
        1
    """

    variables: tuple[OptimizerVariable, ...]
    iterations: int | None = None
    learning_rate: float | None = None


def optimizer_from_dict(value: Mapping[str, Any] | None) -> OptimizerState | None:
    """Return what ``dataclasses.asdict`` made plain values of.

    Args:
        value: plain JSON values; ``None`` for no optimizer.
    """
    if value is None:
        return None
    variables = (OptimizerVariable(item["name"], tuple(item["shape"]), item["dtype"]) for item in value["variables"])
    return OptimizerState(tuple(variables), value["iterations"], value["learning_rate"])
