"""Drawings as Pillow's images, and as files of any format that Pillow or the package writes."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

from dotnet_viz.drawing import Drawing, check_target
from dotnet_viz.files.output import write_output
from dotnet_viz.renderers import RENDERERS
from dotnet_viz.renderers.pixels.repacked import PIXEL_FORMATS

if TYPE_CHECKING:
    from PIL.Image import Image

_WITH_ALPHA = ("PNG", "GIF", "TIFF", "WEBP")


def image_of(drawing: Drawing) -> Image:
    """Return a drawing as an image in red, green, blue and alpha, one pixel for each pixel of the picture."""
    from PIL import Image as Images

    return Images.open(io.BytesIO(drawing.png(scale=1.0))).convert("RGBA")


def image_target(to_file: str | os.PathLike[str]) -> Path:
    """Return the path, after a check that a file of this format can be written there.

    Raises:
        OptionError: a suffix that neither Pillow nor the package writes.
        OutputError: nothing can be written there.

    Example:
        >>> image_target("network.bmp").name
        'network.bmp'
    """
    from PIL import Image as Images

    writable = {ending.lstrip(".") for ending, name in Images.registered_extensions().items() if name in Images.SAVE}
    check_target(to_file, sorted(writable | set(RENDERERS)))
    return Path(to_file)


def is_vector(path: Path) -> bool:
    """Whether a file is written from the drawing itself, not from its image."""
    suffix = path.suffix.lower()
    return suffix.lstrip(".") in set(RENDERERS) - set(PIXEL_FORMATS)


def encoded(image: Image, suffix: str) -> bytes:
    """Return an image as the bytes of a file.

    Args:
        image: in red, green, blue and alpha, or without alpha.
        suffix: of a format that Pillow writes, such as ``".bmp"``.
    """
    from PIL import Image as Images

    kind = Images.registered_extensions()[suffix]
    stream = io.BytesIO()
    dpi = {"dpi": image.info["dpi"]} if "dpi" in image.info else {}
    (image if kind in _WITH_ALPHA else image.convert("RGB")).save(stream, kind, **dpi)
    return stream.getvalue()


def write_image(drawing: Drawing, image: Image, path: Path) -> None:
    """Write a picture in the format of the path's suffix.

    Args:
        drawing: what a format of the package is made from.
        image: what Pillow writes.
        path: where to, checked by :func:`image_target`.
    """
    if is_vector(path):
        drawing.save(path)
        return
    write_output(path, encoded(image, path.suffix.lower()))
