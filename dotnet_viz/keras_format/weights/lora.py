"""Layers with LoRA: a kernel that is left as it was, and two trained factors whose product is added to it.

``.keras`` files hold the sum in the place of the kernel, and no factors; ``.h5`` files and live layers hold all three. So
that the same model looks the same, a kernel always has the values of the sum here, which its layer computes with, and the
factors are counted but have no values of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from dotnet_viz.graph import Array, Weight, WeightSource
from dotnet_viz.keras_format.weights.linked import LinkedValues
from dotnet_viz.keras_format.weights.roles import always_has_weights


@dataclass(frozen=True, eq=False)
class WithProduct:
    """Values to which the product of two factors is added, as a table whose columns are the last axis.

    Args:
        base: the values without it.
        shape: of the values.
        factors: of shapes (..., rank) and (rank, columns).
        scaling: what the product is multiplied by.

    Example:
        >>> from dotnet_viz.graph import InMemory
        >>> base, left, right = (InMemory(np.array(values)) for values in ([[1.0, 2.0]], [[3.0]], [[1.0, -1.0]]))
        >>> WithProduct(base, (1, 2), (left, right), 0.5).read().tolist()
        [[2.5, 0.5]]
    """

    base: WeightSource
    shape: tuple[int, ...]
    factors: tuple[WeightSource, WeightSource]
    scaling: float

    def read(self) -> Array:
        """Return all values; the array is not writeable."""
        values = np.concatenate([np.empty(0, np.float32), *self.chunks(1 << 20)])
        values.setflags(write=False)
        return values.reshape(self.shape)

    def chunks(self, max_values: int) -> Iterator[Array]:
        """Yield the values in order, flat, at most ``max_values`` at a time."""
        left, right = (factor.read().astype(np.float32) for factor in self.factors)
        left, columns = left.reshape(-1, right.shape[0]), right.shape[1]
        start = 0
        for piece in self.base.chunks(max_values):
            end = start + piece.size
            first = start // columns
            product = (left[first : -(-end // columns)] @ right).reshape(-1)[start - first * columns : end - first * columns]
            yield piece.astype(np.float32) + np.float32(self.scaling) * product
            start = end


@dataclass(frozen=True, eq=False)
class FloatSteps:
    """The distance of each value to the next one that has as few bits.

    Args:
        values: numbers of 16 bits.
        dtype: their type, ``"float16"`` or ``"bfloat16"``.

    Example:
        >>> from dotnet_viz.graph import InMemory
        >>> FloatSteps(InMemory(np.array([1.0, 3.0], np.float16)), "float16").read().tolist()
        [0.0009765625, 0.001953125]
    """

    values: WeightSource
    dtype: str
    BITS: ClassVar[Mapping[str, tuple[int, int]]] = {"float16": (10, -14), "bfloat16": (7, -126)}
    """Bits of the fraction, and the least exponent that has all of them."""

    def read(self) -> Array:
        """Return all distances."""
        return self._of(self.values.read())

    def chunks(self, max_values: int) -> Iterator[Array]:
        """Yield the distances in order, flat, at most ``max_values`` at a time."""
        return map(self._of, self.values.chunks(max_values))

    def _of(self, values: Array) -> Array:
        bits, least = self.BITS[self.dtype]
        exponents = np.frexp(values.astype(np.float32))[1] - 1
        steps: Array = np.ldexp(np.float32(1), np.maximum(exponents, least) - bits)
        return steps


def lora_scaling(config: Mapping[str, Any]) -> float | None:
    """Return what a layer multiplies the product of LoRA's factors by; ``None`` for a layer without LoRA.

    Args:
        config: the layer's configuration; versions before ``lora_alpha`` multiply by 1.

    Example:
        >>> lora_scaling({"lora_rank": 4, "lora_alpha": 8}), lora_scaling({"lora_rank": 4}), lora_scaling({})
        (2.0, 1.0, None)
    """
    rank, alpha = config.get("lora_rank"), config.get("lora_alpha")
    if not isinstance(rank, int) or rank < 1:
        return None
    return alpha / rank if isinstance(alpha, (int, float)) else 1.0


def with_lora(weights: Sequence[Weight], kind: str, config: Mapping[str, Any], scaling: float | None) -> list[Weight]:
    """Return the own weights of a layer with LoRA in its kernel, those of other layers as they are.

    Args:
        weights: of the layer itself.
        kind: class name.
        config: its configuration in plain form.
        scaling: of the product where the source has it beside the configuration.
    """
    weights = [_as_variable(weight, config) if weight.role in ("kernel", "embeddings") else weight for weight in weights]
    kernel = next((weight for weight in weights if weight.role in ("kernel", "embeddings")), None)
    if kernel is None:
        return list(weights)
    left, right = (next((weight for weight in weights if weight.role == role), None) for role in _factor_roles(kernel))
    if left and right:
        found = scaling if scaling is not None else lora_scaling(config)
        return _merged(weights, kernel, (left, right), found)
    if lora_scaling(config) is None or not always_has_weights(kind, config):  # other classes have a LoRA of their own
        return list(weights)
    return _with_factors(weights, kernel, config)


def _as_variable(kernel: Weight, config: Mapping[str, Any]) -> Weight:
    """Return a kernel as Keras reads it: of a sum it writes 16 bits in mixed precision, but its variable has 32."""
    if kernel.dtype not in FloatSteps.BITS:
        return kernel
    steps = FloatSteps(kernel.source, kernel.dtype) if kernel.source else None
    is_mixed = "mixed_" in str(config.get("dtype"))
    return replace(kernel, steps=steps, dtype="float32" if is_mixed else kernel.dtype)


def _factor_roles(kernel: Weight) -> tuple[str, str]:
    return f"lora_{kernel.role}_a", f"lora_{kernel.role}_b"


def _merged(weights: Sequence[Weight], kernel: Weight, factors: tuple[Weight, Weight], scaling: float | None) -> list[Weight]:
    left, right = factors
    if isinstance(left.source, LinkedValues):  # a training is watched by its variables, as they are
        return list(weights)
    rank = right.shape[0] if right.shape else 0
    fits = left.shape == (*kernel.shape[:-1], rank) and right.shape == (rank, *kernel.shape[-1:])
    merged = replace(kernel, trainable=False, source=None, steps=None, lora_rank=rank, is_sum=True)
    if not fits or scaling is None:  # not known for certain, and so no kernel to draw
        merged = replace(merged, role=f"lora_{kernel.role}")
    elif kernel.source and left.source and right.source:
        merged = replace(merged, source=WithProduct(kernel.source, kernel.shape, (left.source, right.source), scaling))
    changed = {
        kernel.name: merged,
        **{factor.name: replace(factor, source=None, merged_into=kernel.name) for factor in factors},
    }
    ordered = weights
    if kernel.stored_dtype is None:  # an `.h5` file lists what is trained first, a layer its kernel
        ordered = [kernel, *(weight for weight in weights if weight is not kernel)]
    return [changed.get(weight.name, weight) for weight in ordered]


def _with_factors(weights: Sequence[Weight], kernel: Weight, config: Mapping[str, Any]) -> list[Weight]:
    """Return weights with the factors that a file leaves out and Keras makes anew; they follow the layer's trained weights."""
    rank: int = config["lora_rank"]
    left, right = _factor_roles(kernel)
    shapes = {left: (*kernel.shape[:-1], rank), right: (rank, *kernel.shape[-1:])}
    base = kernel.name.removesuffix(kernel.role)
    factors = [Weight(f"{base}{role}", role, shape, "float32", merged_into=kernel.name) for role, shape in shapes.items()]
    known = [replace(weight, trainable=False, lora_rank=rank) if weight is kernel else weight for weight in weights]
    end = sum(weight.trainable is not False for weight in weights)
    return [*known[:end], *factors, *known[end:]]
