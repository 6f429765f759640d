from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError, VizError, VizWarning
from dotnet_viz.graph import Edge, Graph, TensorSpec
from dotnet_viz.readers.arrays.in_memory import can_read, read

KERNEL = np.arange(6.0).reshape(2, 3)
NEXT = np.ones((3, 1))


def dense(graph: Graph) -> dict[str, tuple[Any, ...]]:
    """Return name -> kernel shape, whether there is a bias, activation."""
    return {
        layer.name: (kernel.shape, layer.weight("bias") is not None, layer.activation)
        for layer in graph.layers
        if (kernel := layer.weight("kernel")) is not None
    }


def test_a_list_of_kernels() -> None:
    graph = read([KERNEL, NEXT])
    assert graph.kind == "Arrays"
    assert graph.origin.format == "arrays"
    assert dense(graph) == {"dense_1": ((2, 3), False, None), "dense_2": ((3, 1), False, None)}
    assert [node.outputs for node in graph.nodes] == [(TensorSpec((None, size), "float64"),) for size in (2, 3, 1)]
    assert [node.inputs for node in graph.nodes[1:]] == [node.outputs for node in graph.nodes[:-1]]
    assert graph.edges == (Edge("n0", 0, "n1", 0), Edge("n1", 0, "n2", 0))
    assert (graph.inputs[0].node, graph.outputs[0].node) == ("n0", "n2")


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ((KERNEL,), (False, None)),
        ((KERNEL, None), (False, None)),
        ((KERNEL, np.zeros(3)), (True, None)),
        ((KERNEL, "relu"), (False, "relu")),
        ((KERNEL, None, "relu"), (False, "relu")),
        ((KERNEL, np.zeros(3), "relu"), (True, "relu")),
        ((KERNEL, [0, 0, 0], np.tanh), (True, "tanh")),
        ([KERNEL, np.zeros(3), None], (True, None)),
        (KERNEL.tolist(), (False, None)),
        ((KERNEL.tolist(), [1, 2, 3]), (True, None)),
    ],
)
def test_bias_and_activation_can_be_left_out(record: Any, expected: tuple[bool, str | None]) -> None:
    assert dense(read([record])) == {"dense_1": ((2, 3), *expected)}


def test_a_checkpoint_that_holds_itself_is_an_error() -> None:
    checkpoint: dict[str, Any] = {}
    checkpoint["state_dict"] = checkpoint
    with pytest.raises(UnsupportedInputError, match="array 'state_dict'"):
        read(checkpoint)


def test_values_are_copied() -> None:
    kernel, bias = KERNEL.copy(), np.zeros(3)
    graph = read([(kernel, bias)])
    kernel[:], bias[:] = -1, -1
    layer = graph.layers[1]
    assert [weight.array.sum() for weight in layer.weights] == [15, 0]


@pytest.mark.parametrize(
    "names",
    [
        ("dense/kernel", "dense/bias", "out/kernel", "out/bias"),
        ("dense/kernel:0", "dense/bias:0", "out/kernel:0", "out/bias:0"),
        ("dense.weight", "dense.bias", "out.weight", "out.bias"),
        ("dense_w", "dense_b", "out_w", "out_b"),
    ],
)
def test_names_say_what_belongs_together(names: tuple[str, ...]) -> None:
    arrays = dict(zip(names, (KERNEL, np.zeros(3), NEXT, np.zeros(1)), strict=True))
    expected = {"dense": ((2, 3), True, None), "out": ((3, 1), True, None)}
    assert dense(read(arrays)) == expected
    bias_first = {name: arrays[name] for name in sorted(arrays)}
    assert dense(read(bias_first)) == expected


@pytest.mark.parametrize("names", [("W1", "b1", "W2", "b2"), ("coefs_1", "intercepts_1", "coefs_2", "intercepts_2")])
def test_numbered_names(names: tuple[str, ...]) -> None:
    arrays = dict(zip(names, (KERNEL, np.zeros(3), NEXT, np.zeros(1)), strict=True))
    assert dense(read(arrays)) == {"dense_1": ((2, 3), True, None), "dense_2": ((3, 1), True, None)}


def test_kernels_before_biases() -> None:
    arrays = {"W1": KERNEL, "W2": NEXT, "b1": np.full(3, 7.0), "b2": np.zeros(1)}
    bias = read(arrays).layer("dense_1").weight("bias")
    assert bias is not None
    assert bias.array.tolist() == [7, 7, 7]


def test_other_names_go_by_their_order() -> None:
    arrays = {"first": KERNEL, "x": np.zeros(3), "b": NEXT, "y": np.zeros(1)}
    assert dense(read(arrays)) == {"first": ((2, 3), True, None), "b": ((3, 1), True, None)}


def test_names_that_would_clash_stay_apart() -> None:
    assert list(dense(read({"W1": KERNEL, "dense_1": NEXT}))) == ["dense_1", "dense_1#2"]
    assert [layer.name for layer in read({"input": KERNEL}).layers] == ["input#2", "input"]


def test_names_may_be_any_text() -> None:
    assert list(dense(read({"": KERNEL, "a\nb/kernel": NEXT}))) == ["", "a\nb"]


