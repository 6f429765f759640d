"""One sample as a model's inputs: axes are checked, and what each axis is is found."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.datasets.tensors import without_text_objects
from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError
from dotnet_viz.explain.attribution.layers import channels_first, reads_sequences
from dotnet_viz.explain.attribution.runner import Runner
from dotnet_viz.explain.live.model_inputs import flat_inputs, input_name, input_names

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class ModelInput:
    """One input of a model.

    Args:
        name: of the input.
        values: one sample, its axis of samples included.
        channel_axis: axis of channels in ``values``, ``None`` where there is none.
        words: those that the model itself cuts a text into; empty where it cuts none, or in a way that is not known.
    """

    name: str
    values: Array
    channel_axis: int | None = None
    words: tuple[str, ...] = ()

    @property
    def is_numeric(self) -> bool:
        """Whether a gradient can reach it: whole numbers are positions in a table, and text is not a number."""
        return self.values.dtype.kind == "f"

    @property
    def shape(self) -> tuple[int, ...]:
        """Sizes of the axes of space, or of positions: without samples and channels."""
        return tuple(size for axis, size in enumerate(self.values.shape) if axis not in (0, self.channel_axis))


def model_inputs(runner: Runner, x: Any) -> tuple[ModelInput, ...]:
    """Return one sample as the inputs of a model.

    Args:
        runner: of the model.
        x: an array, with or without the axis of samples; for several inputs a list, a tuple or a dict of them by name.

    Raises:
        ShapeError: the number of arrays or their shapes do not fit, or there are several samples.
        UnsupportedInputError: something is not an array.
    """
    tensors = flat_inputs(runner.model) or []
    arrays = _arrays(x, input_names(runner.model))
    if tensors and len(arrays) != len(tensors):
        raise ShapeError(f"the model {runner.model.name!r} has {len(tensors)} inputs, and {len(arrays)} were given")
    layers = list(runner.layers.values())
    first, sequences = channels_first(layers), reads_sequences(layers)
    found = []
    for index, array in enumerate(arrays):
        tensor = tensors[index] if tensors else None
        name = _name(tensor, index, len(arrays))
        values = _one_sample(array, None if tensor is None else tuple(tensor.shape), name)
        values = _in_dtype(values, None if tensor is None else str(tensor.dtype), name, has_embedding=_has_embedding(runner))
        axis = _channel_axis(values, first=first, sequences=sequences)
        found.append(ModelInput(name, values, axis, _words(values, layers)))
    return tuple(found)


def _name(tensor: Any, index: int, count: int) -> str:
    """Return the name of an input; one that Keras made up says nothing."""
    name = "" if tensor is None else input_name(tensor)
    if name and not name.startswith(("keras_tensor", "input_layer")):
        return name
    return "input" if count == 1 else f"input_{index + 1}"


def _in_dtype(values: Array, dtype: str | None, name: str, *, has_embedding: bool) -> Array:
    """Return a sample as the numbers that the input takes: of single precision, or whole."""
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        raise ShapeError(f"the input {name!r} has values that are NaN or infinite; fill them, such as with np.nan_to_num(x)")
    if dtype is not None and "int" in dtype:
        if values.dtype.kind == "f" and (values != np.floor(values)).any():
            odd = values[values != np.floor(values)][0]
            raise UnsupportedInputError(f"the input {name!r} takes whole numbers, and the array has {odd}")
        return values.astype(np.int64) if values.dtype.kind == "f" else values
    if values.dtype.kind in "UST" and dtype is not None and "string" not in dtype:
        raise UnsupportedInputError(f"the input {name!r} takes numbers, and text is given")
    is_number = values.dtype.kind == "f" or (values.dtype.kind in "iub" and not has_embedding)
    return values.astype(np.float32) if is_number else values


def _words(values: Array, layers: Sequence[Any]) -> tuple[str, ...]:
    """Return the words that the only ``TextVectorization`` of a model makes of one text, where these are known."""
    cutting = [layer.get_config() for layer in layers if type(layer).__name__ == "TextVectorization"]
    if values.dtype.kind not in "US" or values.size != 1 or len(cutting) != 1:
        return ()
    config = cutting[0]
    if config.get("split") != "whitespace" or config.get("ngrams") is not None or callable(config.get("standardize")):
        return ()
    words = str(values.reshape(-1)[0]).split()
    strips = "strip_punctuation" in str(config.get("standardize"))
    return tuple(word for word in words if not strips or word.strip(string.punctuation))


def _has_embedding(runner: Runner) -> bool:
    from dotnet_viz.explain.attribution.layers import is_embedding

    return any(is_embedding(layer) for layer in runner.layers.values())


def _arrays(x: Any, names: Sequence[str]) -> list[Array]:
    if isinstance(x, Mapping):
        order = list(names) or list(x)
        missing = [name for name in order if name not in x]
        if missing:
            raise OptionError(f"no array is given for the input {missing[0]!r}; there are: {', '.join(map(str, x))}")
        parts = [x[name] for name in order]
    elif (isinstance(x, (list, tuple)) and len(names) > 1) or (
        isinstance(x, (list, tuple)) and len(x) == 1 and np.ndim(x[0]) > 0
    ):
        parts = list(x)
    else:
        parts = [x]
    return [_array(part) for part in parts]


def _array(part: Any) -> Array:
    if hasattr(part, "detach"):
        part = part.detach().cpu()
    try:
        array = np.asarray(part.to_numpy() if hasattr(part, "to_numpy") else part)
    except (ValueError, TypeError) as error:
        raise UnsupportedInputError(f"an input must be an array of numbers: {error}") from error
    if array.dtype.name == "bfloat16":
        array = array.astype(np.float32)
    array = without_text_objects(array)
    if array.dtype.kind not in "fiubUST":
        raise UnsupportedInputError(f"an input must be an array of numbers, not {type(part).__name__!r}")
    return array


def _one_sample(array: Array, shape: tuple[int | None, ...] | None, name: str) -> Array:
    """Return an array with an axis of samples that has one."""
    if shape is None:
        shape = (None, *array.shape[1:]) if array.ndim and array.shape[0] == 1 else (None, *array.shape)
    given = array.shape  # as the message names it
    if array.ndim == len(shape) - 2 and shape[-1] == 1:  # a grey image without channels
        array = array[..., np.newaxis]
    if array.ndim == len(shape) - 1:
        is_grey = shape[-1] == 1 and array.shape[-1] != 1 and array.shape[0] == 1
        array = array[..., np.newaxis] if is_grey else array[np.newaxis]
    fits = array.ndim == len(shape) and all(
        wanted in (None, size) for size, wanted in zip(array.shape[1:], shape[1:], strict=True)
    )
    if not fits:
        raise ShapeError(f"the input {name!r} has the shape {_text(shape[1:])}, and the array {_text(given)}")
    if array.shape[0] != 1:
        raise ShapeError(f"one sample is explained at a time, and the input {name!r} has {array.shape[0]}: give x[:1]")
    return array


def _text(shape: Sequence[int | None]) -> str:
    return " × ".join("?" if size is None else str(size) for size in shape) or "()"


def _channel_axis(values: Array, *, first: bool, sequences: bool) -> int | None:
    if values.dtype.kind != "f" or values.ndim < 3:
        return None
    if values.ndim == 3 and not sequences:
        return None
    return 1 if first else values.ndim - 1
