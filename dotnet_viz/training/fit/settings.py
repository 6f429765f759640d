"""What a training was set to: optimizers, learning rates, loss, sizes and versions, as plain values."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from dotnet_viz.keras_format.weights.live import is_instance

_SCALARS = (str, bool, int, float)


def optimizers_of(model: Any) -> dict[str, Any]:
    """Return the optimizers of a model by the attribute that holds them; those of a GAN are several.

    Args:
        model: a ``keras.Model``.
    """
    found: dict[int, tuple[str, Any]] = {}
    for name, value in [("optimizer", getattr(model, "optimizer", None)), *vars(model).items()]:
        if is_instance(value, "Optimizer", "keras.src.optimizers.") or is_instance(value, "BaseOptimizer", "keras.src."):
            found.setdefault(id(value), (name.lstrip("_"), value))
    return dict(found.values())


def learning_rates(optimizers: Mapping[str, Any]) -> dict[str, float]:
    """Return the present learning rates, those of schedules too.

    Args:
        optimizers: see :func:`optimizers_of`.

    Returns:
        ``"learning_rate"`` for a single optimizer, else ``"learning_rate/<attribute>"`` for each.
    """
    import keras

    rates = {}
    for name, optimizer in optimizers.items():
        label = "learning_rate" if len(optimizers) == 1 or name == "optimizer" else f"learning_rate/{name}"
        rate = optimizer.learning_rate
        rates[label] = float(rate.numpy() if hasattr(rate, "numpy") else keras.ops.convert_to_numpy(rate))
    return rates


def training_settings(model: Any, optimizers: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a model is trained with.

    Args:
        model: a compiled ``keras.Model``.
        optimizers: see :func:`optimizers_of`.
    """
    import keras

    policy = getattr(getattr(model, "dtype_policy", None), "name", None)
    found = {
        "model": str(model.name),
        "parameters": int(model.count_params()) if model.built else None,
        "loss": _name_of(getattr(model, "loss", None)),
        "backend": keras.backend.backend(),
        "dtype_policy": policy,
        "jit_compile": _scalar(getattr(model, "jit_compile", None)),
        "run_eagerly": _scalar(getattr(model, "run_eagerly", None)),
        "steps_per_execution": _scalar(getattr(model, "steps_per_execution", None)),
        "keras": str(keras.__version__),
        "python": ".".join(map(str, sys.version_info[:3])),
    }
    for name, optimizer in optimizers.items():
        found |= _optimizer_settings("optimizer" if len(optimizers) == 1 else name, optimizer)
    return {name: value for name, value in found.items() if value is not None}


def _optimizer_settings(name: str, optimizer: Any) -> dict[str, Any]:
    found: dict[str, Any] = {name: type(optimizer).__name__}
    inner = getattr(optimizer, "inner_optimizer", None)  # of one that scales the loss
    if inner is not None:
        found |= _optimizer_settings(f"{name}.inner_optimizer", inner)
    for key, value in optimizer.get_config().items():
        if isinstance(value, Mapping) and key == "learning_rate":
            found[f"{name}.learning_rate"] = str(value.get("class_name"))
            value = value.get("config", {})  # noqa: PLW2901 - the settings of a schedule
            found |= {f"{name}.learning_rate.{part}": item for part, item in value.items() if isinstance(item, _SCALARS)}
        elif isinstance(value, _SCALARS) and key != "name":
            found[f"{name}.{key}"] = value
    return found


def _name_of(loss: Any) -> str | None:
    if loss is None or isinstance(loss, str):
        return loss
    if isinstance(loss, Mapping):
        return ", ".join(f"{key}: {_name_of(value)}" for key, value in loss.items())
    if isinstance(loss, (list, tuple)):
        return ", ".join(str(_name_of(value)) for value in loss)
    return str(getattr(loss, "name", None) or getattr(loss, "__name__", None) or type(loss).__name__)


def _scalar(value: Any) -> Any:
    return value if isinstance(value, _SCALARS) else None
