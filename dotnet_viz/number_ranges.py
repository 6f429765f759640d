"""Which numbers an argument takes: the one check of sizes, scales and counts, before anything is drawn from them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Integral, Real

from dotnet_viz.errors import OptionError


@dataclass(frozen=True)
class NumberRange:
    """Numbers between limits; NaN and infinity are in none.

    Args:
        least: the least number.
        above: a number below all that are taken.
        most: the largest number.

    Example:
        >>> NumberRange(least=1).numbers(whole=True)
        'a whole number of at least 1'
        >>> NumberRange(above=0, most=1).numbers()
        'a finite number above 0 and up to 1'
    """

    least: float | None = None
    above: float | None = None
    most: float | None = None

    def numbers(self, *, whole: bool = False) -> str:
        """Return in words which numbers are taken.

        Args:
            whole: whether only whole ones are.
        """
        kind = "a whole number" if whole else "a finite number"
        if self.least is not None and self.most is not None:
            return f"{kind} from {_written(self.least)} to {_written(self.most)}"
        limits = {"of at least": self.least, "above": self.above, "up to": self.most}
        words = (f"{word} {_written(limit)}" for word, limit in limits.items() if limit is not None)
        return f"{kind} {' and '.join(words)}".rstrip()

    def has_number(self, value: object, *, whole: bool = False) -> bool:
        """Return whether a number lies within the limits.

        Args:
            value: anything.
            whole: whether only whole numbers do.
        """
        if isinstance(value, bool) or not isinstance(value, Integral if whole else Real):
            return False
        number = int(value) if isinstance(value, Integral) else float(value)
        return (
            -math.inf < number < math.inf
            and (self.least is None or number >= self.least)
            and (self.above is None or number > self.above)
            and (self.most is None or number <= self.most)
        )

    def checked(self, name: str, value: object, *, or_none: bool = False) -> float:
        """Return a number that lies within the limits.

        Args:
            name: of the argument, for the message.
            value: what was given.
            or_none: whether the argument may also be ``None``, for the message.

        Raises:
            OptionError: it does not, or is no number.

        Example:
            >>> SCALE.checked("scale", 1e300)
            Traceback (most recent call last):
            ...
            dotnet_viz.errors.OptionError: scale must be a finite number above 0 and up to 100, not 1e+300
        """
        if not self.has_number(value):
            words = f"{value!r}" if len(repr(value)) <= _LONGEST_SHOWN else f"{value!r:.{_LONGEST_SHOWN}}…"
            raise OptionError(f"{name} must be {self.numbers()}{', or None' if or_none else ''}, not {words}")
        return float(value)  # type: ignore[arg-type]  # a number, as was just found


_LONGEST_SHOWN = 60


def _written(limit: float) -> str:
    return f"{limit:.0f}" if float(limit).is_integer() else f"{limit:g}"


MOST_PIXELS = 100_000.0
"""CSS pixels of the longest side of anything that is drawn, 26 metres: no paper and no screen has more."""
LENGTH = NumberRange(above=0, most=MOST_PIXELS)
"""A side of a picture in CSS pixels."""
OFFSET = NumberRange(least=-MOST_PIXELS, most=MOST_PIXELS)
"""A distance in CSS pixels, of what may overlap too."""
CAP = NumberRange(above=0, most=1e9)
"""A length beyond which something is cut: a huge one means that nothing is."""
SCALE = NumberRange(above=0, most=100.0)
"""How many times larger something is drawn; a PNG has 9,600 pixels in an inch with the largest."""
DPI = NumberRange(above=0, most=9600.0)
"""Pixels in an inch, as many as the largest scale has; imagesetters have up to 5,080."""
TEXT_SIZE = NumberRange(above=0, most=1000.0)
"""Points of a text; the largest are 35 cm high."""
MOST_COUNT = (1 << 31) - 1
"""What counts things of a model is no larger than this: whatever is beyond it means all."""
