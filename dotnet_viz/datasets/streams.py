"""Data that are made piece by piece: data sets and loaders of TensorFlow, PyTorch and Keras, generators and iterators."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

_INFINITE = -1
_TENSORFLOW = ("tensorflow", "tensorflow_datasets")


@dataclass(frozen=True, eq=False)
class Stream:
    """Batches, or single samples, that are made when they are asked for.

    Args:
        kind: what it is, in words, such as ``"tf.data.Dataset"``.
        items: what it yields.
        item_count: how many items there are; ``None`` where nobody knows.
        sample_count: how many samples there are; ``None`` where nobody knows.
        is_endless: whether it is known to have no end.
        has_single_samples: whether an item is known to be one sample; a batch may be one too, as far as anybody knows.
    """

    kind: str
    items: Iterator[Any] = field(repr=False)
    item_count: int | None = None
    sample_count: int | None = None
    is_endless: bool = False
    has_single_samples: bool = False

    @property
    def can_be_endless(self) -> bool:
        """Whether reading all of it might never be done."""
        return self.is_endless or (self.item_count is None and self.sample_count is None)


def is_stream(data: Any) -> bool:
    """Whether data are made piece by piece.

    Args:
        data: any object.

    Example:
        >>> is_stream(iter([1])), is_stream([1]), is_stream(np.zeros(3))
        (True, False, False)
    """
    if data is None or isinstance(data, np.ndarray | list | tuple | Mapping | str | bytes | os.PathLike | set | range | type):
        return False
    if hasattr(data, "shape") or hasattr(data, "columns"):
        return False
    return hasattr(data, "__iter__") or _is_numbered(data)


def stream_of(data: Any) -> Stream:
    """Return what an object yields, and what is known of it before that.

    Args:
        data: for which :func:`is_stream` is true. Of an iterator only what is asked for is consumed.
    """
    modules = [kind.__module__ for kind in type(data).__mro__]
    packages = {module.split(".")[0] for module in modules}
    name = type(data).__name__
    if callable(getattr(data, "cardinality", None)):
        known = int(data.cardinality())
        kind = "tf.data.Dataset" if packages & set(_TENSORFLOW) else name
        return Stream(kind, iter(data), known if known >= 0 else None, is_endless=known == _INFINITE)
    count = _length(data)
    if any(module.startswith("torch.utils.data") for module in modules):
        if not hasattr(data, "batch_sampler"):  # a Dataset, whose items are samples
            kind = f"torch {name}"
            return Stream(kind, iter(data) if count is None else _numbered(data, count), count, count, has_single_samples=True)
        whole = None if getattr(data, "drop_last", False) or _has_sampler(data) else _length(data.dataset)
        return Stream("torch DataLoader", iter(data), count, whole, has_single_samples=data.batch_size is None)
    if hasattr(data, "on_epoch_end") and hasattr(data, "__getitem__"):
        return Stream(f"Keras {name}" if "keras" in packages else name, _numbered(data, count), count, is_endless=count is None)
    if _is_numbered(data):
        return Stream(name, _numbered(data, count), count, has_single_samples="datasets" in packages)
    return Stream("generator" if hasattr(data, "send") else name, iter(data), count)


def _is_numbered(data: Any) -> bool:
    return hasattr(data, "__getitem__") and hasattr(data, "__len__")


def _numbered(data: Any, count: int | None) -> Iterator[Any]:
    """Yield items by number: a ``keras.utils.PyDataset`` need not end when it is iterated over, nor begin at 0."""
    number = 0
    while count is None or number < count:
        yield data[number]
        number += 1


def _has_sampler(loader: Any) -> bool:
    """Whether a loader takes other samples than each of its data set once."""
    sampler = getattr(loader, "sampler", None)
    return type(sampler).__name__ not in ("SequentialSampler", "RandomSampler") or bool(getattr(sampler, "replacement", False))


def _length(data: Any) -> int | None:
    count = getattr(data, "num_batches", data)
    if count is None:
        return None
    if isinstance(count, int):
        return count
    try:
        return len(data) if isinstance(data, Iterable) or hasattr(data, "__len__") else None
    except (TypeError, NotImplementedError, ValueError, AttributeError):
        return None
