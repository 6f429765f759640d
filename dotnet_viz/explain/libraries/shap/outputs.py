"""Which outputs of a model are explained, where each costs time and memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.explain.libraries.prediction import Prediction, output_names
from dotnet_viz.explain.libraries.samples import Samples
from dotnet_viz.explain.libraries.shap.request import Request
from dotnet_viz.explain.libraries.shap.values import index_of_output
from dotnet_viz.formatting import format_count
from dotnet_viz.translation.translate import translate

_MOST = 10
_KEPT = 5


@dataclass(frozen=True, eq=False)
class ChosenOutputs:
    """The outputs that are explained.

    Args:
        prediction: asks the model for these alone.
        positions: of them among all.
        names: of them.
        notes: what is left out.
        is_all: whether they are all of the model's.
    """

    prediction: Prediction
    positions: tuple[int, ...]
    names: tuple[str, ...]
    notes: tuple[str, ...] = ()
    is_all: bool = True


def choose_outputs(prediction: Prediction, samples: Samples, request: Request, *, are_costly: bool) -> ChosenOutputs:
    """Return the output that is asked for; else all, or of many costly ones those that are largest for some sample.

    Args:
        prediction: how the model is asked.
        samples: which are explained.
        request: may name an output, and has the names of all.
        are_costly: whether each output costs as much as the first.

    Raises:
        OptionError: no such output, or a wrong number of names.
    """
    found = prediction.predict(list(samples.texts) if samples.kind == "text" else samples.numbers)
    names = output_names(found.shape[1], request.class_names, prediction.classes)
    chosen = index_of_output(names, request.output)
    notes: tuple[str, ...] = ()
    if request.output is not None and chosen is not None:
        positions: tuple[int, ...] = (chosen,)
    elif are_costly and len(names) > _MOST:
        largest = np.argsort(-found.max(axis=0), kind="stable")[:_KEPT]
        positions = tuple(sorted(largest.tolist()))
        notes = (
            translate(
                "explained: {kept} of {outputs}, those with the largest f(x)",
                kept=_KEPT,
                outputs=format_count(len(names), "output"),
            ),
        )
    else:
        return ChosenOutputs(prediction, tuple(range(len(names))), names)
    only = replace(prediction, predict=_columns(prediction.predict, positions))
    return ChosenOutputs(
        only, positions, tuple(names[index] for index in positions), notes, is_all=len(positions) == len(names)
    )


def _columns(predict: Callable[[Any], NDArray[np.float64]], positions: tuple[int, ...]) -> Callable[[Any], NDArray[np.float64]]:
    return lambda x: predict(x)[:, list(positions)]
