"""How long the strips of a picture are, so that all of it with its frame keeps to a room."""

from __future__ import annotations

from dotnet_viz.layouts.folding.flow import Flow
from dotnet_viz.layouts.folding.fold import Known, folded
from dotnet_viz.layouts.frame.frame import content_box, frame_height
from dotnet_viz.scene import Scene

_TRIES = 5


def folded_within(scene: Scene, room: tuple[float, float]) -> Scene:
    """Return a scene in strips that its room is long enough for, or as it is where that is so already.

    Args:
        scene: with places, without its frame.
        room: width and height of the whole picture in CSS pixels.
    """
    inner = room[0] - 2 * scene.margin, room[1] - frame_height(scene, room[0] - 2 * scene.margin)
    axis = 1 if Flow(scene.direction).is_vertical else 0
    most = inner[axis]
    result, known = scene, Known()
    for _ in range(_TRIES):
        content = content_box(result)
        over = (content.width, content.height)[axis] - inner[axis]
        if over <= 0 or most <= inner[axis] / 3:
            break
        # The routes to the next strip take room as well, which is known only when they are there.
        most = most if result is scene else most - over
        result = folded(scene, most, known)
        if result is scene:  # it has no place to be cut at
            break
    return result
