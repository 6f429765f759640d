"""GIF: one palette for all frames, no dithering, and of each frame only what differs from the one before."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import numpy as np

from dotnet_viz.animation.frames import Frames
from dotnet_viz.animation.rasters import (
    CLEAR,
    Difference,
    Pixels,
    calm_frames,
    differences,
    indexed_frames,
    raster_frames,
    usual_scale,
)

_FOREVER = b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"


def encode(animation: Frames, *, scale: float | None = None) -> bytes:
    """Return an animation as GIF, which begins anew without end.

    Args:
        animation: what it shows.
        scale: pixels for each CSS pixel; ``None`` takes 1, or less where the pictures are large.
    """
    indexed = indexed_frames(raster_frames(animation, usual_scale(animation, scale)))
    animation.progress("writing GIF")
    height, width = indexed.frames[0].shape
    parts = [b"GIF89a", struct.pack("<HHBBB", width, height, 0xF7, 0, 0), indexed.color_table, _FOREVER]
    for found, milliseconds in zip(differences(calm_frames(indexed)), animation.durations, strict=True):
        parts += _frame(found, milliseconds)
    return b"".join((*parts, b";"))


def _frame(found: Difference, milliseconds: int) -> Iterator[bytes]:
    yield b"!\xf9\x04" + struct.pack("<BHBB", 0b101, milliseconds // 10, CLEAR, 0)
    yield b"," + struct.pack("<HHHHB", found.left, found.top, found.pixels.shape[1], found.pixels.shape[0], 0)
    yield _compressed(found.pixels)


def _compressed(pixels: Pixels) -> bytes:
    """Return the image data of pixels, as Pillow writes it into a GIF of one frame."""
    from PIL import Image

    stream = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(stream, "GIF", interlace=0, optimize=False)
    data = stream.getvalue()
    place = 13 + _table_size(data[10])
    while data[place : place + 1] == b"!":  # extensions
        place += 2
        while data[place]:
            place += data[place] + 1
        place += 1
    return data[place + 10 + _table_size(data[place + 9]) : -1]


def _table_size(flags: int) -> int:
    """Return how many bytes of colours follow a byte of flags."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0
