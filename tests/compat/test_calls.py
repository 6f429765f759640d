from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.compat.calls import NestedCalls, NodeBox, nested_calls
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port
from tests.builders import nested_graph


def of(graph: Graph, *, expand: bool = True, stacks: tuple[str | None, ...] = ()) -> NestedCalls:
    """Return the nested_calls of a graph in which some nodes are sequential models."""
    return nested_calls(graph, opens=lambda node: expand, is_sequential=lambda node: (node.id if node else None) in stacks)


def boxes(level: NestedCalls) -> list[NodeBox]:
    """Return all boxes, those of nested models included."""
    return [box for part in level.parts for box in ([part] if isinstance(part, NodeBox) else boxes(part))]


def pairs(level: NestedCalls) -> list[tuple[str, str]]:
    """Return the edges by names of layers, those of nested models included."""
    names = {box.name: box.node.layer.name for box in boxes(level)}

    def walk(inner: NestedCalls) -> list[tuple[str, str]]:
        own = [(names[source], names[target]) for source, target in inner.edges]
        return own + [pair for part in inner.parts if isinstance(part, NestedCalls) for pair in walk(part)]

    return walk(level)


def sequential(empty: bool = False) -> Graph:
    """Return x -> stack(input, d) -> y, or with nothing but the input in the stack."""
    names = {"x": "InputLayer", "stack": "Sequential", "i": "InputLayer", "d": "Dense", "y": "Dense"}
    layers = {name: Layer(name, name, kind) for name, kind in names.items()}
    last = "n2" if empty else "n3"
    nodes = [
        Node("n0", layers["x"]),
        Node("n1", layers["stack"], entries=(Port("n2"),), exits=(Port(last),)),
        Node("n2", layers["i"], parent="n1"),
        *([] if empty else [Node("n3", layers["d"], parent="n1")]),
        Node("n4", layers["y"]),
    ]
    inner = [] if empty else [Edge("n2", 0, "n3", 0)]
    return Graph("m", "Functional", tuple(nodes), (Edge("n0", 0, "n1", 0), Edge("n1", 0, "n4", 0), *inner))


def test_edges_end_inside_opened_models_and_at_closed_ones() -> None:
    assert pairs(of(nested_graph())) == [("outer", "inner"), ("dense", "add"), ("dense", "add"), ("inner", "dense")]
    assert pairs(of(nested_graph(), expand=False)) == [("outer", "enc"), ("enc", "add"), ("enc", "add")]


def test_the_input_of_a_sequential_is_not_drawn_and_its_edges_go_on() -> None:
    level = of(sequential(), stacks=("n1",))
    assert [box.node.layer.name for box in boxes(level)] == ["x", "d", "y"]
    assert pairs(level) == [("x", "d"), ("d", "y")]


def test_an_empty_sequential_lets_its_tensor_through() -> None:
    assert pairs(of(sequential(empty=True), stacks=("n1",))) == [("x", "y")]


def test_the_input_of_the_outermost_sequential_is_not_drawn() -> None:
    layers = [Layer("i", "i", "InputLayer"), Layer("d", "d", "Dense"), Layer("e", "e", "Dense")]
    nodes = tuple(Node(f"n{number}", layer) for number, layer in enumerate(layers))
    graph = Graph("m", "Sequential", nodes, (Edge("n0", 0, "n1", 0), Edge("n1", 0, "n2", 0)))
    assert pairs(of(graph, stacks=(None,))) == [("d", "e")]


def test_calls_that_reach_each_other_through_another_layer_are_apart() -> None:
    shared, between = Layer("s", "s", "Dense"), Layer("b", "b", "Dense")
    nodes = Node("n0", shared), Node("n1", between), Node("n2", shared)
    level = of(Graph("m", "Functional", nodes, (Edge("n0", 0, "n1", 0), Edge("n1", 0, "n2", 0))))
    assert [(box.node.layer.name, box.call) for box in boxes(level)] == [("s", (1, 2)), ("b", None), ("s", (2, 2))]


def test_a_model_whose_inside_is_a_tree_stays_one_box() -> None:
    model = Node("n0", Layer("m", "m", "Own", category="model"))
    graph = Graph("g", "Functional", (model, Node("n1", Layer("d", "d", "Dense"), parent="n0")))
    assert [box.node.layer.name for box in boxes(of(graph))] == ["m"]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Calls of few layers, each fed by any calls before it."""
    count = draw(st.integers(1, 12))
    layers = [Layer(name, name, "Dense") for name in "abcde"]
    nodes = tuple(Node(f"n{number}", draw(st.sampled_from(layers))) for number in range(count))
    ends = draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=20))
    edges = tuple(Edge(f"n{min(pair)}", 0, f"n{max(pair)}", port) for port, pair in enumerate(ends) if pair[0] != pair[1])
    return Graph("m", "Functional", nodes, edges)


@given(graphs())
def test_no_edge_is_lost_and_no_circle_is_made(graph: Graph) -> None:
    level = of(graph)
    by_id = {node.id: node.layer.name for node in graph.nodes}
    assert sorted(pairs(level)) == sorted((by_id[edge.source], by_id[edge.target]) for edge in graph.edges)
    left, waiting = set(level.edges), {box.name for box in boxes(level)}
    while waiting:
        free = {name for name in waiting if all(target != name for _, target in left)}
        assert free, "the boxes that are left stand in a circle"
        waiting -= free
        left = {(source, target) for source, target in left if source not in free}
