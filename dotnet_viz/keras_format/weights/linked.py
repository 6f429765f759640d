"""Values of the variables of a live model: copied at once, or read whenever they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from dotnet_viz.graph import Array, InMemory


@dataclass(frozen=True, eq=False)
class LinkedValues:
    """The values of a variable of a live model as they are whenever they are asked for, training or not.

    Args:
        variable: a ``keras.Variable``, or a variable of TensorFlow.
    """

    variable: Any

    def read(self) -> Array:
        """Return a copy of the present values, which is not writeable."""
        return values_of(self.variable)

    def chunks(self, max_values: int) -> Iterator[Array]:
        """Yield the present values in order, flat, at most ``max_values`` at a time."""
        return InMemory(self.read()).chunks(max_values)


def values_of(variable: Any) -> Array:
    """Return a copy of the values of a variable, which is not writeable; NumPy has no ``bfloat16``, so that is widened.

    Args:
        variable: a ``keras.Variable``, or a variable of TensorFlow.
    """
    values = np.asarray(variable.numpy())
    kept = np.array(values, dtype=np.float32 if "bfloat16" in str(variable.dtype) else None, copy=True)
    kept.setflags(write=False)
    return kept
