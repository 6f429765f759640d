"""The variables of an optimizer, as the formats of Keras and live models have them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from dotnet_viz.errors import VizError
from dotnet_viz.graph.optimizer import OptimizerState, OptimizerVariable
from dotnet_viz.keras_format.variables import Variable

_ITERATIONS = ("iteration", "iterations", "iter")
_RATES = ("learning_rate", "current_learning_rate")
# What steps, inside an optimizer that scales the loss.
_INNER = "inner_optimizer/"


def optimizer_state(variables: Mapping[str, Variable], training: Mapping[str, Any] | None) -> OptimizerState | None:
    """Return what an optimizer keeps, ``None`` where it keeps nothing.

    A ``.keras`` file has numbers in place of names: Keras puts the number of steps first, then the learning rate, unless a
    schedule computes it.

    Args:
        variables: by name, or by path below the optimizer, in Keras' order.
        training: the settings of ``compile``.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.graph import InMemory
        >>> steps = Variable((), "int32", InMemory(np.array(40)))
        >>> optimizer_state({"vars/0": steps, "vars/1": Variable((3,), "float32", None)}, None).iterations
        40
    """
    if not variables:
        return None
    named = _named(variables, is_scheduled=_is_scheduled(training))
    facts = (OptimizerVariable(name, variable.shape, variable.dtype) for name, variable in named.items())
    iterations, rate = _scalar(named, _ITERATIONS, "iu"), _scalar(named, _RATES, "f")
    return OptimizerState(tuple(facts), None if iterations is None else int(iterations), rate)


def _named(variables: Mapping[str, Variable], *, is_scheduled: bool) -> dict[str, Variable]:
    """Return the variables with names in place of the numbers whose meaning is known."""
    prefix = _INNER if any(key.startswith(_INNER) for key in variables) else ""
    known = {f"{prefix}vars/0": ("iteration", "iu")}
    if not is_scheduled:
        known[f"{prefix}vars/1"] = ("learning_rate", "f")
    found = {}
    for key, variable in variables.items():
        name, kinds = known.get(key, (key, ""))
        is_it = variable.shape == () and variable.dtype.lstrip("b")[:1] in kinds
        found[name if is_it and kinds else key] = variable
    return found


def _is_scheduled(training: Mapping[str, Any] | None) -> bool:
    optimizer = (training or {}).get("optimizer")
    config = optimizer.get("config") if isinstance(optimizer, Mapping) else None
    return isinstance(config, Mapping) and isinstance(config.get("learning_rate"), Mapping)


def _scalar(named: Mapping[str, Variable], names: tuple[str, ...], kinds: str) -> float | None:
    """Return the value of the first scalar of one of some names; a file that is damaged there is read all the same."""
    for key, variable in named.items():
        if key.rpartition("/")[2] in names and variable.shape == () and variable.source is not None:
            try:
                value = variable.source.read()
            except VizError:
                return None
            number = float(value) if value.dtype.kind in f"{kinds}iuf" else math.nan
            return number if math.isfinite(number) else None
    return None
