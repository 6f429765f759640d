"""Arrays of NumPy from tensors of any library, none of which is imported for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import ShapeError, UnsupportedInputError, first_line


def is_tensor(value: Any) -> bool:
    """Whether a value is an array or a tensor of any library; a frame or a column of one is none.

    Args:
        value: any.
    """
    return hasattr(value, "shape") and hasattr(value, "dtype") and not hasattr(value, "iloc") and not is_frame(value)


def is_frame(value: Any) -> bool:
    """Whether a value is a table of named columns, such as one of pandas or polars.

    Args:
        value: any.
    """
    return hasattr(value, "columns") and hasattr(value, "shape") and hasattr(value, "drop") and not isinstance(value, type)


def is_same_start(first: Any, second: Any, most: int = 100) -> bool:
    """Whether two arrays or frames have the same shape and, as far as their first samples go, the same numbers.

    Args:
        first: samples first.
        second: likewise.
        most: samples that are compared.

    Example:
        >>> is_same_start(np.ones((3, 2)), np.ones((3, 2))), is_same_start(np.ones((3, 2)), np.ones(3))
        (True, False)
    """
    if tuple(first.shape) != tuple(second.shape) or not len(first.shape):
        return False
    starts = [np.asarray(one.head(most) if hasattr(one, "head") else one[:most]) for one in (first, second)]
    return bool(np.array_equal(starts[0], starts[1]))


def array_from(value: Any) -> Any:
    """Return a tensor as an array, in the memory of the computer and without a copy where that can be.

    Args:
        value: an array, a tensor on any device, a list, or a single number or text.

    Raises:
        UnsupportedInputError: a tensor of rows of different lengths, or a sparse one of TensorFlow.
        ShapeError: a list whose parts have different shapes.

    Example:
        >>> array_from([1, 2]).tolist()
        [1, 2]
    """
    if isinstance(value, np.ndarray):
        return value
    if hasattr(value, "row_splits") or hasattr(value, "dense_shape"):
        convert = "to_tensor()" if hasattr(value, "row_splits") else "tf.sparse.to_dense"
        raise UnsupportedInputError(f"a {type(value).__name__} is not an array; convert it first, with {convert}")
    if hasattr(value, "detach"):
        value = value.detach().cpu()
        value = value.to_dense() if getattr(value, "is_sparse", False) else value
        value = value.float() if str(value.dtype) == "torch.bfloat16" else value
    if hasattr(value, "toarray"):
        value = value.toarray()
    try:
        return np.asarray(value)
    except (ValueError, TypeError, RuntimeError) as error:
        raise ShapeError(f"a {type(value).__name__} is not an array: {first_line(error)}") from error


def without_text_objects(array: NDArray[Any]) -> NDArray[Any]:
    """Return texts that are objects of Python, as tensors of TensorFlow and columns of pandas have them, as an array of texts.

    Args:
        array: any; it is returned as it is unless all of its entries are texts or bytes.

    Example:
        >>> without_text_objects(np.array([b"good", "bad"], dtype=object)).tolist()
        ['good', 'bad']
    """
    if array.dtype.kind != "O" or not all(isinstance(entry, str | bytes) for entry in array.flat):
        return array
    texts = [entry.decode(errors="replace") if isinstance(entry, bytes) else entry for entry in array.flat]
    return np.array(texts, dtype=np.str_).reshape(array.shape)


def map_arrays(function: Callable[[Any], Any], value: Any) -> Any:
    """Return a structure of arrays with each of them replaced: dicts, tuples and lists of arrays, or one array.

    Args:
        function: is called with each array.
        value: the structure; a list of numbers or texts counts as one array.

    Example:
        >>> map_arrays(len, {"a": np.zeros(3), "b": [np.zeros(2), np.zeros(1)]})
        {'a': 3, 'b': [2, 1]}
    """
    if isinstance(value, Mapping):
        return {name: map_arrays(function, part) for name, part in value.items()}
    if holds_arrays(value):
        return [map_arrays(function, part) for part in value]
    return function(value)


def holds_arrays(value: Any) -> bool:
    """Whether a list or tuple holds arrays, and is not one itself.

    Args:
        value: any.

    Example:
        >>> holds_arrays([np.zeros(3)]), holds_arrays([1, 2]), holds_arrays(([1, 2], [3, 4]))
        (True, False, False)
    """
    if not isinstance(value, list | tuple) or not value:
        return False
    return all(is_tensor(part) or is_frame(part) or isinstance(part, Mapping) or holds_arrays(part) for part in value)


def leaves_of(value: Any) -> list[Any]:
    """Return the arrays of a structure in their order.

    Args:
        value: see :func:`map_arrays`.
    """
    found: list[Any] = []
    map_arrays(found.append, value)
    return found
