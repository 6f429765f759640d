"""Measures of a classifier: accuracy, precision, recall and F1 of each class, and the confusion matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.measures.evaluation.targets import (
    Labels,
    class_indices,
    column_count,
    holds_labels,
    is_indicator,
    is_one_hot,
    label_values,
)

NO_CLASS = -1
_SUM_TOLERANCE = 1e-2


@dataclass(frozen=True)
class ClassScore:
    """Measures of one class, or of an average over classes.

    Args:
        name: of the class.
        precision: share of samples of this class among those predicted as it; 0 if there are none.
        recall: share of samples predicted as this class among those of it; 0 if there are none.
        f1: harmonic mean of both.
        support: number of samples of this class.
    """

    name: str
    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, eq=False)
class Classification:
    """How well one output separates two classes.

    Args:
        name: of the output; empty where the model has one.
        kind: ``"multi-class"``, ``"binary"`` or ``"multi-label"`` (any number of classes a sample).
        scores: what the predictions are: ``"probabilities"``, ``"logits"`` or ``"labels"``.
        class_names: in the order of the outputs.
        accuracy: share of samples whose prediction equals the label.
        classes: measures of each class.
        macro: mean over the classes.
        weighted: mean over the classes, weighted by support.
        confusion: counts, rows true and columns predicted, shape (classes, classes); ``None`` for multi-label.
        samples: number of predictions.
        notes: sentences on what was inferred from the data or left out.
    """

    name: str
    kind: str
    scores: str
    class_names: tuple[str, ...]
    accuracy: float
    classes: tuple[ClassScore, ...]
    macro: ClassScore
    weighted: ClassScore
    confusion: NDArray[np.int64] | None
    samples: int
    notes: tuple[str, ...] = ()


def classify(
    name: str, predicted: NDArray[Any], true: NDArray[Any], *, class_names: Sequence[Any] | None = None, labels: Any = None
) -> Classification:
    """Measure predictions of classes.

    Args:
        name: of the output.
        predicted: probabilities or logits, one column a class or a single column; shape (samples, ..., columns);
            or the predicted labels themselves where ``labels`` is given.
        true: labels, one-hot rows or class names; shape (samples, ...).
        class_names: names in the order of the classes.
        labels: the label of each class, as a scikit-learn estimator lists them.

    Raises:
        ShapeError: shapes do not fit, or a label has no output.
        OptionError: a wrong number of class names.

    Example:
        >>> result = classify("", np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([0, 1]), class_names=["cat", "dog"])
        >>> result.accuracy, result.confusion.tolist()
        (1.0, [[1, 0], [0, 1]])
    """
    if labels is not None and predicted.ndim == 1:
        return _single(name, predicted, true, class_names, list(labels))
    columns = column_count(predicted)
    scores = predicted.reshape(-1, columns).astype(np.float64)
    if columns > 1 and is_indicator(true) and true.shape == predicted.shape and not is_one_hot(true):
        return _multi_label(name, scores, true.reshape(-1, columns), class_names)
    count = max(columns, 2)
    flat = _flat_labels(predicted, true, columns)
    values = list(labels) if labels is not None else label_values(flat, count, class_names)
    chosen, kind = _choose(scores)
    names = _names(class_names, values, count)
    notes = _notes(chosen, values, class_names, true)
    binary = "binary" if columns == 1 else "multi-class"
    return _measured(name, (binary, kind), class_indices(flat, count, values), chosen, names, notes)


def _single(name: str, predicted: NDArray[Any], true: NDArray[Any], class_names: Any, labels: list[Any]) -> Classification:
    """Measure an estimator that says labels instead of probabilities."""
    count = len(labels)
    chosen = class_indices(predicted, count, labels)
    kind = "binary" if count == 2 else "multi-class"
    return _measured(name, (kind, "labels"), class_indices(true, count, labels), chosen, _names(class_names, labels, count), ())


def _flat_labels(predicted: NDArray[Any], true: NDArray[Any], columns: int) -> NDArray[Any]:
    if columns > 1 and true.shape == predicted.shape:
        return np.asarray(true.reshape(-1, columns).argmax(axis=-1))
    if true.size == predicted.size if columns == 1 else holds_labels(predicted, true):
        return true.reshape(-1)
    if columns == 1 and is_one_hot(true) and true.shape[-1] == 2:
        return np.asarray(true.reshape(-1, 2).argmax(axis=-1))
    raise ShapeError(f"y of shape {true.shape} does not fit predictions of shape {predicted.shape}")


def _choose(scores: NDArray[np.float64]) -> tuple[Labels, str]:
    """Return the predicted classes and what the numbers are; NaN is no class."""
    finite = np.isfinite(scores).all(axis=-1)
    usable = scores[finite]
    in_range = bool(((usable >= 0) & (usable <= 1)).all())
    chosen = np.full(len(scores), NO_CLASS, dtype=np.intp)
    if scores.shape[1] == 1:
        chosen[finite] = usable[:, 0] > (0.5 if in_range else 0.0)
        return chosen, "probabilities" if in_range else "logits"
    chosen[finite] = usable.argmax(axis=-1)
    sums_to_one = bool((np.abs(usable.sum(axis=-1) - 1) <= _SUM_TOLERANCE).all())
    return chosen, "probabilities" if in_range and sums_to_one else "logits"


def _names(class_names: Sequence[Any] | None, values: Sequence[Any] | None, count: int) -> tuple[str, ...]:
    if class_names is None:
        return tuple(str(value) for value in (values if values is not None else range(count)))
    if len(class_names) != count:
        shown = ", ".join(str(name) for name in class_names[:10])
        raise OptionError(f"{len(class_names)} class names ({shown}) for {count} classes; give one name a class")
    return tuple(str(name) for name in class_names)


def _notes(chosen: Labels, values: Any, class_names: Any, true: NDArray[Any]) -> tuple[str, ...]:
    notes = []
    missing = int((chosen == NO_CLASS).sum())
    if missing:
        notes.append(f"{missing:,} of {len(chosen):,} predictions are NaN or infinite; they count as wrong.")
    if values is not None and class_names is None and true.dtype.kind in "OSU":
        notes.append("The classes are taken to be in alphabetical order, as a label encoder sorts them.")
    return tuple(notes)


def _measured(
    name: str, kind: tuple[str, str], true: Labels, chosen: Labels, names: tuple[str, ...], notes: tuple[str, ...]
) -> Classification:
    from sklearn.metrics import confusion_matrix

    if len(true) != len(chosen):
        raise ShapeError(f"{len(chosen)} predictions but {len(true)} answers")
    classes, macro, weighted = _scores(true, chosen, names)
    confusion = confusion_matrix(true, chosen, labels=range(len(names))).astype(np.int64)
    return Classification(
        name, *kind, names, float((true == chosen).mean()), classes, macro, weighted, confusion, len(true), notes
    )


def _multi_label(name: str, scores: NDArray[np.float64], true: NDArray[Any], class_names: Any) -> Classification:
    in_range = bool(((scores >= 0) & (scores <= 1) | ~np.isfinite(scores)).all())
    chosen = (scores > (0.5 if in_range else 0.0)).astype(np.intp)
    names = _names(class_names, None, scores.shape[1])
    accuracy = float((chosen == true).all(axis=-1).mean())
    kind = ("multi-label", "probabilities" if in_range else "logits")
    classes, macro, weighted = _scores(true.astype(np.intp), chosen, names)
    return Classification(name, *kind, names, accuracy, classes, macro, weighted, None, len(true))


def _scores(true: Any, chosen: Any, names: tuple[str, ...]) -> tuple[tuple[ClassScore, ...], ClassScore, ClassScore]:
    """Return the measures of each class, their macro and their weighted average."""
    from sklearn.metrics import precision_recall_fscore_support

    labels = range(len(names))
    each = precision_recall_fscore_support(true, chosen, labels=labels, zero_division=0)
    classes = tuple(
        ClassScore(name, float(precision), float(recall), float(f1), int(support))
        for name, precision, recall, f1, support in zip(names, *each, strict=True)
    )
    total = sum(score.support for score in classes)
    return classes, _average("macro", true, chosen, labels, total), _average("weighted", true, chosen, labels, total)


def _average(kind: str, true: Any, chosen: Any, labels: range, total: int) -> ClassScore:
    from sklearn.metrics import precision_recall_fscore_support

    parts = precision_recall_fscore_support(true, chosen, labels=labels, average=kind, zero_division=0)
    precision, recall, f1 = (float(part) for part in parts[:3])
    return ClassScore(f"{kind} average", precision, recall, f1, total)
