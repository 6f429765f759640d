"""Variables of layers: their names, and where their values are."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import GraphError

Array = NDArray[Any]

CHUNK_VALUES = 1 << 20


@lru_cache(maxsize=256)
def dtype_name(dtype: np.dtype[Any]) -> str:
    """Return the name of a dtype, which NumPy makes up anew each time that it is asked.

    Args:
        dtype: of an array.

    Example:
        >>> dtype_name(np.dtype("<f4"))
        'float32'
    """
    return dtype.name


class WeightSource(Protocol):
    """Where a weight's values are: in memory or in a file."""

    def read(self) -> Array:
        """Return all values; the array is not writeable."""

    def chunks(self, max_values: int) -> Iterator[Array]:
        """Yield the values in order, flat, at most ``max_values`` at a time."""


@dataclass(frozen=True)
class Weight:
    """One variable of a layer.

    Args:
        name: the path below its layer, as Keras writes it: ``"kernel"``, or
            ``"forward_lstm/lstm_cell/kernel"`` in a wrapper.
        role: the last part of that path: ``"kernel"``, ``"bias"``, ``"gamma"``, ``"moving_mean"`` ...
        shape: sizes of the axes.
        dtype: name of the dtype, such as ``"float32"``; ``"float32 from int8"`` where the values of a quantised layer
            come from whole numbers and scales.
        trainable: whether training changes it; ``None`` where the source does not tell.
        source: where the values are; ``None`` in a graph that came from JSON.
        stored_dtype: name of the dtype as stored, where the values are not of that.
        stored_shape: sizes of what is stored, where several values share a byte.
        merged_into: name of the weight of the same layer that has its values in its own, as a kernel has those of the scales
            it was quantised with and of LoRA's factors; then it has none itself.
        lora_rank: rank of the product of LoRA's two factors that the values include; ``None`` where there is none.
        shared_with: where the same variable stands before in the graph, as id of the layer and name: ``"steps/dense/kernel"``
            for the kernel of a layer that two wrappers hold. ``None`` where it stands first or only here.
        steps: the distance between neighbouring values that can be stored, one for each value, where a layer stores whole
            numbers or 16 bits; ``None`` where it is not known, and for other weights.
        is_sum: whether the values are added up here, kernel and product of LoRA's factors, while a file may hold the sum
            rounded to what its layer stores.

    Example:
        >>> import numpy as np
        >>> weight = Weight.from_array("kernel", np.ones((2, 3), "float32"))
        >>> weight.size, weight.array.flags.writeable
        (6, False)
    """

    name: str
    role: str
    shape: tuple[int, ...]
    dtype: str
    trainable: bool | None = True
    source: WeightSource | None = field(default=None, repr=False, compare=False)
    stored_dtype: str | None = None
    stored_shape: tuple[int, ...] | None = None
    merged_into: str | None = None
    lora_rank: int | None = None
    shared_with: str | None = None
    steps: WeightSource | None = field(default=None, repr=False, compare=False)
    is_sum: bool = field(default=False, repr=False, compare=False)

    @classmethod
    def from_array(cls, name: str, array: Array, *, trainable: bool | None = True, dtype: str | None = None) -> Weight:
        """Copy an array into a weight, so that later training does not change it.

        Args:
            name: path below the layer; its last part becomes the role.
            array: the values, of the weight's shape.
            trainable: whether training changes it; ``None`` where that is not known.
            dtype: the name to report where NumPy has no such type (``"bfloat16"``).
        """
        kept = np.array(array, copy=True)
        kept.setflags(write=False)
        role = name.rsplit("/", 1)[-1]
        return cls(name, role, tuple(kept.shape), dtype or dtype_name(kept.dtype), trainable, InMemory(kept))

    @property
    def size(self) -> int:
        """Number of values."""
        return math.prod(self.shape)

    @property
    def parameter_count(self) -> int:
        """Number of parameters as Keras counts them: of what is stored, so that two values in one byte are one."""
        return self.size if self.stored_shape is None else math.prod(self.stored_shape)

    @property
    def has_values(self) -> bool:
        """Whether the values can be read, not only the shape."""
        return self.source is not None

    @property
    def array(self) -> Array:
        """All values, not writeable; read from the file when asked for.

        Raises:
            GraphError: the graph was read without the values of its weights.
        """
        return self._source().read()

    def chunks(self, max_values: int = CHUNK_VALUES) -> Iterator[Array]:
        """Yield the values in order, flat, in pieces of at most ``max_values``.

        Raises:
            GraphError: the graph was read without the values of its weights.
        """
        return self._source().chunks(max_values)

    def check_values(self) -> None:
        """Raise where the values cannot be read.

        Raises:
            GraphError: the graph was read without the values of its weights.
        """
        self._source()

    def _source(self) -> WeightSource:
        if self.source is None:
            raise GraphError(f"weight {self.name!r} has no values: its graph was read without them; read the model itself")
        return self.source


@dataclass(frozen=True, eq=False)
class InMemory:
    """Values of a weight that are held as an array."""

    array: Array

    def read(self) -> Array:
        """Return the array, which is not writeable."""
        return self.array

    def chunks(self, max_values: int) -> Iterator[Array]:
        """Yield flat views of at most ``max_values`` values."""
        flat = self.array.reshape(-1)
        for start in range(0, flat.size, max_values):
            yield flat[start : start + max_values]
