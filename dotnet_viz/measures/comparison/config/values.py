"""What the author of a layer chose, in a form that two models can be compared by."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from dotnet_viz.graph import Layer

# Stated by the graph itself (name, activation, trainable), or by shapes.
_STATED_BY_GRAPH = frozenset(
    {"name", "trainable", "activation", "registered_name", "module", "build_config", "build_input_shape"}
)
_NAMES_INSIDE = frozenset({"name", "registered_name", "module", "build_config", "shared_object_id"})


def settings(layer: Layer) -> dict[str, Any]:
    """Return the settings of a layer by the names they are ignored by, without any name in them.

    Args:
        layer: of either model; what is inside a nested model is its layers' affair.

    Example:
        >>> settings(Layer("d", "d", "Dense", activation="relu", config={"name": "d", "units": 3, "dtype": "float32"}))
        {'activation': 'relu', 'dtype': 'float32', 'config.units': 3}
    """
    found: dict[str, Any] = {} if layer.activation in (None, "linear") else {"activation": layer.activation}
    if layer.category == "model":
        return found
    for key in sorted(layer.config):
        if key not in _STATED_BY_GRAPH:
            found["dtype" if key == "dtype" else f"config.{key}"] = _without_names(layer.config[key])
    return found


def _without_names(value: Any) -> Any:
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): _without_names(item) for key, item in value.items() if key not in _NAMES_INSIDE}
    if isinstance(value, list | tuple):
        return [_without_names(item) for item in value]
    return value


def is_stated(value: Any) -> bool:
    """Return whether a setting says anything: what is none, false or empty is the same as no setting."""
    return not (value is None or value is False or (isinstance(value, list | dict | str) and not value))


def written(value: Any) -> str:
    """Return a value as text that is equal where values are equal."""
    if isinstance(value, str | int):  # by far the most, and JSON takes ten times longer
        return repr(value)
    return json.dumps(value, sort_keys=True, default=str)


def snake_case(kind: str) -> str:
    """Return a class name as Keras makes names of it.

    Example:
        >>> snake_case("MaxPooling2D"), snake_case("LSTM")
        ('max_pooling2d', 'lstm')
    """
    text = re.sub(r"(.)([A-Z][a-z0-9]+)", r"\1_\2", re.sub(r"\W+", "", kind))
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", text).lower()
