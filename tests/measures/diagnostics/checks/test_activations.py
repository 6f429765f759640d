from __future__ import annotations

import pytest

from dotnet_viz.graph import Layer
from tests.measures.diagnostics.builders import chain, checked, dense, layer, with_kernel

INPUT = layer("InputLayer", "in")


@pytest.mark.parametrize(
    "between",
    [(), (layer("Dropout"),), (layer("BatchNormalization"), layer("Flatten")), (layer("Activation", activation="linear"),)],
)
def test_two_layers_with_nothing_but_linear_steps_between_are_a_warning(between: tuple[Layer, ...]) -> None:
    graph = chain(INPUT, dense("a", 8, 6, "linear"), *between, dense("b", 6, 4, "softmax"))
    [finding] = checked(graph, "missing-activation")
    assert (finding.severity, finding.layer, finding.observed) == ("warning", "a", "b")


@pytest.mark.parametrize(
    "between", [(layer("ReLU"),), (layer("LayerNormalization"),), (layer("MaxPooling1D"),), (layer("Lambda"),)]
)
def test_what_bends_the_signal_may_lie_between(between: tuple[Layer, ...]) -> None:
    assert not checked(chain(INPUT, dense("a", 8, 6, None), *between, dense("b", 6, 4)), "missing-activation")


def test_a_linear_bottleneck_is_meant() -> None:
    assert not checked(chain(INPUT, dense("a", 8, 3, None), dense("b", 3, 8)), "missing-activation")
    assert checked(chain(INPUT, dense("a", 8, 8, None), dense("b", 8, 16)), "missing-activation")


def test_a_depthwise_step_belongs_to_the_pointwise_one_behind_it() -> None:
    import numpy as np

    depthwise = with_kernel("dw", np.ones((3, 3, 4, 1)), kind="DepthwiseConv2D")
    assert not checked(chain(INPUT, depthwise, layer("Conv2D")), "missing-activation")


@pytest.mark.parametrize(
    ("first", "second", "severity"),
    [("relu", "relu", "hint"), ("softmax", "softmax", "warning"), ("relu", "softmax", "warning")],
)
def test_activations_of_activations_are_reported(first: str, second: str, severity: str) -> None:
    graph = chain(INPUT, dense("a", 8, 6, first), layer("Dropout"), layer("Activation", "act", activation=second))
    [finding] = checked(graph, "redundant-activation")
    assert (finding.severity, finding.layer, finding.observed) == (severity, "act", f"{first}, {second}")


def test_one_activation_is_enough() -> None:
    assert not checked(chain(INPUT, dense("a", 8, 6, "linear"), layer("Softmax")), "redundant-activation")
    assert not checked(chain(INPUT, dense("a", 8, 6, "relu"), dense("b", 6, 6, "relu")), "redundant-activation")
