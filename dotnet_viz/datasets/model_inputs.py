"""What a model takes, and data in that form, or one sentence on why they have another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.datasets.batches import Shapes
from dotnet_viz.datasets.tensors import array_from, holds_arrays, is_frame, is_tensor, map_arrays, without_text_objects
from dotnet_viz.errors import ShapeError, UnsupportedInputError


@dataclass(frozen=True)
class InputSpec:
    """What a live model takes, as far as it is known.

    Args:
        names: of the inputs of a network, in order.
        shapes: of them, with the axis of samples; ``None`` where they are not known.
        by_name: whether the network takes a dict.
        columns: names of the columns that an estimator was fitted with; empty where it was fitted with an array.
        is_network: whether it is a model of Keras, which takes numbers in arrays.
    """

    names: tuple[str, ...] = ()
    shapes: Shapes = None
    by_name: bool = False
    columns: tuple[str, ...] = ()
    is_network: bool = False


def is_keras(thing: Any) -> bool:
    """Whether an object is of a class of Keras or TensorFlow, or of one that inherits from it; neither is imported.

    Args:
        thing: any object.
    """
    return any(kind.__module__.split(".")[0] in ("keras", "tf_keras", "tensorflow") for kind in type(thing).__mro__)


def input_spec(model: Any) -> InputSpec:
    """Return what a model takes.

    Args:
        model: any object; nothing is known of what is no live Keras model and no fitted estimator.

    Example:
        >>> from sklearn.linear_model import LinearRegression
        >>> input_spec(LinearRegression())
        InputSpec(names=(), shapes=None, by_name=False, columns=(), is_network=False)
    """
    if not is_keras(model):
        columns = getattr(model, "feature_names_in_", None)
        return InputSpec(columns=() if columns is None else tuple(map(str, columns)))
    try:
        tensors = list(getattr(model, "inputs", None) or ())
    except (ValueError, AttributeError):  # a model that was never built
        tensors = []
    structure: Any = getattr(model, "_inputs_struct", getattr(model, "_nested_inputs", None))
    by_name = isinstance(structure, Mapping)
    if not tensors or (by_name and any(not hasattr(structure[name], "shape") for name in structure)):
        return InputSpec(is_network=True)
    names = tuple(sorted(structure) if by_name else map(_input_name, tensors))
    shapes = [tuple(None if size is None else int(size) for size in tensor.shape) for tensor in tensors]
    return InputSpec(names, shapes, by_name, is_network=True)


def _input_name(tensor: Any) -> str:
    history = getattr(tensor, "_keras_history", None)
    layer = getattr(history, "operation", getattr(history, "layer", None))
    return str(getattr(layer, "name", tensor.name))


def fit_to_model(x: Any, spec: InputSpec) -> Any:
    """Return samples in the form in which a model takes them; arrays that fit are not copied.

    Args:
        x: an array or tensor, a frame, a list or dict of several inputs, or of columns by name.
        spec: what the model takes.

    Raises:
        ShapeError: they have another shape, which the message states beside that of the model.
        UnsupportedInputError: columns of text for a network that takes numbers.

    Example:
        >>> spec = InputSpec(("image",), [(None, 4, 4, 1)], is_network=True)
        >>> fit_to_model(np.zeros((5, 4, 4)), spec).shape
        (5, 4, 4, 1)
        >>> fit_to_model(np.zeros((5, 16)), spec)
        Traceback (most recent call last):
        ...
        dotnet_viz.errors.ShapeError: the model takes samples of the shape 4 × 4 × 1, but these have 16 (an array of 5 × 16)
    """
    if not spec.is_network:
        return _for_estimator(x, spec)
    if spec.shapes is None:
        return matrix_of_columns(x) if is_frame(x) else map_arrays(array_from, x) if _is_convertible(x) else x
    parts = _inputs(x, spec)
    fitted = [_fitted(part, spec, position) for position, part in enumerate(parts)]
    if spec.by_name:
        return dict(zip(spec.names, fitted, strict=True))
    return fitted[0] if len(fitted) == 1 else fitted


def _for_estimator(x: Any, spec: InputSpec) -> Any:
    if isinstance(x, Mapping) and not hasattr(x, "shape"):
        return table_of_columns(x, spec)
    return array_from(x) if is_tensor(x) and not hasattr(x, "toarray") and not isinstance(x, np.ndarray) else x


def table_of_columns(columns: Mapping[str, Any], spec: InputSpec) -> Any:
    """Return columns by name as the table that an estimator was fitted with: a frame of pandas, or an array.

    Args:
        columns: arrays of shape (samples,).
        spec: of the model.

    Raises:
        UnsupportedInputError: an array would have columns of text.
        ShapeError: a column of the model is missing.
    """
    lacking = [name for name in spec.columns if name not in columns]
    if lacking:
        raise ShapeError(f"the data lack the column {lacking[0]!r}; the model takes: {', '.join(spec.columns)}")
    chosen = {name: columns[name] for name in spec.columns or columns}
    if spec.columns:  # an estimator has names of columns only where it was fitted with a frame
        from pandas import DataFrame

        return DataFrame(chosen)
    return matrix_of_columns(chosen)


def matrix_of_columns(columns: Any) -> NDArray[Any]:
    """Return columns of numbers as an array of shape (samples, columns).

    Args:
        columns: a frame, or a dict of arrays of shape (samples,).

    Raises:
        UnsupportedInputError: a column holds something else than numbers.
        ShapeError: columns have different lengths.
    """
    arrays = {str(name): np.asarray(columns[name]) for name in (columns.columns if is_frame(columns) else columns)}
    for name, array in arrays.items():
        if array.dtype.kind == "O":
            arrays[name] = _numbers(name, array)
        elif array.dtype.kind not in "biuf":
            raise UnsupportedInputError(_no_numbers(name))
    if len({array.shape[:1] for array in arrays.values()}) > 1:
        raise ShapeError("the columns of the data differ in length")
    return np.column_stack(list(arrays.values())) if arrays else np.zeros((0, 0))


def _numbers(name: str, array: NDArray[Any]) -> NDArray[np.float64]:
    try:
        return array.astype(np.float64)
    except (ValueError, TypeError):
        raise UnsupportedInputError(_no_numbers(name)) from None


def _no_numbers(name: str) -> str:
    return f"the column {name!r} holds no numbers, which the model takes; if it has the labels, name it: target= (--target)"


def _inputs(x: Any, spec: InputSpec) -> list[Any]:
    """Return an array for each input."""
    shapes = spec.shapes or ()
    if isinstance(x, Mapping) or is_frame(x):
        named = list(x.columns) if is_frame(x) else list(x)
        if set(spec.names) <= set(named) and (len(shapes) > 1 or not is_frame(x)):
            return [np.asarray(x[name]) if is_frame(x) else x[name] for name in spec.names]
        if len(shapes) == 1 and all(np.ndim(x[name]) == 1 for name in named):
            return [as_samples(matrix_of_columns(x), shapes[0])]
        if len(shapes) == 1 and len(named) == 1:
            return [x[named[0]]]
        lacking = [name for name in spec.names if name not in named]
        raise ShapeError(
            f"the model takes the {'input' if len(shapes) == 1 else 'inputs'} {', '.join(map(repr, spec.names))},"
            f" and the data lack {', '.join(map(repr, lacking))}; they have: {', '.join(map(str, named[:20]))}"
        )
    if holds_arrays(x) and (len(x) > 1 or len(shapes) == 1):
        parts = list(x) if len(shapes) > 1 or len(x) == 1 else [np.asarray(x)]
    else:
        parts = [x]
    if len(parts) != len(shapes):
        raise ShapeError(f"the model takes {len(shapes)} inputs ({', '.join(spec.names)}), and the data have {len(parts)}")
    return parts


def as_samples(matrix: NDArray[Any], shape: tuple[int | None, ...]) -> NDArray[Any]:
    """Return rows of a table in the shape of samples that are no rows, such as images whose pixels are the columns.

    Args:
        matrix: of shape (samples, columns).
        shape: that a model takes, with the axis of samples.
    """
    sizes = shape[1:]
    if len(sizes) > 1 and None not in sizes and math.prod(int(size or 0) for size in sizes) == matrix.shape[1]:
        return matrix.reshape(len(matrix), *(int(size or 0) for size in sizes))
    return matrix


def _fitted(part: Any, spec: InputSpec, position: int) -> NDArray[Any]:
    shape = (spec.shapes or ())[position]
    array = without_text_objects(array_from(part))
    for candidate in fitting(array, shape, is_sample=False):
        return candidate
    whose = "the model" if len(spec.shapes or ()) == 1 else f"the input {spec.names[position]!r} of the model"
    takes = f"{whose} takes samples of the shape {sizes_in_words(shape[1:])}"
    if array.ndim < 2:
        what = f"each of these {len(array):,} is" if array.ndim else "this is"
        raise ShapeError(f"{takes}, but {what} a single value; samples come before their answers: data=(x, y)")
    raise ShapeError(f"{takes}, but these have {sizes_in_words(array.shape[1:])} (an array of {sizes_in_words(array.shape)})")


def sizes_in_words(shape: Sequence[int | None]) -> str:
    """Return sizes with crosses between them; a size that is free is "any".

    Args:
        shape: sizes.

    Example:
        >>> sizes_in_words((None, 3))
        'any × 3'
    """
    return " × ".join("any" if size is None else str(size) for size in shape)


def fitting(array: NDArray[Any], shape: tuple[int | None, ...], *, is_sample: bool = True) -> Iterator[NDArray[Any]]:
    """Yield an array as samples of a shape: as it is, with an axis of samples, or with one of channels too.

    Args:
        array: samples, or one sample.
        shape: of an input, with the axis of samples.
        is_sample: whether it may be one sample.
    """
    tries = [array] if array.ndim == len(shape) else []
    tries += [array[np.newaxis]] if is_sample and array.ndim == len(shape) - 1 else []
    if shape[-1:] == (1,):  # a grey image is often stored without its one channel
        tries += [array[..., np.newaxis]] if array.ndim == len(shape) - 1 else []
        tries += [array[np.newaxis, ..., np.newaxis]] if is_sample and array.ndim == len(shape) - 2 else []
    for candidate in tries:
        if all(want in (None, size) for want, size in zip(shape[1:], candidate.shape[1:], strict=True)):
            yield candidate


def _is_convertible(x: Any) -> bool:
    return is_tensor(x) or isinstance(x, Mapping) or holds_arrays(x)
