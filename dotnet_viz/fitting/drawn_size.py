"""How large a picture is drawn: as it is, or with a given width or height, for screens and for paper."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dotnet_viz.fitting.lengths import is_in_pixels, pixels
from dotnet_viz.number_ranges import DPI


@dataclass(frozen=True)
class DrawnSize:
    """How large a picture is drawn; its proportions stay.

    Args:
        width: in CSS pixels; ``None`` for that of the picture.
        height: in CSS pixels; ``None`` for that of the picture.
        dpi: pixels in an inch of a PNG; ``None`` leaves it to the renderer.
        zoom: how large it is drawn where neither width nor height is given.

    Example:
        >>> DrawnSize(width=150.0).zoom_of((300.0, 200.0)), DrawnSize(width=150.0, height=50.0).zoom_of((300.0, 200.0))
        (0.5, 0.25)
    """

    width: float | None = None
    height: float | None = None
    dpi: float | None = None
    zoom: float = 1.0

    def zoom_of(self, size: tuple[float, float]) -> float:
        """Return how large a picture is drawn; within both where width and height are given.

        Args:
            size: of the picture in CSS pixels.
        """
        wanted = (self.width, self.height)
        times = [most / side for most, side in zip(wanted, size, strict=True) if most is not None]
        return min(times, default=self.zoom)

    def pixels_of(self, size: tuple[float, float], scale: float) -> float:
        """Return a scale at which a side of a PNG has the pixels that are wanted, for renderers round a picture's sides first.

        Args:
            size: of the picture in CSS pixels.
            scale: pixels of the PNG for each of them.
        """
        wanted = zip((self.width, self.height), size, strict=True)
        _, side = min(((most / length, length) for most, length in wanted if most is not None), default=(1.0, size[0]))
        return round(side * scale) / max(math.floor(side + 0.5), 1)


def drawn_size(width: object = None, height: object = None, dpi: object = None) -> DrawnSize:
    """Return how large a picture is drawn, from what a user gives.

    Args:
        width: a length, see :func:`~dotnet_viz.fitting.lengths.pixels`; of a PNG its pixels, where it counts pixels.
        height: likewise.
        dpi: pixels in an inch of a PNG.

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
    )
