"""What a layer returned for one input as images: of channels, of heads, of a matrix, or lines of a vector."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.diagrams.common.values.pixels import Numbers, as_colors
from dotnet_viz.diagrams.passage.options import PassageOptions
from dotnet_viz.explain.activations.places import Place
from dotnet_viz.formatting import format_count, format_number, format_sizes
from dotnet_viz.graph.layer_kinds import class_kind
from dotnet_viz.thinning import pooled
from dotnet_viz.translation.translate import mark, translate

MAX_INPUT_SIZE = 256
_MAX_LINE = 64

_CELLS = {"mean": mark("cell: mean of {size}"), "extreme": mark("cell: extreme of {size}")}
_STEP = mark("step {position} of {number}")
_SLICE = mark("slice {position} of {number}")
_STRONGEST = mark("{chosen} of {all}, the strongest")
_FIRST = mark("{chosen} of {all}, the first")


@dataclass(frozen=True, eq=False)
class Images:
    """The images of one layer.

    Args:
        name: of the layer and call.
        about: its class, activation and the shape of what it returned.
        values: of each image, shape (rows, columns), or (rows, columns, 3) in colour; all of one shape, but for lines.
        names: what each image shows.
        numbers: what is written below each; empty for nothing.
        notes: lines that say what is left out and what rows and columns are.
        across: images in a row.
        is_lines: whether the images are lines of one vector, one below the other without a gap.
        is_color: whether values are red, green and blue.
        is_band: whether the images are bands over time, whose cells may be higher than wide.
    """

    name: str
    about: str
    values: tuple[Numbers, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    across: int = 1
    is_lines: bool = False
    is_color: bool = False
    is_band: bool = False


def images_of(
    place: Place, outputs: Sequence[NDArray[Any]], options: PassageOptions, *, has_time: bool, is_last: bool = False
) -> list[Images]:
    """Return what is drawn of a layer at several times: of all the same channels or heads.

    Args:
        place: which layer and call.
        outputs: for one sample at each time, at least one; all of one shape (...).
        options: how many images there are, and how large.
        has_time: whether the first axis of a matrix is time, which is drawn from left to right.
        is_last: whether the units are the outputs, which have the names of classes.
    """
    arrays = [np.asarray(output, dtype=np.float64) for output in outputs]
    about = " · ".join(
        part
        for part in (
            "scores" if place.is_scores else place.kind,
            None if place.activation == "linear" else place.activation,
            format_sizes(arrays[0].shape) or "1",
        )
        if part
    )
    if place.channels_first and arrays[0].ndim > 1:
        arrays = [np.moveaxis(values, 0, -1) for values in arrays]
    if place.is_scores:
        axes = (translate("rows: queries, columns: keys"),)
        return _grids(place, [_heads(values) for values in arrays], options, about, axes, is_heads=True)
    if arrays[0].ndim <= 1:
        names = options.class_names if is_last else None
        return [_vector(place, values.reshape(-1), options, about, names) for values in arrays]
    arrays, notes = _without_depth(arrays, place)
    if arrays[0].ndim == 2:
        return [_matrix(place, values, options, about, has_time=has_time) for values in arrays]
    return _grids(place, [np.moveaxis(values, -1, 0) for values in arrays], options, about, notes, is_heads=False)


def input_images(name: str, values: NDArray[Any], *, has_time: bool) -> Images:
    """Return an input as an image: in colour where its last axis is red, green and blue.

    Args:
        name: of the input.
        values: one sample.
        has_time: see :func:`images_of`.
    """
    about = translate("input · {size}", size=format_sizes(values.shape) or "1")
    if values.dtype.kind in "US":
        return Images(name, about, (np.zeros((1, 1)),), (name,), notes=(translate("text"),))
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.ndim == 3 and numbers.shape[-1] == 3 and min(numbers.shape[:2]) > 1:
        picture, block = pooled(numbers, (MAX_INPUT_SIZE, MAX_INPUT_SIZE), "mean")
        colors, note = as_colors(picture)
        return Images(name, about, (colors,), (name,), notes=(note, *_block_notes(block, "mean")), is_color=True)
    limits = PassageOptions(grid_size=(1, 1), limit_size_layer=(MAX_INPUT_SIZE, MAX_INPUT_SIZE), rank="first")
    place = Place(name, name, "input")
    if numbers.ndim == 3 and numbers.shape[-1] == 1:
        numbers, has_time = numbers[..., 0], False
    (found,) = images_of(place, [numbers], limits, has_time=has_time)
    return replace(found, about=about, numbers=())


def _block_notes(block: tuple[int, int], pooling: str) -> tuple[str, ...]:
    text = _CELLS[pooling]
    return () if block == (1, 1) else (translate(text, size=format_sizes(block)),)


def _without_depth(arrays: Sequence[Numbers], place: Place) -> tuple[list[Numbers], tuple[str, ...]]:
    """Return outputs of at most three axes: the last step of a recurrent layer, or the middle slice."""
    notes: list[str] = []
    while arrays[0].ndim > 3:
        recurrent = class_kind(place.kind).family == "recurrent" or place.kind.startswith("ConvLSTM")
        count = len(arrays[0])
        position = count - 1 if recurrent else count // 2
        notes.append(translate(_STEP if recurrent else _SLICE, position=position + 1, number=count))
        arrays = [values[position] for values in arrays]
    return list(arrays), tuple(notes)


def _vector(
    place: Place, values: Numbers, options: PassageOptions, about: str, class_names: Sequence[str] | None
) -> Images:  # fmt: skip
    count = len(values)
    across = count if count <= _MAX_LINE else min(_MAX_LINE, math.ceil(math.sqrt(4 * count)))
    limit = options.limit_size_layer
    notes: list[str] = []
    if limit is not None and count > limit[0] * across:
        table, block = pooled(values[np.newaxis], (1, limit[0] * across), options.pooling)
        values = table[0]
        notes += _block_notes((1, block[1]), options.pooling)
    lines = tuple(values[np.newaxis, start : start + across] for start in range(0, len(values), across))
    if len(lines) > 1:
        notes.append(translate("{across} units a line", across=across))
    if class_names is not None and len(class_names) == count:
        top = int(np.nanargmax(values)) if np.isfinite(values).any() else 0
        value = format_number(float(values[top]), 3)
        notes.append(translate("largest: {name} {value}", name=class_names[top], value=value))
    names = tuple(
        translate("{layer}, units from {start}", layer=place.name, start=start) for start in range(0, len(values), across)
    )
    return Images(place.name, about, lines, names, notes=tuple(notes), is_lines=True)


def _matrix(place: Place, values: Numbers, options: PassageOptions, about: str, *, has_time: bool) -> Images:
    shown, block = pooled(values.T if has_time else values, options.limit_size_layer, options.pooling)
    notes = (translate("time →"),) if has_time else ()
    notes = (*notes, *_block_notes(block, options.pooling))
    return Images(place.name, about, (shown,), (place.name,), notes=notes, is_band=has_time)


def _heads(scores: Numbers) -> Numbers:
    """Return the scores of each head; shape (heads, queries, keys)."""
    while scores.ndim > 3:
        scores = scores[:, 0]
    return scores if scores.ndim == 3 else scores[np.newaxis]


def _grids(
    place: Place, arrays: Sequence[Numbers], options: PassageOptions, about: str, notes: tuple[str, ...], *, is_heads: bool
) -> list[Images]:  # fmt: skip
    rows, columns = options.grid_size
    chosen = _chosen(arrays, rows * columns, options.rank)
    count = len(arrays[0])
    of_all = format_count(count, "head") if is_heads else format_count(count, "channel")
    title = mark("{name}, head {number}") if is_heads else mark("{name}, channel {number}")
    some = translate(_STRONGEST if options.rank == "activation" else _FIRST, chosen=len(chosen), all=of_all)
    left_out = (some,) if len(chosen) < count else (of_all,) if count > 1 else ()
    found = []
    for values in arrays:
        tables = [pooled(values[number], options.limit_size_layer, options.pooling) for number in chosen]
        block = tables[0][1] if tables else (1, 1)
        found.append(Images(
            place.name, about, tuple(table for table, _ in tables),
            tuple(translate(title, name=place.name, number=number) for number in chosen),
            tuple(str(number) for number in chosen) if count > 1 else (),
            (*left_out, *notes, *_block_notes(block, options.pooling)),
            _across(len(chosen), rows, columns),
        ))  # fmt: skip
    return found


def _across(count: int, rows: int, columns: int) -> int:
    """Return how many images stand in a row: all that fit, or fewer where that leaves fewer places empty.

    Example:
        >>> _across(3, 3, 3), _across(4, 3, 3), _across(9, 3, 3)
        (3, 2, 3)
    """
    if count <= columns:
        return max(count, 1)
    return min(range(math.ceil(count / rows), columns + 1), key=lambda across: (-count % across, -across))


def _chosen(arrays: Sequence[Numbers], limit: int, rank: str) -> list[int]:
    """Return which channels are drawn: the first ones, or those that are strongest in all arrays together."""
    count = len(arrays[0])
    if count <= limit or rank == "first":
        return list(range(min(limit, count)))
    strength = sum((np.abs(np.nan_to_num(values)).reshape(count, -1).mean(axis=1) for values in arrays), np.zeros(count))
    return sorted(int(number) for number in np.argsort(-strength, kind="stable")[:limit])
