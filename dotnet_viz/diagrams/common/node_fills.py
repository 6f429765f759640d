"""Boxes of layers in the colours of numbers that each layer has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dotnet_viz.colors import WHITE, most_readable
from dotnet_viz.formatting import format_number
from dotnet_viz.scales.colormaps import RangeScale
from dotnet_viz.scene import Scene, Shape


def filled_by_values(scene: Scene, values: Mapping[str, float], scale: RangeScale) -> Scene:
    """Return a picture whose boxes have the colours of numbers, with their legend in place of others.

    Args:
        scene: with a box for each layer's call.
        values: by the id of the box; boxes without a number keep the colour of panels.
        scale: of the colours.
    """
    shapes = tuple(_filled(shape, values.get(shape.id), scale) for shape in scene.shapes)
    return replace(scene, shapes=shapes, legends=(replace(scale.legend(), is_of_surfaces=True),))


def _filled(shape: Shape, value: float | None, scale: RangeScale) -> Shape:
    if value is None:
        return replace(shape, head=0.0)
    fill = scale.hex_colors([value])[0]
    ink = most_readable(fill, "#000000", WHITE)
    labels = tuple(replace(label, color=ink) for label in shape.labels)
    tooltip = f"{shape.tooltip}\n{scale.label}: {format_number(value)}"
    return replace(shape, fill=fill, head=0.0, labels=labels, tooltip=tooltip)
