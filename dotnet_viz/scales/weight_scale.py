"""Signed numbers to colours and widths, with the legend that explains them.

A scale owns its limits, its colours and its legend, so the legend cannot disagree with the picture. Sign
is shown by hue (blue positive, red negative, where no other palette is chosen), magnitude by width and by how far
the colour is from the pale middle of a diverging ramp centred on zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dotnet_viz.colors import hex_colors, rgb
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.formatting import format_number
from dotnet_viz.scales.palettes import DEFAULT, PALETTES, Palette
from dotnet_viz.scales.round_numbers import round_numbers, rounded_down
from dotnet_viz.scales.value_range import ValueRange
from dotnet_viz.scene import Legend
from dotnet_viz.translation.translate import mark, translate

POSITIVE = PALETTES[DEFAULT].positive
NEGATIVE = PALETTES[DEFAULT].negative
NOT_A_NUMBER = "#e08214"
_BEYOND_THE_ENDS = mark("values beyond the ends look like them; the largest |value| is {largest}")

TRANSFORMS = ("linear", "sqrt", "log")

_LEGEND_STOPS = 21
# A log scale shows three decades: log(1 + 999 share) / log(1000), which is odd, finite at zero and 1 at the limit.
_LOG = 999.0
_Curve = Callable[[NDArray[np.float64]], NDArray[np.float64]]
_FORWARD: Mapping[str, _Curve] = {
    "linear": lambda share: share,
    "sqrt": np.sqrt,
    "log": lambda share: np.log1p(_LOG * share) / np.log1p(_LOG),
}
_BACKWARD: Mapping[str, _Curve] = {
    "linear": lambda part: part,
    "sqrt": np.square,
    "log": lambda part: np.expm1(part * np.log1p(_LOG)) / _LOG,
}
# How far apart two numbers on one side of a bar are, where they are not in equal steps.
_APART = {"sqrt": 5.0, "log": 10.0}
_TRANSFORM_NOTES = {
    "sqrt": mark("width and colour grow with the square root"),
    "log": mark("width and colour grow with the logarithm, over three decades"),
}


@lru_cache(maxsize=32)
def _ramp(stops: tuple[str, ...]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return where on a scale from -1 to 1 the colours of a palette are, shape (n,), and their parts, shape (n, 3)."""
    return np.linspace(-1.0, 1.0, len(stops)), np.array([rgb(stop) for stop in stops], dtype=np.float64)


