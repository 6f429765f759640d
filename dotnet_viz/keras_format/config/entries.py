"""What a serialised object of Keras is: a layer, an operation or a model, and its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dotnet_viz.graph.layer_kinds import FOREIGN_OPERATIONS, class_kind
from dotnet_viz.graph.layer_kinds.layers import LAYERS
from dotnet_viz.graph.layer_kinds.operations import OPERATIONS
from dotnet_viz.keras_format.config.names import snake_case
from dotnet_viz.keras_format.config.normalize import OPERATION_MODULES, class_name

_LAYER_KEYS = frozenset({"trainable", "batch_shape", "batch_input_shape", "layers"})


def layer_name(entry: Mapping[str, Any]) -> str:
    """Return the name of a serialised layer; one that states none is called after its class."""
    return stated_name(entry) or snake_case(class_name(entry))


def stated_name(entry: Mapping[str, Any]) -> str | None:
    """Return the name that a serialised layer states, which one of its author's own class need not do."""
    config = entry.get("config")
    name = entry.get("name") or (config.get("name") if isinstance(config, Mapping) else None)
    return str(name) if name else None


def category(entry: Mapping[str, Any], *, is_a_model: bool = False) -> str:
    """Return whether a serialised object is a ``"layer"``, an ``"operation"`` or a ``"model"``.

    Args:
        entry: the object's class and configuration, as Keras writes them.
        is_a_model: whether it holds layers, if it is no operation.
    """
    if class_name(entry) in FOREIGN_OPERATIONS or _is_operation(class_name(entry), entry.get("module"), entry.get("config")):
        return "operation"
    return "model" if is_a_model else "layer"


def _is_operation(kind: str, module: object, config: object) -> bool:
    if isinstance(module, str):
        return module.startswith(OPERATION_MODULES)
    # Legacy files do not name modules; there, each layer says whether it is trained, and no operation does.
    if not isinstance(config, Mapping) or not config.keys().isdisjoint(_LAYER_KEYS):
        return False
    if kind in OPERATIONS and kind not in LAYERS:
        return True
    # A few layers only say in which dtype they compute; a few operations have a dtype as one of their settings.
    facts = class_kind(kind, "operation")
    return "name" in config and ("dtype" not in config or facts.dtype == "setting" or "dtype" in facts.settings)


def is_model(entry: Mapping[str, Any]) -> bool:
    """Whether a serialised layer is a model: it says what it is compiled with, or has layers of its own."""
    config = entry.get("config")
    inner = config.get("layers") if isinstance(config, Mapping) else None
    has_layers = isinstance(inner, list) and all(isinstance(item, Mapping) and "class_name" in item for item in inner)
    return (
        "compile_config" in entry
        or (has_layers and class_name(entry) in {"Sequential", "Functional"})
        or (has_layers and isinstance(config, Mapping) and "output_layers" in config)
    )
