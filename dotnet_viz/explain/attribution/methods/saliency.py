"""Gradients with respect to the input: saliency, SmoothGrad, and guided backpropagation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from dotnet_viz.errors import UnsupportedInputError
from dotnet_viz.explain.attribution.gradients import Values
from dotnet_viz.explain.attribution.subject import AttributionSubject, Place
from dotnet_viz.explain.live.patches import Patch


def saliency(subject: AttributionSubject, place: Place) -> Values:
    """Return the gradient of the score; shape as what stands at the place.

    Simonyan, Vedaldi and Zisserman (2014), https://arxiv.org/abs/1312.6034.

    Args:
        subject: what is explained.
        place: with respect to what.
    """
    return subject.gradient(place, subject.at(place))[1]


def smoothgrad(subject: AttributionSubject, place: Place, samples: int, noise: float, seed: int) -> Values:
    """Return the mean gradient of noisy copies of the input; shape as what stands at the place.

    Smilkov and others (2017), https://arxiv.org/abs/1706.03825.

    Args:
        subject: what is explained.
        place: with respect to what.
        samples: number of copies.
        noise: standard deviation, as a share of the range of the values.
        seed: of the noise, which is the same on each backend.
    """
    values = subject.at(place)
    deviation = noise * float(values.max() - values.min())
    random = np.random.default_rng(seed)
    noisy = values + deviation * random.standard_normal((samples, *values.shape[1:]))
    mean: Values = subject.gradient(place, noisy.astype(np.float32))[1].mean(axis=0, keepdims=True)
    return mean


def guided_patches(layers: Mapping[str, Any]) -> tuple[Patch, ...]:
    """Return patches that let a ReLU pass positive gradients only: guided backpropagation.

    Springenberg and others (2015), https://arxiv.org/abs/1412.6806.

    Args:
        layers: of the model, by id.

    Raises:
        UnsupportedInputError: no layer has a ReLU as its activation.
    """
    patches: list[Patch] = []
    for layer in layers.values():
        if getattr(getattr(layer, "activation", None), "__name__", "") == "relu":
            patches.append((layer, "activation", lambda _: _guided_relu))
        elif type(layer).__name__ == "ReLU":
            patches.append((layer, "call", _guided))
    if not patches:
        raise UnsupportedInputError("guided backpropagation needs layers with the activation 'relu', and there is none")
    return tuple(patches)


def _guided_relu(x: Any) -> Any:
    return _guided(_relu)(x)


def _relu(x: Any) -> Any:
    import keras

    return keras.ops.relu(x)


def _guided(forward: Callable[..., Any]) -> Callable[..., Any]:
    def call(x: Any, *_: Any, **__: Any) -> Any:
        import keras

        def relu(values: Any) -> tuple[Any, Callable[..., Any]]:
            def gradient(*arguments: Any, upstream: Any = None) -> Any:
                (arriving,) = arguments if upstream is None else (upstream,)
                open_gate = keras.ops.cast(values > 0, values.dtype)
                return keras.ops.relu(arriving) * open_gate

            return forward(values), gradient

        return keras.ops.custom_gradient(relu)(x)

    return call
