"""Arrays by name as the readers take them: in memory, of NumPy or any library of tensors, or in a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dotnet_viz.errors import UnsupportedInputError, first_line
from dotnet_viz.graph import Array, InMemory, WeightSource
from dotnet_viz.graph.weights import dtype_name
from dotnet_viz.keras_format.variables import Variable
from dotnet_viz.readers.common.dense_chain import numeric_array


@dataclass(frozen=True)
class WeightArray:
    """An array with a name of its own.

    Args:
        shape: sizes of the axes.
        dtype: name of the dtype as the source has it, such as ``"bfloat16"``.
        source: where the values are.
    """

    shape: tuple[int, ...]
    dtype: str
    source: WeightSource

    def rearranged(
        self, axes: Sequence[int] = (), *, rows: Sequence[slice] = (), shape: Sequence[int] | None = None
    ) -> WeightArray:  # fmt: skip
        """Return the same values in another order.

        Args:
            axes: the axes in their new order; none keeps it.
            rows: parts of the first axis that are taken, in this order; none takes all.
            shape: sizes of the axes in the end; ``None`` where they follow.
        """
        first = sum(len(range(*part.indices(self.shape[0]))) for part in rows) if rows else self.shape[:1]
        taken = (first, *self.shape[1:]) if isinstance(first, int) else self.shape
        order = tuple(axes) or tuple(range(len(taken)))
        final = tuple(taken[axis] for axis in order) if shape is None else tuple(shape)
        source: WeightSource = Rearranged(self.source, tuple(rows), order, final)
        return WeightArray(final, self.dtype, InMemory(source.read()) if isinstance(self.source, InMemory) else source)

    def variable(self, name: str, *, trainable: bool = True) -> Variable:
        """Return the tensor as a variable of a layer.

        Args:
            name: of the variable, as Keras calls it.
            trainable: whether it is a parameter; whole numbers are none.
        """
        is_parameter = trainable and "int" not in self.dtype and self.dtype != "bool"
        return Variable(self.shape, self.dtype, self.source, name, is_parameter)


@dataclass(frozen=True)
class Rearranged:
    """Values in another order than they are stored in.

    Args:
        source: where they are.
        rows: parts of the first axis that are taken, in order; none for all.
        axes: the axes in their new order.
        shape: sizes of the axes in the end.
    """

    source: WeightSource
    rows: tuple[slice, ...]
    axes: tuple[int, ...]
    shape: tuple[int, ...]

    def read(self) -> Array:
        """Return all values; the array is not writeable."""
        values = self.source.read()
        if self.rows:
            values = np.concatenate([values[part] for part in self.rows])
        ordered = np.ascontiguousarray(values.transpose(self.axes)).reshape(self.shape)
        ordered.setflags(write=False)
        return ordered

    def chunks(self, max_values: int) -> Iterator[Array]:
        """Yield flat pieces of at most ``max_values`` values."""
        return InMemory(self.read()).chunks(max_values)


def is_tensor(value: object) -> bool:
    """Return whether something is a tensor of PyTorch, which is not imported for this."""
    return any(cls.__module__.partition(".")[0] == "torch" and cls.__name__ == "Tensor" for cls in type(value).__mro__)


def tensor_of(value: Any, what: str) -> WeightArray:
    """Return an array or tensor with its values copied, so that later training does not change them.

    Args:
        value: an array of NumPy, JAX or TensorFlow, a tensor of PyTorch on any device, or nested lists of numbers.
        what: what it is, for messages.

    Raises:
        ShapeError: it is a list whose rows differ in length.
        UnsupportedInputError: it holds something other than real numbers, or has no values.

    Example:
        >>> tensor_of([[1, 2]], "the kernel").shape
        (1, 2)
    """
    dtype = None
    if is_tensor(value):
        value, dtype = _from_torch(value, what)
    array = numeric_array(value, what)
    name = dtype_name(array.dtype)
    kept = np.array(array, dtype=np.float32 if name == "bfloat16" else None, copy=True)
    kept.setflags(write=False)
    return WeightArray(tuple(kept.shape), dtype or name, InMemory(kept))


def _from_torch(value: Any, what: str) -> tuple[Any, str]:
    """Return an array, and the name of the dtype; NumPy has no floating-point numbers of 16 bits with the range of 32."""
    dtype = str(value.dtype).removeprefix("torch.")
    try:
        plain = value.detach().cpu()
        has_type = dtype not in ("bfloat16",) and not dtype.startswith("float8")
        return (plain if has_type else plain.float()).numpy(), dtype
    except (RuntimeError, TypeError, NotImplementedError, AttributeError) as error:
        raise UnsupportedInputError(f"{what} has no values that can be read: {first_line(error)}") from error
