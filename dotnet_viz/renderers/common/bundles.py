"""Where the lines of bundles start and end, and what they look like: arrays for every renderer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.formatting import format_number
from dotnet_viz.scene import Bundle, Mesh, Scene, Shape
from dotnet_viz.translation.translate import translate

HEAD_LENGTH, HEAD_WIDTH = 6.0, 2.2
"""Of the head of a line, and how far it reaches to each side, besides the width of the line."""


def line_ends(scene: Scene, bundle: Bundle) -> NDArray[np.float64]:
    """Return each line's start and end, on the outlines of the shapes that it joins.

    Args:
        scene: with places.
        bundle: one of its bundles.

    Returns:
        x and y of the start, x and y of the end; shape (n, 4).
    """
    sources = _outlines([scene.shape_by_id[name] for name in bundle.sources])[bundle.source_index]
    targets = _outlines([scene.shape_by_id[name] for name in bundle.targets])[bundle.target_index]
    return _ends(sources, targets)


def mesh_ends(scene: Scene, mesh: Mesh) -> NDArray[np.float64]:
    """Return start and end of every line of a mesh as :func:`line_ends` does; shape (sources · targets, 4).

    Args:
        scene: with positions.
        mesh: one of its meshes.
    """
    sources = _outlines([scene.shape_by_id[name] for name in mesh.sources])
    targets = _outlines([scene.shape_by_id[name] for name in mesh.targets])
    return _ends(np.repeat(sources, len(targets), axis=0), np.tile(targets, (len(sources), 1)))


def _ends(sources: NDArray[np.float64], targets: NDArray[np.float64]) -> NDArray[np.float64]:
    vectors = targets[:, :2] - sources[:, :2]
    return np.hstack([sources[:, :2] + _inside(sources, vectors), targets[:, :2] - _inside(targets, vectors)])


def total_length(scene: Scene) -> float:
    """Return how long all lines of all bundles are together, in pixels."""
    ends = [line_ends(scene, bundle) for bundle in scene.bundles]
    return float(sum(np.hypot(*(rows[:, 2:] - rows[:, :2]).T).sum() for rows in ends))


def mean_texts(bundle: Bundle) -> list[str]:
    """Return for each line what a tooltip shows behind its value: the mean of the weights that it stands for, if any."""
    if bundle.means is None:
        return [""] * len(bundle)
    pattern = translate(" (mean {value})", value="{value}")
    return [pattern.format(value=format_number(mean)) for mean in bundle.means.tolist()]


def _outlines(shapes: Sequence[Shape]) -> NDArray[np.float64]:
    """Return centre, half width, half height, and 1 for a round outline; shape (n, 5).

    A shape with corners counts as a point: lines go on below it to its centre.
    """
    rows = [(shape.x, shape.y, *_half(shape), shape.form == "circle") for shape in shapes]
    return np.array(rows, dtype=np.float64).reshape(-1, 5)


def _half(shape: Shape) -> tuple[float, float]:
    return (0.0, 0.0) if shape.corners else (shape.width / 2, shape.height / 2)


def _inside(shapes: NDArray[np.float64], vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the part of each vector, from a shape's centre, that lies inside its outline."""
    sides = np.abs(vectors) / np.maximum(shapes[:, 2:4], 1e-9)
    reach = np.where(shapes[:, 4] > 0, np.hypot(sides[:, 0], sides[:, 1]), sides.max(axis=1, initial=0.0))
    inside: NDArray[np.float64] = vectors / np.maximum(reach, 1.0)[:, np.newaxis]
    return inside
