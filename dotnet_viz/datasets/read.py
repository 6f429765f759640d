"""The one reader of data: samples and labels from anything that holds them, with what was taken and left out in words."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from dotnet_viz.arguments import whole_number
from dotnet_viz.datasets.batches import LabelledBatch, bytes_per_sample, join_batches, labelled_batches
from dotnet_viz.datasets.files import read_data_file
from dotnet_viz.datasets.labels import split_labels, unused_names
from dotnet_viz.datasets.model_inputs import InputSpec, as_samples, matrix_of_columns, table_of_columns
from dotnet_viz.datasets.streams import Stream, is_stream, stream_of
from dotnet_viz.datasets.tensors import array_from, is_frame, is_tensor, leaves_of, map_arrays
from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError
from dotnet_viz.formatting import format_bytes, format_count, format_list
from dotnet_viz.translation.audience import addressed
from dotnet_viz.translation.translate import mark, translate

MAX_SAMPLES = 10_000
"""Samples that are taken of data that are made piece by piece, unless the user says how many."""
MAX_BYTES = 1 << 29
"""Bytes that these take at most, unless the user says how many samples."""

WEIGHTS = mark("Weights of samples are not used.")
_TOO_LARGE = addressed(
    mark("No more than {size} were read; {option} takes more."),
    "max_samples=",
    "--max-samples",
    reader=mark("No more than {size} were read."),
)


@dataclass(frozen=True, eq=False)
class DataSet:
    """Samples and labels in memory.

    Args:
        x: samples: an array, a frame, or several arrays in a list or dict.
        y: their labels; ``None`` where there are none.
        source: where they are from, and how many were taken; empty for arrays of which all are.
        notes: sentences on what was left out.
        feature_names: of the columns of an array that is read from a table; ``None`` elsewhere.
        is_part: whether samples or arrays were left out.
    """

    x: Any
    y: Any
    source: str = ""
    notes: tuple[str, ...] = ()
    feature_names: tuple[str, ...] | None = None
    is_part: bool = False


def read_data(data: Any, *, target: object = None, max_samples: int | None = None, spec: InputSpec | None = None) -> DataSet:
    """Return samples and labels from whatever holds them; nothing that is made piece by piece is read further than needed.

    Args:
        data: a pair ``(x, y)``, also with weights of samples behind; a ``tf.data.Dataset``, torch ``DataLoader`` or
            ``Dataset``, ``keras.utils.PyDataset``, generator or iterator of batches or samples; a frame; a dict of arrays; the
            path of a ``.npz``, ``.npy`` or ``.csv`` file; or samples without labels.
        target: name of the column or array of the labels.
        max_samples: samples at most, the first ones; ``None`` takes all that are in memory or in arrays of a file, and up to
            10,000 samples or 512 MiB of what is made piece by piece.
        spec: what the model takes, which settles what a file does not.

    Raises:
        OptionError: there is no such target, or ``max_samples`` is not a whole number.
        UnsupportedInputError: something else.
        ShapeError: there are no samples, or their shapes differ.
        VizError: a file cannot be read.

    Example:
        >>> found = read_data(((np.ones((4, 3)), np.zeros(4)) for _ in range(9)), max_samples=6)
        >>> found.x.shape, found.source
        ((6, 3), 'generator: the first 6 samples of an unknown number')
    """
    spec = InputSpec() if spec is None else spec
    most = None if max_samples is None else whole_number("max_samples", max_samples)
    if isinstance(data, str | os.PathLike):
        found = _from_file(data, target, most, spec)
    elif is_stream(data):
        return _from_stream(stream_of(data), target, most, spec)
    elif isinstance(data, Mapping) and not is_tensor(data):
        found = _named(data, target, "dict", spec)
    elif is_frame(data):
        x, y = split_labels(data, target)
        package = type(data).__module__.split(".")[0]
        of_labels = "" if target is None else _labels_in(_target_in_words(target))
        found = DataSet(x, y, f"{package} {type(data).__name__}{of_labels}")
    else:
        found = _in_memory(data, target)
    return _cut(found, most)


def _in_memory(data: Any, target: object) -> DataSet:
    if isinstance(data, list | tuple) and data and all(isinstance(part, tuple) for part in data) and len(data) != 2:
        return _from_stream(Stream("list of batches", iter(data), len(data)), target, len(data) * MAX_SAMPLES, InputSpec())
    if isinstance(data, list | tuple) and len(data) in (2, 3) and not (len(data) == 3 and isinstance(data, list)):
        if target is not None:
            raise OptionError("target names the labels of a frame, a table or a dict, and here they stand beside the samples")
        notes = (translate(WEIGHTS),) if len(data) == 3 and data[2] is not None else ()
        return DataSet(_samples(data[0]), _labels(data[1]), "", notes)
    if target is not None:
        raise OptionError(f"target names a column or an array, and {type(data).__name__!r} has none with names")
    if isinstance(data, tuple) and len(data) == 1:
        return DataSet(_samples(data[0]), None)
    if is_tensor(data) and np.ndim(data) > 0:
        return DataSet(_samples(data), None)
    raise UnsupportedInputError(
        f"data must be a pair (x, y) of samples and their labels, a data set or loader of batches, a frame with target=,"
        f" a dict of arrays or a file, not {type(data).__name__!r}"
    )


def _samples(x: Any) -> Any:
    if isinstance(x, str | os.PathLike):
        return _only_array(x)
    if is_stream(x):
        raise UnsupportedInputError(f"a {type(x).__name__} has samples and labels together: pass it alone, without y")
    if hasattr(x, "toarray") or is_frame(x) or hasattr(x, "iloc"):
        return x
    return map_arrays(lambda part: array_from(part) if is_tensor(part) and not hasattr(part, "toarray") else part, x)


def _only_array(path: str | os.PathLike[str]) -> Any:
    """Return what one of two files holds: samples, or labels."""
    kind, arrays, _ = read_data_file(path)
    if kind == "table":
        return next(iter(arrays.values())) if len(arrays) == 1 else matrix_of_columns(arrays)
    if len(arrays) > 1:
        raise UnsupportedInputError(
            f"{os.fspath(path)!r} holds several arrays ({format_list(list(arrays)[:8])}): pass it alone"
        )
    return next(iter(arrays.values()))


def _labels(y: Any) -> Any:
    if isinstance(y, str | os.PathLike):
        return _only_array(y)
    if y is None or hasattr(y, "iloc") or is_frame(y):
        return y
    return map_arrays(lambda part: array_from(part) if is_tensor(part) or _is_flat(part) else part, y)


def _is_flat(part: Any) -> bool:
    """Whether it is a list of single labels."""
    return isinstance(part, list) and bool(part) and all(isinstance(label, str | int | float | np.generic) for label in part)


def _named(named: Mapping[Any, Any], target: object, kind: str, spec: InputSpec) -> DataSet:
    if not named:
        raise ShapeError("the data are an empty dict; at least one array is needed")
    x, y = split_labels(named, target, spec.names)
    unused = unused_names(named, x, y)
    notes = (translate("Left out: {names}.", names=format_list(unused[:8])),) if unused else ()
    taken = [str(name) for name, part in named.items() if part is x or part is y]
    if kind == "dict" and not unused:
        return DataSet(_samples(x), _labels(y), "", notes)
    return DataSet(_samples(x), _labels(y), f"{kind}: {format_list(taken)}" if taken else kind, notes, None, bool(unused))


def _from_file(path: str | os.PathLike[str], target: object, most: int | None, spec: InputSpec) -> DataSet:
    kind, arrays, count = read_data_file(path, max_rows=most)
    if kind != "table":
        name = Path(path).name
        return _named(arrays, target, name, spec) if kind == "arrays" else DataSet(arrays["x"], None, name)
    return _from_table(Path(path).name, arrays, count, target, spec)


def _from_table(name: str, columns: dict[str, Any], count: int, target: object, spec: InputSpec) -> DataSet:
    x, y = split_labels(columns, target, spec.names)
    rows = len(next(iter(columns.values())))
    label = next((key for key, part in columns.items() if part is y), None)
    source = f"{name}: {_taken(rows, count)}{'' if label is None else _labels_in(repr(label))}"
    if not isinstance(x, Mapping):
        x = {next(key for key, part in columns.items() if part is x): x}
    if spec.columns:
        return DataSet(table_of_columns(x, spec), y, source, is_part=rows < count)
    if not (len(spec.names) > 1 and set(spec.names) <= set(x)) and all(part.dtype.kind in "biuf" for part in x.values()):
        matrix = matrix_of_columns(x)
        samples = as_samples(matrix, (spec.shapes or [()])[0])
        return DataSet(samples, y, source, feature_names=tuple(x) if samples is matrix else None, is_part=rows < count)
    return DataSet(x, y, source, is_part=rows < count)


def _from_stream(stream: Stream, target: object, most: int | None, spec: InputSpec) -> DataSet:
    limit = MAX_SAMPLES if most is None else most
    parts: list[LabelledBatch] = []
    taken, size = 0, 0
    for batch in labelled_batches(stream, limit, spec.shapes, target, spec.names):
        parts.append(batch)
        taken += batch.samples
        size += bytes_per_sample(batch) * batch.samples
        if most is None and size >= MAX_BYTES:
            break
    if not taken:
        raise ShapeError(f"the {stream.kind} has no samples; at least one is needed")
    largest = max(part.samples for part in parts)
    is_whole = taken < limit and not (most is None and size >= MAX_BYTES)
    joined = join_batches(parts)
    words, is_part = taken_of(stream, taken, largest, is_whole=is_whole)
    notes: tuple[str, ...] = (translate(WEIGHTS),) if joined.has_weights else ()
    if most is None and size >= MAX_BYTES and taken < MAX_SAMPLES:
        notes += (translate(_TOO_LARGE, size=format_bytes(MAX_BYTES)),)
    return DataSet(joined.x, joined.y, f"{stream.kind}: {words}", notes, is_part=is_part)


def taken_of(stream: Stream, taken: int, batch_size: int, *, is_whole: bool) -> tuple[str, bool]:
    """Return in words how many samples were taken of a stream and of how many, and whether there are more.

    Args:
        stream: which.
        taken: how many.
        batch_size: samples of an item.
        is_whole: whether there were no more.

    Example:
        >>> taken_of(Stream("generator", iter(())), 10, 5, is_whole=False)
        ('the first 10 samples of an unknown number', True)
    """
    total, samples = stream.sample_count, format_count(taken, "sample")
    most = None if stream.item_count is None else stream.item_count * batch_size
    if is_whole or taken == total:
        return translate("all {samples}", samples=samples) if taken > 1 else translate("its only sample"), False
    if stream.is_endless:
        return translate("the first {samples} of a data set without end", samples=samples), True
    if total is not None:
        return _first_of(taken, total), True
    if most is None:
        return translate("the first {samples} of an unknown number", samples=samples), True
    if most <= taken:
        return translate("all {samples}", samples=samples), False
    message = mark("the first {samples} of at most {all}")
    return translate(message, samples=format_count(taken), all=format_count(most, "sample")), True


def _first_of(taken: int, count: int) -> str:
    return translate("the first {samples} of {all}", samples=format_count(taken), all=format_count(count, "sample"))


def _cut(found: DataSet, most: int | None) -> DataSet:
    """Return the first samples of arrays in memory, without a copy."""
    count = _count(found.x)
    if most is None or count is None or count <= most:
        return found

    def first(part: Any) -> Any:
        return part.iloc[:most] if hasattr(part, "iloc") else part[:most]

    x, y = (None if part is None else map_arrays(first, part) for part in (found.x, found.y))
    source = f"{found.source}: " if found.source else "arrays: "
    return replace(found, x=x, y=y, source=f"{source}{_taken(most, count)}", is_part=True)


def _count(x: Any) -> int | None:
    counts: list[int] = []
    if any(not (part.shape if hasattr(part, "shape") else hasattr(part, "__len__")) for part in leaves_of(x)):
        raise ShapeError("the samples are a single number; they must be an array with an axis of samples")
    map_arrays(lambda part: counts.append(part.shape[0] if hasattr(part, "shape") else len(part)), x)
    return counts[0] if counts else None


def _taken(rows: int, count: int) -> str:
    if rows == count:
        return translate("all {samples}", samples=format_count(count, "sample"))
    return _first_of(rows, count)


def _labels_in(names: str) -> str:
    return translate(", labels in {names}", names=names)


def _target_in_words(target: object) -> str:
    return format_list([repr(one) for one in target]) if isinstance(target, list | tuple) else repr(target)
