"""WebP: without loss in few colours, or with loss in all of them."""

from __future__ import annotations

import io

from dotnet_viz.animation.frames import Frames
from dotnet_viz.animation.rasters import calm_frames, check_quality, indexed_frames, raster_frames, usual_scale

_METHOD = 3
"""How long libwebp looks for a smaller file, of 6: beyond it takes twice as long for a few per cent."""


def encode(animation: Frames, *, scale: float | None = None, quality: int | None = None) -> bytes:
    """Return an animation as WebP, which begins anew without end.

    Args:
        animation: what it shows.
        scale: pixels for each CSS pixel; ``None`` takes 1, or less where the pictures are large.
        quality: from 0 to 100, lossy; ``None`` loses nothing but colours that can hardly be told apart.
    """
    from PIL import Image

    check_quality(quality)
    frames = raster_frames(animation, usual_scale(animation, scale))
    animation.progress("writing WebP")
    if quality is None:
        indexed = indexed_frames(frames)
        frames = [indexed.palette[frame] for frame in calm_frames(indexed)]
    first, *rest = [Image.fromarray(frame) for frame in frames]
    stream = io.BytesIO()
    first.save(
        stream, "WEBP", save_all=True, append_images=rest, duration=list(animation.durations), loop=0, method=_METHOD,
        lossless=quality is None, quality=60 if quality is None else quality,
    )  # fmt: skip
    return stream.getvalue()
