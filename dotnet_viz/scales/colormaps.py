"""Colours of numbers that are no weights, such as activations: maps from one end of a range to the other, with their legend.

Maps with one direction are matplotlib's (Smith and van der Walt, 2015; Nuñez, Anderton and Renslow, 2018): evenly lighter, and
readable for colour-blind readers and in grey. The diverging palettes of :mod:`dotnet_viz.scales.palettes` are centred on zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dotnet_viz.colors import hex_colors, rgb
from dotnet_viz.errors import unknown_choice
from dotnet_viz.formatting import format_number
from dotnet_viz.scales.palettes import PALETTES, palette
from dotnet_viz.scales.round_numbers import round_numbers
from dotnet_viz.scales.weight_scale import mixed_colors
from dotnet_viz.scene import Legend

_LEGEND_STOPS = 33


def _stops(text: str) -> tuple[str, ...]:
    return tuple(f"#{stop}" for stop in text.split())


COLORMAPS: Mapping[str, tuple[str, ...]] = {
    "viridis": _stops(
        "440154 470d60 48186a 482374 472d7b 453781 424086 3e4989 3b528b 375b8d 33638d "
        "2f6b8e 2c728e 297a8e 26828e 23898e 21918c 1f988b 1fa088 22a785 28ae80 32b67a "
        "3fbc73 4ec36b 5ec962 70cf57 84d44b 98d83e addc30 c2df23 d8e219 ece51b fde725"
    ),
    "cividis": _stops(
        "00224e 00285b 002e6a 053371 1a386f 273e6e 32436d 3b496c 434e6c 4b546c 535a6d "
        "5a5f6e 61656f 686a71 6f7073 767676 7d7c78 848279 8c8878 938e78 9b9476 a39a74 "
        "aba072 b4a76f bcae6c c4b468 cdbb63 d5c25e dec958 e7d150 f0d846 f9e03a fee838"
    ),
    "magma": _stops(
        "000004 030312 0a0822 130d34 1d1147 29115a 36106b 440f76 51127c 5d177f 6a1c81 "
        "762181 832681 902a81 9c2e7f aa337d b73779 c43c75 d0416f dc4869 e75263 ef5d5e "
        "f56b5c f9795d fc8961 fd9869 fea772 feb67c fec488 fed395 fde2a3 fcf0b2 fcfdbf"
    ),
    "inferno": _stops(
        "000004 040312 0b0724 150b37 210c4a 2f0a5b 3d0965 4a0c6b 57106e 64156e 71196e "
        "7d1e6d 8a226a 972766 a32c61 b0315b bc3754 c73e4c d24644 db503b e45a31 eb6628 "
        "f1731d f68013 f98e09 fb9d07 fcac11 fbbc21 f9cb35 f5db4c f2ea69 f3f68a fcffa4"
    ),
    "gray": ("#000000", "#ffffff"),
}
"""Maps with one direction, from the smallest value to the largest, by matplotlib's names."""


def check_colormap(name: str) -> None:
    """Raise where there is no such map.

    Args:
        name: one of :data:`COLORMAPS` or :data:`~dotnet_viz.scales.palettes.PALETTES`; ``_r`` at its end reverses it.

    Raises:
        OptionError: there is none, with the names there are.
    """
    plain = name.removesuffix("_r")
    if plain not in COLORMAPS and plain not in PALETTES:
        raise unknown_choice("colormap", name, [*COLORMAPS, *PALETTES])


@dataclass(frozen=True)
class RangeScale:
    """Colours of the values between two limits; values beyond them look like them.

    Args:
        low: the smallest value.
        high: the largest value.
        colormap: a name that :func:`check_colormap` takes.
        label: what the numbers are.
        has_nan: whether NaN is among them, so that the legend names its colour.

    Raises:
        OptionError: no such map.

    Example:
        >>> scale = RangeScale.of([np.array([0.0, 4.0])])
        >>> scale.hex_colors([0.0, 4.0]), [text for _, text in scale.legend().ticks]
        (['#440154', '#fde725'], ['0', '1', '2', '3', '4'])
        >>> RangeScale.of([np.array([-1.0, 4.0])], "RdBu").low
        -4.0
    """

    low: float
    high: float
    colormap: str = "viridis"
    label: str = "activation"
    has_nan: bool = False

    def __post_init__(self) -> None:
        check_colormap(self.colormap)

    @classmethod
    def of(cls, arrays: Iterable[ArrayLike], colormap: str = "viridis", label: str = "activation") -> RangeScale:
        """Return the scale from the smallest to the largest finite value of some arrays; of a diverging map it is symmetric.

        Args:
            arrays: numbers of any shape.
            colormap: a name that :func:`check_colormap` takes.
            label: what the numbers are.
        """
        low, high, has_nan = np.inf, -np.inf, False
        for array in arrays:
            values = np.asarray(array, dtype=np.float64)
            finite = values[np.isfinite(values)]
            has_nan |= bool(np.isnan(values).any())
            if finite.size:
                low, high = min(low, float(finite.min())), max(high, float(finite.max()))
        if low > high:
            low = high = 0.0
        if colormap.removesuffix("_r") in PALETTES:
            low, high = -max(-low, high), max(-low, high)
        return cls(low, high, colormap, label, has_nan)

    @property
    def stops(self) -> tuple[str, ...]:
        """Colours in equal steps from ``low`` to ``high``."""
        plain = self.colormap.removesuffix("_r")
        if plain in PALETTES:
            return palette(self.colormap).stops
        return COLORMAPS[plain] if plain == self.colormap else COLORMAPS[plain][::-1]

    def colors(self, values: ArrayLike) -> NDArray[np.uint8]:
        """Return red, green and blue (0 to 255) of each value; shape (..., 3)."""
        numbers = np.asarray(values, dtype=np.float64)
        # Half of each, since the difference of two very large numbers has no room in a double.
        low, width = self.low / 2, self.high / 2 - self.low / 2
        above = np.where(np.isnan(numbers), np.nan, numbers > self.low)
        parts = np.clip((numbers / 2 - low) / width, 0, 1) if width > 0 else above
        stops = np.array([rgb(stop) for stop in self.stops], dtype=np.float64)
        return mixed_colors(parts, np.linspace(0.0, 1.0, len(stops)), stops)

    def hex_colors(self, values: ArrayLike) -> list[str]:
        """Return ``"#rrggbb"`` of each value."""
        return hex_colors(self.colors(np.ravel(values)))

    def legend(self) -> Legend:
        """Return the colour bar with round numbers along it."""
        values = 2 * np.linspace(self.low / 2, self.high / 2, _LEGEND_STOPS)
        offsets = [float(offset) for offset in np.linspace(0.0, 1.0, _LEGEND_STOPS)]
        return Legend(
            self.label,
            tuple(zip(offsets, self.hex_colors(values), strict=True)),
            tuple((self.offset(value), format_number(value)) for value in self.round_values()),
            notes=("NaN: orange",) if self.has_nan else (),
        )

    def round_values(self, *, whole: bool = False) -> tuple[float, ...]:
        """Return numbers to write along the colour bar: round ones, or the only one that there is.

        Args:
            whole: whether only whole numbers are wanted.
        """
        return round_numbers(self.low, self.high, whole=whole) if self.high > self.low else (self.low,)

    def offset(self, value: float) -> float:
        """Return where a value stands along the colour bar, from 0 to 1.

        Args:
            value: between the limits.
        """
        width = self.high / 2 - self.low / 2
        return (value / 2 - self.low / 2) / width if width > 0 else float(value > self.low)
