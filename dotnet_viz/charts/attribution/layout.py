"""Panels of a picture of attribution: a row for each input, its display, then a map for each target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.attribution.images import Pixels, displayed, grey, pixels_of, slices_of
from dotnet_viz.charts.style import BLANK, INK, MUTED, TEXT_SIZE, name_for, plain_ticks
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.explain.attribution.explain import ExplainedMap
from dotnet_viz.formatting import format_number, format_percent
from dotnet_viz.scales.colormaps import COLORMAPS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PANEL = 210.0
SLICES = 5
SIGNAL_LINES = 8
"""Channels of a signal that are drawn."""


@dataclass(frozen=True)
class Appearance:
    """How maps are drawn.

    Args:
        image: a picture of the input to show in place of its values, such as before it was preprocessed.
        opacity: of the map over the input, from 0 to 1.
        colormap: of the map: a name of matplotlib.
        tokens: words of a text, one for each position.
        show_notes: whether the notes of the maps stand below them.
        feature_names: of an input with one axis, for the table of its numbers.
    """

    image: Any = None
    opacity: float = 0.6
    colormap: str = "viridis"
    tokens: tuple[str, ...] | None = None
    show_notes: bool = True
    feature_names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        opacity: Any = self.opacity
        if not isinstance(opacity, (int, float, np.number)) or not 0 <= opacity <= 1:
            raise OptionError(f"opacity must be from 0 to 1, not {self.opacity!r}")
        from matplotlib import colormaps

        if self.colormap not in colormaps:
            raise unknown_choice("colormap", self.colormap, COLORMAPS, also=colormaps)


def target_title(one: ExplainedMap) -> str:
    """Return what stands over a map: the target and the model's output for it."""
    found = one.map
    is_share = found.target_index is not None and 0 <= found.output <= 1 and found.output != found.score
    value = format_percent(found.output) if is_share else format_number(found.output)
    return f"{name_for(found.target, PANEL - 70, TEXT_SIZE + 1, bold=True)} ({value})"


def is_text(one: ExplainedMap, appearance: Appearance) -> bool:
    """Whether a map is of words.

    Args:
        one: a map.
        appearance: may have the words.
    """
    return len(one.map.values.shape) == 1 and (appearance.tokens is not None or not one.input.is_numeric)


def row_height(one: ExplainedMap) -> float:
    """Return the height of a panel of a signal, an image or a slice in CSS pixels, without its title."""
    shape = one.map.values.shape
    if len(shape) == 1:
        return 130.0
    height, width = shape[-2:]
    return float(np.clip(PANEL * height / width, 40.0, 2.2 * PANEL))


def panel_count(one: ExplainedMap) -> int:
    """Return how many images one input takes: slices of a volume, else one."""
    return min(SLICES, one.map.values.shape[0]) if len(one.map.values.shape) == 3 else 1


def input_pixels(one: ExplainedMap, appearance: Appearance) -> Pixels:
    """Return an input as an image or a volume.

    Args:
        one: a map of it.
        appearance: may have another image of it.
    """
    if appearance.image is not None:
        return displayed(appearance.image, one.map.values.shape)
    axis = one.input.channel_axis
    return pixels_of(one.input.values[0], None if axis is None else axis - 1)


def _within(left: float, right: float, bottom: float, top: float) -> dict[str, Any]:
    """Return arguments that draw an image within these coordinates, cells with sharp edges."""
    return {"extent": (left, right, bottom, top), "interpolation": "nearest"}


def draw_image(axes: Axes, pixels: Pixels, shape: tuple[int, ...]) -> None:
    """Draw the input without a map.

    Args:
        axes: where.
        pixels: of the image; shape (height, width, 3).
        shape: height and width of the map.
    """
    axes.imshow(np.clip(pixels, 0, 1), **_within(0, shape[1], shape[0], 0))
    axes.set_axis_off()


def draw_overlay(axes: Axes, pixels: Pixels, values: NDArray[Any], appearance: Appearance) -> Any:
    """Draw a map over the grey input and return what its colour bar is made from.

    Args:
        axes: where.
        pixels: of the image; shape (height, width, 3).
        values: the map, from 0 to 1; shape (height, width).
        appearance: colours and opacity.
    """
    height, width = values.shape
    box = _within(0, width, height, 0)
    axes.imshow(0.3 + 0.7 * np.clip(grey(pixels), 0, 1), **box)
    found = axes.imshow(values, cmap=appearance.colormap, alpha=appearance.opacity, vmin=0, vmax=1, **box)
    axes.set_axis_off()
    return found


def chosen_slices(one: ExplainedMap, appearance: Appearance) -> list[int]:
    """Return the slices that are shown of a volume.

    Args:
        one: its map.
        appearance: of maps.
    """
    return slices_of(input_pixels(one, appearance), one.map.values, SLICES)


def signal_lines(one: ExplainedMap) -> NDArray[Any]:
    """Return the values of a signal, or of the features of a sample; shape (positions, channels).

    Args:
        one: a map of one axis.
    """
    values: NDArray[Any] = one.input.values[0]
    axis = one.input.channel_axis
    return values[:, np.newaxis] if axis is None else np.moveaxis(values, axis - 1, -1)


def draw_signal(axes: Axes, one: ExplainedMap, appearance: Appearance) -> Any:
    """Draw a signal, or the features of a sample, with the map as bands of colour behind it.

    Args:
        axes: where.
        one: a map of one axis.
        appearance: colours.
    """
    lines = signal_lines(one)
    low, high = float(lines.min()), float(lines.max())
    margin = 0.08 * ((high - low) or 1.0)
    length = len(one.map.values)
    box = _within(-0.5, length - 0.5, low - margin, high + margin)
    found = axes.imshow(
        one.map.values[np.newaxis], cmap=appearance.colormap, alpha=appearance.opacity, vmin=0, vmax=1, aspect="auto", **box
    )
    axes.plot(np.arange(length), lines[:, :SIGNAL_LINES], color=BLANK, linewidth=2.6)
    axes.plot(np.arange(length), lines[:, :SIGNAL_LINES], color=INK, linewidth=1.1)
    axes.set_xlim(-0.5, length - 0.5)
    axes.set_ylim(low - margin, high + margin)
    plain_ticks(axes.xaxis, whole=True)
    plain_ticks(axes.yaxis, count=3)
    return found


def draw_title(axes: Axes, text: str, *, muted: bool = False) -> None:
    """Write a title over a panel.

    Args:
        axes: the panel.
        text: the title.
        muted: whether it is less important.
    """
    weight = "normal" if muted else "bold"
    axes.set_title(text, fontsize=TEXT_SIZE, color=MUTED if muted else INK, fontweight=weight, loc="center")
