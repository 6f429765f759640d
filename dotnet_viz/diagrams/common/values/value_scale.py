"""Colours of numbers in pictures where colour alone shows them: the scale from a style's options, and its legend."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from dotnet_viz.scales import ValueRange, WeightScale
from dotnet_viz.scales.palettes import palette
from dotnet_viz.scene import Legend
from dotnet_viz.translation.translate import mark, translate

_GROWTH = {
    "sqrt": mark("colours grow with the square root"),
    "log": mark("colours grow with the logarithm, over three decades"),
}


class ColorOptions(Protocol):
    """The options that the styles with colours share."""

    @property
    def scaling(self) -> str: ...  # noqa: D102
    @property
    def limit(self) -> float | None: ...  # noqa: D102
    @property
    def palette(self) -> str: ...  # noqa: D102
    @property
    def positive(self) -> str | None: ...  # noqa: D102
    @property
    def negative(self) -> str | None: ...  # noqa: D102


def check_colors(options: ColorOptions) -> None:
    """Raise where there is no such palette or colour.

    Raises:
        OptionError: with the names of the palettes.
    """
    color_scale(ValueRange(), options)


def color_scale(value_range: ValueRange, options: ColorOptions, label: str = "weight") -> WeightScale:
    """Return the scale of some values in the colours that were asked for.

    Args:
        value_range: what is known about the values.
        options: of the style.
        label: what the numbers are.
    """
    colors = palette(options.palette).with_ends(negative=options.negative, positive=options.positive)
    return WeightScale.from_range(value_range, limit=options.limit, palette=colors, label=label, transform=options.scaling)


def color_legend(scale: WeightScale) -> Legend:
    """Return the legend of a scale in a picture where only colours show the numbers.

    Example:
        >>> color_legend(WeightScale(0.0, largest=0.0)).notes
        ('all finite values are 0',)
    """
    notes = (*scale.notes(_GROWTH), *odd_value_notes(has_infinite=scale.has_infinite, has_nan=scale.has_nan))
    return replace(scale.legend(), widths=(), notes=notes)


def odd_value_notes(*, has_infinite: bool, has_nan: bool) -> list[str]:
    """Return what a legend says of the colours of values that are no finite numbers.

    Args:
        has_infinite: whether some values are infinite.
        has_nan: whether some are NaN.

    Example:
        >>> odd_value_notes(has_infinite=False, has_nan=True)
        ['NaN: orange']
    """
    infinite = [translate("infinite values: the colour of the end of their sign")] if has_infinite else []
    return [*infinite, *([translate("NaN: orange")] if has_nan else [])]
