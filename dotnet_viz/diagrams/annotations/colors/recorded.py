"""Numbers of layers that only a training or a data set knows: gradients and activations."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from dotnet_viz.diagrams.annotations.colors.coloring import NumberColoring
from dotnet_viz.diagrams.annotations.names import LayerNames
from dotnet_viz.diagrams.annotations.options import AnnotationOptions
from dotnet_viz.errors import OptionError
from dotnet_viz.measures.training.run import TensorStatistics
from dotnet_viz.measures.training.sources import run_of
from dotnet_viz.translation.audience import spelled
from dotnet_viz.translation.translate import mark, translate

RECORDED = {"gradient": "gradients", "activation": "activations"}
"""What of a training's record is shown, by the word of ``color_by``."""
ACTIVATIONS = mark("root mean square of activations")
_GRADIENTS = mark("norm of the gradient")


def check_together(options: AnnotationOptions) -> None:
    """Raise where options do not go together.

    Args:
        options: what is added.

    Raises:
        OptionError: with what to leave out.
    """
    if options.overlay is not None and options.color_by is not None:
        raise OptionError("overlay and color_by both colour the layers; leave one of them out")
    if options.record is not None and options.color_by not in RECORDED:
        raise OptionError(f"record is for color_by={' or '.join(map(repr, RECORDED))}; leave it out, or choose one of them")


def recorded(color_by: str, record: object, names: LayerNames) -> NumberColoring:
    """Return the colours of layers by what a training recorded of them in its last epoch.

    Args:
        color_by: one of :data:`RECORDED`.
        record: what :func:`~dotnet_viz.measures.training.sources.run_of` takes; ``None`` where none was given.
        names: of the model's layers.

    Raises:
        OptionError: there is no run, or it has nothing of the kind for the layers of the model.
        VizError: the log cannot be read.
    """
    if record is None:
        activations = spelled("; dv.activation_diagram draws those of a data set", "") if color_by == "activation" else ""
        needs = spelled(f"color_by={color_by!r} needs record=...", f"--color-by {color_by} needs --record RUN")
        raise OptionError(f"{needs}, what a training wrote with dv.ReportCallback or another log{activations}")
    read = run_of(record)
    quantity = RECORDED[color_by]
    squares: dict[str, float] = {}
    for one in read.statistics:
        if one.quantity == quantity:
            layer = one.tensor if quantity == "activations" else one.tensor.rpartition("/")[0]
            squares[layer] = squares.get(layer, 0.0) + _last(one) ** 2
    values = {call: math.sqrt(square) for layer, square in squares.items() for call in names.calls(layer)}
    if not values:
        raise OptionError(f"color_by={color_by!r}: the log of {read.name!r} has no {quantity} of the layers of this model")
    return NumberColoring(translate(ACTIVATIONS if quantity == "activations" else _GRADIENTS), values)


def _last(one: TensorStatistics) -> float:
    """Return the size of a tensor in the last epoch: its norm, or the root of the mean of its squares."""
    if one.quantity == "activations":
        return float(np.hypot(one.values["mean"][-1], one.values["standard_deviation"][-1]))
    return float(one.values["l2_norm"][-1])


def of_activations(found: Mapping[str, Any]) -> dict[str, float] | None:
    """Return the root mean square of what each layer returned; ``None`` where a mapping has no statistics of activations.

    Args:
        found: by the name of the call, as :func:`~dotnet_viz.api.explaining.data_sets.activation_statistics` returns.
    """
    if not found or not all(hasattr(one, "mean") and hasattr(one, "standard_deviation") for one in found.values()):
        return None
    single = {name: one for name, one in found.items() if not name.endswith(("]", "/attention_scores"))}
    return {name: float(np.hypot(one.mean, one.standard_deviation)) for name, one in single.items()}
