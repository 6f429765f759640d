"""The values of a bundle's lines as text on the lines, where they cover one another least."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.fonts import text_width
from dotnet_viz.formatting import format_number
from dotnet_viz.layouts.geometry import Box, centre
from dotnet_viz.scene import Bundle, Label, Shape

TEXT_SIZE = 9.0
_HEIGHT = 12.4
_PADDING = 2.0
# Where on a line its value may stand, the best place first: near the middle, where lines are furthest from circles.
_PLACES = 0.5 + np.array([offset * side for offset in np.linspace(0.0, 0.36, 19) for side in (1, -1)])


def value_shapes(bundles: Sequence[Bundle], shapes: Mapping[str, Shape]) -> tuple[Shape, ...]:
    """Return a patch of paper with its value for each line of the bundles that show theirs.

    Args:
        bundles: of the scene.
        shapes: with places, by id.
    """
    taken = [_box(shape) for shape in shapes.values()]
    found: list[Shape] = []
    for number, bundle in enumerate(bundles):
        if bundle.show_values:
            found += _of_bundle(number, bundle, shapes, taken)
    return tuple(found)


def _of_bundle(number: int, bundle: Bundle, shapes: Mapping[str, Shape], taken: list[Box]) -> Iterator[Shape]:
    starts = np.array([centre(shapes[name]) for name in bundle.sources])
    ends = np.array([centre(shapes[name]) for name in bundle.targets])
    # The strongest are drawn last and seen most, so they choose first.
    for index in reversed(range(len(bundle))):
        source, target = bundle.source_index[index], bundle.target_index[index]
        text = format_number(float(bundle.values[index]), 3)
        half = text_width(text, TEXT_SIZE) / 2 + _PADDING
        x, y = _best(starts[source], ends[target], half, taken)
        taken.append(Box(x - half, y - _HEIGHT / 2, x + half, y + _HEIGHT / 2))
        between = f"{shapes[bundle.sources[source]].name} → {shapes[bundle.targets[target]].name}"
        name = f"{between}: {format_number(float(bundle.values[index]))}"
        yield Shape(
            f"v{number}-{index}", name, round(2 * half, 2), _HEIGHT, x=round(x, 2), y=round(y, 2), fill="paper", stroke="paper",
            stroke_width=0.0, labels=(Label(text, size=TEXT_SIZE),), kind="value",
        )  # fmt: skip


def _box(shape: Shape) -> Box:
    x, y = centre(shape)
    return Box(x - shape.width / 2, y - shape.height / 2, x + shape.width / 2, y + shape.height / 2)


def _best(
    start: NDArray[np.float64], end: NDArray[np.float64], half: float, taken: Sequence[Box]
) -> tuple[float, float]:  # fmt: skip
    """Return the first of the places where nothing is covered, or else the one where least is."""
    places = start + (end - start) * _PLACES[:, np.newaxis]
    boxes = np.array([(box.left, box.top, box.right, box.bottom) for box in taken])
    reach = np.array([half, _HEIGHT / 2])
    low, high = places - reach, places + reach
    across = np.minimum(high[:, :1], boxes[:, 2]) - np.maximum(low[:, :1], boxes[:, 0])
    down = np.minimum(high[:, 1:], boxes[:, 3]) - np.maximum(low[:, 1:], boxes[:, 1])
    covered = (np.clip(across, 0, None) * np.clip(down, 0, None)).sum(axis=1)
    best = places[int(np.argmin(covered))]
    return float(best[0]), float(best[1])
