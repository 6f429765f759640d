"""Inputs that excite a unit most: gradient ascent from noise, with jitter and little total variation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import whole_number
from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.explain.attribution.gradients import Values, gradient_of, value
from dotnet_viz.explain.attribution.layers import layers_named
from dotnet_viz.explain.attribution.runner import LayerCall, Runner

STEPS = 128
_UNITS = 8
SIZE = 64
"""Length of an axis of space whose size the model leaves open."""


@dataclass(frozen=True, eq=False)
class MaximizedFeatures:
    """Inputs that excite units.

    Args:
        layer: id of the layer.
        units: their indices: channels of a convolution, neurons of a dense layer.
        images: the inputs; shape (units, ...) as the model takes them.
        activations: mean activation of each unit for its input; shape (units,).
        start_activations: the same for the noise that the ascent began with.
        channel_axis: axis of channels of the images, ``None`` where there is none.
    """

    layer: str
    units: tuple[int, ...]
    images: Values
    activations: NDArray[np.float32]
    start_activations: NDArray[np.float32]
    channel_axis: int | None


@dataclass(frozen=True)
class MaximizationOptions:
    """How inputs are found.

    Args:
        steps: of the ascent.
        step_size: of each, as a share of the range of the input's values.
        jitter: by how many pixels the input is shifted at most in each step.
        total_variation: weight of the differences between neighbours, which keeps noise low.
        seed: of the first noise and of the jitter.
        value_range: the smallest and the largest value of an input.

    Raises:
        OptionError: a value that an option cannot take.
    """

    steps: int = STEPS
    step_size: float = 0.05
    jitter: int = 2
    total_variation: float = 0.2
    seed: int = 0
    value_range: tuple[float, float] = (0.0, 1.0)

    def __post_init__(self) -> None:
        for name, least in (("steps", 1), ("jitter", 0), ("seed", 0)):
            whole_number(name, getattr(self, name), least=least)
        for name in ("step_size", "total_variation"):
            if not isinstance(getattr(self, name), Real):
                raise OptionError(f"{name} must be a number, not {getattr(self, name)!r}")
        limits: Any = self.value_range
        are_two = isinstance(limits, (tuple, list)) and len(limits) == 2 and all(isinstance(one, Real) for one in limits)
        if not are_two or not limits[0] < limits[1]:
            raise OptionError(f"value_range must be the smallest and the largest value of an input, not {self.value_range!r}")


def maximize_features(model: Any, layer: str, units: Sequence[int] | None, options: MaximizationOptions) -> MaximizedFeatures:
    """Return inputs that excite units of a layer.

    Erhan and others (2009), Visualizing higher-layer features of a deep network; jitter and total variation as in
    Mordvintsev and others (2015), Inceptionism.

    Args:
        model: a built ``keras.Model`` with one input.
        layer: id or name of a layer.
        units: indices of channels or neurons; ``None`` takes the first eight.
        options: how inputs are found.

    Raises:
        OptionError: there is no such layer or unit.
        UnsupportedInputError: the model has several inputs, or one that takes no gradient.
    """
    if units is not None and not units:
        raise OptionError("units must be positions of units, such as range(8), and there are none")
    runner = Runner(model)
    shape = _input_shape(runner)
    path = layers_named(runner.layers, layer)[0]
    random = np.random.default_rng(options.seed)
    low, high = options.value_range
    middle, width = (low + high) / 2, high - low
    noise = middle + 0.1 * width * random.standard_normal((1, *shape))
    chosen = _units(path, units, int(_outputs(runner, path, noise.astype(np.float32)).shape[-1]))
    images = np.repeat(noise.astype(np.float32), len(chosen), axis=0)
    activation = _activation(runner, path, chosen)
    start = value(activation, images)
    space = tuple(range(1, len(shape))) if len(shape) > 1 else ()
    ascent = gradient_of(activation)
    for _ in range(options.steps):
        shift = random.integers(-options.jitter, options.jitter + 1, len(space)) if space else ()
        moved = np.roll(images, tuple(shift), space) if space else images
        _, gradient = ascent(moved)
        gradient = gradient / _scale(gradient) - options.total_variation * _variation_gradient(moved / width, space)
        moved = np.clip(moved + options.step_size * width * gradient / _scale(gradient), low, high).astype(np.float32)
        images = np.roll(moved, tuple(-part for part in shift), space) if space else moved
    channels = len(shape) if len(shape) > 1 else None
    return MaximizedFeatures(path, chosen, images, value(activation, images), start, channels)


def _input_shape(runner: Runner) -> tuple[int, ...]:
    inputs = getattr(runner.model, "inputs", None) or []
    if len(inputs) != 1 or "float" not in str(inputs[0].dtype):
        raise UnsupportedInputError(
            "feature maximization needs a model with one input of floating-point numbers whose shape is known"
        )
    return tuple(SIZE if size is None else int(size) for size in inputs[0].shape[1:])


def _units(path: str, units: Sequence[int] | None, count: int) -> tuple[int, ...]:
    if units is None:
        return tuple(range(min(_UNITS, count)))
    if any(not 0 <= unit < count for unit in units):
        raise OptionError(f"the layer {path!r} has the units 0 to {count - 1}, not {[*units]}")
    return tuple(units)


def _activation(runner: Runner, path: str, units: Sequence[int]) -> Any:
    import keras

    def activation(images: Any) -> Any:
        output = _outputs(runner, path, images)
        count = int(output.shape[-1])
        rows = keras.ops.mean(keras.ops.reshape(output, (len(units), -1, count)), axis=1)
        chosen = keras.ops.one_hot(np.asarray(units), count, dtype="float32")
        return keras.ops.sum(rows * chosen, axis=-1)

    return activation


def _outputs(runner: Runner, path: str, images: Any) -> Any:
    """Return what a layer returns for some images, its units along the last axis."""
    import keras

    found: list[LayerCall] = []
    runner.run([images], seen=lambda call: found.append(call) if call.id == (path, 1) else None)
    if not found:
        raise OptionError(f"the layer {path!r} is not called for the output of the model")
    output = keras.ops.cast(found[0].value, "float32")
    first = getattr(runner.layers[path], "data_format", None) == "channels_first"
    return keras.ops.moveaxis(output, 1, -1) if first and len(output.shape) > 2 else output


def _scale(gradient: Values) -> Values:
    """Return the root of the mean square of each sample's gradient, in its shape."""
    axes = tuple(range(1, gradient.ndim))
    scale: Values = np.sqrt(np.square(gradient).mean(axis=axes, keepdims=True)) + 1e-8
    return scale


def _variation_gradient(images: Values, space: tuple[int, ...]) -> Values:
    """Return the gradient of the sum of squared differences between neighbours."""
    found = np.zeros_like(images)
    for axis in space:
        found += 2 * images - np.roll(images, 1, axis) - np.roll(images, -1, axis)
    return found
