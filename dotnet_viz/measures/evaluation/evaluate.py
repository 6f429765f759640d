"""Evaluation of a model on data with known targets: predictions are made once, then measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError, counted, unknown_choice
from dotnet_viz.measures.evaluation.classifiers.classification import Classification, measure_classes
from dotnet_viz.measures.evaluation.inputs.arrays import answers_in, array_in, predictions_in
from dotnet_viz.measures.evaluation.inputs.by_output import PredictedOutput, predicted_outputs
from dotnet_viz.measures.evaluation.inputs.given_predictions import class_predictions, is_label_array
from dotnet_viz.measures.evaluation.inputs.left_out import Kept, kept_positions, with_left_out
from dotnet_viz.measures.evaluation.inputs.predicting import predict
from dotnet_viz.measures.evaluation.inputs.structure import find_structure
from dotnet_viz.measures.evaluation.inputs.targets import (
    CLASSIFICATION,
    REGRESSION,
    SEGMENTATION,
    SEQUENCE_REGRESSION,
    TASKS,
    TOKEN_CLASSIFICATION,
    find_task,
    is_one_hot,
)
from dotnet_viz.measures.evaluation.regression import Regression, regress
from dotnet_viz.measures.evaluation.segmentation import Segmentation, measure_segmentation
from dotnet_viz.measures.evaluation.sequences import measure_tokens, regress_sequences, steps_note

Result = Classification | Regression | Segmentation


@dataclass(frozen=True)
class Evaluation:
    """The measures of each of the model's outputs.

    Args:
        outputs: one result an output, in the model's order.
        samples: number of samples.
        x: what was predicted, where it is in memory.
    """

    outputs: tuple[Result, ...]
    samples: int
    x: Any = None


def evaluate(  # noqa: PLR0913 - each is a word that users know
    model: Any,
    x: Any,
    y: Any = None,
    *,
    task: str | None = None,
    class_names: Sequence[str] | None = None,
    batch_size: int = 32,
    target: object = None,
    max_samples: int | None = None,
    mask: Any = None,
    ignore: Any = None,
) -> Evaluation:
    """Predict ``x`` and compare the predictions with ``y``.

    Without ``task`` an output is taken as classification where it has one column a class and ``y`` holds
    whole numbers or one-hot rows, where it has one column and ``y`` holds only 0 and 1 (or −1 and 1), and
    where ``y`` holds strings or booleans; otherwise as regression. One column between 0 and 1 is a sigmoid,
    cut at 0.5; one that leaves that range holds logits, cut at 0. Answers for pixels and for steps of sequences
    are recognised by their shapes, see :mod:`dotnet_viz.measures.evaluation.inputs.structure`.

    Args:
        model: a live Keras model, or a fitted scikit-learn estimator.
        x: samples as ``model.predict`` takes them, shape (samples, ...); a list or dict of arrays for several inputs; or,
            without ``y``, what :func:`~dotnet_viz.datasets.read.read_data` takes, such as a ``tf.data.Dataset``.
        y: targets, shape (samples, ...); for several outputs a list in their order, or a dict by their names.
        task: one of :data:`~dotnet_viz.measures.evaluation.inputs.targets.TASKS`; ``None`` infers it from the data.
        class_names: names of the classes, in the order of the outputs.
        batch_size: number of samples that Keras predicts at a time.
        target: name of the column or array of the labels, where ``x`` is a frame, a dict or a file.
        max_samples: samples at most, the first ones; ``None`` for all, or for 10,000 of data that might have no end.
        mask: true for each pixel or step of ``y`` that counts; for several outputs a dict of masks by their names.
        ignore: the value of ``y`` that stands for no answer.

    Returns:
        The measures. A prediction that is NaN counts as wrong in classification, and is left out
        (with a note) in regression.

    Raises:
        UnsupportedInputError: the model cannot predict, such as a file.
        ShapeError: lengths differ, ``y`` holds NaN, or a label has no output.
        OptionError: an unknown ``task``, or a wrong number of class names.

    Example:
        >>> from sklearn.linear_model import LogisticRegression
        >>> x, y = np.array([[0.0], [1.0], [8.0], [9.0]]), np.array(["low", "low", "high", "high"])
        >>> evaluate(LogisticRegression().fit(x, y), x, y).outputs[0].accuracy
        1.0
    """
    _check_task(task)
    predicted = predict(model, x, y, batch_size, task, target=target, max_samples=max_samples)
    labels = _estimator_classes(model, predicted.answers)
    names = class_names if class_names is not None else labels
    outputs = predicted_outputs(model, predicted.values, predicted.answers, names, mask)
    measured = (_measure(output, task, ignore, labels, predicted.chosen) for output in outputs)
    return Evaluation(tuple(_with_notes(one, predicted.notes) for one in measured), predicted.samples, predicted.x)


def evaluate_predictions(
    true: Any,
    predicted: Any,
    *,
    task: str | None = None,
    class_names: Sequence[str] | None = None,
    mask: Any = None,
    ignore: Any = None,
) -> Evaluation:
    """Compare predictions that were made before with what is true.

    Args:
        true: labels, one-hot rows, class names or amounts, shape (samples, ...).
        predicted: probabilities, logits or scores, shape (samples, classes) or (samples,); labels; or amounts.
        task: one of :data:`~dotnet_viz.measures.evaluation.inputs.targets.TASKS`; ``None`` infers it from the data.
        class_names: names of the classes, in the order of the columns; ``None`` for the columns' names of a frame.
        mask: true for each pixel or step of ``true`` that counts; ``None`` for all.
        ignore: the value of ``true`` that stands for no answer, such as 255 or -100; ``None`` for none.

    Raises:
        ShapeError: the shapes do not fit, or ``true`` holds NaN.
        OptionError: an unknown ``task``, or a wrong number of class names.

    Example:
        >>> evaluate_predictions([0, 1, 1], [[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]]).outputs[0].accuracy
        0.6666666666666666
    """
    _check_task(task)
    names = _column_names(predicted) if class_names is None else class_names
    result = _measure(PredictedOutput("", predicted, true, names, mask), task, ignore)
    return Evaluation((result,), result.samples)


def _check_task(task: str | None) -> None:
    if task is not None and task not in TASKS:
        raise unknown_choice("task", task, TASKS)


def _measure(output: PredictedOutput, task: str | None, ignore: Any, labels: Any = None, chosen: Any = None) -> Result:
    """Return the measures of an output; an estimator has ``labels`` of its classes, and has ``chosen`` one for each sample."""
    name, class_names = output.name, output.class_names
    given = array_in("y", output.answers)
    kept = kept_positions(given, output.mask, ignore)
    predicted, true = predictions_in(output.predicted), answers_in(with_left_out(given, kept))
    if ignore is not None and given.ndim > 2 and given.shape == predicted.shape and all(map(is_one_hot, given)):
        raise OptionError(f"ignore={ignore!r} is a label, and y is one-hot; leave pixels or steps out by mask=")
    if len(predicted) != len(true):
        have = f"{output.heading} has {counted(len(predicted), 'prediction')}"
        raise ShapeError(f"{have} but y has {counted(len(true), 'answer')}")
    stated = task
    task = task or (None if labels is not None else find_structure(predicted, true, 0 if kept is None else kept.ndim))
    if task == SEGMENTATION:
        return measure_segmentation(name, predicted, true, kept, class_names=class_names, ignored=ignore)
    if task == TOKEN_CLASSIFICATION:
        return measure_tokens(name, predicted, true, kept, class_names=class_names)
    if task == SEQUENCE_REGRESSION:
        found = regress_sequences(name, predicted, true, kept)
        return found if stated else replace(found, notes=(steps_note(true), *found.notes))
    _refuse_left_out(kept, task, true)
    if (task or _task_of(predicted, true, has_classes=labels is not None)) == REGRESSION:
        return regress(name, predicted, true)
    return measure_classes(class_predictions(name, predicted, true, class_names=class_names, labels=labels, chosen=chosen))


def _with_notes(result: Result, notes: tuple[str, ...]) -> Result:
    if isinstance(result, Classification):
        return replace(result, predictions=replace(result.predictions, notes=(*notes, *result.predictions.notes)))
    if isinstance(result, Segmentation):
        return replace(result, masks=replace(result.masks, notes=(*notes, *result.masks.notes)))
    return replace(result, notes=(*notes, *result.notes))


def _refuse_left_out(kept: Kept | None, task: str | None, true: Any) -> None:
    if kept is not None and not kept.all():
        taken = f"taken as {task}" if task else f"of shape {true.shape}"
        raise OptionError(
            f"mask= and ignore= leave out pixels and steps of sequences, and y is {taken}: leave samples out of x and y, or "
            f"say task={TOKEN_CLASSIFICATION!r}, {SEQUENCE_REGRESSION!r} or {SEGMENTATION!r}"
        )


def _task_of(predicted: Any, true: Any, *, has_classes: bool) -> str:
    """Return the task; labels of text, and whole numbers for whole numbers, are classes."""
    if is_label_array(predicted, true) and (predicted.dtype.kind in "OSU" or true.dtype.kind in "iubOSU"):
        return CLASSIFICATION
    return find_task(predicted, true, has_classes=has_classes)


def _column_names(predicted: Any) -> Sequence[str] | None:
    """Return the names of a frame's columns where they are texts."""
    columns = getattr(predicted, "columns", None)
    names = None if columns is None else list(columns)
    return names if names and len(names) > 1 and all(isinstance(name, str) for name in names) else None


def _estimator_classes(model: Any, y: Any) -> Sequence[Any] | None:
    classes = getattr(model, "classes_", None)
    if isinstance(classes, list) and any(np.ndim(item) > 0 for item in classes):
        if np.shape(y)[1:] == (len(classes),) and all(list(item) == [0, 1] for item in classes):
            return None
        raise UnsupportedInputError(f"{type(model).__name__!r} has several outputs; evaluate one estimator an output")
    return classes
