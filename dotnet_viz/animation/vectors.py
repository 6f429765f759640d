"""The frames of an animation as SVG documents that can be compared."""

from __future__ import annotations

from dotnet_viz.animation.frames import Frames
from dotnet_viz.drawing import Drawing, Picture


def frame_svgs(animation: Frames) -> list[str]:
    """Return each frame as an SVG document, the same ids in all of them.

    Args:
        animation: whose pictures are drawn.
    """
    return [_svg(frame.picture) for frame in animation.frames]


def _svg(picture: Picture) -> str:
    if isinstance(picture, Drawing):
        return str(picture.to_format("svg", shared_appearance=False))
    return picture.svg
