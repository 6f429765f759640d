"""Diverging palettes by name: the colours of negative and positive numbers, from end to end.

Their stops are the published ones of ColorBrewer (Brewer, Harrower and others, https://colorbrewer2.org) and of
matplotlib's ``coolwarm`` (Moreland, 2009), ``bwr`` and ``seismic``. Palettes whose ends look alike to colour-blind
readers, such as ``RdYlGn``, are not among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dotnet_viz.colors import mix, parse_color
from dotnet_viz.errors import unknown_choice
from dotnet_viz.translation.translate import mark

DEFAULT = "blue-red"


@dataclass(frozen=True)
class Palette:
    """Colours from the largest negative number over zero to the largest positive one.

    Args:
        stops: ``"#rrggbb"`` in equal steps; an odd number, so that zero has one of its own.
        negative_word: what to call the colour of negative numbers.
        positive_word: what to call the colour of positive numbers.

    Example:
        >>> palette("PuOr").reversed().stops[0] == palette("PuOr").positive
        True
    """

    stops: tuple[str, ...]
    negative_word: str
    positive_word: str

    @property
    def negative(self) -> str:
        """Colour of the largest negative number."""
        return self.stops[0]

    @property
    def zero(self) -> str:
        """Colour of zero."""
        return self.stops[len(self.stops) // 2]

    @property
    def positive(self) -> str:
        """Colour of the largest positive number."""
        return self.stops[-1]

    def side(self, *, positive: bool) -> tuple[str, ...]:
        """Return the stops from zero to one of the ends."""
        middle = len(self.stops) // 2
        return self.stops[middle:] if positive else self.stops[middle::-1]

    def reversed(self) -> Palette:
        """Return it with its ends exchanged."""
        return Palette(self.stops[::-1], self.positive_word, self.negative_word)

    def with_ends(self, *, negative: str | None = None, positive: str | None = None) -> Palette:
        """Return it with other colours for one or both signs, each fading straight into the colour of zero.

        Args:
            negative: any colour that matplotlib knows; ``None`` keeps this side.
            positive: likewise.

        Raises:
            OptionError: no such colour.

        Example:
            >>> palette("blue-red").with_ends(positive="#006400").stops
            ('#b2182b', '#d9d9d9', '#006400')
        """
        if negative is None and positive is None:
            return self
        low, high = (_end("negative", negative, self), _end("positive", positive, self))
        length = max(len(low), len(high))
        stops = (*_stretched(low, length)[::-1], *_stretched(high, length)[1:])
        return Palette(stops, negative or self.negative_word, positive or self.positive_word)


def palette(name: str) -> Palette:
    """Return a palette by its name; ``_r`` behind the name exchanges its ends, as in matplotlib.

    Args:
        name: one of :data:`PALETTES`, as it is or with ``_r``.

    Raises:
        OptionError: there is no such palette.

    Example:
        >>> palette("RdBu").positive, palette("RdBu_r").positive
        ('#053061', '#67001f')
    """
    plain = name.removesuffix("_r")
    if plain not in PALETTES:
        raise unknown_choice("palette", name, PALETTES)
    return PALETTES[plain] if plain == name else PALETTES[plain].reversed()


def _end(option: str, color: str | None, old: Palette) -> tuple[str, ...]:
    if color is None:
        return old.side(positive=option == "positive")
    return old.zero, parse_color(color, option)


def _stretched(side: tuple[str, ...], length: int) -> tuple[str, ...]:
    """Return a side of two stops with as many as the other side has, in a straight line."""
    if len(side) == length:
        return side
    start, end = side
    return tuple(mix(start, end, step / (length - 1)) for step in range(length))


def _table(text: str, negative_word: str, positive_word: str) -> Palette:
    return Palette(tuple(f"#{stop}" for stop in text.split()), negative_word, positive_word)


PALETTES: Mapping[str, Palette] = {
    DEFAULT: _table("b2182b d9d9d9 2166ac", mark("red"), mark("blue")),
    "RdBu": _table("67001f b2182b d6604d f4a582 fddbc7 f7f7f7 d1e5f0 92c5de 4393c3 2166ac 053061", mark("red"), mark("blue")),
    "PuOr": _table(
        "7f3b08 b35806 e08214 fdb863 fee0b6 f7f7f7 d8daeb b2abd2 8073ac 542788 2d004b", mark("orange"), mark("purple")
    ),
    "BrBG": _table(
        "543005 8c510a bf812d dfc27d f6e8c3 f5f5f5 c7eae5 80cdc1 35978f 01665e 003c30", mark("brown"), mark("blue-green")
    ),
    "PiYG": _table("8e0152 c51b7d de77ae f1b6da fde0ef f7f7f7 e6f5d0 b8e186 7fbc41 4d9221 276419", mark("pink"), mark("green")),
    "PRGn": _table(
        "40004b 762a83 9970ab c2a5cf e7d4e8 f7f7f7 d9f0d3 a6dba0 5aae61 1b7837 00441b", mark("purple"), mark("green")
    ),
    "RdYlBu": _table("a50026 d73027 f46d43 fdae61 fee090 ffffbf e0f3f8 abd9e9 74add1 4575b4 313695", mark("red"), mark("blue")),
    "coolwarm": _table(
        "3b4cc0 5977e3 7b9ff9 9ebeff c0d4f5 dddcdc f2cbb7 f7ac8e ee8468 d65244 b40426", mark("blue"), mark("red")
    ),
    "bwr": _table("0000ff ffffff ff0000", mark("blue"), mark("red")),
    "seismic": _table("00004c 0000ff ffffff ff0000 800000", mark("blue"), mark("red")),
}
