"""The frames of an animation as pixels, and what formats of few colours need: one palette for all frames."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.animation.frames import Frames
from dotnet_viz.drawing import Picture
from dotnet_viz.errors import OptionError
from dotnet_viz.number_ranges import SCALE

Pixels = NDArray[np.uint8]

MAX_PIXELS = 250_000_000
"""Pixels of all frames together; more are refused."""
COLORS = 255
_BITS = 6
# Colours of more than this part of the pixels of some frames are in the palette as they are.
_LARGE_PART = 0.0005
_THREADS = 2
_TOLERANCE = 10
"""A pixel stays as it is until its colour is off by more than this, of 255; nobody sees it, and files are a third as large."""
CLEAR = 255
"""Number of the colour that lets the frame before shine through; palettes have no more than 255 others."""


@dataclass(frozen=True, eq=False)
class IndexedFrames:
    """Frames of at most 255 colours.

    Args:
        palette: red, green and blue; shape (colours, 3).
        frames: for each pixel the number of its colour; each of shape (height, width).
    """

    palette: Pixels
    frames: Sequence[Pixels]

    @property
    def color_table(self) -> bytes:
        """The palette as formats store it: 256 colours of three bytes, black where there are fewer."""
        return self.palette.tobytes().ljust(3 * 256, b"\0")


@dataclass(frozen=True, eq=False)
class Difference:
    """The part of a frame that differs from what is seen before it.

    Args:
        left: of the rectangle that holds all differences, in pixels.
        top: likewise.
        pixels: colours in it, :data:`CLEAR` where nothing changes; shape (height, width).
    """

    left: int
    top: int
    pixels: Pixels


def usual_scale(animation: Frames, scale: object) -> float:
    """Return how many pixels there are for each CSS pixel.

    Args:
        animation: whose pictures are drawn.
        scale: what was asked for; ``None`` takes 1, or less where the pictures would be too large.

    Raises:
        OptionError: a scale that is not above 0 or far too large, or one at which all frames together are too many pixels.
    """
    width, height = picture_size(animation.frames[0].picture)
    usual = min(1.0, animation.max_width / width, animation.max_height / height)
    wanted = usual if scale is None else SCALE.checked("scale", scale)
    if width * height * wanted**2 * len(animation.frames) > MAX_PIXELS:
        raise OptionError(
            f"{len(animation.frames):,} frames of {width * wanted:.0f} x {height * wanted:.0f} pixels are too many; "
            "take fewer frames or a smaller scale, or save as .html or .svg"
        )
    return wanted


def check_quality(quality: object) -> None:
    """Raise where a quality is none.

    Raises:
        OptionError: it is not from 0 to 100.
    """
    if quality is not None and (isinstance(quality, bool) or not isinstance(quality, int) or not 0 <= quality <= 100):
        raise OptionError(f"quality takes a whole number from 0 to 100, not {quality!r}")


def picture_size(picture: Picture) -> tuple[float, float]:
    """Return the width and height of a picture in CSS pixels."""
    return float(getattr(picture, "width", 0.0)) or 1.0, float(getattr(picture, "height", 0.0)) or 1.0


def raster_frames(animation: Frames, scale: float) -> list[Pixels]:
    """Return each frame as red, green and blue; shape (height, width, 3).

    Args:
        animation: whose pictures are drawn.
        scale: pixels for each CSS pixel.
    """
    animation.progress(f"drawing {len(animation.frames)} frames")
    with ThreadPoolExecutor(_THREADS) as pool:
        return list(pool.map(partial(_pixels, scale=scale), [frame.picture for frame in animation.frames]))


def _pixels(picture: Picture, scale: float) -> Pixels:
    from PIL import Image

    with Image.open(io.BytesIO(picture.png(scale))) as image:
        return np.asarray(image.convert("RGB"))


def indexed_frames(frames: Sequence[Pixels]) -> IndexedFrames:
    """Return frames in at most 255 colours, the same ones in all, without dithering, which would flicker.

    Colours of large parts are kept as they are; of the others the most distinct ones are chosen by all frames.

    Args:
        frames: red, green and blue; each of shape (height, width, 3).

    Example:
        >>> found = indexed_frames([np.full((2, 2, 3), value, np.uint8) for value in (0, 9)])
        >>> found.palette.tolist(), [frame[0, 0].item() for frame in found.frames]
        ([[0, 0, 0], [9, 9, 9]], [0, 1])
    """
    exact = _exact_colors(frames)
    if exact is None:
        bins = sum((np.bincount(_bin(frame), minlength=1 << 3 * _BITS) for frame in frames), np.zeros(1 << 3 * _BITS, np.intp))
        palette = _palette(frames, bins)
        table = _nearest(np.flatnonzero(bins), palette)
        return IndexedFrames(palette, [table[_bin(frame)].reshape(frame.shape[:2]) for frame in frames])
    palette = np.stack([exact >> 16, exact >> 8 & 255, exact & 255], axis=1).astype(np.uint8)
    return IndexedFrames(palette, [np.searchsorted(exact, _packed(frame)).astype(np.uint8) for frame in frames])


def _packed(frame: Pixels) -> NDArray[np.uint32]:
    parts = frame.astype(np.uint32)
    return np.asarray(parts[..., 0] << 16 | parts[..., 1] << 8 | parts[..., 2], np.uint32)


def _bin(frame: Pixels) -> NDArray[np.uint32]:
    parts = frame.astype(np.uint32) >> (8 - _BITS)
    return np.asarray(parts[..., 0] << 2 * _BITS | parts[..., 1] << _BITS | parts[..., 2], np.uint32).reshape(-1)


def _exact_colors(frames: Sequence[Pixels]) -> NDArray[np.uint32] | None:
    """Return all colours where they are few, else ``None``; given up at the first frame that shows it."""
    found = np.zeros(0, np.uint32)
    for frame in frames:
        found = np.union1d(found, np.unique(_packed(frame)))
        if len(found) > COLORS:
            return None
    return found


def _palette(frames: Sequence[Pixels], bins: NDArray[np.intp]) -> Pixels:
    from PIL import Image

    kept = _large_colors(frames)
    used = np.flatnonzero(bins)
    # Rare colours count for more than their pixels: lines are thin, paper is wide.
    weights = np.ceil(np.sqrt(bins[used])).astype(np.intp)
    weights = np.maximum(1, weights * min(1.0, 2_000_000 / weights.sum())).astype(np.intp)
    sample = np.repeat(_middles(used), weights, axis=0)[np.newaxis]
    room = COLORS - len(kept)
    image = Image.fromarray(np.ascontiguousarray(sample))
    few = image.quantize(room, Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE)
    colors = np.array(few.getpalette() or [], np.uint8).reshape(-1, 3)[:room]
    return np.concatenate([kept, colors])


def _large_colors(frames: Sequence[Pixels]) -> Pixels:
    """Return the colours of large parts of the first, the middle and the last frame, the largest first."""
    chosen = {0, len(frames) // 2, len(frames) - 1}
    some = np.concatenate([_packed(frames[index]).reshape(-1) for index in sorted(chosen)])
    packed, counts = np.unique(some, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    large = [index for index in order[: COLORS // 4] if counts[index] > _LARGE_PART * counts.sum()]
    found = packed[large]
    return np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1).astype(np.uint8)


def _middles(bins: NDArray[np.intp]) -> Pixels:
    """Return the colour of each bin, the ends of the range among them: black stays black, and white white."""
    parts = np.stack([bins >> 2 * _BITS, bins >> _BITS & (1 << _BITS) - 1, bins & (1 << _BITS) - 1], axis=1)
    return (parts << (8 - _BITS) | parts >> (2 * _BITS - 8)).astype(np.uint8)


def _nearest(bins: NDArray[np.intp], palette: Pixels) -> Pixels:
    """Return, for all bins, the number of the palette's nearest colour; 0 for bins that are not used."""
    table = np.zeros(1 << 3 * _BITS, np.uint8)
    colors = palette.astype(np.float32)
    for start in range(0, len(bins), 4096):
        here = bins[start : start + 4096]
        distances = ((_middles(here).astype(np.float32)[:, np.newaxis] - colors) ** 2).sum(axis=2)
        table[here] = distances.argmin(axis=1)
    return table


