"""A picture of pixels in the formats of Pillow, made from its PNG."""

from __future__ import annotations

import io
from typing import Any

import numpy as np

from dotnet_viz.errors import EngineError

PIXEL_FORMATS = ("png", "jpg", "jpeg", "webp", "gif")
"""Formats of pixels, as the suffixes of their files."""

# Text stays sharp in these: no loss, or so little that letters have no halo.
_OPTIONS: dict[str, dict[str, Any]] = {
    "jpeg": {"quality": 92, "subsampling": 0, "optimize": True},
    "webp": {"lossless": True, "method": 4},
    "gif": {},
}


_OPAQUE = 255


def repacked(png: bytes, form: str) -> bytes:
    """Return a PNG in another format of pixels.

    Args:
        png: the picture.
        form: ``"jpeg"``, ``"webp"`` or ``"gif"``.

    Raises:
        EngineError: the format cannot hold so large a picture.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.renderers.svg.png_image import png_of_colors
        >>> repacked(png_of_colors(np.zeros((2, 2, 3), np.uint8)), "gif")[:3]
        b'GIF'
    """
    from PIL import Image

    opened = Image.open(io.BytesIO(png))
    resolution = {"dpi": opened.info["dpi"]} if "dpi" in opened.info else {}
    has_alpha = opened.mode == "RGBA" and bool((np.asarray(opened.getchannel("A")) < _OPAQUE).any()) and form != "jpeg"
    image = opened.convert("RGBA" if has_alpha else "RGB")
    if form == "gif" and not has_alpha:
        image = image.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    data = io.BytesIO()
    try:
        image.save(data, form.upper(), **resolution, **_OPTIONS[form])
    except (OSError, ValueError) as error:
        raise EngineError(
            f"a picture of {image.width} x {image.height} pixels is too large for {form}: {error}; "
            "a smaller scale= is a way out, and .svg and .png hold it"
        ) from error
    return data.getvalue()
