"""What a printed document has beside its pages: anchors, links, an outline, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AnchorPlace:
    """Where an anchor is.

    Args:
        page: index of the page.
        left: in points from the page's left edge.
        top: in points from the page's top.
    """

    page: int
    left: float
    top: float


@dataclass(frozen=True)
class LinkArea:
    """An area of a page that leads to an anchor of the document; lengths are in points from the page's top left corner."""

    page: int
    target: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class OutlineEntry:
    """A line of the outline that readers of PDF show beside the pages.

    Args:
        anchor: what it leads to.
        title: as it is read.
        level: 0 for the outermost.
    """

    anchor: str
    title: str
    level: int = 0


@dataclass(frozen=True)
class Properties:
    """What a PDF says of itself.

    Args:
        title: of the document.
        subject: what it is about.
        creator: what made it.
        language: of its text, as in ``"en"`` or ``"pt-BR"``.
    """

    title: str
    subject: str
    creator: str
    language: str
