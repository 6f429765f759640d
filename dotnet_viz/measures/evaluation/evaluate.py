"""Evaluation of a model on data with known targets: predictions are made once, then measured."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError, unknown_choice
from dotnet_viz.measures.evaluation.classification import Classification, classify
from dotnet_viz.measures.evaluation.regression import Regression, regress
from dotnet_viz.measures.evaluation.targets import TASKS, column_count, find_task

Result = Classification | Regression


@dataclass(frozen=True)
class Evaluation:
    """The measures of each of the model's outputs.

    Args:
        outputs: one result an output, in the model's order.
        samples: number of samples.
    """

    outputs: tuple[Result, ...]
    samples: int


def evaluate(
    model: Any,
    x: Any,
    y: Any,
    *,
    task: str | None = None,
    class_names: Sequence[str] | None = None,
    batch_size: int = 32,
) -> Evaluation:
    """Predict ``x`` and compare the predictions with ``y``.

    Without ``task`` an output is taken as classification where it has one column a class and ``y`` holds
    whole numbers or one-hot rows, where it has one column and ``y`` holds only 0 and 1 (or −1 and 1), and
    where ``y`` holds strings or booleans; otherwise as regression. One column between 0 and 1 is a sigmoid,
    cut at 0.5; one that leaves that range holds logits, cut at 0.

    Args:
        model: a live Keras model, or a fitted scikit-learn estimator.
        x: samples as ``model.predict`` takes them, shape (samples, ...); a list or dict of arrays for several inputs.
        y: targets, shape (samples, ...); for several outputs a list in their order, or a dict by their names.
        task: ``"classification"`` or ``"regression"``; ``None`` infers it from the data.
        class_names: names of the classes, in the order of the outputs.
        batch_size: number of samples that Keras predicts at a time.

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
    if task is not None and task not in TASKS:
        raise unknown_choice("task", task, TASKS)
    _check_data(x, y)
    labels = _estimator_classes(model)
    predicted = _predict(model, x, batch_size, task)
    names, answers = _by_output(model, predicted, y)
    given = class_names if class_names is not None else labels
    results = tuple(
        _measure(name, output, answer, task, _names_of(given, output, several=len(names) > 1), labels)
        for (name, output), answer in zip(names, answers, strict=True)
    )
    return Evaluation(results, _length(x))


def _measure(name: str, output: Any, answer: Any, task: str | None, class_names: Any, labels: Any) -> Result:
    predicted, true = np.asarray(output), _answers(answer)
    if len(predicted) != len(true):
        raise ShapeError(f"{_output(name)} has {len(predicted)} predictions but y has {len(true)} answers")
    if (task or find_task(predicted, true, has_classes=labels is not None)) == "regression":
        return regress(name, predicted, true)
    return classify(name, predicted, true, class_names=class_names, labels=labels)


def _estimator_classes(model: Any) -> Sequence[Any] | None:
    classes = getattr(model, "classes_", None)
    if isinstance(classes, list) and any(np.ndim(item) > 0 for item in classes):
        raise UnsupportedInputError(f"{type(model).__name__!r} has several outputs; evaluate one estimator an output")
    return classes


def _names_of(class_names: Sequence[Any] | None, output: Any, *, several: bool) -> Sequence[Any] | None:
    """Return the class names that are meant for an output: of several, those with as many classes."""
    if class_names is None or not several or len(class_names) == max(column_count(np.asarray(output)), 2):
        return class_names
    return None


def _answers(answer: Any) -> NDArray[Any]:
    try:
        true = np.asarray(answer)
    except ValueError as error:
        raise ShapeError(f"y is no array: {error}") from error
    if true.ndim == 0:
        raise ShapeError(f"y must hold one answer a sample, not the single value {answer!r}")
    if true.dtype.kind == "f" and np.isnan(true).any():
        raise ShapeError(f"y has {int(np.isnan(true).sum()):,} values that are NaN; leave those samples out")
    if true.dtype.kind == "O" and any(item is None or item != item for item in true.flat):  # noqa: PLR0124
        raise ShapeError("y has answers that are missing (None or NaN); leave those samples out")
    return true


def _check_data(x: Any, y: Any) -> None:
    if x is None or y is None:
        raise UnsupportedInputError("evaluation needs samples and their answers: data=(x, y), both as arrays")
    if not isinstance(y, list | tuple | Mapping) and _length(x) != _length(y):
        raise ShapeError(f"x has {_length(x)} samples but y has {_length(y)} answers; they must be of the same length")
    if _length(x) == 0:
        raise ShapeError("x holds no samples; evaluation needs at least one")


def _length(data: Any) -> int:
    first = next(iter(data.values()), ()) if isinstance(data, Mapping) else data
    if isinstance(first, list | tuple) and first and hasattr(first[0], "shape") and np.ndim(first[0]) > 0:
        first = first[0]
    try:
        return int(first.shape[0]) if hasattr(first, "shape") else len(first)
    except (TypeError, IndexError) as error:
        kind = type(data).__name__
        raise UnsupportedInputError(f"cannot find out how many samples {kind!r} holds; pass x and y as arrays") from error


def _predict(model: Any, x: Any, batch_size: int, task: str | None) -> Any:
    if not callable(getattr(model, "predict", None)):
        raise UnsupportedInputError(_cannot_predict(model))
    if batch_size < 1:
        raise OptionError(f"batch_size must be a whole number of at least 1, not {batch_size!r}")
    try:
        if _is_keras(model):
            return model.predict(x, batch_size=batch_size, verbose=0)
        if task != "regression" and callable(getattr(model, "predict_proba", None)):
            return model.predict_proba(x)
        return model.predict(x)
    except Exception as error:
        first = next(iter(str(error).strip().splitlines()), type(error).__name__)
        raise ShapeError(f"the model could not predict x of shape {_shape(x)}: {first[:300]}") from error


def _cannot_predict(model: Any) -> str:
    what = f"the file {os.fspath(model)!r}" if isinstance(model, str | os.PathLike) else f"{type(model).__name__!r}"
    return (
        f"{what} cannot predict, so there is nothing to evaluate; "
        "pass a live Keras model (keras.models.load_model(path)) or a fitted scikit-learn estimator"
    )


def _is_keras(model: Any) -> bool:
    return any(kind.__module__.split(".")[0] in ("keras", "tf_keras", "tensorflow") for kind in type(model).__mro__)


def _shape(x: Any) -> str:
    if isinstance(x, Mapping):
        return ", ".join(f"{key}: {_shape(value)}" for key, value in x.items())
    return str(tuple(np.shape(x))) if hasattr(x, "shape") else f"{_length(x)} samples"


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


def _output(name: str) -> str:
    return f"output {name!r}" if name else "the model"
