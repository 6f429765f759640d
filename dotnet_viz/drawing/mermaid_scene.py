"""What Mermaid draws of a model: the whole picture, or a smaller one where that would be refused or too small to read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dotnet_viz.formatting import format_count
from dotnet_viz.scene import Scene
from dotnet_viz.translation.translate import mark, translate

_TOO_LONG_FOR_MERMAID = mark("Shown as blocks: all {boxes} boxes would be more than Mermaid draws.")
_TOO_LONG_FOR_PAGE = mark("Shown as blocks: Mermaid would draw all {boxes} boxes too small to be read on a page.")


def within_mermaid(scene: Scene, folded: Callable[[], Scene] | None) -> Scene:
    """Return a scene, or the folded one where Mermaid would refuse it or draw it too long to be read.

    Args:
        scene: the whole picture.
        folded: returns a smaller picture of the same model; ``None`` where there is none.
    """
    from dotnet_viz.renderers.mermaid.document import fits, is_flowchart, is_read_on_a_page

    if folded is None or not is_flowchart(scene):
        return scene
    is_drawn = fits(scene)
    if is_drawn and is_read_on_a_page(scene):
        return scene
    smaller = folded()
    if is_drawn and len(smaller.shapes) >= len(scene.shapes):
        return scene
    reason = _TOO_LONG_FOR_PAGE if is_drawn else _TOO_LONG_FOR_MERMAID
    note = translate(reason, boxes=format_count(len(scene.shapes)))
    return replace(smaller, notes=(*smaller.notes, note))
