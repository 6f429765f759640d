"""What is explained: one number of a model's output for each sample."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.explain.attribution.gradients import to_numpy
from dotnet_viz.explain.attribution.outputs import ModelOutput, position_in, predicted_class
from dotnet_viz.explain.live.patches import Patch
from dotnet_viz.formatting import format_count
from dotnet_viz.translation.translate import translate

Score = Callable[[Sequence[Any]], Any]
"""From the flat outputs of a model to a number for each sample."""

_PEELED = ("softmax", "sigmoid", "log_softmax", "log_sigmoid", "hard_sigmoid", "hard_softmax")


@dataclass(frozen=True, eq=False)
class Target:
    """A number of a model's output.

    Args:
        label: what it is called: the name of a class, or its index.
        index: of the class or unit, ``None`` for a user's function.
        score: that is explained.
        output: the same of the model's output as it is, its last activation included.
        patches: of the last activation, in effect while ``score`` is asked for.
        notes: what a reader should know of it.
    """

    label: str
    index: int | None
    score: Score
    output: Score
    patches: tuple[Patch, ...] = ()
    notes: tuple[str, ...] = ()


def make_target(
    given: Any,
    output: ModelOutput,
    *,
    class_names: Sequence[str] | None = None,
    position: Sequence[int] | None = None,
    logits: bool = True,
) -> Target:
    """Return what is explained.

    Args:
        given: index or name of a class or unit; a function from the model's outputs to a number for each sample; ``None`` for
            the class that the model predicts.
        output: of the model.
        class_names: of the classes.
        position: in an output with positions, such as ``(row, column)`` of a segmentation; ``None`` for the mean over all.
        logits: whether a softmax or sigmoid at the end is left out, so that the score of a class is not that of all others.

    Raises:
        OptionError: an unknown class, or no such position.
    """
    if callable(given):
        function = _of_function(given)
        return Target(getattr(given, "__name__", "target").strip("<>"), None, function, function)
    if output.values.ndim == 1:
        output = _as_column(output)
    classes = output.classes
    if class_names is not None and len(class_names) != classes:
        names = format_count(len(class_names), "class name is", "class names are")
        known = format_count(classes, "class", "classes")
        raise OptionError(f"{names} given, and the output {_name(output)!r} has {known}")
    index = predicted_class(output, position) if given is None else _index(given, classes, class_names)
    label = class_names[index] if class_names is not None else _plain_label(index, output)
    score = _of_class(index, output, position)
    patches = _linear(output) if logits else ()
    return Target(
        str(label),
        index,
        score,
        _of_class(index, output, position, is_probability=True),
        patches,
        _notes(output, patches, position),
    )


def _name(output: ModelOutput) -> str:
    return output.names[output.number]


def _as_column(output: ModelOutput) -> ModelOutput:
    return ModelOutput(output.names, output.number, output.values[:, np.newaxis], output.layer)


def _plain_label(index: int, output: ModelOutput) -> str:
    if output.values.shape[output.class_axis] == 1 and not output.is_binary:
        return _name(output)
    return str(index)


def _index(given: Any, classes: int, class_names: Sequence[str] | None) -> int:
    if isinstance(given, str):
        if class_names is None:
            raise OptionError(f"target {given!r} is a name; give class_names=[...] too, or the index of the class")
        if given not in class_names:
            raise unknown_choice("target", given, class_names)
        return list(class_names).index(given)
    if isinstance(given, bool) or not isinstance(given, (int, np.integer)):
        raise OptionError(f"target must be the index or the name of a class, or a function of the output, not {given!r}")
    if not -classes <= given < classes:
        raise OptionError(f"there is no class {given}; the output has {classes}, from 0 to {classes - 1}")
    return int(given) % classes


def _of_class(index: int, output: ModelOutput, position: Sequence[int] | None, *, is_probability: bool = False) -> Score:
    import keras

    shape = tuple(size for axis, size in enumerate(output.values.shape) if axis not in (0, output.class_axis))
    place = None if position is None else position_in(position, shape)
    binary, axis, number = output.is_binary, output.class_axis, output.number
    ndim = output.values.ndim

    def score(outputs: Sequence[Any]) -> Any:
        tensor = keras.ops.cast(outputs[number], "float32")
        if len(tensor.shape) < ndim:
            tensor = tensor[:, None]
        units = keras.ops.take(tensor, 0 if binary else index, axis=axis)
        if binary and index == 0:
            units = 1 - units if is_probability else -units
        if place is not None:
            return units[(slice(None), *place)]
        axes = tuple(range(1, len(units.shape)))
        return keras.ops.mean(units, axis=axes) if axes else units

    return score


def _of_function(function: Callable[..., Any]) -> Score:
    import keras

    def score(outputs: Sequence[Any]) -> Any:
        returned = function(outputs[0] if len(outputs) == 1 else list(outputs))
        if not hasattr(returned, "shape") or not hasattr(returned, "dtype"):
            kind = type(returned).__name__
            raise OptionError(f"a target function must return a tensor with a number for each sample, not {kind!r}")
        found, samples = keras.ops.cast(returned, "float32"), int(outputs[0].shape[0])
        if len(found.shape) and int(found.shape[0]) != samples:
            raise OptionError(
                f"a target function must return a number for each sample, and for {samples} it returned the shape"
                f" {tuple(found.shape)}; keep the first axis, as in lambda y: y[:, 3]"
            )
        axes = tuple(range(1, len(found.shape)))
        if not len(found.shape):
            return keras.ops.reshape(found, (1,))
        return keras.ops.mean(found, axis=axes) if axes else found

    return score


def _linear(output: ModelOutput) -> tuple[Patch, ...]:
    """Return the patches that leave the last activation out."""
    if output.activation not in _PEELED:
        return ()
    if type(output.layer).__name__ == "Softmax":
        return ((output.layer, "call", lambda _: lambda inputs, *args, **kwargs: inputs),)
    return ((output.layer, "activation", lambda _: lambda inputs: inputs),)


def _notes(output: ModelOutput, patches: tuple[Patch, ...], position: Sequence[int] | None) -> tuple[str, ...]:
    notes = []
    if len(output.names) > 1:
        notes.append(
            translate("Of the outputs {names} the map explains {name}.", names=", ".join(output.names), name=_name(output))
        )
    if patches:
        notes.append(translate("The score is the logit: the last {activation} is left out.", activation=output.activation))
    elif _is_distribution(output):
        notes.append(translate("The score is a probability: the last softmax is no layer, and could not be left out."))
    if output.values.ndim > 2 and position is None:
        notes.append(translate("The score is the mean over all positions of the output."))
    return tuple(notes)


def _is_distribution(output: ModelOutput) -> bool:
    sums = output.values.sum(axis=output.class_axis)
    return output.values.shape[output.class_axis] > 1 and bool(np.all(output.values >= 0) and np.allclose(sums, 1, atol=1e-3))


def evaluated(score: Score, outputs: Sequence[Any]) -> float:
    """Return a score of one sample as a number.

    Args:
        score: of a target.
        outputs: of the model.
    """
    return float(to_numpy(score(outputs)).reshape(-1)[0])
