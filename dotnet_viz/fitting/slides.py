"""A picture in the middle of a slide, whose size is that of the presentation."""

from __future__ import annotations

from dataclasses import replace

from dotnet_viz.layouts.frame.frame import moved
from dotnet_viz.scene import Scene


def on_slide(scene: Scene, slide: tuple[float, float], zoom: float) -> tuple[Scene, float]:
    """Return a picture whose paper is a slide, and how large it is drawn there: smaller where it would not fit.

    Args:
        scene: with places.
        slide: its width and height in CSS pixels.
        zoom: how large the picture is to be drawn.

    Example:
        >>> on_slide(Scene("empty", size=(640.0, 90.0)), (1280.0, 720.0), 4.0)[1]
        2.0
    """
    width, height = scene.size or (1.0, 1.0)
    zoom = min(zoom, slide[0] / width, slide[1] / height)
    room = slide[0] / zoom, slide[1] / zoom
    return replace(moved(scene, (room[0] - width) / 2, (room[1] - height) / 2), size=room), zoom
