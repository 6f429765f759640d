"""Lengths as users write them: pixels, centimetres, inches."""

from __future__ import annotations

import math
import re

from dotnet_viz.errors import OptionError
from dotnet_viz.number_ranges import LENGTH, MOST_PIXELS

UNITS = {"px": 1.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "in": 96.0, "pt": 96 / 72}
"""CSS pixels of each unit: an inch has 96."""

LEAST_WITHOUT_UNIT = 50
"""A number without a unit below this means centimetres or inches: no picture is that narrow."""

_LENGTH = re.compile(r"\s*(\d+(?:\.\d*)?|\.\d+)\s*([a-z]*)\s*")


def pixels(length: object, name: str = "length") -> float:
    """Return a length in CSS pixels.

    Args:
        length: a number of pixels, or a text with a unit, such as ``"8.5cm"``, ``"3in"`` or ``"800px"``.
        name: what an error calls it.

    Raises:
        OptionError: it is no length above 0, longer than any paper, or a number without a unit below
            :data:`LEAST_WITHOUT_UNIT`.

    Example:
        >>> pixels("2.54cm"), pixels("1in"), pixels(300), pixels("72 pt")
        (96.0, 96.0, 300.0, 96.0)
    """
    found = _number(length)
    if found is None or not 0 < found < math.inf:
        raise OptionError(f"{name} must be a length above 0 in {', '.join(UNITS)}, such as '8.5cm' or 800, not {length!r}")
    if found < LEAST_WITHOUT_UNIT and _has_no_unit(length):
        raise OptionError(
            f"{name} has no unit and would be {found:g} pixels, too few for a picture; write '{found:g}cm', or '{found:g}px'"
            " where pixels are meant"
        )
    if not LENGTH.has_number(found):
        raise OptionError(f"{name} must be at most {MOST_PIXELS:,.0f} pixels, which are 26 metres, not {length!r:.60}")
    return found


def is_in_pixels(length: object) -> bool:
    """Return whether a length counts pixels, not centimetres or inches.

    Example:
        >>> is_in_pixels(800), is_in_pixels("800px"), is_in_pixels("8.5cm")
        (True, True, False)
    """
    found = _LENGTH.fullmatch(length) if isinstance(length, str) else None
    return found is None or found[2] in ("", "px")


def _has_no_unit(length: object) -> bool:
    found = _LENGTH.fullmatch(length.lower()) if isinstance(length, str) else None
    return found is None or not found[2]


def _number(length: object) -> float | None:
    if isinstance(length, str):
        found = _LENGTH.fullmatch(length.lower())
        return float(found[1]) * UNITS[found[2] or "px"] if found and (found[2] or "px") in UNITS else None
    try:
        return None if isinstance(length, bool) else float(length)  # type: ignore[arg-type]  # whatever has a number
    except (TypeError, ValueError, OverflowError):
        return None
