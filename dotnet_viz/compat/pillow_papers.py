"""Papers that are not opaque: pictures of which the background, and only that, is seen through."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np

from dotnet_viz.compat.pillow_colors import channels, opaque_color
from dotnet_viz.compat.pillow_files import image_of
from dotnet_viz.drawing import Drawing
from dotnet_viz.scene import Scene

if TYPE_CHECKING:
    from PIL.Image import Image

_STANDS_FOR_PAPER = ("left-out",)


def paper_of(color: Any, name: str = "background_fill") -> str:
    """Return the colour of a background as ``"#rrggbb"``, whatever its alpha.

    Args:
        color: as Pillow takes it; also ``"transparent"``.
        name: of the argument, for the message.

    Raises:
        OptionError: it is not a colour.
    """
    return opaque_color(name, channels(name, color)[:3])


def is_transparent(color: Any, name: str = "background_fill") -> bool:
    """Whether something is seen through a background.

    Args:
        color: as Pillow takes it.
        name: of the argument, for the message.
    """
    return channels(name, color)[3] < 255


def image_on(scene: Scene, color: Any) -> Image:
    """Return the image of a scene on a background that may be transparent.

    Args:
        scene: with places.
        color: of the background, as Pillow takes it.
    """
    if not is_transparent(color):
        return image_of(Drawing(scene))
    from PIL import Image as Images

    # What is the same on white and on black is opaque, what differs is as far transparent as it differs.
    white, black = (
        np.asarray(image_of(Drawing(_on(scene, paper))), dtype=np.float64)[..., :3] for paper in ("#ffffff", "#000000")
    )
    alpha = np.clip(1.0 - (white - black).max(axis=-1, keepdims=True) / 255.0, 0.0, 1.0)
    colors = np.divide(black, alpha, out=np.zeros_like(black), where=alpha > 0)
    drawn = Images.fromarray(np.concatenate([colors, 255.0 * alpha], axis=-1).round().clip(0, 255).astype(np.uint8), "RGBA")
    whole = Images.new("RGBA", drawn.size, channels("background_fill", color))
    whole.alpha_composite(drawn)
    return whole


def _on(scene: Scene, paper: str) -> Scene:
    """Return a scene on another paper; shapes that are of paper themselves are of that one too."""
    shapes = tuple(
        replace(shape, fill=paper, stroke=paper) if shape.kind in _STANDS_FOR_PAPER else shape for shape in scene.shapes
    )
    # A last row of pixels that paper covers in part would be of two papers.
    width, height = scene.size or (1.0, 1.0)
    return replace(scene, shapes=shapes, background=paper, size=(ceil(width), ceil(height)))
