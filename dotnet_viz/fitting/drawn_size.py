"""How large a picture is drawn: as it is, or with a given width or height, for screens and for paper."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from dotnet_viz.fitting.lengths import UNITS, is_in_pixels, pixels
from dotnet_viz.number_ranges import DPI, TEXT_SIZE


@dataclass(frozen=True)
class DrawnSize:
    """How large a picture is drawn; its proportions stay.

    Args:
        width: in CSS pixels; ``None`` for that of the picture.
        height: in CSS pixels; ``None`` for that of the picture.
        dpi: pixels in an inch of a PNG; ``None`` leaves it to the renderer.
        zoom: how large it is drawn where neither width nor height is given.
        text_size: of its smallest text in points, where none of the three is given; ``None`` leaves it to the picture.
        slide: width and height of the slide of a presentation, in CSS pixels; ``None`` for those of the picture.

    Example:
        >>> size = 300.0, 200.0
        >>> DrawnSize(width=150.0).zoom_of(size, 10.0), DrawnSize(width=150.0, height=50.0).zoom_of(size, 10.0)
        (0.5, 0.25)
        >>> DrawnSize(text_size=15.0).zoom_of(size, 10.0)
        2.0
    """

    width: float | None = None
    height: float | None = None
    dpi: float | None = None
    zoom: float = 1.0
    text_size: float | None = None
    slide: tuple[float, float] | None = None

    def zoom_of(self, size: tuple[float, float], smallest: float) -> float:
        """Return how large a picture is drawn; within both where width and height are given.

        Args:
            size: of the picture in CSS pixels.
            smallest: size of its smallest text in CSS pixels.
        """
        wanted = (self.width, self.height)
        times = [most / side for most, side in zip(wanted, size, strict=True) if most is not None]
        own = self.zoom if self.text_size is None else self.text_size * UNITS["pt"] / smallest
        return min(times, default=own)

    def zoomed(self, zoom: float, slide: tuple[float, float] | None = None) -> DrawnSize:
        """Return the size of a picture that was made for a paper; beside a size of texts width and height were that paper.

        Args:
            zoom: how large it is drawn.
            slide: that it is made for; ``None`` for paper.
        """
        if self.text_size is None:
            return replace(self, zoom=zoom, slide=slide)
        return DrawnSize(dpi=self.dpi, zoom=zoom, slide=slide)

    def pixel_options(self, size: tuple[float, float], zoom: float, usual: float) -> dict[str, float]:
        """Return the options of formats of pixels that make a picture as large as it was asked for.

        Args:
            size: of the picture in CSS pixels, before it is drawn larger or smaller.
            zoom: how large it is drawn.
            usual: pixels in an inch where nothing else is asked for.
        """
        if zoom == 1.0 and self.dpi is None:
            return {}
        pixels_in_an_inch = self.dpi or usual
        return {"scale": self.pixels_of(size, zoom * pixels_in_an_inch / 96), "dpi": pixels_in_an_inch}

    def pixels_of(self, size: tuple[float, float], scale: float) -> float:
        """Return a scale at which a side of a PNG has the pixels that are wanted, for renderers round a picture's sides first.

        Args:
            size: of the picture in CSS pixels.
            scale: pixels of the PNG for each of them.
        """
        wanted = zip((self.width, self.height), size, strict=True)
        _, side = min(((most / length, length) for most, length in wanted if most is not None), default=(1.0, size[0]))
        return round(side * scale) / max(math.floor(side + 0.5), 1)


def drawn_size(width: object = None, height: object = None, dpi: object = None, text_size: object = None) -> DrawnSize:
    """Return how large a picture is drawn, from what a user gives.

    Args:
        width: a length, see :func:`~dotnet_viz.fitting.lengths.pixels`; of a PNG its pixels, where it counts pixels.
        height: likewise.
        dpi: pixels in an inch of a PNG.
        text_size: points of the smallest text.

    Raises:
        OptionError: something else than a length or a number above 0, or more than any paper or printer has.

    Example:
        >>> drawn_size(width=800).dpi, drawn_size(width="8.5cm", dpi=300).dpi
        (96.0, 300.0)
    """
    pixels_in_an_inch = None if dpi is None else DPI.checked("dpi", dpi, or_none=True)
    lengths = [length for length in (width, height) if length is not None]
    own = 96.0 if lengths and all(map(is_in_pixels, lengths)) else None
    return DrawnSize(
        None if width is None else pixels(width, "width"),
        None if height is None else pixels(height, "height"),
        own if pixels_in_an_inch is None else pixels_in_an_inch,
        text_size=None if text_size is None else TEXT_SIZE.checked("text_size", text_size, or_none=True),
    )
