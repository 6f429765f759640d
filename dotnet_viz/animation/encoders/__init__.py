"""Formats that move: each takes an animation and returns the content of a file."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable
from importlib import import_module
from typing import Any

from dotnet_viz.animation.frames import Frames
from dotnet_viz.errors import OptionError, VizWarning, unknown_choice
from dotnet_viz.formatting import format_bytes

ENCODERS = {
    "gif": "gif", "webp": "webp", "png": "apng", "apng": "apng", "avif": "avif", "svg": "smil", "html": "player", "mp4": "mp4",
}  # fmt: skip
"""Suffixes, and the module here whose ``encode(animation, **options)`` writes such a file."""
_TRIALS = 6
_LEAST_SCALE = 0.2


def encode(animation: Frames, name: str, *, max_bytes: int | None = None, **options: Any) -> str | bytes:
    """Return the content of a file of a format.

    Args:
        animation: what it shows.
        name: one of :data:`ENCODERS`.
        max_bytes: of the file; a format of pixels is made smaller until it fits, with a
            :class:`~dotnet_viz.errors.VizWarning`. ``None`` for no limit.
        options: of the format.

    Raises:
        OptionError: an unknown format or option, or a limit that cannot be kept.
        MissingDependencyError: what writes the format is not installed.
    """
    if name not in ENCODERS:
        raise unknown_choice("animation format", name, ENCODERS)
    function: Callable[..., str | bytes] = import_module(f"{__name__}.{ENCODERS[name]}").encode
    known = [option for option in inspect.signature(function).parameters if option != "animation"]
    for option in options:
        if option not in known:
            raise unknown_choice(f"option of the format {name!r}:", option, [*known, "max_bytes"])
    content = function(animation, **options)
    if max_bytes is None or len(content) <= max_bytes:
        return content
    if "scale" not in known:
        raise _too_large(name, len(content), max_bytes)
    return _smaller(animation, name, function, max_bytes, options, len(content))


def _smaller(
    animation: Frames, name: str, function: Callable[..., str | bytes], max_bytes: int, options: dict[str, Any], size: int
) -> str | bytes:
    """Return the animation in fewer pixels, so that it fits."""
    from dotnet_viz.animation.rasters import usual_scale

    scale = usual_scale(animation, options.pop("scale", None))
    for _ in range(_TRIALS):
        # Formats of pixels grow about as fast as the number of pixels does.
        scale *= min(0.95, (max_bytes / size) ** 0.5)
        if scale < _LEAST_SCALE:
            break
        content = function(animation, scale=scale, **options)
        size = len(content)
        if size <= max_bytes:
            text = f"the animation is drawn at scale {scale:.2f}, so that it has no more than {format_bytes(max_bytes)}"
            warnings.warn(text, VizWarning, stacklevel=5)
            return content
    raise _too_large(name, size, max_bytes)


def _too_large(name: str, size: int, max_bytes: int) -> OptionError:
    return OptionError(
        f"the animation as .{name} has {format_bytes(size)}, and max_bytes is {format_bytes(max_bytes)}; take fewer frames, "
        "draw fewer neurons, or another format: .avif and .webp are the smallest"
    )
