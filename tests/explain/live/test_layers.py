"""The one walk through a live model: what the functions that take layers by id agree on."""

from __future__ import annotations

from typing import Any

import pytest

from dotnet_viz.explain.activations.keras_pass import KerasPass
from dotnet_viz.explain.attribution.runner import Runner
from dotnet_viz.explain.live.calls import innermost_layers
from dotnet_viz.explain.live.layers import every_layer, is_model, is_opaque
from tests.explain.activations.models import every_kind

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def model() -> Any:
    return every_kind(pytest.importorskip("keras"))


def test_each_layer_has_the_same_id_everywhere(model: Any) -> None:
    every = every_layer(model)
    assert Runner(model).layers == every
    for some in (innermost_layers(model), KerasPass(model)._layers):
        assert some
        assert all(every[path] is layer for path, layer in some.items())
    assert {"backbone", "backbone/inside/conv", "block/first", "both/forward_lstm", "each/dense", "shared"} <= set(every)


def test_models_are_entered_and_layers_of_keras_are_not(model: Any) -> None:
    every = every_layer(model)
    assert is_model(every["backbone"])
    assert [is_opaque(every[name]) for name in ("attention", "gru", "each", "both", "block", "backbone")] == [
        True,
        True,
        *[False] * 4,
    ]
    assert not any(path.startswith("attention/") for path in every_layer(model, lambda layer: not is_opaque(layer)))


def test_layers_of_one_name_have_ids_of_their_own() -> None:
    keras = pytest.importorskip("keras")

    class Pair(keras.Model):  # type: ignore[name-defined, misc]
        def __init__(self) -> None:
            super().__init__()
            self.one, self.other = keras.layers.Dense(1, name="dense"), keras.layers.Dense(1, name="dense")

        def call(self, x: Any) -> Any:
            return self.other(self.one(x))

    assert list(every_layer(Pair())) == ["dense", "dense_2"]
