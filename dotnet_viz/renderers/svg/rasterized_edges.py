"""Very many lines as one picture of pixels: quicker than drawing each of them, and the same to look at."""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.renderers.common.bundles import line_ends
from dotnet_viz.scene import Bundle, Scene

PIXELS = 2.0
USUAL_PIXELS = 8_000_000
MAX_PIXELS = 40_000_000
_COLORS = 255
# Dashes and their period in CSS pixels, as where each line is an element.
_DASH, _PERIOD = 5.0, 8.0
# Rows are kept as whole numbers of this part of a pixel, which are quick to add to and to cut.
_UNIT_BITS = 16

Canvas = NDArray[np.uint8]
Floats = NDArray[np.float64]


def painted_image(scene: Scene) -> str:
    """Return all lines of all bundles as one ``<image>`` element over the whole picture.

    Args:
        scene: with places; its ``dpi`` says how many pixels are painted.
    """
    data, width, height = painted_png(scene)
    text = base64.b64encode(data).decode("ascii")
    size = f'width="{width:.7g}" height="{height:.7g}"'
    # Pixel for pixel: anything smoother would take longer than all lines did.
    return f'<image {size} preserveAspectRatio="none" image-rendering="optimizeSpeed" href="data:image/png;base64,{text}"/>'


def painted_png(scene: Scene) -> tuple[bytes, float, float]:
    """Return all lines of all bundles as a PNG with nothing behind them, and its width and height in CSS pixels.

    Args:
        scene: with places; its ``dpi`` says how many pixels are painted.
    """
    width, height = scene.size or (1.0, 1.0)
    wanted = usual_scale(scene) if scene.dpi is None or scene.dpi <= 0 else scene.dpi / 96
    scale = min(wanted, math.sqrt(MAX_PIXELS / (width * height)))
    canvas = np.zeros((math.ceil(height * scale), math.ceil(width * scale)), dtype=np.uint8)
    bundles = [bundle for bundle in scene.bundles if len(bundle)]
    palette, inks = _palette([bundle.colors for bundle in bundles])
    for bundle, ink in zip(bundles, inks, strict=True):
        _paint(canvas, bundle, ink, line_ends(scene, bundle) * scale, scale)
    return _png(canvas, palette), canvas.shape[1] / scale, canvas.shape[0] / scale


def usual_scale(scene: Scene) -> float:
    """Return the default number of pixels for each CSS pixel: fewer where the picture is large."""
    width, height = scene.size or (1.0, 1.0)
    return min(PIXELS, math.sqrt(USUAL_PIXELS / (width * height)))


def _png(canvas: Canvas, palette: Canvas) -> bytes:
    from PIL import Image

    image = Image.fromarray(canvas)
    image.putpalette(np.vstack([np.zeros((1, 3), dtype=np.uint8), palette]).tobytes())
    data = io.BytesIO()
    image.save(data, "PNG", compress_level=1, transparency=0)
    return data.getvalue()


def _palette(colors: Sequence[NDArray[np.uint8]]) -> tuple[Canvas, list[Canvas]]:
    """Return at most 255 colours, and for each line of each bundle the number of its own, counted from 1."""
    packed = [part.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], dtype=np.uint32) for part in colors]
    together = np.concatenate(packed) if packed else np.zeros(0, dtype=np.uint32)
    for bits in range(8):
        kept = 0xFF & ~((1 << bits) - 1)
        found, back = np.unique(together & (kept * 0x010101), return_inverse=True)
        if len(found) <= _COLORS:
            break
    # Each colour stands for the middle of those that it replaces.
    middle = found + 0x010101 * ((1 << bits) >> 1)
    parts = np.stack([middle >> 16 & 0xFF, middle >> 8 & 0xFF, middle & 0xFF], axis=1).astype(np.uint8)
    ends = np.cumsum([len(part) for part in packed])[:-1]
    return parts, np.split((back.reshape(-1) + 1).astype(np.uint8), ends)


def _paint(canvas: Canvas, bundle: Bundle, ink: Canvas, ends: Floats, scale: float) -> None:
    """Paint a bundle over a canvas, along the axis on which even its steepest line is longest."""
    across, down = np.abs(ends[:, 2] - ends[:, 0]).min(), np.abs(ends[:, 3] - ends[:, 1]).min()
    if across >= down:
        _sweep(canvas.T, bundle, ink, ends, scale)
    else:
        _sweep(canvas, bundle, ink, ends[:, [1, 0, 3, 2]], scale)


def _sweep(canvas: Canvas, bundle: Bundle, ink: Canvas, ends: Floats, scale: float) -> None:
    """Paint lines over a canvas of shape (length, height) whose first axis is the one that they run along.

    Each line covers a run of pixels in a column, so a thick or steep one counts as several thin ones. Of all that
    cover a pixel the last in the order of the bundle is seen.
    """
    length, height = canvas.shape
    start = np.where((ends[:, 0] <= ends[:, 2])[:, np.newaxis], ends, ends[:, [2, 3, 0, 1]])
    slope = (start[:, 3] - start[:, 1]) / np.maximum(start[:, 2] - start[:, 0], 1.0)
    tall = np.clip(np.rint(bundle.widths * scale * np.hypot(1.0, slope)), 1, height).astype(np.intp)
    line = np.repeat(np.arange(len(bundle)), tall)
    aside = np.arange(len(line)) - np.repeat(np.cumsum(tall) - tall, tall) - (tall[line] - 1) / 2
    left, right, own = start[line, 0], start[line, 2], ink[line]
    begin, finish = max(0, math.floor(left.min())), min(length, math.ceil(right.max()))
    distance = begin + 0.5 - left
    step = np.rint(slope[line] * (1 << _UNIT_BITS)).astype(np.int64)
    rows = np.rint((start[line, 1] + aside + distance * slope[line]) * (1 << _UNIT_BITS)).astype(np.int64)
    dashes = _Dashes(bundle.dashed[line], distance, np.hypot(1.0, slope[line]) / scale) if bundle.dashed.any() else None
    first, last = left.max(), right.min()
    for x in range(begin, finish):
        places, column = rows >> _UNIT_BITS, own
        there = None if first <= x + 0.5 <= last else (left <= x + 0.5) & (x + 0.5 <= right)
        if dashes is not None:
            there = dashes.next() if there is None else there & dashes.next()
        if there is not None:
            places, column = places[there], own[there]
        _ink(canvas[x], places, column)
        rows += step


class _Dashes:
    """Which lines have ink, from one column to the next: a period is all of 16 bits, so that it starts anew by itself."""

    def __init__(self, dashed: NDArray[np.bool_], distance: Floats, stretch: Floats) -> None:
        self._solid = ~dashed
        self._phase = (np.floor(distance * stretch / _PERIOD * (1 << 16)).astype(np.int64) & 0xFFFF).astype(np.uint16)
        self._step = (np.rint(stretch / _PERIOD * (1 << 16)).astype(np.int64) & 0xFFFF).astype(np.uint16)

    def next(self) -> NDArray[np.bool_]:
        """Return which lines have ink in the next column."""
        inked: NDArray[np.bool_] = self._solid | (self._phase < np.uint16(_DASH / _PERIOD * (1 << 16)))
        self._phase += self._step
        return inked


def _ink(column: Canvas, places: NDArray[np.int64], own: Canvas) -> None:
    """Colour a column of pixels; what lies above or below the paper is left out."""
    if places.size and (places.min() < 0 or places.max() >= len(column)):
        inside = (places >= 0) & (places < len(column))
        places, own = places[inside], own[inside]
    column[places] = own