def calm_frames(indexed: IndexedFrames) -> list[Pixels]:
    """Return frames in which each pixel keeps its colour until that is off by more than can be seen; the last is exact.

    Args:
        indexed: the frames.

    Returns:
        For each pixel the number of its colour; each of shape (height, width).
    """
    colors = indexed.palette.astype(np.int16)
    calm = list(indexed.frames[:1])
    for frame in indexed.frames[1:-1]:
        stays = np.abs(colors[frame] - colors[calm[-1]]).max(axis=2) <= _TOLERANCE
        calm.append(np.where(stays, calm[-1], frame))
    return [*calm, *indexed.frames[len(calm) :]]


def differences(frames: Sequence[Pixels]) -> Iterator[Difference]:
    """Yield the first frame whole, and of each other one what differs from the frame before; one pixel where nothing does.

    Args:
        frames: for each pixel the number of its colour; each of shape (height, width).

    Example:
        >>> first, second = np.zeros((3, 3), np.uint8), np.zeros((3, 3), np.uint8)
        >>> second[1, 2] = 7
        >>> [(found.left, found.top, found.pixels.tolist()) for found in differences([first, second])][1]
        (2, 1, [[7]])
    """
    yield Difference(0, 0, frames[0])
    for before, frame in pairwise(frames):
        differs = frame != before
        rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
        if not rows.size:
            yield Difference(0, 0, np.full((1, 1), CLEAR, np.uint8))
            continue
        part = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
        yield Difference(int(columns[0]), int(rows[0]), np.where(differs[part], frame[part], np.uint8(CLEAR)))
