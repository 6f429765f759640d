"""What a live model predicts: of arrays at once, of a stream batch by batch."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import whole_number
from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError, first_line

_INFINITE = -1


@dataclass(frozen=True, eq=False)
class Predicted:
    """What a model answered.

    Args:
        values: as the model returned them: an array, or a list or dict of arrays by output.
        answers: ``y``, as it was given or as the stream had it.
        samples: how many there are.
        chosen: labels that an estimator predicts, where ``values`` are its decision values; ``None`` elsewhere.
    """

    values: Any
    answers: Any
    samples: int
    chosen: NDArray[Any] | None = None


def predict(model: Any, x: Any, y: Any, batch_size: int, task: str | None) -> Predicted:
    """Predict samples, once.

    Args:
        model: a live Keras model, or a fitted scikit-learn estimator or pipeline.
        x: samples as the model takes them; or, without ``y``, an iterable of batches ``(x, y)``, such as a ``tf.data.Dataset``.
        y: targets; ``None`` where ``x`` has them.
        batch_size: number of samples that Keras predicts at a time.
        task: ``"regression"`` asks a classifier for labels in place of probabilities.

    Raises:
        UnsupportedInputError: the model cannot predict, or the samples have no targets.
        ShapeError: the model cannot predict these samples, or there are none.
        OptionError: a batch size below 1, or a stream without end.
    """
    if not callable(getattr(model, "predict", None)):
        raise UnsupportedInputError(_cannot_predict(model))
    whole_number("batch_size", batch_size)
    if y is None and _is_stream(x):
        return _predict_stream(model, x, task)
    _check_data(x, y)
    values, chosen = _ask(model, x, task, batch_size)
    return Predicted(values, y, sample_count(x), chosen)


def _ask(model: Any, x: Any, task: str | None, batch_size: int | None) -> tuple[Any, NDArray[Any] | None]:
    """Return probabilities, or decision values with labels, or what the model predicts."""
    try:
        if is_keras(model):
            # A batch of a stream is one already; predict() would start its own loop over it.
            return (
                model.predict_on_batch(x) if batch_size is None else model.predict(x, batch_size=batch_size, verbose=0)
            ), None
        if task != "regression" and callable(getattr(model, "predict_proba", None)):
            found = model.predict_proba(x)
            return (found if isinstance(found, np.ndarray) else _of_labels(found)), None
        if task != "regression" and hasattr(model, "classes_") and callable(getattr(model, "decision_function", None)):
            values = np.asarray(model.decision_function(x))
            if values.ndim == 1 or values.shape[1] == len(model.classes_):
                return values, np.asarray(model.predict(x))
        return model.predict(x), None
    except Exception as error:
        raise ShapeError(f"the model could not predict x of shape {_shape(x)}: {first_line(error)}") from error


def _of_labels(found: Any) -> Any:
    """Return the probabilities of labels, which forests and others give as a list of two columns each, as a column each."""
    if isinstance(found, list) and all(np.ndim(part) == 2 and np.shape(part)[1] == 2 for part in found):
        return np.column_stack([part[:, 1] for part in found])
    return found


def _predict_stream(model: Any, stream: Any, task: str | None) -> Predicted:
    values: list[Any] = []
    answers: list[Any] = []
    chosen: list[Any] = []
    for x, y in _batches(stream):
        found, labels = _ask(model, x, task, None)
        values.append(found)
        answers.append(y)
        chosen.append(labels)
    if not values:
        raise ShapeError("the stream has no batches; evaluation needs at least one sample")
    joined = _joined(answers)
    known = None if chosen[0] is None else np.concatenate(chosen)
    return Predicted(_joined(values), joined, sample_count(joined), known)


def _batches(stream: Any) -> Iterator[tuple[Any, Any]]:
    cardinality = getattr(stream, "cardinality", None)
    if callable(cardinality) and int(cardinality()) == _INFINITE:
        raise OptionError("the data set repeats without end; pass a part of it, such as dataset.take(100)")
    items: Iterable[Any] = stream
    # A data set of batches by number, such as keras.utils.PyDataset, need not end when it is iterated over.
    if hasattr(stream, "__getitem__") and hasattr(stream, "__len__"):
        items = (stream[number] for number in range(len(stream)))
    for item in items:
        if not isinstance(item, tuple | list) or len(item) < 2:
            raise UnsupportedInputError("the stream has samples without answers; it must yield batches (x, y)")
        yield item[0], item[1]


def _joined(parts: list[Any]) -> Any:
    first = parts[0]
    if isinstance(first, Mapping):
        return {name: _joined([part[name] for part in parts]) for name in first}
    if isinstance(first, tuple | list):
        return [_joined([part[position] for part in parts]) for position in range(len(first))]
    return np.concatenate([np.atleast_1d(np.asarray(part)) for part in parts])


def _is_stream(x: Any) -> bool:
    if x is None or isinstance(x, np.ndarray | list | tuple | Mapping | str | os.PathLike) or hasattr(x, "shape"):
        return False
    return hasattr(x, "__iter__") or (hasattr(x, "__getitem__") and hasattr(x, "__len__"))


def is_keras(thing: Any) -> bool:
    """Whether an object is of a class of Keras or TensorFlow, or of one that inherits from it; neither is imported."""
    return any(kind.__module__.split(".")[0] in ("keras", "tf_keras", "tensorflow") for kind in type(thing).__mro__)


def _check_data(x: Any, y: Any) -> None:
    if x is None or y is None:
        raise UnsupportedInputError("evaluation needs samples and their answers: data=(x, y), both as arrays")
    if not isinstance(y, list | tuple | Mapping) and sample_count(x) != sample_count(y):
        raise ShapeError(
            f"x has {sample_count(x)} samples but y has {sample_count(y)} answers; they must be of the same length"
        )
    if sample_count(x) == 0:
        raise ShapeError("x holds no samples; evaluation needs at least one")


def sample_count(data: Any) -> int:
    """Return how many samples arrays hold.

    Args:
        data: an array or frame, or several in a list or dict.

    Raises:
        UnsupportedInputError: it has no length, such as a generator.
    """
    first = next(iter(data.values()), ()) if isinstance(data, Mapping) else data
    if isinstance(first, list | tuple) and first and hasattr(first[0], "shape") and np.ndim(first[0]) > 0:
        first = first[0]
    try:
        return int(first.shape[0]) if hasattr(first, "shape") else len(first)
    except (TypeError, IndexError) as error:
        kind = type(data).__name__
        raise UnsupportedInputError(f"cannot find out how many samples {kind!r} holds; pass x and y as arrays") from error


def _cannot_predict(model: Any) -> str:
    what = f"the file {os.fspath(model)!r}" if isinstance(model, str | os.PathLike) else f"{type(model).__name__!r}"
    return (
        f"{what} cannot predict, so there is nothing to evaluate; "
        "pass a live Keras model (keras.models.load_model(path)) or a fitted scikit-learn estimator"
    )


def _shape(x: Any) -> str:
    if isinstance(x, Mapping):
        return ", ".join(f"{key}: {_shape(value)}" for key, value in x.items())
    return str(tuple(np.shape(x))) if hasattr(x, "shape") else f"{sample_count(x)} samples"
