"""What a model with one or several outputs predicted, each output with its answers, its mask and the names of its classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dotnet_viz.errors import OptionError, ShapeError, unknown_choice
from dotnet_viz.measures.evaluation.inputs.targets import column_count


@dataclass(frozen=True)
class PredictedOutput:
    """The predictions of one output, and what they are compared with.

    Args:
        name: of the output; empty for the only one.
        predicted: probabilities, logits, labels or amounts, samples first.
        answers: what is true, samples first.
        class_names: in the order of the columns; ``None`` where they are not known.
        mask: true for each position that counts; ``None`` for all.
    """

    name: str
    predicted: Any
    answers: Any
    class_names: Sequence[Any] | None = None
    mask: Any = None

    @property
    def heading(self) -> str:
        """What errors call it."""
        return f"output {self.name!r}" if self.name else "the model"


def predicted_outputs(
    model: Any, predicted: Any, y: Any, class_names: Sequence[Any] | None = None, mask: Any = None
) -> tuple[PredictedOutput, ...]:
    """Return the outputs of a model in its order.

    Args:
        model: whose ``output_names``, where it has them, name the outputs.
        predicted: an array, or a list or dict with one for each output.
        y: answers in the same form.
        class_names: of all outputs; of several, those with as many classes have them.
        mask: of the only output, or a dict by the names of the outputs.

    Raises:
        OptionError: a mask of no output, or one for several.
        ShapeError: an output has no answers.

    Example:
        >>> [one.name for one in predicted_outputs(None, {"a": [0.5], "b": [1.0]}, {"b": [1], "a": [0]})]
        ['a', 'b']
    """
    named, answers = _by_output(model, predicted, y)
    masks = _masks_by_output(mask, [name for name, _ in named])
    several = len(named) > 1
    return tuple(
        PredictedOutput(name, values, answer, _names_of(class_names, values, several=several), part)
        for (name, values), answer, part in zip(named, answers, masks, strict=True)
    )


def _by_output(model: Any, predicted: Any, y: Any) -> tuple[list[tuple[str, Any]], list[Any]]:
    """Pair every output's name and predictions with its answers."""
    if not isinstance(predicted, list | tuple | Mapping):
        answers = next(iter(y.values())) if isinstance(y, Mapping) and len(y) == 1 else y
        return [("", predicted)], [answers]
    if isinstance(predicted, Mapping):
        named = list(predicted.items())
    else:
        known = list(getattr(model, "output_names", None) or ())
        names = known if len(known) == len(predicted) else [f"output {number}" for number in range(1, len(predicted) + 1)]
        named = list(zip(names, predicted, strict=True))
    return named, _answers_by_output(y, [str(name) for name, _ in named])


def _answers_by_output(y: Any, names: list[str]) -> list[Any]:
    listed = ", ".join(names)
    if isinstance(y, Mapping):
        missing = next((name for name in names if name not in y), None)
        if missing is not None:
            raise ShapeError(f"y has no answers for the output {missing!r}; the model's outputs are: {listed}")
        return [y[name] for name in names]
    if len(names) == 1 and not (isinstance(y, list | tuple) and len(y) == 1):
        return [y]
    if not isinstance(y, list | tuple) or len(y) != len(names):
        raise ShapeError(
            f"the model has {len(names)} outputs ({listed}); pass y as a list in that order, or a dict by these names"
        )
    return list(y)


def _masks_by_output(mask: Any, names: list[str]) -> list[Any]:
    """Return the mask of each output; ``None`` for those that have none."""
    if isinstance(mask, Mapping):
        unknown = next((name for name in mask if name not in names), None)
        if unknown is not None:
            raise unknown_choice("output in mask", unknown, names)
        return [mask.get(name) for name in names]
    if mask is not None and len(names) > 1:
        raise OptionError(f"the model has {len(names)} outputs; pass mask as a dict by their names: {', '.join(names)}")
    return [mask] * len(names)


def _names_of(class_names: Sequence[Any] | None, output: Any, *, several: bool) -> Sequence[Any] | None:
    """Return the class names that are meant for an output: of several, those with as many classes."""
    if class_names is None or not several or len(class_names) == max(column_count(np.asarray(output)), 2):
        return class_names
    return None
