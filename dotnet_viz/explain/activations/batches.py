"""Inputs as users give them: one sample or many, one input or several, arrays or batches that are made one by one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import whole_number
from dotnet_viz.datasets.batches import Shapes, labelled_batches
from dotnet_viz.datasets.model_inputs import InputSpec, fit_to_model, fitting, sizes_in_words
from dotnet_viz.datasets.read import MAX_SAMPLES, read_data
from dotnet_viz.datasets.streams import is_stream, stream_of
from dotnet_viz.datasets.tensors import is_frame, without_text_objects
from dotnet_viz.errors import ShapeError, UnsupportedInputError

Batch = tuple[NDArray[Any], ...]


def batches(
    x: Any, shapes: Shapes, names: Sequence[str] = (), size: int = 32, max_samples: int | None = None
) -> Iterator[Batch]:  # fmt: skip
    """Yield inputs in batches: of each, an array for every input of the model.

    Arrays are cut without a copy, so that a memory map is read piece by piece.

    Args:
        x: an array with or without an axis of samples; a list, tuple or dict of arrays for a model of several inputs; or an
            iterable of batches or of samples, of which targets beside the inputs are left aside; a frame; or the path of a
            ``.npz``, ``.npy`` or ``.csv`` file.
        shapes: of the model's inputs, with the axis of samples; ``None`` where they are not known.
        names: of the model's inputs, for a dict.
        size: samples of a batch, where ``x`` has arrays.
        max_samples: samples at most; ``None`` for all, or for 10,000 of what is known to have no end.

    Raises:
        ShapeError: arrays that do not fit to the inputs, or to each other; no sample, or one with NaN.
        UnsupportedInputError: something else than arrays.
        OptionError: the size is not a whole number, or less than 1.

    Example:
        >>> [batch[0].shape for batch in batches(np.zeros((5, 3)), [(None, 3)], size=2)]
        [(2, 3), (2, 3), (1, 3)]
        >>> next(batches(np.zeros(3), [(None, 3)]))
        (array([[0., 0., 0.]]),)
    """
    count, size = 0, whole_number("batch_size", size)
    left = None if max_samples is None else whole_number("max_samples", max_samples)
    for arrays in _parts(x, shapes, names, left):
        whole = tuple(array if left is None else array[: left - count] for array in _checked(arrays, shapes))
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
    if is_stream(x):
        return None
    (arrays,) = _parts(x, shapes, names, None)
    return len(_checked(arrays, shapes)[0])


def first_samples(x: Any, shapes: Shapes, names: Sequence[str] = (), count: int = 1) -> Batch:
    """Return the first samples of inputs, as :func:`batches` reads them.

    Args:
        x: see there.
        shapes: see there.
        names: see there.
        count: how many samples at most.
    """
    return tuple(array[:count] for array in next(iter(batches(x, shapes, names, count, count if is_stream(x) else None))))


def _parts(x: Any, shapes: Shapes, names: Sequence[str], most: int | None) -> Iterator[list[Any]]:
    x = _loaded(x, shapes, names, most)
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
    elif is_stream(x):
        stream = stream_of(x)
        limit = MAX_SAMPLES if most is None and stream.is_endless else most
        for batch in labelled_batches(stream, limit, shapes, None, names):
            yield from _parts(batch.x, shapes, names, None)
    else:
        raise UnsupportedInputError(
            f"the inputs must be an array, several arrays, or batches of them, not {type(x).__name__!r}"
        )


def _loaded(x: Any, shapes: Shapes, names: Sequence[str], most: int | None) -> Any:
    """Return what a file holds, and a frame as an array or as one for each input; anything else as it is."""
    if isinstance(x, str | os.PathLike):
        x = read_data(x, max_samples=most, spec=InputSpec(tuple(names), shapes)).x
    if is_frame(x) and shapes is not None:  # where they are not known, steps before the network may want the frame
        return fit_to_model(x, InputSpec(tuple(names), shapes, is_network=True))
    return x


def _is_array(x: Any) -> bool:
    return hasattr(x, "shape") and (hasattr(x, "__array__") or hasattr(x, "numpy"))


def _is_list_of_one(x: Any, shapes: Shapes) -> bool:
    """Whether it is a list with the array of the only input, which has its axis of samples."""
    return isinstance(x, list | tuple) and len(x) == 1 and _is_array(x[0]) and len(x[0].shape) == len((shapes or [()])[0])


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
    array = without_text_objects(array)
    if array.dtype.kind not in "biufUS" and array.dtype.name != "bfloat16":
        raise UnsupportedInputError(f"the inputs must be numbers, not {array.dtype}")
    if shape is None:
        return array if array.ndim else array[np.newaxis]
    for candidate in fitting(array, shape):
        return candidate
    wanted = sizes_in_words(shape[1:])
    raise ShapeError(f"an input has the shape {array.shape}, but the model takes samples of {wanted}, one or several")
