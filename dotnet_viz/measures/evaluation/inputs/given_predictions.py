"""Predicted and true classes in one form, whatever form they were given in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError, ShapeError, counted
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.measures.evaluation.inputs.predictions import (
    DECISION,
    LABELS,
    LOGITS,
    NO_CLASS,
    PROBABILITIES,
    SCORES,
    ClassPredictions,
    Numbers,
)
from dotnet_viz.measures.evaluation.inputs.targets import (
    Labels,
    class_indices,
    column_count,
    holds_labels,
    is_indicator,
    is_one_hot,
    label_values,
)
from dotnet_viz.translation.translate import mark, translate

_SUM_TOLERANCE = 1e-2


def class_predictions(
    name: str,
    predicted: NDArray[Any],
    true: NDArray[Any],
    *,
    class_names: Sequence[Any] | None = None,
    labels: Sequence[Any] | None = None,
    chosen: NDArray[Any] | None = None,
) -> ClassPredictions:
    """Return predictions of classes in one form.

    Args:
        name: of the output.
        predicted: probabilities or logits, one column a class or a single column, shape (samples, ..., columns); or predicted
            labels, shape (samples,).
        true: labels, one-hot rows or class names, shape (samples, ...); for multi-label 0 or 1 in each column.
        class_names: names in the order of the classes.
        labels: the label of each class, as a scikit-learn estimator lists them; ``None`` concludes them from the data.
        chosen: the labels that an estimator predicts, where ``predicted`` are its decision values.

    Raises:
        ShapeError: shapes do not fit, a label has no output, or there are no samples.
        OptionError: a wrong number of class names.
    """
    if not len(true):
        raise ShapeError("there are no samples; evaluation needs at least one")
    if is_label_array(predicted, true) or (labels is not None and predicted.ndim == 1 and chosen is None):
        return _of_labels(name, predicted, true, class_names, labels)
    columns = column_count(predicted)
    scores = predicted.reshape(-1, columns).astype(np.float64)
    if columns > 1 and is_indicator(true) and true.shape == predicted.shape and not is_one_hot(true):
        return _multi_label(name, scores, true.reshape(-1, columns), class_names, predicted.dtype.kind)
    count = max(columns, 2)
    flat = _flat_labels(predicted, true, columns)
    values = list(labels) if labels is not None else label_values(flat, count, class_names)
    names = class_name_list(class_names, values, count)
    indices = class_indices(flat, count, values)
    if len(indices) != len(scores):
        raise ShapeError(f"{len(scores)} predictions but {len(indices)} answers")
    picked, kind, notes = _choose(scores)
    if chosen is not None:
        picked, kind, notes = class_indices(chosen.reshape(-1), count, values), DECISION, ()
    notes = (*notes, *_order_note(values, class_names, true))
    return ClassPredictions(
        name, "binary" if columns == 1 else "multi-class", kind, names, indices, picked, scores, notes=notes
    )


def is_label_array(predicted: NDArray[Any], true: NDArray[Any]) -> bool:
    """Return whether predictions are labels, not a number for each class.

    Args:
        predicted: what was predicted.
        true: the answers.

    Example:
        >>> is_label_array(np.array(["a", "b"]), np.array(["a", "a"])), is_label_array(np.array([0.2, 0.7]), np.array([0, 1]))
        (True, False)
    """
    if predicted.dtype.kind in "OSU":
        return True
    has_one_column = predicted.ndim == 1 or (predicted.shape[-1] == 1 and true.size == predicted.size)
    return predicted.dtype.kind in "iub" and has_one_column


def _of_labels(name: str, predicted: NDArray[Any], true: NDArray[Any], class_names: Any, labels: Any) -> ClassPredictions:
    """Return the predictions of an estimator that says labels instead of probabilities."""
    stated = predicted.reshape(-1)
    flat = true.argmax(axis=-1).reshape(-1) if is_one_hot(true) and true.size != stated.size else true.reshape(-1)
    if len(stated) != len(flat):
        raise ShapeError(f"{len(stated)} predictions but {len(flat)} answers")
    values = list(labels) if labels is not None else _labels_found(stated, flat, class_names)
    names = class_name_list(class_names, values, len(values))
    kind = "binary" if len(values) == 2 else "multi-class"
    indices, chosen = (class_indices(given, len(values), values) for given in (flat, stated))
    return ClassPredictions(name, kind, LABELS, names, indices, chosen)


def _labels_found(stated: NDArray[Any], true: NDArray[Any], class_names: Any) -> list[Any]:
    """Return all labels in their order; where class names number whole labels, also those that never occur."""
    is_text = any(given.dtype.kind in "OSU" for given in (stated, true))
    found = sorted({*map(str, stated.tolist()), *map(str, true.tolist())}) if is_text else np.union1d(stated, true).tolist()
    if class_names is None:
        return found if len(found) > 1 or is_text else _pair(found)
    if is_text:
        return [str(name) for name in class_names]
    return list(range(len(class_names))) if set(found) <= set(range(len(class_names))) else found


def _pair(found: list[Any]) -> list[Any]:
    return [0, 1] if set(found) <= {0, 1} else found


def _flat_labels(predicted: NDArray[Any], true: NDArray[Any], columns: int) -> NDArray[Any]:
    if columns > 1 and true.shape == predicted.shape:
        return np.asarray(true.reshape(-1, columns).argmax(axis=-1))
    if true.size == predicted.size if columns == 1 else holds_labels(predicted, true):
        return true.reshape(-1)
    if columns == 1 and is_one_hot(true) and true.shape[-1] == 2:
        return np.asarray(true.reshape(-1, 2).argmax(axis=-1))
    raise ShapeError(f"y of shape {true.shape} does not fit predictions of shape {predicted.shape}")


def _choose(scores: Numbers) -> tuple[Labels, str, tuple[str, ...]]:
    """Return the predicted classes, what the numbers are and what to note of them; NaN is no class."""
    finite = np.asarray(np.isfinite(scores).all(axis=1))
    usable = scores[finite] if not finite.all() else scores
    in_range = not len(usable) or bool(usable.min() >= 0 and usable.max() <= 1)
    chosen = np.full(len(scores), NO_CLASS, dtype=np.intp)
    notes = _missing_note(finite)
    if scores.shape[1] == 1:
        chosen[finite] = usable[:, 0] > (0.5 if in_range else 0.0)
        return chosen, PROBABILITIES if in_range else LOGITS, notes
    chosen[finite] = usable.argmax(axis=1)
    if not in_range:
        return chosen, LOGITS, notes
    sums = usable.sum(axis=1)
    if not len(sums) or bool((np.abs(sums - 1) <= _SUM_TOLERANCE).all()):
        return chosen, PROBABILITIES, notes
    low, high = format_number(float(sums.min())), format_number(float(sums.max()))
    text = mark("The scores of a sample do not sum to 1 but to {low} up to {high}; they are taken as they are.")
    return chosen, SCORES, (*notes, translate(text, low=low, high=high))


def _multi_label(name: str, scores: Numbers, true: NDArray[Any], class_names: Any, dtype_kind: str) -> ClassPredictions:
    finite = np.isfinite(scores)
    in_range = bool(((scores >= 0) & (scores <= 1) | ~finite).all())
    kind = LABELS if dtype_kind in "iub" and in_range else PROBABILITIES if in_range else LOGITS
    chosen = (scores > (0.5 if in_range else 0.0)).astype(np.intp)
    chosen[~finite] = NO_CLASS
    names = class_name_list(class_names, None, scores.shape[1])
    kept = None if kind == LABELS else scores
    notes = _missing_note(np.asarray(finite.all(axis=1)))
    return ClassPredictions(name, "multi-label", kind, names, true.astype(np.intp), chosen, kept, notes=notes)


def class_name_list(class_names: Sequence[Any] | None, values: Sequence[Any] | None, count: int) -> tuple[str, ...]:
    """Return a name for each class.

    Args:
        class_names: as given; ``None`` names classes by their values.
        values: the label of each class; ``None`` for whole numbers from 0.
        count: number of classes.

    Raises:
        OptionError: a wrong number of names.
    """
    if class_names is None:
        return tuple(str(value) for value in (values if values is not None else range(count)))
    if len(class_names) != count:
        shown = ", ".join(str(name) for name in class_names[:10])
        raise OptionError(f"{counted(len(class_names), 'class name')} ({shown}) for {count} classes; give one name a class")
    names = [str(name) for name in class_names]
    # Classes of a name, as some of ImageNet are, stay apart by their index.
    return tuple(f"{name} ({index})" if names.count(name) > 1 else name for index, name in enumerate(names))


def _missing_note(finite: NDArray[np.bool_]) -> tuple[str, ...]:
    missing = int((~finite).sum())
    if not missing:
        return ()
    text = mark("{missing} of {all} predictions are NaN or infinite; they count as wrong.")
    return (translate(text, missing=format_count(missing), all=format_count(len(finite))),)


def _order_note(values: Any, class_names: Any, true: NDArray[Any]) -> tuple[str, ...]:
    if values is None or class_names is not None or true.dtype.kind not in "OSU":
        return ()
    return (translate("The classes are taken to be in alphabetical order, as a label encoder sorts them."),)
