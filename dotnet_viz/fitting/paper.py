"""What pictures are made for: a page, a column of a paper, a slide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dotnet_viz.errors import OptionError, near_miss
from dotnet_viz.fitting.lengths import UNITS, pixels

POINT = UNITS["pt"]


@dataclass(frozen=True)
class Paper:
    """The room that a picture is made for.

    Args:
        width: in CSS pixels.
        height: in CSS pixels.
        least_text: size of the smallest text on it, in points.
        most_zoom: how much larger than by default a picture may be drawn.
        is_slide: whether presentations have a slide of this size, with the picture in its middle.
    """

    width: float
    height: float
    least_text: float = 6.0
    most_zoom: float = 1.0
    is_slide: bool = False

    @property
    def slide(self) -> tuple[float, float] | None:
        """Width and height of the slide that it is; ``None`` for paper."""
        return (self.width, self.height) if self.is_slide else None

    def zoom(self, size: tuple[float, float], smallest: float) -> float:
        """Return how large a picture is drawn on it: as large as it can be, up to ``most_zoom`` where texts allow.

        Args:
            size: of the picture in CSS pixels.
            smallest: size of its smallest text in CSS pixels.
        """
        least = self.least_text * POINT / smallest
        return min(self.width / size[0], self.height / size[1], max(self.most_zoom, least))

    def has_room(self, size: tuple[float, float], smallest: float) -> bool:
        """Return whether texts are large enough where a picture fills it.

        Args:
            size: of the picture in CSS pixels.
            smallest: size of its smallest text in CSS pixels.

        Example:
            >>> PAPERS["page"].has_room((800, 1200), 11), PAPERS["column"].has_room((800, 1200), 11)
            (True, False)
        """
        return self.zoom(size, smallest) * smallest >= self.least_text * POINT * (1 - 1e-9)

    def room(self, smallest: float) -> tuple[float, float]:
        """Return width and height of the largest picture whose texts are large enough on it.

        Args:
            smallest: size of its smallest text in CSS pixels.
        """
        times = smallest / (self.least_text * POINT)
        return self.width * times, self.height * times


def _centimetres(width: float, height: float) -> Paper:
    return Paper(width * UNITS["cm"], height * UNITS["cm"])


_WIDTH_ALONE = "; a picture that only has to be so wide takes width='8.5cm'"

SLIDE = 1280.0, 720.0
"""Width and height of a slide of 16 : 9 in CSS pixels, as programs make them: 33.867 × 19.05 cm."""


PAPERS: Mapping[str, Paper] = {
    "page": _centimetres(17.0, 24.0),
    "column": _centimetres(8.5, 24.0),
    "slide": Paper(*SLIDE, least_text=10.0, most_zoom=2.0, is_slide=True),
}
"""By name: the text of an A4 page, a column of a paper in two columns, a slide of 16 : 9."""


def paper_of(fit: object) -> Paper:
    """Return the paper that a user means.

    Args:
        fit: a name in :data:`PAPERS`, or width and height as :func:`~dotnet_viz.fitting.lengths.pixels` takes them.

    Raises:
        OptionError: it is neither.

    Example:
        >>> paper_of("slide").least_text, round(paper_of(("8.5cm", "10cm")).height)
        (10.0, 378)
    """
    if isinstance(fit, str) and fit in PAPERS:
        return PAPERS[fit]
    sides = list(fit) if isinstance(fit, Iterable) and not isinstance(fit, str) else []
    if len(sides) != 2:
        names = ", ".join(map(repr, PAPERS))
        raise OptionError(
            f"fit must be one of {names} or a width and a height such as ('8.5cm', '6cm'), not {fit!r}"
            f"{near_miss(fit, PAPERS) or _WIDTH_ALONE}"
        )
    width, height = (pixels(side, f"the {name} of fit") for side, name in zip(sides, ("width", "height"), strict=True))
    return Paper(width, height)
