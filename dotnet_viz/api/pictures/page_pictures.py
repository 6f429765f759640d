"""Pictures of one model for a page, in the place of one that is larger than any."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dotnet_viz.diagrams import Style
    from dotnet_viz.diagrams.common.smaller import Pictures
    from dotnet_viz.graph import Graph
    from dotnet_viz.layouts import MostSize
    from dotnet_viz.scene import Scene


def pictures_for_page(style: Style, graph: Graph) -> Pictures | None:
    """Return what makes a picture and smaller ones for a page; ``None`` where a style or its options know none.

    Args:
        style: its options.
        graph: the model.
    """
    found: Callable[[Graph], Pictures | None] | None = getattr(style, "pictures_for_page", None)
    return None if found is None else found(graph)


def page_instead(
    pictures: Pictures,
    again: Callable[[], Pictures | None],
    engine: str,
    finished: Callable[[Scene], Scene],
    text_size: float | None,
) -> Callable[[Scene, MostSize], Scene | None]:
    """Return what makes a picture for a page in the place of one that is too large.

    Args:
        pictures: those of the model, whose numbers are held until the usual one has its places.
        again: makes them once more for a drawing in other colours.
        engine: layout engine.
        finished: gives a scene what was asked for.
        text_size: of its smallest text in points; ``None`` for that of the style.
    """
    waiting = [pictures]

    def instead(large: Scene, most: MostSize) -> Scene | None:
        kept = waiting.pop() if waiting else None
        if most.has(large):
            return large
        from dotnet_viz.fitting.fitted import soonest_fitted
        from dotnet_viz.fitting.paper import PAPERS
        from dotnet_viz.fitting.text_size import limit_at, text_zoom, with_text
        from dotnet_viz.fitting.usual_size import MOST_SIZE, made_for_page

        size, zoom = large.size or (0.0, 0.0), text_zoom(large, text_size)
        note = made_for_page(size[0] * zoom, size[1] * zoom)

        def noted(scene: Scene) -> Scene:
            return finished(replace(scene, notes=(*scene.notes, note)))

        paper = with_text(PAPERS["page"], text_size)
        found = again() if kept is None else kept
        rows = (soonest_fitted(row, paper, engine=engine, finished=noted) for row in (() if found is None else found.smaller()))
        fitted = next((one for one in rows if one is not None), None)
        if fitted is None:
            return None
        limit = MOST_SIZE if text_size is None else limit_at(MOST_SIZE, fitted.zoom)
        return fitted.placed if limit.has(fitted.placed) else None

    return instead
