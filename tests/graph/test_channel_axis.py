from __future__ import annotations

from dotnet_viz.graph import Edge, Graph, Layer, Node, Port
from dotnet_viz.graph.channel_axis import nodes_with_channels_first

FIRST, LAST = "channels_first", "channels_last"


def model(*layers: tuple[str, str | None], edges: list[tuple[int, int]] | None = None) -> Graph:
    """Return a model of layers by class and data format, one behind the other unless told otherwise."""
    nodes = tuple(
        Node(f"n{index}", Layer(f"l{index}", f"l{index}", kind, config={"data_format": told} if told else {}))
        for index, (kind, told) in enumerate(layers)
    )
    pairs = [(index, index + 1) for index in range(len(layers) - 1)] if edges is None else edges
    return Graph("m", "Functional", nodes, tuple(Edge(f"n{one}", 0, f"n{other}", 0) for one, other in pairs))


def numbers(graph: Graph) -> list[int]:
    return sorted(int(name[1:]) for name in nodes_with_channels_first(graph))


def test_a_model_whose_layers_agree_is_of_one_format() -> None:
    assert numbers(model(("InputLayer", None), ("Conv2D", LAST), ("Dense", None))) == []
    assert numbers(model(("InputLayer", None), ("Conv2D", FIRST), ("MyOwn", None), ("MaxPooling2D", FIRST))) == [0, 1, 2, 3]


def test_a_flatten_that_nobody_reported_anything_says_nothing() -> None:
    assert numbers(model(("InputLayer", None), ("Conv2D", FIRST), ("ReLU", None), ("Flatten", LAST))) == [0, 1, 2, 3]


def test_formats_that_differ_hold_up_to_where_axes_are_moved() -> None:
    graph = model(("InputLayer", None), ("Rescaling", None), ("Conv2D", LAST), ("ReLU", None), ("Permute", None),
                  ("Dropout", None), ("Conv2D", FIRST), ("BatchNormalization", None))  # fmt: skip
    assert numbers(graph) == [4, 5, 6, 7]


def test_branches_that_meet_are_of_one_format() -> None:
    kinds = [("InputLayer", None), ("Conv2D", FIRST), ("InputLayer", None), ("Add", None), ("Permute", None), ("Conv2D", LAST)]
    graph = model(*kinds, edges=[(0, 1), (1, 3), (2, 3), (3, 4), (4, 5)])
    assert numbers(graph) == [0, 1, 2, 3]


def test_a_nested_model_is_as_what_leaves_it() -> None:
    inner = Node("n1", Layer("inner", "inner", "Sequential", "model"), entries=(Port("n2"),), exits=(Port("n2"),))
    first = Node("n2", Layer("inner/c", "c", "Conv2D", config={"data_format": FIRST}), parent="n1")
    nodes = (Node("n0", Layer("i", "i", "InputLayer")), inner, first, Node("n3", Layer("p", "p", "Permute")),
             Node("n4", Layer("last", "last", "Conv2D", config={"data_format": LAST})))  # fmt: skip
    graph = Graph("m", "Functional", nodes, (Edge("n0", 0, "n1", 0), Edge("n1", 0, "n3", 0), Edge("n3", 0, "n4", 0)))
    assert nodes_with_channels_first(graph) == {"n0", "n1", "n2"}
