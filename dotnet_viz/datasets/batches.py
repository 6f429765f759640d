"""Batches of samples and labels from a stream, and the arrays that they are joined to, within bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.datasets.labels import split_labels
from dotnet_viz.datasets.streams import Stream
from dotnet_viz.datasets.tensors import array_from, holds_arrays, is_frame, leaves_of, map_arrays
from dotnet_viz.errors import ShapeError, UnsupportedInputError

Shapes = Sequence[tuple[int | None, ...]] | None
_GROUP = 256


@dataclass(frozen=True, eq=False)
class LabelledBatch:
    """Some samples in a row.

    Args:
        x: arrays with samples first: one, or a list or dict of several.
        y: their labels in the same manner; ``None`` without.
        has_weights: whether each sample had a weight too.
        samples: how many there are.
    """

    x: Any
    y: Any
    has_weights: bool
    samples: int

    def first(self, count: int) -> LabelledBatch:
        """Return the first samples.

        Args:
            count: how many at most.
        """
        if count >= self.samples:
            return self
        x, y = (map_arrays(lambda array: array[:count], part) if part is not None else None for part in (self.x, self.y))
        return LabelledBatch(x, y, self.has_weights, count)


def labelled_batches(
    stream: Stream, most: int | None, shapes: Shapes = None, target: object = None, input_names: Sequence[str] = ()
) -> Iterator[LabelledBatch]:  # fmt: skip
    """Yield batches of a stream; single samples are put together, and what is behind the last sample wanted is not asked for.

    Args:
        stream: data that are made piece by piece.
        most: samples at most; ``None`` for all.
        shapes: of the model's inputs with the axis of samples, by which single samples are known from batches.
        target: name of the labels in dicts and frames.
        input_names: of the model, which are no names of labels.

    Raises:
        UnsupportedInputError: an item has nothing in it that is an array.
        ShapeError: samples and labels differ in number.
    """
    left = most
    group: list[LabelledBatch] = []
    is_single: bool | None = True if stream.has_single_samples else None
    while left is None or left > len(group):
        item = next(stream.items, stream)
        if item is stream:
            break
        x, y, has_weights = _parts(item, shapes, target, input_names)
        is_single = _is_single(x, y, shapes) if is_single is None else is_single
        if not is_single:
            batch = _checked(x, y, has_weights)
            batch = batch if left is None else batch.first(left)
            left = None if left is None else left - batch.samples
            yield batch
            continue
        x, y = (None if part is None else map_arrays(lambda array: np.asarray(array)[np.newaxis], part) for part in (x, y))
        group.append(_checked(x, y, has_weights))
        if len(group) == _GROUP:
            left = None if left is None else left - _GROUP
            yield join_batches(group)
            group = []
    if group:
        yield join_batches(group)


def join_batches(batches: list[LabelledBatch]) -> LabelledBatch:
    """Return batches as one; the list is emptied, so that no batch is kept longer than needed.

    Args:
        batches: at least one.

    Raises:
        ShapeError: their samples have different shapes.
    """
    samples, has_weights = sum(one.samples for one in batches), any(one.has_weights for one in batches)
    xs, ys = [one.x for one in batches], [one.y for one in batches]
    batches.clear()
    return LabelledBatch(join_structures(xs), None if ys[0] is None else join_structures(ys), has_weights, samples)


def join_structures(parts: list[Any]) -> Any:
    """Return arrays, or structures of them, joined along their first axis; the list is emptied.

    Args:
        parts: of one structure.

    Raises:
        ShapeError: their samples have different shapes.

    Example:
        >>> join_structures([{"a": np.zeros((2, 3))}, {"a": np.zeros((1, 3))}])["a"].shape
        (3, 3)
    """
    first = parts[0]
    if isinstance(first, Mapping):
        columns: dict[Any, list[Any]] = {name: [part[name] for part in parts] for name in first}
        parts.clear()
        return {name: join_structures(columns.pop(name)) for name in list(columns)}
    if holds_arrays(first):
        rows = [[part[position] for part in parts] for position in range(len(first))]
        parts.clear()
        return [join_structures(row) for row in rows]
    arrays = [np.atleast_1d(array_from(part)) for part in parts]
    parts.clear()
    shapes = sorted({array.shape[1:] for array in arrays})
    if len(shapes) > 1:
        raise ShapeError(
            f"samples have different shapes, such as {shapes[0]} and {shapes[-1]}; bring them to one,"
            " such as by padding all to one length"
        )
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)


def bytes_per_sample(batch: LabelledBatch) -> int:
    """Return how many bytes a sample takes.

    Args:
        batch: of samples.
    """
    total = sum(int(np.asarray(leaf).nbytes) for part in (batch.x, batch.y) if part is not None for leaf in leaves_of(part))
    return max(total // max(batch.samples, 1), 1)


def _parts(item: Any, shapes: Shapes, target: object, input_names: Sequence[str]) -> tuple[Any, Any, bool]:
    """Return samples, labels and whether there are weights, of one item of a stream."""
    y: Any = None
    has_weights = False
    if _is_several(item, shapes):
        x = list(item)
    elif isinstance(item, tuple | list) and len(item) in (1, 2, 3) and not (isinstance(item, list) and _is_row(item)):
        x, y, has_weights = item[0], item[1] if len(item) > 1 else None, len(item) == 3 and item[2] is not None
    else:
        x = item
    if y is None and (isinstance(x, Mapping) or is_frame(x)):
        x, y = split_labels(x, target, input_names)
    x = map_arrays(array_from, x)
    y = None if y is None else map_arrays(_label_array, y)
    if any(leaf.dtype.kind == "O" and not all(isinstance(cell, bytes | str) for cell in leaf.flat) for leaf in leaves_of(x)):
        raise UnsupportedInputError(f"the data yield {type(item).__name__!r}, which holds no samples of numbers or texts")
    return x, y, has_weights


def _is_several(item: Any, shapes: Shapes) -> bool:
    """Whether an item has an array for each of several inputs, and no labels: samples with labels are a list or dict in it."""
    count = len(shapes or ())
    return isinstance(item, tuple) and len(item) == count > 1 and not isinstance(item[0], list | tuple | Mapping)


def _is_row(item: list[Any]) -> bool:
    return all(isinstance(value, int | float | str | bytes) for value in item)


def _label_array(value: Any) -> NDArray[Any]:
    """Return labels as an array, of which bytes are texts."""
    found: NDArray[Any] = array_from(value)
    if found.dtype.kind == "O" and found.size and all(isinstance(cell, bytes) for cell in found.flat):
        return np.array([cell.decode("utf-8", "replace") for cell in found.flat]).reshape(found.shape)
    return found


def _is_single(x: Any, y: Any, shapes: Shapes) -> bool:
    """Whether an item is one sample and no batch: by a label without axis, or by the shapes that the model takes."""
    leaves = leaves_of(x)
    if any(leaf.ndim == 0 for leaf in leaves):
        return True
    labels = [] if y is None else leaves_of(y)
    if labels and all(label.ndim == 0 for label in labels):
        return True
    if shapes is None or len(leaves) != len(shapes):
        return False
    return all(_is_one_sample(leaf.shape, shape) for leaf, shape in zip(leaves, shapes, strict=True))


def _is_one_sample(shape: tuple[int, ...], wanted: tuple[int | None, ...]) -> bool:
    """Whether a shape is that of one sample, and not that of a batch without the one channel."""
    if len(shape) != len(wanted) - 1 or any(want not in (None, size) for want, size in zip(wanted[1:], shape, strict=True)):
        return False
    return not (wanted[-1] == 1 and all(want in (None, size) for want, size in zip(wanted[1:-1], shape[1:], strict=True)))


def _checked(x: Any, y: Any, has_weights: bool) -> LabelledBatch:
    counts = {len(leaf) for part in (x, y) if part is not None for leaf in leaves_of(part)}
    if len(counts) != 1:
        raise ShapeError(f"arrays of one batch have different numbers of samples: {', '.join(map(str, sorted(counts)))}")
    return LabelledBatch(x, y, has_weights, counts.pop())
