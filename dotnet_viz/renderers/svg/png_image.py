"""Colours of cells as a PNG file, the same bytes every time: no dates, no texts."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

MAX_SIDE = 2048

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PALETTE, _TRUE_COLOR = 3, 2
_AS_IT_IS, _UNLIKE_THE_ROW_ABOVE = 0, 2


def png_of_colors(colors: NDArray[np.uint8], *, times: int = 1) -> bytes:
    """Return a table of colours as a PNG file, with a table of its colours where there are at most 256.

    Args:
        colors: red, green and blue, 0 to 255; shape (rows, columns, 3).
        times: pixels of the file for each cell, along each side. Some readers smooth pictures; with more pixels a
            cell they have less to smooth, and the file hardly grows.

    Example:
        >>> png_of_colors(np.zeros((2, 3, 3), np.uint8))[1:4]
        b'PNG'
    """
    rows, columns, _ = colors.shape
    codes = colors.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    used, places = np.unique(codes, return_inverse=True)
    has_palette = len(used) <= 256
    pixels = places.reshape(rows, columns, 1).astype(np.uint8) if has_palette else colors
    header = struct.pack(">IIBBBBB", columns * times, rows * times, 8, _PALETTE if has_palette else _TRUE_COLOR, 0, 0, 0)
    parts = [png_chunk(b"IHDR", header)]
    if has_palette:
        parts.append(png_chunk(b"PLTE", b"".join(int(code).to_bytes(3, "big") for code in used)))
    parts += [png_chunk(b"IDAT", zlib.compress(_lines(pixels, times), 9)), png_chunk(b"IEND", b"")]
    return _SIGNATURE + b"".join(parts)


def times_for(cells: int, length: float) -> int:
    """Return how many pixels each of some cells should have that share a length in CSS pixels.

    Args:
        cells: number of cells along a side.
        length: of that side in CSS pixels.

    Example:
        >>> times_for(3, 48.0), times_for(256, 512.0), times_for(4096, 512.0)
        (32, 4, 1)
    """
    return max(1, min(round(2 * length / max(cells, 1)), MAX_SIDE // max(cells, 1)))


def png_at_size(colors: NDArray[np.uint8], width: float, height: float) -> bytes:
    """Return cells as a PNG that is sharp where it is drawn in a size.

    Args:
        colors: red, green and blue of each cell, 0 to 255; shape (rows, columns, 3).
        width: in CSS pixels.
        height: in CSS pixels.
    """
    rows, columns, _ = colors.shape
    return png_of_colors(colors, times=min(times_for(columns, width), times_for(rows, height)))


def _lines(pixels: NDArray[np.uint8], times: int) -> bytes:
    """Return the pixel lines; those of one row of cells after the first are written as no change."""
    rows = np.repeat(pixels, times, axis=1).reshape(pixels.shape[0], -1)
    first = np.hstack([np.full((len(rows), 1), _AS_IT_IS, np.uint8), rows])
    if times == 1:
        return first.tobytes()
    same = np.zeros((times - 1, first.shape[1]), np.uint8)
    same[:, 0] = _UNLIKE_THE_ROW_ABOVE
    return b"".join(line.tobytes() + same.tobytes() for line in first)


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """Return one part of a PNG file: its length, its kind, the data and their checksum.

    Args:
        kind: four letters, such as ``b"IDAT"``.
        data: what is in it.
    """
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
