from __future__ import annotations

from dotnet_viz.graph import Layer, TensorSpec, Weight


def test_an_unknown_shape_reads_as_a_question_mark() -> None:
    assert str(TensorSpec(None)) == "?"


def test_a_layer_counts_what_training_changes() -> None:
    layer = Layer("n", "n", "BatchNormalization", weights=(_weight("gamma"), _weight("moving_mean", trainable=False)))
    assert (layer.parameter_count, layer.trainable_count) == (6, 3)
    assert layer.weight("moving_mean") is layer.weights[1]
    assert layer.weight("kernel") is None


def _weight(role: str, *, trainable: bool = True) -> Weight:
    return Weight(role, role, (3,), "float32", trainable)
