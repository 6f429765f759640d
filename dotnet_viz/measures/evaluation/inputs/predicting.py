"""What a live model predicts: of arrays at once, of a stream batch by batch."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import whole_number
from dotnet_viz.datasets.batches import join_structures, labelled_batches
from dotnet_viz.datasets.model_inputs import InputSpec, fit_to_model, input_spec, is_keras
from dotnet_viz.datasets.read import MAX_SAMPLES, WEIGHTS, read_data, taken_of
from dotnet_viz.datasets.streams import is_stream, stream_of
from dotnet_viz.datasets.tensors import map_arrays
from dotnet_viz.errors import ShapeError, UnsupportedInputError, counted, first_line
from dotnet_viz.graph import Graph
from dotnet_viz.translation.audience import spelled
from dotnet_viz.translation.translate import translate


@dataclass(frozen=True, eq=False)
class Predicted:
    """What a model answered.

    Args:
        values: as the model returned them: an array, or a list or dict of arrays by output.
        answers: ``y``, as it was given or as the stream had it.
        samples: how many there are.
        chosen: labels that an estimator predicts, where ``values`` are its decision values; ``None`` elsewhere.
        x: the samples, where they are in memory.
        notes: sentences on samples that were left out.
    """

    values: Any
    answers: Any
    samples: int
    chosen: NDArray[Any] | None = None
    x: Any = None
    notes: tuple[str, ...] = ()


def predict(
    model: Any,
    x: Any,
    y: Any,
    batch_size: int,
    task: str | None,
    *,
    target: object = None,
    max_samples: int | None = None,
) -> Predicted:
    """Predict samples, once.

    Args:
        model: a live Keras model, or a fitted scikit-learn estimator or pipeline.
        x: samples as the model takes them; or, without ``y``, what :func:`~dotnet_viz.datasets.read.read_data` takes. Of data
            that are made piece by piece one batch is in memory at a time.
        y: targets; ``None`` where ``x`` has them.
        batch_size: number of samples that Keras predicts at a time.
        task: ``"regression"`` asks a classifier for labels in place of probabilities.
        target: name of the labels in ``x``.
        max_samples: samples at most; ``None`` for all, or for 10,000 of data that might have no end.

    Raises:
        UnsupportedInputError: the model cannot predict, or the samples have no targets.
        ShapeError: the model cannot predict these samples, or there are none.
        OptionError: a batch size or a number of samples below 1, or an unknown target.
    """
    if not callable(getattr(model, "predict", None)):
        raise UnsupportedInputError(_cannot_predict(model))
    whole_number("batch_size", batch_size)
    spec = input_spec(model)
    if y is None and is_stream(x):
        return _predict_stream(model, x, task, spec, target, max_samples)
    if x is None:
        raise _no_labels()
    given = read_data(x if y is None else (x, y), target=target, max_samples=max_samples, spec=spec)
    _check_data(given.x, given.y)
    values, chosen = _ask(model, fit_to_model(given.x, spec), task, batch_size)
    notes = (translate("Data: {source}.", source=given.source), *given.notes) if given.is_part else given.notes
    return Predicted(values, given.y, sample_count(given.x), chosen, given.x, notes)


def _ask(model: Any, x: Any, task: str | None, batch_size: int | None) -> tuple[Any, NDArray[Any] | None]:
    """Return probabilities, or decision values with labels, or what the model predicts."""
    try:
        if is_keras(model):
            x = map_arrays(_texts_as_tensor, x)
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


def _texts_as_tensor(array: Any) -> Any:
    """Return texts as a tensor: Keras predicts no arrays of texts. A live layer that cuts texts has loaded TensorFlow."""
    tensorflow = sys.modules.get("tensorflow")
    is_text = getattr(getattr(array, "dtype", None), "kind", "") in ("U", "S")
    return tensorflow.constant(array) if is_text and tensorflow is not None else array


def _of_labels(found: Any) -> Any:
    """Return the probabilities of labels, which forests and others give as a list of two columns each, as a column each."""
    if isinstance(found, list) and all(np.ndim(part) == 2 and np.shape(part)[1] == 2 for part in found):
        return np.column_stack([part[:, 1] for part in found])
    return found


def _predict_stream(
    model: Any, data: Any, task: str | None, spec: InputSpec, target: object, max_samples: int | None
) -> Predicted:  # fmt: skip
    stream = stream_of(data)
    most = None if max_samples is None else whole_number("max_samples", max_samples)
    limit = MAX_SAMPLES if most is None and stream.can_be_endless else most
    values: list[Any] = []
    answers: list[Any] = []
    chosen: list[Any] = []
    samples, largest, has_weights = 0, 0, False
    for batch in labelled_batches(stream, limit, spec.shapes, target, spec.names):
        if batch.y is None:
            raise UnsupportedInputError("the stream has samples without answers; it must yield batches (x, y)")
        found, labels = _ask(model, fit_to_model(batch.x, spec), task, None)
        values.append(found)
        answers.append(batch.y)
        chosen.append(labels)
        samples, largest, has_weights = samples + batch.samples, max(largest, batch.samples), has_weights or batch.has_weights
    if not values:
        raise ShapeError("the stream has no batches; evaluation needs at least one sample")
    known = None if chosen[0] is None else np.concatenate(chosen)
    is_whole = limit is None or samples < limit
    taken, is_part = taken_of(stream, samples, largest, is_whole=is_whole)
    notes: tuple[str, ...] = (translate("Data: {source}.", source=f"{stream.kind}: {taken}"),) if is_part else ()
    notes += (translate(WEIGHTS),) if has_weights else ()
    return Predicted(join_structures(values), join_structures(answers), samples, known, None, notes)


def _check_data(x: Any, y: Any) -> None:
    if x is None or y is None:
        raise _no_labels()
    if not isinstance(y, list | tuple | Mapping) and sample_count(x) != sample_count(y):
        raise ShapeError(
            f"x has {counted(sample_count(x), 'sample')} but y has {counted(sample_count(y), 'answer')};"
            " they must be of the same length"
        )
    if sample_count(x) == 0:
        raise ShapeError("x holds no samples; evaluation needs at least one")


def _no_labels() -> UnsupportedInputError:
    given = spelled("x and y, both as arrays, in a report data=(x, y), or data that have labels", "data that have labels")
    named = spelled("target= names them", "--target names their column or array")
    return UnsupportedInputError(f"evaluation needs samples and their answers: {given}; of a frame, a table or a dict, {named}")


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
        if np.ndim(data) == 0 and isinstance(data, np.ndarray | np.generic | float | int):
            raise ShapeError(
                f"{data!r} is a single value, and x and y hold one entry for each sample; of one sample write x[:1] and y[:1]"
            ) from error
        kind = type(data).__name__
        raise UnsupportedInputError(f"cannot find out how many samples {kind!r} holds; pass x and y as arrays") from error


def _cannot_predict(model: Any) -> str:
    if isinstance(model, Graph):
        return (
            "a 'Graph' cannot predict: it has the layers and weights that were read, such as those of a .json file with weights"
            ", and nothing that runs; make the model with Keras (keras.models.model_from_json(text), model.load_weights(path)),"
            " and pass it or the .keras file that it is saved to"
        )
    what = f"the file {os.fspath(model)!r}" if isinstance(model, str | os.PathLike) else f"{type(model).__name__!r}"
    return (
        f"{what} cannot predict, so there is nothing to evaluate; "
        "pass a live Keras model (keras.models.load_model(path)) or a fitted scikit-learn estimator,"
        " or what was predicted before as predictions=(y_true, y_score)"
    )


def _shape(x: Any) -> str:
    if isinstance(x, Mapping):
        return ", ".join(f"{key}: {_shape(value)}" for key, value in x.items())
    return str(tuple(np.shape(x))) if hasattr(x, "shape") else f"{sample_count(x)} samples"
