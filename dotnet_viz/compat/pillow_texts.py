"""Texts of a picture in a font of Pillow, for functions that took one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dotnet_viz.errors import OptionError
from dotnet_viz.fonts import FAMILY, text_width
from dotnet_viz.geometry.parts import caption_place
from dotnet_viz.scene import ANCHORS, Label, Scene

if TYPE_CHECKING:
    from PIL.Image import Image

DEFAULT_TEXT_SIZE = 10.0
_PROBE = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 _(),"
# Single letters of two fonts differ more than all of them together.
_SAFETY = 1.08
_HEIGHT = 1.2


def text_size(font: Any) -> float:
    """Return the font size at which DejaVu Sans takes at least the room that another font takes.

    Args:
        font: a font of Pillow; ``None`` for the default size.
    """
    if font is None:
        return DEFAULT_TEXT_SIZE
    if not hasattr(font, "getbbox"):
        raise OptionError(f"font must be a font of PIL.ImageFont, not {font!r}")
    if is_own(font):
        return float(font.size)
    _, _, width, height = font.getbbox(_PROBE)
    return round(float(max(_SAFETY * width / text_width(_PROBE, 1.0), height / _HEIGHT, 1.0)), 2)


def is_own(font: Any) -> bool:
    """Whether a font is the one that pictures here are set in anyway."""
    return font is None or (hasattr(font, "getname") and font.getname()[0] == FAMILY)


def own_font_size(name: str, font: Any) -> float:
    """Return the size of a font of some texts of a picture, which has to be the one that pictures here are set in.

    Args:
        name: of the argument, for the message.
        font: as a user gives it.

    Raises:
        OptionError: another font, which only all texts of a picture can have.
    """
    if not (hasattr(font, "getbbox") and is_own(font)):
        raise OptionError(
            f"{name} is DejaVu Sans of any size, not {font!r}; give another font as font= of the view, for all its texts, "
            "or ImageFont.truetype(dotnet_viz.fonts.font_file(), size)"
        )
    return float(font.size)


def without_texts(scene: Scene) -> tuple[Scene, tuple[Label, ...]]:
    """Return a placed scene without its texts, and the texts with their places in the picture."""
    labels = [*scene.labels, *_shape_texts(scene)]
    shapes = tuple(replace(shape, labels=()) for shape in scene.shapes)
    clusters = tuple(replace(cluster, label=Label("")) for cluster in scene.clusters)
    for cluster in scene.clusters:
        x, y = caption_place(cluster)
        labels.append(replace(cluster.label, x=x, y=y))
    return replace(scene, shapes=shapes, clusters=clusters, labels=()), tuple(labels)


def _shape_texts(scene: Scene) -> Iterable[Label]:
    for shape in scene.shapes:
        for label in shape.labels:
            yield replace(label, x=(shape.x or 0.0) + label.x, y=(shape.y or 0.0) + label.y)


def draw_texts(image: Image, labels: Iterable[Label], font: Any, color: str, scale: float) -> None:
    """Write labels into an image in a font of Pillow.

    Args:
        image: is changed.
        labels: with places.
        font: of Pillow.
        color: of the text.
        scale: pixels of the image for each pixel of the places.
    """
    from PIL import ImageDraw

    pen = ImageDraw.Draw(image)
    for label in labels:
        left, top, right, bottom = font.getbbox(label.text)
        width, height = right - left, bottom - top
        x = label.x * scale - ANCHORS[label.anchor] * width
        pen.text((x - left, label.y * scale - height / 2 - top), label.text, font=font, fill=color)
