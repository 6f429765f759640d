"""Models whose inside only one side knows."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from dotnet_viz import compare
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, Weight
from dotnet_viz.measures.comparison.partly_known import as_far_as_both_know
from tests.builders import dense_chain, nested_graph


def weights(*names: str, value: float = 1.0, size: int = 2) -> tuple[Weight, ...]:
    return tuple(Weight.from_array(name, np.full((size, size), value + number)) for number, name in enumerate(names))


def stack(layers: Iterable[Layer], kind: str = "Mine", name: str = "mine") -> Graph:
    """Return layers one after the other, as a traced model has them."""
    nodes = tuple(Node(f"n{number}", layer) for number, layer in enumerate((Layer("x", "x", "InputLayer"), *layers)))
    edges = tuple(Edge(one.id, 0, two.id, 0) for one, two in pairwise(nodes))
    return Graph(name, kind, nodes, edges, (Port("n0"),), (Port(nodes[-1].id),))


def tree(layers: Iterable[Layer], kind: str = "Mine", name: str = "mine") -> Graph:
    """Return layers without connections inside a model, as a file has them."""
    root = Node("n0", Layer(name, name, kind, "model"))
    inside = (Node(f"n{number}", layer, parent="n0") for number, layer in enumerate(layers, 1))
    return Graph(name, kind, (root, *inside))


def known(name: str, *names: str, value: float = 1.0, **options: object) -> Layer:
    return Layer(name, name, "Dense", weights=weights(*names, value=value), **options)  # type: ignore[arg-type]


def unknown(name: str, *names: str, value: float = 1.0) -> Layer:
    return Layer(f"mine/{name}", name, "Layer", weights=weights(*names, value=value), trainable=None)


LIVE = stack([known("b", "kernel", "bias"), known("a", "kernel", "bias", value=5.0), Layer("r", "r", "ReLU")])
FILE = tree([unknown("a", "variable_0", "variable_1", value=5.0), unknown("b", "variable_0", "variable_1")])


def test_a_model_does_not_differ_from_a_file_that_tells_only_its_weights() -> None:
    for pair in ((LIVE, FILE), (FILE, LIVE)):
        found = compare(*pair)
        assert not found, str(found)
        assert found.weights.compared
        assert found.weights.note is not None
        assert found.weights.note.startswith("of mine only weights were compared")


def test_a_model_whose_file_has_the_models_in_it_does_not_differ_from_it() -> None:
    def inside(parent: str | None, first: int) -> tuple[Node, ...]:
        names = [f"n{first + number}" for number in range(3)]
        model = Node(names[0], Layer("s", "s", "Sequential", "model"), parent=parent)
        return (
            model,
            Node(names[1], Layer("s/x", "x", "InputLayer"), parent=names[0]),
            Node(names[2], known("a", "kernel"), parent=names[0]),
        )

    root = Node("n0", Layer("mine", "mine", "Mine", "model"))
    live = Graph("mine", "Mine", (Node("n0", Layer("i", "i", "InputLayer")), *inside(None, 1)), (Edge("n0", 0, "n1", 0),))
    file = Graph("mine", "Mine", (root, *inside("n0", 1)))
    found = compare(live, file)
    assert not found, str(found)
    assert found.weights.compared


def test_changed_values_and_missing_layers_are_found() -> None:
    other = tree([unknown("a", "variable_0", "variable_1", value=5.0), unknown("b", "variable_0", "variable_1", value=2.0)])
    assert [change.match.after.name for change in compare(LIVE, other).weights.changed] == ["b"]
    fewer = compare(LIVE, tree([unknown("a", "variable_0", "variable_1", value=5.0)]))
    assert [layer.name for layer in fewer.layers.removed] == ["b"]


def test_another_class_of_model_is_another_model() -> None:
    assert compare(LIVE, tree([unknown("a", "variable_0")], kind="Other"))


def test_the_name_of_a_model_that_a_file_does_not_have_is_no_difference() -> None:
    named = stack([known("a", "kernel")], name="mine_3")
    assert not compare(named, tree([unknown("a", "kernel")]))
    assert compare(named, tree([unknown("a", "kernel")], name="other"))


def test_variables_of_the_model_itself_are_one_part() -> None:
    live = stack([Layer("s", "s", "Variable", weights=weights("scale")), Layer("t", "t", "Variable", weights=weights("shift"))])
    file = tree([Layer(f"mine/v{n}", f"v{n}", "Variable", weights=weights("variable")) for n in (0, 1)] + [unknown("z")])
    assert not compare(live, file)


def test_numbers_in_the_names_of_nested_parts_do_not_matter() -> None:
    live = stack([known("a", "forward_lstm/kernel", "backward_lstm/kernel")])
    assert not compare(live, tree([unknown("a", "forward_lstm_2/kernel", "backward_lstm_2/kernel")]))


def test_weights_that_only_a_shape_tells_are_compared_where_it_stands_once() -> None:
    def layer(kind: str, *names: str, value: float) -> Layer:
        own = (*weights(names[0], size=3, value=value), *weights(*names[1:]))
        return Layer("a", "a", kind, weights=own)

    live = stack([layer("Odd", "p/k", "q/k", "r/k", value=1.0)])
    same = compare(live, tree([layer("Layer", "one/variable_0", "two/variable_0", "three/variable_0", value=1.0)]))
    other = compare(live, tree([layer("Layer", "one/variable_0", "two/variable_0", "three/variable_0", value=2.0)]))
    assert not same
    assert [change.match.after.name for change in other.weights.changed] == ["a"]
    assert [weight.left_out is None for weight in other.weights.changed[0].weights].count(True) == 1


def test_a_nested_model_that_one_side_has_as_a_layer_is_compared_by_its_weights() -> None:
    inner = Layer("s", "s", "Sub", "model")
    inside = Layer("s/d", "d", "Dense", weights=weights("kernel"))
    nodes = (Node("n0", Layer("x", "x", "InputLayer")), Node("n1", inner), Node("n2", inside, parent="n1"))
    live = Graph("m", "Functional", nodes, (Edge("n0", 0, "n1", 0),), (Port("n0"),), (Port("n1"),))
    leaf = Layer("s", "s", "Sub", weights=weights("d/kernel"))
    file = Graph("m", "Functional", (nodes[0], Node("n1", leaf)), live.edges, live.inputs, live.outputs)
    found = compare(live, file)
    assert not found, str(found)
    assert found.after.edges == file.edges


def test_a_layer_beside_the_graph_is_compared_where_it_stands() -> None:
    live = stack([known("a", "kernel")])
    extra = Node("e", Layer("e", "e", "Dense", config={"units": 2}, weights=weights("kernel")))
    plain = Node("e", Layer("e", "e", "Layer", weights=weights("variable_0"), trainable=None))
    pair = [Graph("m", "Mine", (*live.nodes, node), live.edges, live.inputs, live.outputs) for node in (extra, plain)]
    found = compare(*pair)
    assert not found, str(found)
    assert len(found.before.edges) == 1


def test_models_that_are_known_are_left_as_they_are() -> None:
    for graph in (dense_chain(3, 2, 1), nested_graph()):
        before, after, note = as_far_as_both_know(graph, graph)
        assert (before is graph, after is graph, note) == (True, True, None)
