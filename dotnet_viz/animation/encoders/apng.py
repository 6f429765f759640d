"""APNG: frames as GIF has them, compressed as PNG; where it is not known, the first frame is a PNG like any other."""

from __future__ import annotations

import struct
import zlib

import numpy as np

from dotnet_viz.animation.frames import Frames
from dotnet_viz.animation.rasters import CLEAR, Pixels, calm_frames, differences, indexed_frames, raster_frames, usual_scale
from dotnet_viz.renderers.svg.png_image import png_chunk

_INDEXED = 3
_OVER = 1


def encode(animation: Frames, *, scale: float | None = None) -> bytes:
    """Return an animation as APNG, which begins anew without end.

    Args:
        animation: what it shows.
        scale: pixels for each CSS pixel; ``None`` takes 1, or less where the pictures are large.
    """
    indexed = indexed_frames(raster_frames(animation, usual_scale(animation, scale)))
    animation.progress("writing APNG")
    height, width = indexed.frames[0].shape
    opaque = bytes(0 if number == CLEAR else 255 for number in range(256))
    parts = [
        b"\x89PNG\r\n\x1a\n",
        png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, _INDEXED, 0, 0, 0)),
        png_chunk(b"acTL", struct.pack(">II", len(animation.frames), 0)),
        png_chunk(b"PLTE", indexed.color_table),
        png_chunk(b"tRNS", opaque),
    ]
    number = 0
    for found, milliseconds in zip(differences(calm_frames(indexed)), animation.durations, strict=True):
        high, wide = found.pixels.shape
        control = struct.pack(">IIIIIHHBB", number, wide, high, found.left, found.top, milliseconds, 1000, 0, _OVER)
        parts.append(png_chunk(b"fcTL", control))
        number += 1
        data = _compressed(found.pixels)
        if number == 1:
            parts.append(png_chunk(b"IDAT", data))
            continue
        parts.append(png_chunk(b"fdAT", struct.pack(">I", number) + data))
        number += 1
    return b"".join((*parts, png_chunk(b"IEND", b"")))


def _compressed(pixels: Pixels) -> bytes:
    rows = np.zeros((pixels.shape[0], pixels.shape[1] + 1), np.uint8)  # each row begins with the number of its filter: none
    rows[:, 1:] = pixels
    return zlib.compress(rows.tobytes(), 9)
