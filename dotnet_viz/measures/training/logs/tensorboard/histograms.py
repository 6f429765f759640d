"""Histograms of an event log: TensorFlow's tables of three columns, and the older message that PyTorch writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.files.formats.protobuf import FIXED64, LENGTH, fields
from dotnet_viz.measures.training.logs.tensorboard.event_file import TagValues
from dotnet_viz.measures.training.logs.tensorboard.summary import HISTOGRAM, NUMBERS
from dotnet_viz.measures.training.run import Doubles, Integers, TensorHistograms

BINS = 30
"""How many bins a histogram gets whose bins differ from step to step, which is as many as TensorFlow's have."""

_LIMITS, _COUNTS, _MINIMUM, _MAXIMUM = 6, 7, 1, 2
_SUFFIXES = ("/histogram", "/histogram_summary")
_GRADIENTS = ("grad", "gradient", "gradients", "grads")


def is_histogram(values: TagValues) -> bool:
    """Return whether what was logged under a tag is a histogram."""
    if values.form == HISTOGRAM:
        return True
    return values.form == NUMBERS and values.plugin == "histograms" and values.shape[1:] == (3,) and values.shape[0] > 0


def read_histograms(
    logged: Sequence[tuple[TagValues, Integers]], model_name: str | None, layers: Iterable[str]
) -> TensorHistograms | None:
    """Return the histograms of one tag over the epochs; of several in one epoch the last counts.

    Args:
        logged: for which :func:`is_histogram` is true, each with the epoch of every value, from 1. There are several where
            the number of bins differs, as with older releases of TensorFlow while all values are equal.
        model_name: of the model, where the log has it.
        layers: names of its layers.

    Raises:
        UnreadableFileError: one of them is damaged.
    """
    with np.errstate(all="ignore"):
        tables = [_from_tables(item.arrays()) if item.form == NUMBERS else _from_messages(item.contents) for item, _ in logged]
        if len({edges.shape[1] for edges, _ in tables}) > 1:
            tables = [_rebinned(list(zip(edges, counts, strict=True))) for edges, counts in tables]
        edges, counts = (np.concatenate(parts) for parts in zip(*tables, strict=True))
        finite = np.isfinite(edges).all(axis=1) & np.isfinite(counts).all(axis=1)
        usable: NDArray[np.bool_] = finite & np.all(np.diff(edges, axis=1) >= 0, axis=1)
    epochs = np.concatenate([numbers for _, numbers in logged])
    last = {epoch: row for row, epoch in enumerate(epochs.tolist()) if usable[row]}
    if not last:
        return None
    rows = [last[epoch] for epoch in sorted(last)]
    tensor, quantity = tensor_of(logged[0][0].tag, model_name, layers)
    return TensorHistograms(tensor, quantity, epochs[rows].astype(np.int64), edges[rows], counts[rows])


def tensor_of(tag: str, model_name: str | None, layers: Iterable[str]) -> tuple[str, str]:
    """Return the tensor and the quantity that a histogram's tag names.

    Args:
        tag: of the histogram.
        model_name: prefix that Keras gives tags; ``None`` where it is unknown.
        layers: names of the model's layers.

    Example:
        >>> tensor_of("sequential/dense/kernel/histogram", "sequential", ["dense"])
        ('dense/kernel', 'weights')
        >>> tensor_of("gradients/dense/kernel", None, [])
        ('dense/kernel', 'gradients')
    """
    name = next((tag[: -len(suffix)] for suffix in _SUFFIXES if tag.endswith(suffix)), tag)
    first, _, rest = name.partition("/")
    if rest and first == model_name and first not in set(layers):
        name = rest
    parts = name.split("/")
    gradients = [part for part in parts if part.lower() in _GRADIENTS]
    if gradients and len(parts) > 1:
        return "/".join(part for part in parts if part not in gradients), "gradients"
    return name, "weights"


def _from_tables(tables: Doubles) -> tuple[Doubles, Doubles]:
    """Return edges and counts of tables of shape (steps, bins, 3): left edge, right edge, count."""
    return np.concatenate([tables[:, :, 0], tables[:, -1:, 1]], axis=1), tables[:, :, 2]


def _from_messages(messages: Sequence[bytes]) -> tuple[Doubles, Doubles]:
    return _rebinned([_message(message) for message in messages])


def _rebinned(histograms: Sequence[tuple[Doubles, Doubles]]) -> tuple[Doubles, Doubles]:
    """Return edges and counts of histograms that have bins of their own each, with as many bins for all."""
    edges = np.stack([np.linspace(borders[0], borders[-1], BINS + 1) for borders, _ in histograms])
    counts = np.stack([_counts_between(*histogram, row) for histogram, row in zip(histograms, edges, strict=True)])
    return edges, counts


def _message(message: bytes) -> tuple[Doubles, Doubles]:
    """Return the borders and the counts of the bins of a ``HistogramProto``, without empty ones at its ends."""
    lists: dict[int, list[bytes]] = {_LIMITS: [], _COUNTS: []}
    ends = {_MINIMUM: np.nan, _MAXIMUM: np.nan}
    for number, kind, first, stop in fields(message):
        if number in lists and kind in (LENGTH, FIXED64):
            lists[number].append(message[first:stop])
        elif number in ends and kind == FIXED64:
            ends[number] = float(np.frombuffer(message[first:stop], dtype="<f8")[0])
    limits, counts = (_doubles(b"".join(lists[number])) for number in (_LIMITS, _COUNTS))
    filled = np.flatnonzero(counts[: limits.size])
    if limits.size != counts.size or not filled.size:
        return np.full(2, np.nan), np.zeros(1)
    first, last = int(filled[0]), int(filled[-1])
    low = limits[first - 1] if first else ends[_MINIMUM]
    borders = np.concatenate([[low], limits[first : last + 1]])
    if ends[_MINIMUM] <= ends[_MAXIMUM]:
        borders = np.clip(borders, ends[_MINIMUM], ends[_MAXIMUM])
    return borders, counts[first : last + 1]


def _doubles(data: bytes) -> Doubles:
    return np.frombuffer(data[: len(data) // 8 * 8], dtype="<f8").astype(np.float64)


def _counts_between(borders: Doubles, counts: Doubles, edges: Doubles) -> Doubles:
    """Return the counts between other edges: the values of a bin are taken to lie evenly in it."""
    if not np.isfinite(borders).all() or borders[0] == borders[-1]:
        return np.append(np.zeros(edges.size - 2), counts.sum())
    total = np.concatenate([[0.0], np.cumsum(counts)])
    return np.diff(np.interp(edges, borders, total))
