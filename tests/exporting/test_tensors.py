from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.exporting.tensors import tensors_of
from dotnet_viz.graph import Graph, Layer, Node, Weight
from tests.builders import chain, dense_chain, dense_layer, input_layer, nested_graph


def named(*names: str) -> Graph:
    return chain([input_layer(), *(dense_layer(name, np.ones((2, 2))) for name in names)])


def test_each_weight_has_the_name_of_its_layer_and_its_own() -> None:
    assert [tensor.parts for tensor in tensors_of(dense_chain(3, 2))] == [("dense_0", "kernel"), ("dense_0", "bias")]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("../../etc/passwd", ("_", "_", "etc", "passwd", "kernel")),
        ("..\\..\\boot", ("_.._.._boot", "kernel")),
        ("/root", ("_", "root", "kernel")),
        ("a b:c*\n", ("a_b_c_", "kernel")),
        ("nul", ("_nul", "kernel")),
        ("COM1.x", ("_COM1.x", "kernel")),
        ("-rf", ("_-rf", "kernel")),
        ("été", ("_t_", "kernel")),
    ],
)
def test_names_lead_nowhere(name: str, parts: tuple[str, ...]) -> None:
    (tensor,) = tensors_of(named(name))
    assert [part for part in tensor.parts if part in ("", ".", "..") or "/" in part or "\\" in part] == []
    assert tensor.parts == parts


def test_names_are_unique_in_capitals_or_not_and_with_dots_or_slashes() -> None:
    found = [tensor.parts for tensor in tensors_of(named("Dense", "dense", "a.b", "a/b", "ü", "ö", "x" * 500, "x" * 501))]
    assert len({".".join(parts).casefold() for parts in found}) == len({"/".join(parts).casefold() for parts in found}) == 8
    assert max(len(".".join(parts)) for parts in found) < 250


def test_a_deep_name_is_short_enough_for_a_file() -> None:
    (tensor,) = tensors_of(named("/".join(f"block{n}" for n in range(200))))
    assert len(".".join(tensor.parts)) < 250
    assert tensor.parts[-2:] == ("block199", "kernel")


def test_layers_are_chosen_by_name_and_models_with_all_in_them() -> None:
    assert [tensor.layer for tensor in tensors_of(dense_chain(3, 2, 1), ["dense_1"])] == ["dense_1", "dense_1"]
    assert [tensor.layer for tensor in tensors_of(nested_graph(), ["enc"])] == ["enc/dense"]
    with pytest.raises(OptionError, match="did you mean 'dense_1'"):
        tensors_of(dense_chain(3, 2, 1), ["dense1"])


def test_nothing_to_write_is_an_error() -> None:
    with pytest.raises(UnsupportedInputError, match="there are no weights"):
        tensors_of(dense_chain(3, 2), ["input"])
    with pytest.raises(UnsupportedInputError, match="values of no weight are known"):
        tensors_of(Graph.from_json(dense_chain(3, 2).to_json()))


def test_a_shared_variable_is_written_once() -> None:
    kernel = Weight.from_array("kernel", np.ones((2, 2)))
    shared = Weight("kernel", "kernel", (2, 2), "float64", True, kernel.source, shared_with="a/kernel")
    layers = Layer("a", "a", "Dense", weights=(kernel,)), Layer("b", "b", "Dense", weights=(shared,))
    graph = Graph("m", "Sequential", tuple(Node(f"n{n}", layer) for n, layer in enumerate(layers)))
    assert [tensor.layer for tensor in tensors_of(graph)] == ["a"]
    assert [tensor.layer for tensor in tensors_of(graph, ["b"])] == ["b"]
