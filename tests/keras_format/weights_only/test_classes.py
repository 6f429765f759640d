from __future__ import annotations

from typing import Any

import pytest

from dotnet_viz.keras_format.variables import Variable, VariableTree
from dotnet_viz.keras_format.weights_only.classes import class_named, class_of


def tree(*shapes: tuple[int, ...], **named: Any) -> VariableTree:
    own = [Variable(shape, "float32", None) for shape in shapes]
    children = {name: value for name, value in named.items() if isinstance(value, VariableTree)}
    own += [Variable(value, "float32", None, name) for name, value in named.items() if name not in children]
    return VariableTree(own=tuple(own), children=children)


@pytest.mark.parametrize(
    ("name", "variables", "kind", "settings"),
    [
        ("dense_3", tree((6, 4), (4,)), "Dense", {"units": 4, "use_bias": True}),
        ("dense_3", tree((6, 4)), "Dense", {"units": 4, "use_bias": False}),
        ("conv2d", tree((3, 5, 2, 8), (8,)), "Conv2D", {"kernel_size": [3, 5], "use_bias": True, "filters": 8}),
        (
            "conv2d_transpose",
            tree((3, 3, 8, 2), (8,)),
            "Conv2DTranspose",
            {"kernel_size": [3, 3], "use_bias": True, "filters": 8},
        ),
        (
            "depthwise_conv2d",
            tree((3, 3, 8, 2), (16,)),
            "DepthwiseConv2D",
            {"kernel_size": [3, 3], "use_bias": True, "depth_multiplier": 2},
        ),
        ("embedding", tree((100, 8)), "Embedding", {"input_dim": 100, "output_dim": 8}),
        ("lstm", tree(cell=tree((3, 20), (5, 20), (20,))), "LSTM", {"units": 5, "use_bias": True}),
        ("batch_normalization_2", tree((4,), (4,), (4,), (4,)), "BatchNormalization", {}),
        (
            "block1_conv1",
            tree(kernel=(3, 3, 3, 64), bias=(64,)),
            "Conv2D",
            {"kernel_size": [3, 3], "use_bias": True, "filters": 64},
        ),
        (
            "up",
            tree(kernel=(2, 2, 8, 16), bias=(8,)),
            "Conv2DTranspose",
            {"kernel_size": [2, 2], "use_bias": True, "filters": 8},
        ),
        (
            "conv_dw_1",
            tree(depthwise_kernel=(3, 3, 8, 1)),
            "DepthwiseConv2D",
            {"kernel_size": [3, 3], "use_bias": False, "depth_multiplier": 1},
        ),
        ("bn1", tree(gamma=(4,), beta=(4,), moving_mean=(4,), moving_variance=(4,)), "BatchNormalization", {}),
        ("words", tree(embeddings=(9, 2)), "Embedding", {"input_dim": 9, "output_dim": 2}),
        (
            "reader",
            tree(gru_cell=tree(kernel=(3, 6), recurrent_kernel=(2, 6), bias=(2, 6))),
            "GRU",
            {"units": 2, "use_bias": True},
        ),
    ],
)
def test_a_class_is_what_names_and_shapes_prove(
    name: str, variables: VariableTree, kind: str, settings: dict[str, Any]
) -> None:
    assert class_of((name,), variables) == (kind, settings)


@pytest.mark.parametrize(
    ("name", "variables"),
    [
        ("dense", tree((6, 4), (5,))),  # no bias of four units
        ("dense", tree((3,))),
        ("conv2d", tree((6, 4), (4,))),
        ("lstm", tree(cell=tree((3, 15), (5, 15), (15,)))),  # three gates, not four
        ("fc1", tree((6, 4), (4,))),  # an author's name, and no names of variables
        ("scale", tree(gamma=(4,), beta=(4,))),  # layer or group normalization
        ("mine", tree(kernel=(6, 4), bias=(4,), temperature=())),
    ],
)
def test_what_is_not_proved_is_a_layer_of_no_class(name: str, variables: VariableTree) -> None:
    assert class_of((name,), variables) == ("Layer", {})


def test_a_wrapper_knows_the_class_in_it() -> None:
    cell = tree((3, 20), (5, 20), (20,))
    both = tree(forward_layer=tree(cell=cell), backward_layer=tree(cell=cell))
    assert class_of(("bidirectional",), both) == (
        "Bidirectional",
        {"layer": {"class_name": "LSTM", "config": {"name": "forward_layer", "units": 5, "use_bias": True}}},
    )


def test_names_that_keras_makes_are_those_of_classes() -> None:
    assert [class_named(name) for name in ("input_1", "re_lu_3", "add", "block_2_add")] == ["InputLayer", "ReLU", "Add", None]
