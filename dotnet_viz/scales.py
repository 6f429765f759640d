"""Numbers to colours and widths, with the legend that explains them.

A scale owns its limits, its colours and its legend, so the legend cannot disagree with the picture. Sign
is told by hue (blue positive, red negative), magnitude by width and by how far the colour is from the
pale middle of a diverging ramp centred on zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dotnet_viz.errors import OptionError
from dotnet_viz.scene import Legend

POSITIVE = "#2166ac"
NEGATIVE = "#b2182b"
ZERO = "#d9d9d9"
NOT_A_NUMBER = "#e08214"

_LEGEND_STOPS = 21


def rgb(color: str) -> tuple[int, int, int]:
    """Return red, green and blue (0 to 255) of ``"#rrggbb"``.

    Example:
        >>> rgb("#2166ac")
        (33, 102, 172)
    """
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def hex_color(color: Iterable[int]) -> str:
    """Return ``"#rrggbb"`` of red, green and blue (0 to 255).

    Example:
        >>> hex_color((33, 102, 172))
        '#2166ac'
    """
    red, green, blue = (int(part) for part in color)
    return f"#{red:02x}{green:02x}{blue:02x}"


@dataclass(frozen=True)
class WeightScale:
    """Colour and width of weights between ``-limit`` and ``limit``.

    Args:
        limit: the largest magnitude there is; values beyond it look like it. 0 if all weights are 0.
        min_width: width in pixels of a weight of 0.
        max_width: width in pixels of a weight of ``limit``.
        positive: colour of ``limit``.
        negative: colour of ``-limit``.
        zero: colour of 0.
        label: what the numbers are, such as ``"weight"``.
        has_infinite: whether infinite values were among the data, so that the legend says so.
        has_nan: whether values that are no number were among the data, so that the legend says so.

    Raises:
        OptionError: a limit or width that is negative or no finite number.

    Example:
        >>> scale = WeightScale.from_values([np.array([-2.0, 0.5])])
        >>> scale.limit, scale.hex_colors([2.0, -2.0, 0.0])
        (2.0, ['#2166ac', '#b2182b', '#d9d9d9'])
        >>> [tick for _, tick in scale.legend().ticks]
        ['−2', '−1', '0', '1', '2']
    """

    limit: float
    min_width: float = 0.5
    max_width: float = 4.0
    positive: str = POSITIVE
    negative: str = NEGATIVE
    zero: str = ZERO
    label: str = "weight"
    has_infinite: bool = False
    has_nan: bool = False

    def __post_init__(self) -> None:
        for name in ("limit", "min_width", "max_width"):
            value = getattr(self, name)
            if not (np.isfinite(value) and value >= 0):
                raise OptionError(f"{name} of a scale must be a finite number of at least 0, not {value!r}")
        if self.min_width > self.max_width:
            raise OptionError(f"min_width {self.min_width!r} is above max_width {self.max_width!r}")

    @classmethod
    def from_values(cls, arrays: Iterable[ArrayLike], *, limit: float | None = None, label: str = "weight") -> WeightScale:
        """Make the scale of some arrays: its limit is their largest finite magnitude.

        Args:
            arrays: numbers of any shape.
            limit: a limit to use instead, so that two pictures can be compared.
            label: what the numbers are.
        """
        largest, infinite, nan = 0.0, False, False
        for array in arrays:
            values = np.asarray(array, dtype=np.float64)
            finite = np.isfinite(values)
            nan = nan or bool(np.isnan(values).any())
            infinite = infinite or bool(np.isinf(values).any())
            largest = max(largest, float(np.abs(values[finite]).max(initial=0.0)))
        return cls(largest if limit is None else limit, label=label, has_infinite=infinite, has_nan=nan)

    def fractions(self, values: ArrayLike) -> NDArray[np.float64]:
        """Return values as parts of the limit, from -1 to 1; no number stays no number."""
        numbers = np.asarray(values, dtype=np.float64)
        if self.limit == 0:
            return np.where(np.isinf(numbers), np.sign(numbers), np.where(np.isnan(numbers), np.nan, 0.0))
        return np.clip(numbers, -self.limit, self.limit) / self.limit

    def widths(self, values: ArrayLike) -> NDArray[np.float64]:
        """Return the width in pixels of each value; a value that is no number has the largest."""
        magnitudes = np.nan_to_num(np.abs(self.fractions(values)), nan=1.0)
        widths: NDArray[np.float64] = self.min_width + (self.max_width - self.min_width) * magnitudes
        return widths

    def colors(self, values: ArrayLike) -> NDArray[np.uint8]:
        """Return red, green and blue (0 to 255) of each value; shape (..., 3)."""
        fractions = self.fractions(values)[..., np.newaxis]
        middle, high, low = (np.array(rgb(color), dtype=np.float64) for color in (self.zero, self.positive, self.negative))
        ends = np.where(fractions >= 0, high, low)
        mixed = middle + (ends - middle) * np.abs(fractions)
        colors = np.where(np.isnan(fractions), np.array(rgb(NOT_A_NUMBER), dtype=np.float64), mixed)
        return np.rint(colors).astype(np.uint8)

    def hex_colors(self, values: ArrayLike) -> list[str]:
        """Return ``"#rrggbb"`` of each value."""
        return [hex_color(color) for color in self.colors(np.ravel(values))]

    def legend(self) -> Legend:
        """Return the colour bar and the widths of this very scale, with its end values."""
        return Legend(
            title=self.label,
            stops=tuple(zip(self._offsets(_LEGEND_STOPS), self.hex_colors(self._values(_LEGEND_STOPS)), strict=True)),
            ticks=self._ticks(),
            widths=tuple(zip(self._offsets(5), (float(w) for w in self.widths(self._values(5))), strict=True)),
            notes=self._notes(),
        )

    def _ticks(self) -> tuple[tuple[float, str], ...]:
        if self.limit == 0:
            return ((0.5, "0"),)
        return tuple(zip(self._offsets(5), (format_number(value) for value in self._values(5)), strict=True))

    def _notes(self) -> tuple[str, ...]:
        notes = []
        if self.limit == 0:
            notes.append("all finite values are 0")
        if self.has_infinite:
            notes.append("infinite values: dashed, in the colour of their sign")
        if self.has_nan:
            notes.append("values that are no number (NaN): dashed, orange")
        return tuple(notes)

    def _offsets(self, count: int) -> tuple[float, ...]:
        return tuple(float(offset) for offset in np.linspace(0.0, 1.0, count))

    def _values(self, count: int) -> NDArray[np.float64]:
        return np.linspace(-self.limit, self.limit, count)


def format_number(value: float) -> str:
    """Return a number in at most four significant digits, with a real minus sign.

    Example:
        >>> format_number(-0.123456), format_number(0), format_number(123456.0)
        ('−0.1235', '0', '1.235e5')
    """
    if value == 0:
        return "0"
    text = f"{value:.4g}"
    if "e" in text:
        mantissa, exponent = text.split("e")
        text = f"{mantissa}e{int(exponent)}"
    return text.replace("-", "−").replace("inf", "∞").replace("nan", "NaN")
