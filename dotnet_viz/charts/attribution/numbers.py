"""The numbers of attribution maps as a table: what each part of an image, a signal, a text or a row of features has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.attribution.layout import SIGNAL_LINES, Appearance, chosen_slices, is_text, signal_lines
from dotnet_viz.charts.attribution.texts import word_values, words_of
from dotnet_viz.charts.data import ChartData
from dotnet_viz.explain.attribution.explain import ExplainedMap
from dotnet_viz.explain.attribution.faithfulness import Faithfulness
from dotnet_viz.explain.attribution.options import method_in_words
from dotnet_viz.translation.translate import mark, translate

MOST_BANDS = 8
"""Into which an axis of an image is divided: 64 parts can be read, and say where the map is high."""
LEAST_BANDS = 5
"""Of one size, which are better than more of several sizes."""
SHARE_DECIMALS = 3
"""Of a share of the whole: so many are compared at a glance, and the map itself has all."""
MOST_POSITIONS = 64
"""Of a signal that are in the table one by one."""
PARTS_OF_IMAGE = mark("share of the attribution in each part of the image; x from the left and y from the top, in pixels")

Row = dict[str, Any]


def attribution_data(
    explained: Sequence[ExplainedMap], appearance: Appearance, found: Sequence[Faithfulness] = ()
) -> ChartData:
    """Return what the picture of maps shows; of images, and of signals with many positions, by parts.

    Args:
        explained: the maps.
        appearance: of them, which has the words of texts and the names of features.
        found: whether each map can be believed; empty where that is not drawn.
    """
    several = len({one.input.name for one in explained}) > 1
    rows = [
        {mark("target"): one.map.target} | ({mark("input"): one.input.name} if several else {}) | row
        for one in explained
        for row in _rows(one, appearance)
    ]
    names = dict.fromkeys(name for row in rows for name in row)
    facts: dict[str, Any] = {mark("method"): method_in_words(explained[0].map.method)}
    if any(one.map.values.ndim > 1 for one in explained):
        facts[mark("cells")] = translate(PARTS_OF_IMAGE)
    for one, faithful in zip(explained, found, strict=False):
        areas = {mark("insertion area"): faithful.insertion_area, mark("deletion area"): faithful.deletion_area}
        named = len(explained) > 1
        facts |= {f"{one.map.target}: {translate(name)}" if named else name: area for name, area in areas.items()}
    return ChartData({name: [row.get(name) for row in rows] for name in names}, facts)


def _rows(one: ExplainedMap, appearance: Appearance) -> Iterator[Row]:
    values = one.map.values
    if is_text(one, appearance):
        yield from _words(one, appearance)
    elif values.ndim == 1:
        yield from _positions(one, appearance) if len(values) <= MOST_POSITIONS else _ranges(values)
    elif values.ndim == 2:
        yield from _grid(values, float(values.sum()))
    else:
        for index in chosen_slices(one, appearance):
            yield from ({mark("slice"): index} | row for row in _grid(values[index], float(values.sum())))


def _words(one: ExplainedMap, appearance: Appearance) -> Iterator[Row]:
    for position, (word, value) in enumerate(zip(words_of(one, appearance), word_values(one).tolist(), strict=True)):
        if word:  # padding is not drawn either
            yield {mark("position"): position, mark("word"): word, mark("attribution"): value}


def _positions(one: ExplainedMap, appearance: Appearance) -> Iterator[Row]:
    lines = signal_lines(one)[:, :SIGNAL_LINES]
    names = appearance.feature_names if len(appearance.feature_names) == len(lines) else ()
    heads = [mark("value")] if lines.shape[1] == 1 else [f"{translate('value')} {number}" for number in range(lines.shape[1])]
    for position, (line, value) in enumerate(zip(lines.tolist(), one.map.values.tolist(), strict=True)):
        place: Row = {mark("feature"): names[position]} if names else {mark("position"): position}
        yield place | {mark("attribution"): value} | dict(zip(heads, line, strict=True))


def _ranges(values: NDArray[Any]) -> Iterator[Row]:
    edges = np.linspace(0, len(values), MOST_POSITIONS + 1).round().astype(int)
    whole = float(values.sum()) or 1.0
    for start, end in pairwise(edges):
        part = values[start:end]
        yield {
            mark("position"): _range(start, end),
            mark("share"): float(part.sum()) / whole,
            mark("highest"): float(part.max()),
        }


def _grid(values: NDArray[Any], whole: float) -> Iterator[Row]:
    """Yield a row for each band of an image, with the share of each part."""
    tops, lefts = (_band_edges(size) for size in values.shape)
    sums = np.add.reduceat(np.add.reduceat(values.astype(np.float64), tops[:-1], axis=0), lefts[:-1], axis=1)
    heads = [f"x {_range(start, end)}" for start, end in pairwise(lefts)]
    for (top, bottom), shares in zip(pairwise(tops), (sums / (whole or 1.0)).round(SHARE_DECIMALS), strict=True):
        yield {"y": _range(top, bottom)} | dict(zip(heads, shares.tolist(), strict=True))


def _band_edges(size: int) -> NDArray[np.intp]:
    """Return where the bands of an axis begin and end: of one size where a number of bands allows it.

    Example:
        >>> [len(_band_edges(size)) - 1 for size in (3, 8, 28, 32, 224, 299)]
        [3, 8, 7, 8, 8, 8]
    """
    equal = [bands for bands in range(LEAST_BANDS, MOST_BANDS + 1) if size % bands == 0]
    return np.linspace(0, size, max(equal, default=min(size, MOST_BANDS)) + 1).round().astype(np.intp)


def _range(start: int, end: int) -> str:
    return str(start) if end - start == 1 else f"{start}–{end - 1}"
