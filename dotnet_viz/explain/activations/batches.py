"""Inputs as users give them: one sample or many, one input or several, arrays or batches that are made one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import whole_number
from dotnet_viz.errors import ShapeError, UnsupportedInputError

Shapes = Sequence[tuple[int | None, ...]] | None
Batch = tuple[NDArray[Any], ...]


def batches(x: Any, shapes: Shapes, names: Sequence[str] = (), size: int = 32) -> Iterator[Batch]:
    """Yield inputs in batches: of each, an array for every input of the model.

    Arrays are cut without a copy, so that a memory map is read piece by piece.

    Args:
        x: an array with or without an axis of samples; a list, tuple or dict of arrays for a model of several inputs; or an
            iterable of batches, of which targets beside the inputs are left aside.
        shapes: of the model's inputs, with the axis of samples; ``None`` where they are not known.
        names: of the model's inputs, for a dict.
        size: samples of a batch, where ``x`` has arrays.

    Raises:
        ShapeError: arrays that do not fit to the inputs, or to each other; no sample, or one with NaN.
        UnsupportedInputError: something else than arrays.
        OptionError: the size is no whole number, or less than 1.

    Example:
        >>> [batch[0].shape for batch in batches(np.zeros((5, 3)), [(None, 3)], size=2)]
        [(2, 3), (2, 3), (1, 3)]
        >>> next(batches(np.zeros(3), [(None, 3)]))
        (array([[0., 0., 0.]]),)
    """
    count, size = 0, whole_number("batch_size", size)
    for arrays in _parts(x, shapes, names):
        whole = _checked(arrays, shapes)
        for start in range(0, len(whole[0]), size):
            batch = tuple(array[start : start + size] for array in whole)
            if shapes is not None:  # where they are not known, steps before the network may fill missing values
                _check_numbers(batch, count)
            count += len(batch[0])
            yield batch
    if not count:
        raise ShapeError("there is no sample: the inputs are empty")


def sample_count(x: Any, shapes: Shapes, names: Sequence[str] = ()) -> int | None:
    """Return how many samples inputs have; ``None`` for batches that are made one by one.

    Args:
        x: see :func:`batches`.
        shapes: see there.
        names: see there.

    Example:
        >>> sample_count(np.zeros((5, 3)), [(None, 3)]), sample_count(iter([np.zeros((5, 3))]), [(None, 3)])
        (5, None)
    """
    if not (isinstance(x, Mapping | list | tuple) or _is_array(x)):
        return None
    (arrays,) = _parts(x, shapes, names)
    return len(_checked(arrays, shapes)[0])


def first_samples(x: Any, shapes: Shapes, names: Sequence[str] = (), count: int = 1) -> Batch:
    """Return the first samples of inputs, as :func:`batches` reads them.

    Args:
        x: see there.
        shapes: see there.
        names: see there.
        count: how many samples at most.
    """
    return tuple(array[:count] for array in next(iter(batches(x, shapes, names, count))))


def _parts(x: Any, shapes: Shapes, names: Sequence[str]) -> Iterator[list[Any]]:
    if isinstance(x, Mapping):
        missing = [name for name in names if name not in x]
        if missing or not x:
            raise ShapeError(
                f"the inputs lack {', '.join(map(repr, missing)) or 'every name'}; the model takes: {', '.join(names)}"
            )
        yield [x[name] for name in names or x]
    elif isinstance(x, list | tuple) and len(shapes or ()) > 1:
        yield list(x)
    elif isinstance(x, list | tuple) or _is_array(x):
        yield [x[0] if _is_list_of_one(x, shapes) else x]
    elif _is_sequence_of_batches(x):
        yield from (_inputs_of(x[number], shapes, names) for number in range(len(x)))
    elif isinstance(x, Iterable) and not isinstance(x, str | bytes):
        yield from (_inputs_of(item, shapes, names) for item in x)
    else:
        raise UnsupportedInputError(
            f"the inputs must be an array, several arrays, or batches of them, not {type(x).__name__!r}"
        )


def _is_array(x: Any) -> bool:
    return hasattr(x, "shape") and (hasattr(x, "__array__") or hasattr(x, "numpy"))


def _is_list_of_one(x: Any, shapes: Shapes) -> bool:
    """Whether it is a list with the array of the only input, which has its axis of samples."""
    return isinstance(x, list | tuple) and len(x) == 1 and _is_array(x[0]) and len(x[0].shape) == len((shapes or [()])[0])


def _is_sequence_of_batches(x: Any) -> bool:
    """Whether it is a ``keras.utils.PyDataset`` or the like, whose items are asked for by number."""
    return hasattr(x, "__getitem__") and hasattr(x, "__len__") and hasattr(x, "on_epoch_end")


def _inputs_of(item: Any, shapes: Shapes, names: Sequence[str]) -> list[Any]:
    """Return the inputs of one batch, which may have targets and weights of samples behind them."""
    inputs = item[0] if isinstance(item, tuple) and len(item) in (2, 3) and not _is_several(item, shapes) else item
    inputs = inputs[0] if isinstance(inputs, tuple) and len(inputs) == 1 else inputs
    (arrays,) = islice(_parts(inputs, shapes, names), 1)
    return arrays


def _is_several(item: Sequence[Any], shapes: Shapes) -> bool:
    return len(shapes or ()) > 1 and len(item) == len(shapes or ()) and not isinstance(item[0], list | tuple | Mapping)


def _checked(arrays: Sequence[Any], shapes: Shapes) -> Batch:
    if shapes is not None and len(arrays) != len(shapes):
        raise ShapeError(f"the model takes {len(shapes)} inputs, but {len(arrays)} were given")
    whole = tuple(_array(array, None if shapes is None else shapes[number]) for number, array in enumerate(arrays))
    counts = {len(array) for array in whole}
    if len(counts) > 1:
        raise ShapeError(f"the inputs have different numbers of samples: {', '.join(map(str, sorted(counts)))}")
    return whole


def _check_numbers(batch: Batch, before: int) -> None:
    """Raise where values are NaN, of which a model makes NaN everywhere.

    Args:
        batch: of inputs.
        before: how many samples were before it.
    """
    for array in batch:
        if array.dtype.kind == "f" and np.isnan(array).any():
            rows = np.flatnonzero(np.isnan(array).reshape(len(array), -1).any(axis=1))
            raise ShapeError(
                f"sample {before + int(rows[0])} of the inputs has NaN; leave it out, or fill it, such as with np.nan_to_num(x)"
            )


def _array(value: Any, shape: tuple[int | None, ...] | None) -> NDArray[Any]:
    if hasattr(value, "detach"):
        value = value.detach().cpu()
    try:
        array = value if isinstance(value, np.ndarray) else np.asarray(value)
    except (ValueError, TypeError) as error:
        raise UnsupportedInputError(f"the inputs are no array: {error}") from error
    if array.dtype.kind not in "biufUS" and array.dtype.name != "bfloat16":
        raise UnsupportedInputError(f"the inputs must be numbers, not {array.dtype}")
    if shape is None:
        return array if array.ndim else array[np.newaxis]
    for candidate in _fitting(array, shape):
        return candidate
    wanted = " × ".join("any" if size is None else str(size) for size in shape[1:])
    raise ShapeError(f"an input has the shape {array.shape}, but the model takes samples of {wanted}, one or several")


def _fitting(array: NDArray[Any], shape: tuple[int | None, ...]) -> Iterator[NDArray[Any]]:
    """Yield the array as samples: as it is, with an axis of samples, or with one of channels too."""
    tries = [array] if array.ndim == len(shape) else []
    tries += [array[np.newaxis]] if array.ndim == len(shape) - 1 else []
    if shape[-1] == 1:  # a grey image is often stored without its one channel
        tries += [array[..., np.newaxis]] if array.ndim == len(shape) - 1 else []
        tries += [array[np.newaxis, ..., np.newaxis]] if array.ndim == len(shape) - 2 else []
    for candidate in tries:
        if all(want in (None, size) for want, size in zip(shape[1:], candidate.shape[1:], strict=True)):
            yield candidate
