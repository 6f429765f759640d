"""The values of a bundle's lines as text on the lines, near their starts, where the lines of a unit fan out by themselves.

The units that lines leave stand so far apart (:func:`value_rooms`) that the values of one unit's lines end before those of the
next unit's begin: each value is between its unit and the lines of others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.colors import WHITE, hex_color, mix
from dotnet_viz.fonts import text_width
from dotnet_viz.formatting import format_number
from dotnet_viz.geometry.boxes import Box
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import outline_box
from dotnet_viz.scene import ANCHORS, Bundle, Label, Scene, Shape

TEXT_SIZE = 9.0
_HEIGHT = 12.4
_PADDING = 2.0
_STEP = _HEIGHT + 1.6
# From the start of a line to the middle of its value: past the circle, and no further than this part of the line.
_CLEAR = 5.0
_FURTHEST = 0.42
_INK = "#1b1b1f"
_VALUE_ID = re.compile(r"v(\d+)-\d+")
_TINT = 0.22
# Where a value goes if its place is taken: nearby along its line.
_SHIFTS = np.array([offset * side for offset in np.linspace(0.0, 0.3, 16) for side in (1, -1)])


class _Taken:
    """The boxes that values keep clear of, as one array that is not made anew for each value.

    Args:
        boxes: of the shapes.
        more: how many values come.
    """

    def __init__(self, boxes: Sequence[Box], more: int) -> None:
        self._array = np.empty((len(boxes) + more, 4))
        self._count = 0
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        self._array[self._count] = box
        self._count += 1

    @property
    def boxes(self) -> NDArray[np.float64]:
        return self._array[: self._count]


def _value_id(bundle: int, line: int) -> str:
    return f"v{bundle}-{line}"


def bundle_of(shape: Shape) -> int | None:
    """Return the number of the bundle that a value stands on; ``None`` for any other shape.

    Args:
        shape: of a scene whose columns have places.
    """
    found = _VALUE_ID.fullmatch(shape.id) if shape.kind == "value" else None
    return int(found[1]) if found else None


def value_rooms(scene: Scene, *, upright: bool) -> dict[str, float]:
    """Return how much room the shapes at the ends of lines need along their column, so that the values at their lines have it.

    Args:
        scene: without places.
        upright: whether columns stand, and values stand below one another.

    Returns:
        Pixels by the id of a shape; empty where no values are written.
    """
    rooms: dict[str, float] = {}
    for bundle in (bundle for bundle in scene.bundles if bundle.show_values):
        leaving = Counter(bundle.sources[index] for index in bundle.source_index.tolist())
        widest = 2 * max((_half(float(value)) for value in bundle.values), default=0.0)
        for name, count in leaving.items():
            rooms[name] = max(rooms.get(name, 0.0), count * _STEP / (1 - _FURTHEST) + _STEP if upright else widest / 0.7)
        for name in bundle.targets if upright else ():
            rooms[name] = max(rooms.get(name, 0.0), _STEP / _FURTHEST)
    return rooms


def value_shapes(bundles: Sequence[Bundle], shapes: Mapping[str, Shape], *, upright: bool = True) -> tuple[Shape, ...]:
    """Return a patch with its value for each line of the bundles that show theirs, tinted by the value's sign.

    Args:
        bundles: of the scene.
        shapes: with places, by id.
        upright: whether columns stand.
    """
    shown = [(number, bundle) for number, bundle in enumerate(bundles) if bundle.show_values and len(bundle)]
    taken = _Taken(list(map(outline_box, shapes.values())), sum(len(bundle) for _, bundle in shown))
    tints = {sign: _tint([bundle for _, bundle in shown], sign) for sign in (-1.0, 0.0, 1.0)}
    found: list[Shape] = []
    for number, bundle in shown:
        found += _of_bundle(number, bundle, shapes, taken, tints, upright=upright)
    return tuple(found)


def with_patches(
    shapes: tuple[Shape, ...], written: Container[str], fanned: Container[str]
) -> tuple[tuple[Shape, ...], tuple[Shape, ...]]:
    """Return shapes without the texts beside them, and these on paper of their own, so that no line crosses them.

    Args:
        shapes: with places.
        written: ids of the shapes at the ends of lines whose values are written, with texts above or below.
        fanned: ids of the shapes that lines fan out to, past texts on any side.
    """
    kept, patches = [], []
    for shape in shapes:
        outside = [
            label
            for label in shape.labels
            if (abs(label.y) > shape.height / 2 and (shape.id in written or shape.id in fanned))
            or (abs(label.x) > shape.width / 2 and shape.id in fanned)
        ]
        x, y = centre(shape)
        kept.append(replace(shape, labels=tuple(label for label in shape.labels if label not in outside)) if outside else shape)
        for number, label in enumerate(outside):
            width = text_width(label.text, label.size, label.bold)
            middle = label.x + (0.5 - ANCHORS[label.anchor]) * width
            patches.append(Shape(
                f"{shape.id}-text{number}", "", round(width + 2 * _PADDING, 2), label.size + 2.0,
                form="rounded", x=x + middle, y=y + label.y, fill="paper", stroke="paper", stroke_width=0.0,
                labels=(replace(label, x=0.0, y=0.0, anchor="middle"),), kind="value", group=shape.group or shape.id,
            ))  # fmt: skip
    return tuple(kept), tuple(patches)


def _tint(bundles: Sequence[Bundle], sign: float) -> str:
    """Return a pale colour of the strongest lines of a sign."""
    strongest, color = 0.0, "#d9d9d9"
    for bundle in bundles if sign else ():
        magnitudes = np.where(np.sign(bundle.values) == sign, bundle.widths, 0.0)
        index = int(np.argmax(magnitudes))
        if magnitudes[index] > strongest:
            strongest, color = float(magnitudes[index]), hex_color(bundle.colors[index].tolist())
    return mix(WHITE, color, _TINT)


def _half(value: float) -> float:
    return text_width(format_number(value, 3), TEXT_SIZE) / 2 + _PADDING


def _of_bundle(
    number: int,
    bundle: Bundle,
    shapes: Mapping[str, Shape],
    taken: _Taken,
    tints: Mapping[float, str],
    *,
    upright: bool,
) -> Iterator[Shape]:
    starts = np.array([centre(shapes[name]) for name in bundle.sources])
    ends = np.array([centre(shapes[name]) for name in bundle.targets])
    shares = _shares(bundle, starts, ends, shapes, upright=upright)
    # The strongest are drawn last and seen most, so they choose first.
    for index in reversed(range(len(bundle))):
        source, target = bundle.source_index[index], bundle.target_index[index]
        value = float(bundle.values[index])
        text, half = format_number(value, 3), _half(value)
        x, y = _best(starts[source], ends[target], float(shares[index]), half, taken)
        taken.add(Box.around_middle((x, y), 2 * half, _HEIGHT))
        between = f"{shapes[bundle.sources[source]].name} → {shapes[bundle.targets[target]].name}"
        name = f"{between}: {format_number(value)}"
        fill = tints.get(float(np.sign(value)), tints[0.0])
        yield Shape(
            _value_id(number, index), name, round(2 * half, 2), _HEIGHT, form="rounded", x=round(x, 2), y=round(y, 2),
            fill=fill, stroke=fill, stroke_width=0.0, labels=(Label(text, size=TEXT_SIZE, color=_INK),), kind="value",
        )  # fmt: skip


def _shares(
    bundle: Bundle,
    starts: NDArray[np.float64],
    ends: NDArray[np.float64],
    shapes: Mapping[str, Shape],
    *,
    upright: bool,
) -> NDArray[np.float64]:
    """Return for each line the part of it after which its value stands.

    In upright columns the values of a unit stand below one another; between rows each is in a line of its own.
    """
    along, across = (0, 1) if upright else (1, 0)
    length = max(float(np.abs(ends[:, along].mean() - starts[:, along].mean())), 1.0)
    first = shapes[bundle.sources[0]]
    reach = (first.width if upright else first.height) / 2 + _CLEAR
    if not upright:
        order = np.argsort(np.argsort(ends[:, across]))
        rows = np.asarray(order[bundle.target_index], dtype=np.float64)
        return np.minimum((reach + _HEIGHT / 2 + rows * _STEP) / length, 0.9)
    widest = max(_half(float(value)) for value in bundle.values)
    pitch = float(np.diff(np.sort(ends[:, across])).min()) if len(ends) > 1 else np.inf
    share = max((reach + widest) / length, _STEP / max(pitch, 1.0))
    return np.full(len(bundle), min(share, _FURTHEST))


def _best(
    start: NDArray[np.float64], end: NDArray[np.float64], share: float, half: float, taken: _Taken
) -> tuple[float, float]:
    """Return the first of the places where nothing is covered, or else the one where least is."""
    places = start + (end - start) * np.clip(share + _SHIFTS, 0.05, 0.95)[:, np.newaxis]
    if not _covered(places[:1], half, taken)[0]:
        best = places[0]
    else:
        best = places[int(np.argmin(_covered(places, half, taken)))]
    return float(best[0]), float(best[1])


def _covered(places: NDArray[np.float64], half: float, taken: _Taken) -> NDArray[np.float64]:
    """Return how much a value would cover at each of some places; shape (places,)."""
    boxes, reach = taken.boxes, np.array([half, _HEIGHT / 2])
    low, high = places - reach, places + reach
    across = np.minimum(high[:, :1], boxes[:, 2]) - np.maximum(low[:, :1], boxes[:, 0])
    down = np.minimum(high[:, 1:], boxes[:, 3]) - np.maximum(low[:, 1:], boxes[:, 1])
    covered: NDArray[np.float64] = (np.clip(across, 0, None) * np.clip(down, 0, None)).sum(axis=1)
    return covered
