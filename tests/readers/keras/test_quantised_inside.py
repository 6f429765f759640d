"""Quantised layers and LoRA inside layers and models of one's own, whose files tell less of them."""

from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv

pytestmark = [pytest.mark.keras, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def keras() -> Any:
    return import_module("keras")


def pair(keras: Any, *, is_model: bool) -> tuple[Any, Any]:
    """A model with two dense layers in its own class, or in a layer of its own; and the first of them."""
    base: Any = keras.Model if is_model else keras.layers.Layer

    class Pair(base):  # type: ignore[misc]  # Keras is untyped
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            self.first, self.last = keras.layers.Dense(4), keras.layers.Dense(2)

        def build(self, shape: Any) -> None:
            self.first.build(shape)
            self.last.build((*shape[:-1], 4))
            self.built = True

        def call(self, inputs: Any) -> Any:
            return self.last(self.first(inputs))

        def compute_output_shape(self, shape: Any) -> Any:
            return (*shape[:-1], 2)

    keras.utils.set_random_seed(1)
    inner = Pair(name="mine")
    if is_model:
        inner(np.ones((1, 6), "float32"))
        return inner, inner.first
    inputs = keras.Input((6,))
    return keras.Model(inputs, inner(inputs), name="around"), inner.first


def first_kernel(graph: dv.Graph) -> Any:
    return next(weight for layer in graph.layers for weight in layer.weights if weight.role == "kernel")


@pytest.mark.parametrize("is_model", [True, False])
@pytest.mark.parametrize("mode", ["int8", "int4"])
def test_a_live_layer_tells_how_it_was_quantised_and_a_file_says_what_it_does_not_tell(
    keras: Any, tmp_path: Path, mode: str, is_model: bool
) -> None:
    live, dense = pair(keras, is_model=is_model)
    before = np.asarray(dense.kernel)
    dense.quantize(mode)
    graph = dv.read(live)
    kernel = first_kernel(graph)
    assert kernel.dtype == f"float32 from {mode}"
    assert np.abs(kernel.array - before).max() < (0.01 if mode == "int8" else 0.2)
    counts = live.count_params(), sum(int(np.prod(each.shape)) for each in live.trainable_weights)
    assert (graph.parameter_count, graph.trainable_count) == counts
    for suffix in (".keras", ".h5"):
        file = tmp_path / f"model{suffix}"
        live.save(file)
        read = dv.read(file)
        assert read.parameter_count == counts[0]
        assert read.trainable_count == (None if suffix == ".keras" else counts[1])
        found = dv.compare(live, file)
        assert not found, str(found)
        assert not dv.compare(file, live)


@pytest.mark.parametrize("is_model", [True, False])
@pytest.mark.parametrize("mode", [None, "int8"])
def test_a_file_without_the_factors_of_lora_is_said_to_lack_them(
    keras: Any, tmp_path: Path, mode: str | None, is_model: bool
) -> None:
    live, dense = pair(keras, is_model=is_model)
    if mode:
        dense.quantize(mode)
    dense.enable_lora(2)
    dense.lora_kernel_b.assign(np.random.default_rng(1).normal(size=(2, 4)))
    live.save(tmp_path / "model.keras")
    found = dv.compare(live, tmp_path / "model.keras")
    assert not found.weights.changed
    assert "only one of the models has LoRA's factors" in str(found)
    assert {change.name for each in (*found.layers.changed, *found.layers.resized) for change in each.fields} == {"parameters"}
    live.save(tmp_path / "model.h5")
    assert not dv.compare(live, tmp_path / "model.h5")
