"""A layer's configuration as text: chosen fields as short lines, all of it as a tooltip."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from dotnet_viz.graph import Layer

MAX_TOOLTIP_VALUE = 200


def config_lines(layer: Layer, names: Iterable[str]) -> list[str]:
    """Return ``"name value"`` of each field that a layer's configuration has.

    Args:
        layer: the layer whose configuration is read.
        names: names of fields, such as ``"kernel_size"``; unknown ones are skipped.

    Example:
        >>> config_lines(Layer("c", "c", "Conv2D", config={"kernel_size": [3, 3], "padding": "same"}), ["kernel_size"])
        ['kernel_size 3 × 3']
    """
    return [f"{name} {short_value(layer.config[name])}" for name in names if name in layer.config]


def missing_fields(layers: Iterable[Layer], names: Sequence[str]) -> list[str]:
    """Return the names that no layer's configuration has.

    Args:
        layers: the layers of a model.
        names: names of fields, such as ``"kernel_size"``.
    """
    known = {name for layer in layers for name in layer.config}
    return [name for name in names if name not in known]


def short_value(value: Any) -> str:
    """Return a value of a configuration as people write it.

    Example:
        >>> short_value([2, 2]), short_value(0.5), short_value({"class_name": "L2", "config": {}}), short_value(None)
        ('2 × 2', '0.5', 'L2', 'none')
    """
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)) and value and all(isinstance(item, int) for item in value):
        return " × ".join(map(str, value))
    if isinstance(value, dict) and isinstance(value.get("class_name"), str):
        return str(value["class_name"])
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def layer_tooltip(layer: Layer) -> str:
    """Return a layer's whole configuration as lines of text, long values shortened."""
    lines = [f"{layer.name}: {layer.kind}"]
    lines += [f"{key}: {_json(value)}" for key, value in layer.config.items() if key != "name"]
    lines += [f"{weight.name}: {weight.shape}, {weight.dtype}" for weight in layer.weights]
    return "\n".join(lines)


def _json(value: object) -> str:
    """Return a value as JSON; an object without settings, such as most initializers, is its name alone."""
    if isinstance(value, dict) and value.keys() == {"class_name", "config"} and not value["config"]:
        value = value["class_name"]
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= MAX_TOOLTIP_VALUE else text[: MAX_TOOLTIP_VALUE - 1] + "…"
