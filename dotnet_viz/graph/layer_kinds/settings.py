"""Settings of a layer in words: sizes, rates, factors, whatever distinguishes it from others of its class.

The table lists which settings are shown, the most important first; this module has the words for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.graph.layer_kinds.lookup import core, kind_of
from dotnet_viz.graph.layer_kinds.size_settings import SHORT_SIZE_FORMS, SIZE_FORMS, LayerSettings, window
from dotnet_viz.graph.layer_kinds.words import in_words
from dotnet_viz.graph.parts import Layer
from dotnet_viz.translation.translate import chosen_form, mark_plural, translate

SIZES = ("units", "filters", "output_dim")
"""Settings that pictures often show by other means."""
_GENERAL = (
    *("kernel_size", "pool_size", *SIZES[:2], "strides", "dilation_rate", "rate", "input_dim", "num_heads"),
    *("target_shape", "size", "activation"),
)
_USUAL: Mapping[str, tuple[object, ...]] = {
    "axis": (-1, [-1]),
    "groups": (1,),
    "depth_multiplier": (1,),
    "merge_mode": ("concat",),
    "score_mode": ("dot",),
    "output_mode": ("int",),
    "negative_slope": (0, 0.0),
    "threshold": (0, 0.0),
    "offset": (0, 0.0),
    "l1": (0, 0.0),
    "l2": (0, 0.0),
    "power_iterations": (1,),
    "alpha": (1, 1.0),
    "call_endpoint": ("serve",),
}
_MOST_NAMES = 3
_MOST_LETTERS = 40
_HEADS = mark_plural("{count} head", "{count} heads")


def settings_in_words(layer: Layer, *, without: Sequence[str] = (), bare_kernel: bool = False) -> list[str]:
    """Return the few settings that distinguish a layer from others of its class; of a wrapper, those of the layer inside.

    Args:
        layer: with its configuration; settings that are as they usually are, are left out.
        without: settings that are shown by other means.
        bare_kernel: whether the size of the kernel stands alone, without the word.

    Example:
        >>> config = {"kernel_size": [3, 3], "filters": 64, "strides": [2, 2], "groups": 4}
        >>> settings_in_words(Layer("c", "c", "Conv2D", config=config))
        ['kernel 3×3', '64 filters', 'stride 2×2', '4 groups']
    """
    inside = core(layer)
    forms = {**_LONG, "kernel_size": window} if bare_kernel else _LONG
    outer = [] if inside is layer else list(_in_words(LayerSettings(layer, forms), without))
    return [*_in_words(LayerSettings(inside, forms), without), *outer]


def short_settings(layer: Layer, *, only: Sequence[str] | None = None, without: Sequence[str] = ()) -> list[str]:
    """Return the settings of a layer's own class as short as a line of many layers needs them.

    Args:
        layer: with its configuration.
        only: the settings to show, as far as the layer has them; ``None`` for all.
        without: settings that are shown by other means.

    Example:
        >>> config = {"kernel_size": [3, 3], "filters": 64, "strides": [2, 2]}
        >>> short_settings(Layer("c", "c", "Conv2D", config=config))
        ['3×3', '64', '/2']
    """
    return list(_in_words(LayerSettings(layer, {**_LONG, **_SHORT}), without, only))


def _in_words(subject: LayerSettings, without: Sequence[str], only: Sequence[str] | None = None) -> Iterator[str]:
    names = kind_of(subject.layer).settings or _GENERAL
    for name in (name for name in names if name not in without and (only is None or name in only)):
        value = subject.config.get(name)
        if name in subject.config and not _is_usual(name, value):
            text = subject.forms[name](subject, value) if name in subject.forms else _plainly(name, value)
            if text:
                yield text


def _is_usual(name: str, value: object) -> bool:
    return any(value == usual and isinstance(value, bool) is isinstance(usual, bool) for usual in _USUAL.get(name, ()))


def _plainly(name: str, value: object) -> str:
    """Return a setting by its name: ``"factor 0.2"``; empty for one that is not set."""
    words = name.replace("_", " ")
    if isinstance(value, bool):
        return words if value else ""
    text = _value(name, value)
    return f"{words} {text}" if text else ""


def _value(name: str, value: object) -> str:
    if isinstance(value, int | float):
        return format_number(value)
    if isinstance(value, str):
        return value if len(value) <= _MOST_LETTERS else f"{value[: _MOST_LETTERS - 1]}…"
    if isinstance(value, Mapping):
        return str(value.get("class_name", "")).strip("_")
    if not isinstance(value, Sequence) or not value:
        return ""
    if len(value) == 2 and name.endswith(("factor", "scale", "sigma")):
        return translate("{low} to {high}", low=_value("", value[0]), high=_value("", value[1]))
    return ", ".join(_value("", item) or "?" for item in value[:_MOST_NAMES]) + (" …" if len(value) > _MOST_NAMES else "")


def _counted(one: str, many: str) -> Callable[[LayerSettings, Any], str]:
    def count(_: LayerSettings, value: object) -> str:
        return _count(value, one, many)

    return count


def _count(value: object, one: str, many: str) -> str:
    """Return how many there are of something, with a question mark where that is not known."""
    if isinstance(value, int):
        return translate(one, many, count=value)
    return chosen_form(one, many, 0).format(count="?" if value is None else value)


def _number(_: LayerSettings, value: object) -> str:
    return str(value) if isinstance(value, int) else ""


def _rate(_: LayerSettings, value: object) -> str:
    return translate("rate {rate}", rate=format_number(value) if isinstance(value, int | float) else "?")


def _vocabulary(settings: LayerSettings, value: object) -> str:
    sizes = value, settings.config.get("output_dim")
    return " → ".join(format_count(size) if isinstance(size, int) else "?" for size in sizes)


def _short_vocabulary(settings: LayerSettings, value: object) -> str:
    return f"{'?' if value is None else value} → {settings.config.get('output_dim', '?')}"


def _heads(settings: LayerSettings, value: object) -> str:
    width, shared = settings.config.get("key_dim", settings.config.get("head_dim")), settings.config.get("num_key_value_heads")
    text = _count(value, *_HEADS)
    text = text if width is None else f"{text} × {width}"
    return text if shared is None else translate("{heads}, {shared} for keys and values", heads=text, shared=shared)


def _equation(_: LayerSettings, value: object) -> str:
    return str(value).replace(" ", "").replace("->", "→")[:_MOST_LETTERS]


def _function(settings: LayerSettings, _: object) -> str:
    is_activation = kind_of(settings.layer).family == "activation"
    return translate("function {name}", name=settings.layer.activation) if is_activation and settings.layer.activation else ""


def _listed(settings: LayerSettings, value: object) -> str:
    """Return the layers or cells inside, each in a word and its size."""
    entries = [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list | tuple) else []
    names = [_entry(entry) for entry in entries[:_MOST_NAMES]]
    rest = len(entries) - len(names)
    return ", ".join([*names, translate("{count} more", "{count} more", count=rest)] if rest > 0 else names)


def _entry(entry: Mapping[str, Any]) -> str:
    config = entry.get("config")
    inside = Layer("", "", str(entry.get("class_name", "")), config=config if isinstance(config, Mapping) else {})
    return " ".join([in_words(inside.kind), *short_settings(inside)[:1]])


def _items(_: LayerSettings, value: object) -> str:
    return format_count(len(value), "entry", "entries") if isinstance(value, list | tuple) and value else ""


_LONG: Mapping[str, Callable[[LayerSettings, Any], str]] = {
    **SIZE_FORMS,
    "activation": _function,
    "cells": _listed,
    "equation": _equation,
    "filters": _counted(*mark_plural("{count} filter", "{count} filters")),
    "groups": _counted(*mark_plural("{count} group", "{count} groups")),
    "input_dim": _vocabulary,
    "layers": _listed,
    "n": _counted(*mark_plural("{count} time", "{count} times")),
    "num_heads": _heads,
    "num_query_heads": _heads,
    "rate": _rate,
    "units": _counted(*mark_plural("{count} unit", "{count} units")),
    "vocabulary": _items,
}
_SHORT: Mapping[str, Callable[[LayerSettings, Any], str]] = {
    **SHORT_SIZE_FORMS,
    "filters": _number,
    "input_dim": _short_vocabulary,
    "rate": lambda _, value: format_number(value) if isinstance(value, int | float) else "",
    "units": _number,
}
