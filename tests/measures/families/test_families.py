from __future__ import annotations

import itertools

import numpy as np
import pytest

from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, Weight
from dotnet_viz.measures.families import families as module
from dotnet_viz.measures.families.architecture import ArchitectureFeatures, architecture_of
from dotnet_viz.measures.families.families import families_of


def dense(widths: list[int], name: str = "m", layer: str = "dense", kind: str = "Dense") -> Graph:
    """Return a chain of layers."""
    random = np.random.default_rng(0)
    nodes = []
    for number, (inputs, units) in enumerate(itertools.pairwise(widths)):
        kernel = Weight.from_array("kernel", random.normal(size=(inputs, units)))
        own = f"{layer}_{number}"
        nodes.append(Node(f"n{number}", Layer(own, own, kind, weights=(kernel,), config={"units": units, "name": own})))
    edges = tuple(Edge(f"n{number}", 0, f"n{number + 1}", 0) for number in range(len(nodes) - 1))
    return Graph(name, "Sequential", tuple(nodes), edges, (Port("n0"),), (Port(f"n{len(nodes) - 1}"),))


def test_the_same_layers_with_other_names_and_weights_are_one_architecture() -> None:
    found = families_of([architecture_of(graph) for graph in (dense([4, 3, 2]), dense([4, 3, 2], "other", "renamed"))])
    assert found.models == ((0, 1),)
    assert found.names == ("1a",)


def test_other_shapes_are_variants_and_other_layers_another_family() -> None:
    graphs = [dense([8, 6, 4, 2]), dense([8, 6, 5, 2]), dense([4, 2], kind="Conv2D"), dense([9, 6, 4, 2])]
    found = families_of([architecture_of(graph) for graph in graphs])
    assert found.names == ("1a", "1b", "2a", "1c")
    assert set(found.family_of_architecture) == {0, 1}


def test_the_order_of_nodes_in_a_file_does_not_matter() -> None:
    graph = dense([4, 3, 2])
    turned = Graph(graph.name, graph.kind, graph.nodes[::-1], graph.edges, graph.inputs, graph.outputs)
    assert architecture_of(graph) == architecture_of(turned)


def test_weights_that_are_frozen_make_no_other_architecture() -> None:
    def one(*, trainable: bool) -> Graph:
        return Graph("m", "Sequential", (Node("n", Layer("a", "a", "Dense", trainable=trainable)),))

    assert architecture_of(one(trainable=True)).digest == architecture_of(one(trainable=False)).digest


def test_shapes_inside_of_a_nested_model_count() -> None:
    def nested(units: int) -> Graph:
        kernel = Weight.from_array("kernel", np.ones((2, units)))
        inner = Node("n1", Layer("d", "d", "Dense", weights=(kernel,)), parent="n0")
        outer = Node("n0", Layer("i", "i", "Functional", "model"), entries=(Port("n1"),), exits=(Port("n1"),))
        return Graph("m", "Functional", (outer, inner), (), (Port("n0"),), (Port("n0"),))

    assert architecture_of(nested(3)).digest != architecture_of(nested(4)).digest


def test_a_thousand_architectures_take_no_more_than_seconds_and_share_columns() -> None:
    random = np.random.default_rng(0)
    many = [
        ArchitectureFeatures(
            str(number), {f"{int(key):012x}": 1 for key in random.integers(0, 2**40, 12)} | {"ffffffffffff": 40}
        )
        for number in range(1000)
    ]
    found = families_of(many)
    assert len(found.merges) == 999
    assert set(found.family_of_architecture) == {0}


def test_of_very_many_the_first_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_ARCHITECTURES", 2)
    found = families_of([ArchitectureFeatures(str(number), {"00": 1}) for number in range(4)])
    assert found.names == ("1a", "1b", "2a", "3a")


def test_no_model_is_no_family() -> None:
    assert families_of([]).names == ()
