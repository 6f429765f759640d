"""Settings of a layer that are sizes, in words: kernels, windows, strides, dilation, borders."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dotnet_viz.formatting import format_sizes
from dotnet_viz.graph.layer_kinds.lookup import kind_of
from dotnet_viz.graph.parts import Layer
from dotnet_viz.translation.translate import translate


@dataclass(frozen=True)
class LayerSettings:
    """A layer whose settings are shown.

    Args:
        layer: with its configuration.
        forms: a function for the words of each setting.
    """

    layer: Layer
    forms: Mapping[str, Callable[[LayerSettings, Any], str]]

    @property
    def config(self) -> Mapping[str, Any]:
        """The layer's configuration."""
        return self.layer.config

    def sizes(self, value: object) -> str:
        """Return sizes such as ``[3, 3]`` as ``"3×3"``; one number stands for all axes of space."""
        if isinstance(value, int):
            found = re.search(r"([123])D", self.layer.kind)
            return format_sizes([value] * (kind_of(self.layer).rank or (int(found[1]) if found else 1)))
        return format_sizes(value) if isinstance(value, list | tuple) and value else "?"


def _kernel(settings: LayerSettings, value: object) -> str:
    return translate("kernel {size}", size=settings.sizes(value))


def window(settings: LayerSettings, value: object) -> str:
    """Return the size of a window alone, without a word.

    Args:
        settings: of the layer.
        value: its size.
    """
    return settings.sizes(value)


def _strides(settings: LayerSettings, value: object) -> str:
    text, usual = settings.sizes(value), settings.sizes(settings.config.get("pool_size", 1))
    return "" if set(text) <= {"1", "×"} or text in ("?", usual) else translate("stride {size}", size=text)


def _short_strides(_: LayerSettings, value: object) -> str:
    sides = list(value) if isinstance(value, list | tuple) else [value]
    if not all(isinstance(side, int) for side in sides) or set(sides) <= {1}:
        return ""
    return f"/{sides[0]}" if len(set(sides)) == 1 else f"/{format_sizes(sides)}"


def _dilation(settings: LayerSettings, value: object) -> str:
    text = settings.sizes(value)
    return "" if set(text) <= {"1", "×"} else translate("dilation {size}", size=text)


def _short_dilation(_: LayerSettings, value: object) -> str:
    sides = list(value) if isinstance(value, list | tuple) else [value]
    return translate("dilation {size}", size=sides[0]) if sides and isinstance(sides[0], int) and sides[0] > 1 else ""


def _short_window(settings: LayerSettings, value: object) -> str:
    text = settings.sizes(value)
    return "" if text == "?" else text


def _to(settings: LayerSettings, value: object) -> str:
    return translate("to {size}", size=settings.sizes(value))


def _by(settings: LayerSettings, value: object) -> str:
    return translate("by {size}", size=settings.sizes(value))


def _height_and_width(settings: LayerSettings, value: object) -> str:
    return translate("to {size}", size=format_sizes([value, settings.config.get("width")]))


def _borders(settings: LayerSettings, value: object) -> str:
    """Return what is added or taken on both sides of each axis: ``"by 1×1"``, and ``0+1`` where they differ."""
    if isinstance(value, int):
        return translate("by {size}", size=settings.sizes(value))
    pairs = [value] if kind_of(settings.layer).rank == 1 else value
    if not isinstance(pairs, list | tuple):
        return ""
    sides = [[str(side) for side in pair] if isinstance(pair, list | tuple) else [str(pair)] for pair in pairs]
    text = format_sizes(pair[0] if len(set(pair)) == 1 else "+".join(pair) for pair in sides if pair)
    return translate("by {size}", size=text) if text else ""


SIZE_FORMS: Mapping[str, Callable[[LayerSettings, Any], str]] = {
    "cropping": _borders,
    "dilation_rate": _dilation,
    "height": _height_and_width,
    "kernel_size": _kernel,
    "newshape": _to,
    "output_size": _to,
    "padding": _borders,
    "pool_size": window,
    "size": _by,
    "strides": _strides,
    "target_shape": _to,
}
"""The words for each setting that is a size."""
SHORT_SIZE_FORMS: Mapping[str, Callable[[LayerSettings, Any], str]] = {
    "dilation_rate": _short_dilation,
    "kernel_size": _short_window,
    "pool_size": _short_window,
    "strides": _short_strides,
}
"""Those that are shorter where a line is of many layers."""
