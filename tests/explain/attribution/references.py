"""Gradients and class activation maps of small flat models, written down without the package: they only use a tape."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def fixed_weights(model: Any, seed: int = 3) -> Any:
    """Give a model the same weights in every process and on every backend."""
    random = np.random.default_rng(seed)
    model.set_weights([random.normal(0.05, 0.3, value.shape).astype(value.dtype) for value in model.get_weights()])
    return model


def taped(layers: list[Any], x: Array, unit: int) -> tuple[Array, Array]:
    """Return what goes into the first of some layers, and the gradient of one unit of the last with respect to it."""
    import tensorflow as tf

    tensor = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(tensor)
        result = tensor
        for layer in layers:
            result = layer(result)
        score = result[:, unit]
    return x, tape.gradient(score, tensor).numpy()


def logits(model: Any) -> list[Any]:
    """Return the layers of a sequential model whose last dense layer has no activation; the model is not changed."""
    import keras

    *layers, last = model.layers
    plain = keras.layers.Dense(last.units)
    plain.build((None, last.kernel.shape[0]))
    plain.set_weights(last.get_weights())
    return [*layers, plain]


def gradcam(a: Array, g: Array) -> Array:
    """Equation 2 of Selvaraju and others, channel by channel."""
    total = np.zeros(a.shape[1:3])
    for channel in range(a.shape[-1]):
        total += g[0, :, :, channel].mean() * a[0, :, :, channel]
    return np.where(total > 0, total, 0)


def gradcam_plus_plus(a: Array, g: Array) -> Array:
    """Equations 12 and 19 of Chattopadhyay and others, with the alphas of a channel scaled to a sum of 1."""
    total = np.zeros(a.shape[1:3])
    for channel in range(a.shape[-1]):
        grad = g[0, :, :, channel].astype(float)
        below = 2 * grad**2 + a[0, :, :, channel].sum() * grad**3
        alpha = np.where(below == 0, 0, grad**2 / np.where(below == 0, 1, below))
        alpha = alpha / alpha.sum() if alpha.sum() else alpha
        total += (alpha * np.where(grad > 0, grad, 0)).sum() * a[0, :, :, channel]
    return np.where(total > 0, total, 0)


def integrated(layers: list[Any], x: Array, unit: int, steps: int) -> Array:
    """Equation 1 of Sundararajan and others, the integral by Gauss and Legendre, one point at a time."""
    total = np.zeros(x.shape)
    for point, weight in zip(*np.polynomial.legendre.leggauss(steps), strict=True):
        total += weight / 2 * taped(layers, (x * (1 + point) / 2).astype("float32"), unit)[1]
    return np.asarray(x * total)