def test_bfloat16_keeps_its_name() -> None:
    ml_dtypes = pytest.importorskip("ml_dtypes")
    weight = read([KERNEL.astype(ml_dtypes.bfloat16)]).layers[1].weights[0]
    assert (weight.dtype, weight.array.dtype.name) == ("bfloat16", "float32")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ([], "there are no arrays"),
        ({}, "there are no arrays"),
        ([KERNEL, np.ones((4, 1))], r"'dense_1' with kernel \(2, 3\) gives 3 .* 'dense_2' with kernel \(4, 1\) takes 4"),
        ([KERNEL, NEXT.T], r"transposed\? A kernel is \(inputs, units\)"),
        ([(KERNEL, np.zeros(2))], r"bias of 'dense_1' has shape \(2,\), but its kernel \(2, 3\) needs a bias of shape \(3,\)"),
        ({"a/kernel": KERNEL, "a/bias": np.zeros(9)}, r"bias of 'a' has shape \(9,\)"),
        ([[[[2.0]]]], r"kernel of layer 1 has shape \(1, 1, 1\).*\(kernel, bias, activation\)"),
        ([KERNEL, np.zeros(4)], r"array of shape \(4,\) is a bias with no kernel.*\(kernel, bias, activation\)"),
        ([np.zeros((1, 1, 1, 1, 1, 1))], "array 1 has shape .*, which no kernel"),
        ([(KERNEL, np.zeros((1, 3)))], r"bias of layer 1 has shape \(1, 3\); it has to be \(units,\)"),
        ({"a": np.zeros((2, 3, 4))}, r"array 'a' has shape \(2, 3, 4\)"),
        ({"a": np.float64(3)}, r"array 'a' has shape \(\)"),
        ({"b1": np.zeros(3)}, "'b1' of shape .* is a bias with no kernel"),
        ({"a": KERNEL, "x": np.zeros(3), "y": np.zeros(3)}, "'y' of shape .* is a bias with no kernel"),
        ([np.zeros((0, 3))], "no values"),
        ([[[1, 2], [3]]], "kernel of layer 1 is not an array: its rows differ in length"),
        (KERNEL, r"one array of shape \(2, 3\) is no list of layers.*\[kernel\]"),
        ([()], "layer 1 has 0 parts"),
        ([(KERNEL, None, None, None)], "layer 1 has 4 parts"),
    ],
)
def test_shapes_that_do_not_fit_are_named(source: Any, words: str) -> None:
    with pytest.raises(ShapeError, match=words):
        read(source)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (["relu"], "kernel of layer 1 has to hold real numbers, not text"),
        ([np.array([["a"]])], "not text"),
        ([np.array([[None, {}]])], "not Python objects"),
        ([KERNEL * 1j], "not complex numbers"),
        ([np.array([["2020-01-01"]], "datetime64[D]")], "not dates"),
        ({1: KERNEL}, "named by text such as 'dense/kernel', not by 1"),
        ({"a": {"kernel": KERNEL}}, "array 'a' has to hold real numbers"),
        ([None], "not Python objects"),
    ],
)
def test_what_is_no_number_is_reported(source: Any, words: str) -> None:
    with pytest.raises(UnsupportedInputError, match=words):
        read(source)


def test_a_slip_in_an_activation_is_a_warning_and_a_name_of_your_own_is_taken() -> None:
    with pytest.warns(
        VizWarning, match=r"the activation 'rleu' of layer 1 is taken as one of your own \(did you mean 'relu'\?\)"
    ):
        assert read([(KERNEL, None, "rleu")]).layers[1].activation == "rleu"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for activation in ("relu", "ReLU", "logistic", "my_function", np.tanh):
            read([(KERNEL, None, activation)])


@pytest.mark.parametrize("activation", [3, "", b"relu"])
def test_an_activation_that_is_no_name_is_reported(activation: Any) -> None:
    with pytest.raises(OptionError, match="activation of layer 1"):
        read([(KERNEL, None, activation)])


def test_can_read() -> None:
    taken: list[object] = [[], (), {}, KERNEL]
    assert all(can_read(source) for source in taken)
    assert not any(can_read(source) for source in ("a.npz", 3, None, object()))


anything = st.recursive(
    st.none() | st.integers(-3, 3) | st.floats() | st.text(max_size=3) | st.just(KERNEL) | st.just(np.zeros(3)),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.lists(anything, max_size=3) | st.dictionaries(st.sampled_from(["W1", "b1", "a", "a/kernel", "a/bias"]), anything))
def test_anything_gives_a_graph_or_a_clear_error(source: Any) -> None:
    try:
        graph = read(source)
    except VizError:
        return
    assert graph.parameter_count


def test_several_paths_are_not_one_model() -> None:
    with pytest.raises(UnsupportedInputError, match=r"a list of 2 paths is not one model.*reports"):
        read(["a.keras", "b.keras"])


def test_tuples_by_name_are_layers_of_that_name() -> None:
    graph = read({"hidden": (KERNEL, np.zeros(3), "relu"), "out": (NEXT,)})
    assert dense(graph) == {"hidden": ((2, 3), True, "relu"), "out": ((3, 1), False, None)}
    assert [edge.target for edge in graph.edges] == ["n1", "n2"]
    with pytest.raises(ShapeError, match="layer 2 has shape"):
        read({"hidden": (KERNEL,), "out": (np.zeros(3),)})
