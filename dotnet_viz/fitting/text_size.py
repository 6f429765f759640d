"""Pictures whose smallest text has a size that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dotnet_viz.fitting.drawn_size import DrawnSize
from dotnet_viz.fitting.fitted import smallest_text
from dotnet_viz.fitting.paper import PAPERS, POINT, Paper, paper_of
from dotnet_viz.layouts import MostSize
from dotnet_viz.scene import Scene


def with_text(paper: Paper, text_size: float | None) -> Paper:
    """Return a paper on which the smallest text has just a size, where that is asked for.

    Args:
        paper: as it is without that.
        text_size: in points; ``None`` leaves the paper as it is.
    """
    return paper if text_size is None else replace(paper, least_text=text_size, most_zoom=0.0)


def paper_for(fit: str | Sequence[float | str] | None, size: DrawnSize) -> Paper | None:
    """Return what a picture is made for; ``None`` where it has its own size.

    Width and height alone enlarge and shrink a picture; beside a size of texts they are the room that it is made for, and a
    page has the other side.

    Args:
        fit: as :func:`~dotnet_viz.fitting.paper.paper_of` takes it; ``None`` for nothing.
        size: that was asked for.

    Raises:
        OptionError: ``fit`` is no paper.

    Example:
        >>> paper_for(None, DrawnSize(width=300.0)), paper_for(None, DrawnSize(width=300.0, text_size=8.0)).least_text
        (None, 8.0)
    """
    if fit is not None:
        return with_text(paper_of(fit), size.text_size)
    if size.text_size is None or (size.width is None and size.height is None):
        return None
    page = PAPERS["page"]
    return with_text(Paper(size.width or page.width, size.height or page.height), size.text_size)


def text_zoom(scene: Scene, text_size: float | None) -> float:
    """Return how large a picture is drawn for its smallest text to have a size.

    Args:
        scene: the picture.
        text_size: in points; ``None`` for that of the picture.

    Example:
        >>> text_zoom(Scene("texts of 11 pixels"), 16.5)
        2.0
    """
    return 1.0 if text_size is None else text_size * POINT / smallest_text(scene)


def limit_at(most: MostSize, zoom: float) -> MostSize:
    """Return the size that a picture should not exceed before it is drawn larger or smaller.

    Args:
        most: the size that it should not exceed as it is drawn.
        zoom: how large it is drawn.
    """
    if zoom == 1.0:
        return most
    return MostSize(most.width / zoom, most.height / zoom, lambda width, height: most.note(width * zoom, height * zoom))
