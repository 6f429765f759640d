"""The function that an explainer asks: from samples to numbers for each output, of any kind of model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import names_in
from dotnet_viz.errors import NotBuiltError, OptionError, ShapeError, UnsupportedInputError
from dotnet_viz.explain.libraries.reasons import reason_of
from dotnet_viz.explain.libraries.samples import Samples
from dotnet_viz.explain.live.live_model import is_live
from dotnet_viz.translation.translate import mark

Predict = Callable[[Any], NDArray[np.float64]]
"""From samples as :class:`~dotnet_viz.explain.libraries.samples.Samples` has them to numbers, samples × outputs."""

_METHODS = (
    ("predict_proba", mark("probability")),
    ("decision_function", mark("decision function")),
    ("predict", mark("prediction")),
)
_BATCH = 256
_VALUES = 1_000_000
_MOST_ROWS = 8192


@dataclass(frozen=True, eq=False)
class Prediction:
    """How a model is asked, and what it answers.

    Args:
        predict: the function.
        space: what the numbers are: ``"probability"``, ``"decision function"``, ``"predicted class"`` or ``"prediction"``.
        classes: of a classifier, in the order of the outputs; ``None`` if unknown.
    """

    predict: Predict = field(repr=False)
    space: str
    classes: tuple[str, ...] | None = None


def prediction_of(model: Any, samples: Samples) -> Prediction:
    """Return how a model is asked: probabilities of a classifier, else its predictions.

    Args:
        model: a live Keras model, an estimator in the manner of scikit-learn, or any function of samples.
        samples: of which it knows in what form the model takes them.

    Raises:
        UnsupportedInputError: nothing of the kind.
        NotBuiltError: a Keras model without weights.
    """
    if is_live(model):
        if not model.built:
            raise NotBuiltError(f"the model {model.name!r} has no weights yet: call it on some data, or train it, first")
        ends_in = str(getattr(getattr(model.layers[-1], "activation", None), "__name__", "")) if model.layers else ""
        space = "probability" if ends_in in ("softmax", "sigmoid") else "prediction"
        return Prediction(_asked(_of_network(model), samples), space)
    classes = getattr(model, "classes_", None)
    known = None if classes is None or np.ndim(classes) != 1 else tuple(map(str, classes))
    for name, space in _METHODS:
        if known is None and name != "predict" and not _is_classifier(model):
            continue
        if isinstance(model, type) or not callable(getattr(model, name, None)):
            continue
        if name == "predict" and known is not None:
            return Prediction(_asked(_votes(model), samples), mark("predicted class"), known)
        return Prediction(_asked(getattr(model, name), samples), space, known)
    if callable(model) and not isinstance(model, type):
        return Prediction(_asked(model, samples), "prediction")
    what = f"the class {model.__name__!r}" if isinstance(model, type) else f"{type(model).__name__!r}"
    raise UnsupportedInputError(
        f"cannot explain {what}; pass a fitted estimator, a live Keras model, or a function that takes "
        "samples and returns numbers"
    )


def _of_network(model: Any) -> Callable[[Any], Any]:
    """Return the function of a live Keras model, in inference mode and in parts that fit into memory.

    ``model.predict`` takes a hundred times as long for the few rows that explainers ask for at a time, except on JAX, which
    compiles every operation for every number of rows.
    """
    import keras

    if keras.backend.backend() == "jax":
        return lambda x: model.predict(x, batch_size=_BATCH, verbose=0)

    def run(x: Any) -> Any:
        if isinstance(x, list):
            return _of_texts(model, x)
        rows = int(min(max(_VALUES // max(x[0].size, 1), 1), _MOST_ROWS))
        parts = [
            model(keras.ops.convert_to_tensor(x[start : start + rows]), training=False) for start in range(0, len(x), rows)
        ]
        if isinstance(parts[0], list | tuple | dict):
            return parts[0]  # which is refused by what asked for it
        return np.concatenate([keras.ops.convert_to_numpy(part) for part in parts])

    if keras.backend.backend() != "torch":
        return run
    import torch

    return torch.no_grad()(run)  # type: ignore[no-any-return]


def _of_texts(model: Any, texts: list[str]) -> Any:
    """Return what a live model of TensorFlow that takes texts returns for them."""
    import tensorflow as tf

    inputs: Any = getattr(model, "inputs", None) or ()
    is_column = len(inputs) == 1 and len(inputs[0].shape) == 2
    return np.asarray(model(tf.constant([[text] for text in texts] if is_column else texts), training=False))


def _votes(model: Any) -> Callable[[Any], Any]:
    """Return a function that has 1 for the class that a classifier names and 0 for the others."""
    return lambda x: np.asarray(model.predict(x))[:, np.newaxis] == np.asarray(model.classes_)


def _is_classifier(model: Any) -> bool:
    return callable(getattr(model, "predict_proba", None)) or str(getattr(model, "_estimator_type", "")) == "classifier"


def _asked(function: Callable[[Any], Any], samples: Samples) -> Predict:
    def predict(x: Any) -> NDArray[np.float64]:
        given = list(map(str, x)) if samples.kind == "text" else samples.as_given(x)
        try:
            found = function(given)
        except Exception as error:
            raise ShapeError(f"the model could not predict {_what(given)}: {reason_of(error)}") from error
        return output_matrix(found, len(given))

    return predict


def _what(given: Any) -> str:
    return f"{len(given)} texts" if isinstance(given, list) else f"samples of the shape {tuple(np.shape(given))}"


def output_matrix(found: Any, rows: int) -> NDArray[np.float64]:
    """Return what a model returned as numbers of the shape (samples, outputs).

    Args:
        found: an array, a tensor, or a list of numbers.
        rows: how many samples it is of.

    Raises:
        ShapeError: it has another shape, NaN or infinite values, or several outputs of several columns.
        UnsupportedInputError: it holds no numbers, such as names of classes.

    Example:
        >>> output_matrix([0.25, 0.75], 2).shape
        (2, 1)
    """
    if isinstance(found, dict) or (isinstance(found, list | tuple) and found and np.ndim(found[0]) > 1):
        raise ShapeError("the model has several outputs; explain one: a function that returns this one alone")
    if hasattr(found, "detach"):
        found = found.detach().cpu()
    array = np.asarray(found)
    if array.dtype.kind not in "biuf":
        raise UnsupportedInputError(
            "the model returns names of classes; pass a model with predict_proba, or a function that returns numbers"
        )
    if array.ndim == 0 or array.ndim > 2 or len(array) != rows:
        raise ShapeError(f"the model must return (samples, outputs), here ({rows}, ...), not the shape {array.shape}")
    if not np.isfinite(array).all():
        raise ShapeError("the model returns NaN or infinite values, which cannot be explained")
    return np.asarray(array.reshape(rows, -1), dtype=np.float64)


def output_names(outputs: int, class_names: Sequence[str] | None, classes: tuple[str, ...] | None) -> tuple[str, ...]:
    """Return a name for each output; of two classes and one output it is the second class that is meant.

    Args:
        outputs: how many there are.
        class_names: that the user gave.
        classes: that the model knows.

    Raises:
        OptionError: a wrong number of class names.

    Example:
        >>> output_names(1, ["malignant", "benign"], None), output_names(3, None, None), output_names(1, None, None)
        (('benign',), ('0', '1', '2'), ('output',))
    """
    given = None if class_names is None else names_in("class_names", class_names)
    names = classes if given is None else given
    if names is not None and len(names) == outputs:
        return names
    if names is not None and len(names) == 2 and outputs == 1:
        return names[1:]
    if given is not None:
        raise OptionError(f"class_names has {len(given)} names, and the model has {outputs} outputs")
    return ("output",) if outputs == 1 else tuple(map(str, range(outputs)))
