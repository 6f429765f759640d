"""One plain form for the configuration of a layer, whichever Keras wrote it.

A live model, a ``.keras`` file and an ``.h5`` file say the same things in different words: dtype policies
as objects or names, tuples or lists, class aliases, and keys that only some versions know. What comes
out of here is equal for equal layers. Nothing is ever executed or decoded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dotnet_viz.graph.layer_kinds import class_kind, current_name
from dotnet_viz.keras_format.config.keras_1 import settings_of_today

_DTYPE_POLICIES = frozenset(
    {
        "DTypePolicy",
        "FloatDTypePolicy",
        "QuantizedDTypePolicy",
        "QuantizedFloat8DTypePolicy",
        "Int4DTypePolicy",
        "GPTQDTypePolicy",
        "AWQDTypePolicy",
        "DTypePolicyMap",
        "Policy",
        "PolicyV1",
    }
)
_ALIASES = {
    "OrthogonalInitializer": "Orthogonal",
    "IdentityInitializer": "Identity",
    "STFTInitializer": "STFT",
    "GlorotNormalV2": "GlorotNormal",
    "RandomNormalV2": "RandomNormal",
    "Model": "Functional",
}
SCALARS = (str, int, float)
"""Most values of configurations; asking for these first is quicker than asking whether something is a mapping."""
OPERATION_MODULES = ("keras.src.ops", "keras.ops")
# Keys that say something only to the framework that runs the layer, or to one version of it.
_SILENT_KEYS = frozenset(
    {"implementation", "zero_output_for_mask", "batch_input_shape", "input_length", "autocast", "time_major"}
)
# Keys that some versions write and others leave out, with the value that both mean.
_SILENT_VALUES: Mapping[str, object] = {
    "sparse": False,
    "ragged": False,
    "optional": False,
    "renorm": False,
    "synchronized": False,
    "rms_scaling": False,
    "lora_rank": None,
    "lora_alpha": None,
}
_OUTER_KEYS = frozenset({"name", "trainable"})
_STRUCTURE_KEYS = frozenset({"layers", "input_layers", "output_layers", "build_input_shape", "dtype"})


def plain(value: object) -> Any:
    """Return a configuration value as plain JSON, the same for every version of Keras.

    Serialised objects keep ``class_name`` and ``config`` only, functions become their names, dtype
    policies become the name of the policy, and a lambda's bytecode is dropped unread.

    Example:
        >>> plain({"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}})
        'float32'
        >>> plain({"class_name": "QuantizedDTypePolicy", "config": {"mode": "int8", "source_name": "float32"}})
        'int8_from_float32'
        >>> plain({"class_name": "__lambda__", "config": {"value": "4wEAAA=="}})
        {'class_name': '__lambda__'}
        >>> plain((3, 3))
        [3, 3]
    """
    if value is None or isinstance(value, SCALARS):
        return value
    if isinstance(value, Mapping):
        return _plain_object(value) if "class_name" in value else _plain_mapping(value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    return {"class_name": type(value).__name__}


def _plain_mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        str(key): item if isinstance(item, SCALARS) else plain(item)
        for key, item in value.items()
        if item is not None and key not in _SILENT_KEYS and not (key in _SILENT_VALUES and item is _SILENT_VALUES[key])
    }


def _plain_object(value: Mapping[str, Any]) -> Any:
    kind, config = class_name(value), value.get("config")
    if kind in _DTYPE_POLICIES and isinstance(config, Mapping):
        return _policy_name(config)
    if kind == "__lambda__":
        return {"class_name": kind}
    if kind == "function" and isinstance(config, str):
        return config
    if kind in ("__tuple__", "TensorShape"):
        return plain(value.get("items", config))
    return {"class_name": kind, "config": plain(config if config is not None else {})} | _plain_calls(value)


def _policy_name(config: Mapping[str, Any]) -> Any:
    """Return the name of a dtype policy as Keras makes it; of a map of policies, that of its default."""
    if "mode" in config:
        return f"{config['mode']}_from_{config.get('source_name')}"
    return plain(config.get("name", config.get("default_policy")))


def _plain_calls(value: Mapping[str, Any]) -> dict[str, Any]:
    """Keep how a layer is called in a model that is part of a configuration: without it the model has no inside."""
    inbound = value.get("inbound_nodes")
    if not isinstance(inbound, (list, tuple)):
        return {}
    module = value.get("module")
    is_operation = isinstance(module, str) and module.startswith(OPERATION_MODULES)
    kept = {"module": module} if is_operation else {}
    return {**kept, "name": plain(value.get("name")), "inbound_nodes": plain(inbound)}


def class_name(entry: Mapping[str, Any]) -> str:
    """Return the class of a serialised object, under one name for all versions."""
    name = str(entry.get("class_name", "")).rsplit(">", 1)[-1]
    return _ALIASES.get(name) or current_name(name)


def layer_config(kind: str, config: object) -> dict[str, Any]:
    """Return what the author chose for a layer, without its name and whether it is trainable.

    Args:
        kind: class name of the layer.
        config: its ``config`` as it was written.

    Example:
        >>> layer_config("InputLayer", {"name": "a", "batch_input_shape": (None, 6), "sparse": False})
        {'batch_shape': [None, 6]}
    """
    if not isinstance(config, Mapping):
        return {} if config is None else {"config": plain(config)}
    written = {key: value for key, value in settings_of_today(kind, config).items() if key not in _OUTER_KEYS}
    if kind == "InputLayer" and written.get("batch_shape") is None and "batch_input_shape" in written:
        written["batch_shape"] = written["batch_input_shape"]
    if kind == "Lambda" and isinstance(written.get("function"), (list, tuple)):
        written["function"] = {"class_name": "__lambda__"}  # Keras 2 writes bytecode as a bare list
    axis = written.get("axis")
    if class_kind(kind).family == "normalization" and isinstance(axis, (list, tuple)) and len(axis) == 1:
        written["axis"] = axis[0]
    return _plain_mapping(written)


def model_config(config: object) -> dict[str, Any]:
    """Return what the author of a model chose beside its layers and their connections."""
    if not isinstance(config, Mapping):
        return layer_config("", config)
    return layer_config("", {key: value for key, value in config.items() if key not in _STRUCTURE_KEYS})


def activation_name(config: Mapping[str, Any]) -> str | None:
    """Return the name of the activation in a plain configuration, ``None`` where there is none.

    Example:
        >>> activation_name({"activation": "relu"}), activation_name({"units": 3})
        ('relu', None)
        >>> activation_name({"activation": {"class_name": "__lambda__"}})
        '<lambda>'
    """
    activation = config.get("activation")
    if isinstance(activation, str):
        return activation
    if isinstance(activation, Mapping):
        name = str(activation.get("class_name", ""))
        return "<lambda>" if name == "__lambda__" else name or None
    return None


def compute_dtype(config: Mapping[str, Any]) -> str | None:
    """Return the dtype that a layer computes in, by the name of its dtype policy.

    Example:
        >>> compute_dtype({"dtype": "mixed_bfloat16"}), compute_dtype({"dtype": "int8_from_float32"}), compute_dtype({})
        ('bfloat16', 'float32', None)
    """
    policy = config.get("dtype")
    if not isinstance(policy, str):
        return None
    source = policy.rsplit("_from_", 1)[-1]
    return source.removeprefix("mixed_")
