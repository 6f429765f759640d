from __future__ import annotations

from typing import Any

import pytest

from dotnet_viz.keras_format.config.keras_1 import settings_of_today
from dotnet_viz.readers import read


def layer(kind: str, name: str, **config: Any) -> dict[str, Any]:
    return {"class_name": kind, "config": {"name": name, "trainable": True, **config}}


def test_an_architecture_of_keras_1_has_the_shapes_that_it_had() -> None:
    layers = [
        layer(
            "Convolution2D",
            "convolution2d_1",
            batch_input_shape=[None, 1, 28, 28],
            input_dtype="float32",
            nb_filter=32,
            nb_row=3,
            nb_col=5,
            border_mode="valid",
            subsample=[1, 1],
            dim_ordering="th",
            activation="relu",
            bias=True,
        ),
        layer("MaxPooling2D", "maxpooling2d_1", pool_size=[2, 2], strides=[2, 2], border_mode="valid", dim_ordering="th"),
        layer("Flatten", "flatten_1"),
        layer("Dropout", "dropout_1", p=0.25),
        layer("Dense", "dense_1", output_dim=10, init="glorot_uniform", activation="softmax", bias=True),
    ]
    graph = read({"class_name": "Sequential", "keras_version": "1.2.2", "config": layers})
    assert [(node.layer.kind, str(node.outputs[0])) for node in graph.nodes] == [
        ("InputLayer", "(None, 1, 28, 28)"),
        ("Conv2D", "(None, 32, 26, 24)"),
        ("MaxPooling2D", "(None, 32, 13, 12)"),
        ("Flatten", "(None, 4992)"),
        ("Dropout", "(None, 4992)"),
        ("Dense", "(None, 10)"),
    ]
    assert graph.layers[4].config["rate"] == 0.25


@pytest.mark.parametrize(
    ("kind", "config"),
    [
        ("Embedding", {"input_dim": 5, "output_dim": 3}),
        ("Dense", {"units": 3, "use_bias": False}),
        ("Mine", {"p": 3, "bias": 1}),
        ("EinsumDense", {"output_shape": [3], "equation": "ab,bc->ac"}),
    ],
)
def test_settings_of_today_are_left_as_they_are(kind: str, config: dict[str, Any]) -> None:
    assert settings_of_today(kind, config) == config
