"""Kernels with LoRA's product, as far as variables and configuration prove it; Keras itself is asked in `readers`."""

from typing import Any

import numpy as np

from dotnet_viz.graph import Array, InMemory, Weight
from dotnet_viz.keras_format.variables import Variable, VariableTree
from dotnet_viz.keras_format.weights.layer import weights_of

RANDOM = np.random.default_rng(1)


def array(*shape: int) -> Array:
    return RANDOM.normal(size=shape).astype("float32")


def variables(scaling: float | None = None, **arrays: Array) -> VariableTree:
    own = [Variable(values.shape, values.dtype.name, InMemory(values), name) for name, values in arrays.items()]
    return VariableTree(own=tuple(own), lora_scaling=scaling)


def weight(found: tuple[Weight, ...], name: str) -> Weight:
    return next(item for item in found if item.name == name)


def test_a_kernel_has_the_product_of_the_factors_in_it() -> None:
    kernel, left, right = array(3, 4, 5), array(3, 4, 2), array(2, 5)
    tree = variables(bias=array(5), lora_kernel_a=left, lora_kernel_b=right, kernel=kernel)
    found = weights_of(tree, "Conv1D", {"lora_rank": 2, "lora_alpha": 6})
    assert [item.name for item in found] == ["kernel", "bias", "lora_kernel_a", "lora_kernel_b"]
    merged = weight(found, "kernel")
    assert np.allclose(merged.array, kernel + 3 * left @ right, atol=1e-5)
    assert (merged.trainable, merged.lora_rank) == (False, 2)
    pieces = list(merged.chunks(7))
    assert max(piece.size for piece in pieces) <= 7
    assert np.allclose(np.concatenate(pieces), merged.array.reshape(-1), atol=1e-6)


def test_factors_are_counted_and_have_no_values_of_their_own() -> None:
    tree = variables(kernel=array(4, 3), lora_kernel_a=array(4, 2), lora_kernel_b=array(2, 3))
    found = weights_of(tree, "Dense", {"use_bias": False, "lora_rank": 2})
    factors = [weight(found, name) for name in ("lora_kernel_a", "lora_kernel_b")]
    assert [(item.merged_into, item.has_values, item.trainable) for item in factors] == [("kernel", False, True)] * 2
    assert sum(item.parameter_count for item in found if item.trainable) == 14


def test_a_file_that_has_the_sum_alone_gets_the_factors_that_keras_makes_anew() -> None:
    kernel = array(4, 3)
    found = weights_of(variables(kernel=kernel, bias=array(3)), "Dense", {"lora_rank": 2, "lora_alpha": 2})
    assert [(item.name, item.shape, item.trainable) for item in found] == [
        ("kernel", (4, 3), False),
        ("bias", (3,), True),
        ("lora_kernel_a", (4, 2), True),
        ("lora_kernel_b", (2, 3), True),
    ]
    assert np.array_equal(found[0].array, kernel)


def test_a_class_with_a_lora_of_its_own_is_left_alone() -> None:
    config: dict[str, Any] = {"lora_rank": 2}
    found = weights_of(variables(kernel=array(4, 3), a=array(4, 2), b=array(2, 3)), "Mine", config)
    assert [(item.name, item.trainable) for item in found] == [("kernel", True), ("a", True), ("b", True)]


def test_without_the_scaling_the_sum_is_not_known() -> None:
    parts = {"kernel": array(4, 3), "lora_kernel_a": array(4, 2), "lora_kernel_b": array(2, 3)}
    unknown = weight(weights_of(variables(None, **parts), "", {}), "kernel")
    assert (unknown.has_values, unknown.role) == (False, "lora_kernel")
    assert weight(weights_of(variables(2.0, **parts), "", {}), "kernel").has_values