def mixed_colors(places: NDArray[np.float64], positions: NDArray[np.float64], stops: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return red, green and blue (0 to 255) between the stops of a scale, and the colour of NaN; shape (..., 3).

    Args:
        places: along the scale, shape (...).
        positions: of the stops along the scale, ascending, shape (stops,).
        stops: their red, green and blue, shape (stops, 3).

    Example:
        >>> mixed_colors(np.array([0.5]), np.array([0.0, 1.0]), np.array([[0.0, 0, 0], [255, 255, 255]])).tolist()
        [[128, 128, 128]]
    """
    mixed = np.stack([np.interp(places, positions, stops[:, part]) for part in range(3)], axis=-1)
    found = np.where(np.isnan(places)[..., np.newaxis], np.array(rgb(NOT_A_NUMBER), dtype=np.float64), mixed)
    return np.rint(found).astype(np.uint8)


@dataclass(frozen=True)
class WeightScale:
    """Colour and width of weights between ``-limit`` and ``limit``.

    Args:
        limit: the largest magnitude there is; values beyond it look like it. 0 if all weights are 0.
        min_width: width in pixels of a weight of 0.
        max_width: width in pixels of a weight of ``limit``.
        palette: the colours.
        label: what the numbers are, such as ``"weight"``; a word of the package is translated in the legend.
        has_infinite: whether infinite values were among the data, so that the legend says so.
        has_nan: whether NaN was among the data, so that the legend says so.
        transform: one of :data:`TRANSFORMS`: how a magnitude's share in the limit becomes its share in width and colour.
        largest: the largest finite magnitude among the data, so that the legend says what lies beyond the limit;
            ``None`` where it is the limit.

    Raises:
        OptionError: a limit or width that is negative or no finite number, or no such transform.

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
    palette: Palette = PALETTES[DEFAULT]
    label: str = mark("weight")
    has_infinite: bool = False
    has_nan: bool = False
    transform: str = "linear"
    largest: float | None = None

    def __post_init__(self) -> None:
        for name in ("limit", "min_width", "max_width"):
            value = getattr(self, name)
            if not (np.isfinite(value) and value >= 0):
                raise OptionError(f"{name} of a scale must be a finite number of at least 0, not {value!r}")
        if self.min_width > self.max_width:
            raise OptionError(f"min_width {self.min_width!r} is above max_width {self.max_width!r}")
        if self.transform not in TRANSFORMS:
            raise unknown_choice("scale", self.transform, TRANSFORMS)

    @classmethod
    def from_values(cls, arrays: Iterable[ArrayLike], *, limit: float | None = None, label: str = "weight") -> WeightScale:
        """Make the scale of some arrays: its limit is their largest finite magnitude.

        The arrays are read in pieces and never copied as a whole.

        Args:
            arrays: numbers of any shape.
            limit: a limit to use instead, so that two pictures can be compared.
            label: what the numbers are.
        """
        value_range = ValueRange()
        for array in arrays:
            value_range = value_range.joined(ValueRange.of(array))
        return cls.from_range(value_range, limit=limit, label=label)

    @classmethod
    def from_range(cls, value_range: ValueRange, *, limit: float | None = None, **options: Any) -> WeightScale:
        """Make the scale of what is known about some values.

        Args:
            value_range: their largest magnitude, and whether some are odd.
            limit: a limit to use instead of the largest magnitude.
            options: other fields.
        """
        return cls(
            value_range.largest if limit is None else limit,
            has_infinite=value_range.has_infinite,
            has_nan=value_range.has_nan,
            largest=value_range.largest,
            **options,
        )

    @property
    def positive(self) -> str:
        """Colour of ``limit``."""
        return self.palette.positive

    @property
    def negative(self) -> str:
        """Colour of ``-limit``."""
        return self.palette.negative

    @property
    def zero(self) -> str:
        """Colour of 0."""
        return self.palette.zero

    def fractions(self, values: ArrayLike) -> NDArray[np.float64]:
        """Return how much of the full width and colour each value has, from -1 to 1; NaN stays NaN."""
        numbers = np.asarray(values, dtype=np.float64)
        if self.limit == 0:
            return np.where(np.isinf(numbers), np.sign(numbers), np.where(np.isnan(numbers), np.nan, 0.0))
        shares = np.clip(numbers, -self.limit, self.limit) / self.limit
        return np.copysign(_FORWARD[self.transform](np.abs(shares)), shares)

    def widths(self, values: ArrayLike) -> NDArray[np.float64]:
        """Return the width in pixels of each value; NaN has the largest."""
        magnitudes = np.nan_to_num(np.abs(self.fractions(values)), nan=1.0)
        widths: NDArray[np.float64] = self.min_width + (self.max_width - self.min_width) * magnitudes
        return widths

    def colors(self, values: ArrayLike) -> NDArray[np.uint8]:
        """Return red, green and blue (0 to 255) of each value; shape (..., 3)."""
        fractions = self.fractions(values)
        positions, stops = _ramp(self.palette.stops)
        return mixed_colors(fractions, positions, stops)

    def hex_colors(self, values: ArrayLike) -> list[str]:
        """Return ``"#rrggbb"`` of each value."""
        return hex_colors(self.colors(np.ravel(values)))

    def legend(self) -> Legend:
        """Return the colour bar and the widths of this very scale, with round numbers along it."""
        return Legend(
            title=translate(self.label),
            stops=_stops(self),
            ticks=self._ticks(),
            widths=tuple(zip(_offsets(5), (float(w) for w in self.widths(self.values_along(5))), strict=True)),
            notes=(*self.notes(_TRANSFORM_NOTES), *self._odd_value_notes()),
            is_signed=True,
            is_of_zeros=self._has_no_finite_amount and not (self.has_nan or self.has_infinite),
        )

    @property
    def _has_no_finite_amount(self) -> bool:
        return self.limit == 0 and not self.largest

    def _ticks(self) -> tuple[tuple[float, str], ...]:
        values = _round_values(self)
        offsets = 0.5 + self.fractions(values) / 2
        return tuple((float(offset), format_number(value)) for offset, value in zip(offsets, values, strict=True))

    def notes(self, growth: Mapping[str, str]) -> list[str]:
        """Return what a legend says of the scale; of values that are no finite numbers a picture says how it shows them.

        Args:
            growth: what grows, and how, by the transform, in English.
        """
        notes = []
        if self._has_no_finite_amount:
            notes.append(translate("all finite values are 0"))
        if self.transform != "linear":
            notes.append(translate(growth[self.transform]))
        if self.largest is not None and self.largest > self.limit:
            notes.append(translate(_BEYOND_THE_ENDS, largest=format_number(self.largest)))
        return notes

    def _odd_value_notes(self) -> Iterator[str]:
        if self.has_infinite:
            yield translate("infinite values: dashed, in the colour of their sign")
        if self.has_nan:
            yield translate("NaN: dashed, orange")

    def values_along(self, count: int) -> NDArray[np.float64]:
        """Return the values that stand in equal steps along the legend.

        Args:
            count: how many, both ends among them.
        """
        fractions = np.linspace(-1.0, 1.0, count)
        return np.copysign(_BACKWARD[self.transform](np.abs(fractions)), fractions) * self.limit


def _round_values(scale: WeightScale) -> tuple[float, ...]:
    """Return numbers to write along a scale's bar; where they grow ever faster, two round ones on each side of zero."""
    if scale.limit == 0:
        return (0.0,)
    if scale.transform == "linear":
        return round_numbers(-scale.limit, scale.limit)
    largest = rounded_down(scale.limit)
    smaller = largest / _APART[scale.transform]
    return -largest, -smaller, 0.0, smaller, largest


@lru_cache(maxsize=64)
def _stops(scale: WeightScale) -> tuple[tuple[float, str], ...]:
    """Return the colours along a scale's bar: of a picture that is made for a page each try has the same ones."""
    return tuple(zip(_offsets(_LEGEND_STOPS), scale.hex_colors(scale.values_along(_LEGEND_STOPS)), strict=True))


@lru_cache(maxsize=16)
def _offsets(count: int) -> tuple[float, ...]:
    return tuple(float(offset) for offset in np.linspace(0.0, 1.0, count))
