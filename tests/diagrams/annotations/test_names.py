from __future__ import annotations

import pytest

from dotnet_viz.diagrams.annotations.names import LayerNames
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph, Layer, Node
from tests.builders import dense_chain, nested_graph

NAMES = LayerNames(dense_chain(2, 3, 4, 5))


def test_names_paths_and_numbers_of_calls() -> None:
    shared = Layer("d", "d", "Dense")
    inner = Layer("vgg/conv", "conv", "Conv2D")
    nodes = (
        Node("n0", shared),
        Node("n1", shared),
        Node("n2", Layer("vgg", "vgg", "Sequential", "model")),
        Node("n3", inner, parent="n2"),
        Node("n4", Layer("conv", "conv", "Conv2D")),
    )
    names = LayerNames(Graph("m", "Functional", nodes))
    assert names.calls("d") == ("n0", "n1")
    assert (names.calls("d#2"), names.calls("d#3"), names.calls("d#0")) == (("n1",), (), ())
    assert (names.calls("conv"), names.calls("vgg/conv")) == (("n4",), ("n3",))
    assert names.matching("vgg/.*", "highlight") == ("n3",)


def test_a_name_inside_is_found_where_no_outer_layer_has_it() -> None:
    graph = nested_graph()
    inside = next(node for node in graph.nodes if node.parent is not None)
    assert inside.id in LayerNames(graph).calls(inside.layer.name)


def test_patterns_match_whole_names() -> None:
    assert NAMES.matching("dense_[01]", "highlight") == ("n1", "n2")
    for pattern in ("ense_0", "dense", "dense_[", "#", "x#9999999999"):
        with pytest.raises(OptionError, match="highlight names no layer of this model"):
            NAMES.matching(pattern, "highlight")


def test_unknown_names_are_listed_with_what_is_near() -> None:
    with pytest.raises(OptionError) as error:
        NAMES.by_call({"dense_0": 1.0, "dens_1": 2.0, "a": 1.0, "b": 1.0, "c": 1.0}, "overlay")
    assert str(error.value) == (
        "overlay names no layer of this model: 'dens_1' (did you mean 'dense_1'?), 'a', 'b' and 1 more;"
        " it has: input, dense_0, dense_1, dense_2"
    )
