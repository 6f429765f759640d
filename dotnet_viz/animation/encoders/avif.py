"""AVIF, by far the smallest format of pixels, where Pillow can write it."""

from __future__ import annotations

import io

from dotnet_viz.animation.frames import Frames
from dotnet_viz.animation.rasters import check_quality, raster_frames, usual_scale
from dotnet_viz.errors import MissingDependencyError

_SPEED = 8


def encode(animation: Frames, *, scale: float | None = None, quality: int = 70) -> bytes:
    """Return an animation as AVIF, which begins anew without end.

    Args:
        animation: what it shows.
        scale: pixels for each CSS pixel; ``None`` takes 1, or less where the pictures are large.
        quality: from 0 to 100.

    Raises:
        MissingDependencyError: Pillow was built without AVIF.
    """
    from PIL import Image, features

    if not features.check("avif"):
        raise MissingDependencyError("this Pillow writes no AVIF: pip install 'pillow>=11.3', or save as .webp or .gif")
    check_quality(quality)
    frames = raster_frames(animation, usual_scale(animation, scale))
    animation.progress("writing AVIF")
    first, *rest = [Image.fromarray(frame) for frame in frames]
    stream = io.BytesIO()
    # Red and blue lines on white would fade with fewer pixels of colour; one thread gives the same bytes every time.
    first.save(
        stream, "AVIF", save_all=True, append_images=rest, duration=list(animation.durations), quality=quality,
        subsampling="4:4:4", speed=_SPEED, max_threads=1,
    )  # fmt: skip
    return stream.getvalue()
