"""Random graphs for property tests: layers of few kinds, so that repeats come about, wired forward at random."""

from __future__ import annotations

from hypothesis import strategies as st

from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec

KINDS = ("Conv2D", "BatchNormalization", "Add", "MaxPooling2D", "Multiply")


@st.composite
def graphs(draw: st.DrawFn, most: int = 30) -> Graph:
    """Return a graph without cycles: nodes in any order, joined by up to three edges each, sizes at random."""
    count = draw(st.integers(1, most))
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=count, max_size=count))
    sizes = draw(st.lists(st.sampled_from([None, 8, 16]), min_size=count, max_size=count))
    edges: list[Edge] = []
    for target in range(1, count):
        back = draw(st.lists(st.integers(1, min(target, 6)), max_size=3))
        edges += [Edge(f"n{target - step}", 0, f"n{target}", port) for port, step in enumerate(back)]
    nodes = tuple(_node(number, kind, size) for number, (kind, size) in enumerate(zip(kinds, sizes, strict=True)))
    outputs = draw(st.lists(st.integers(0, count - 1), max_size=2, unique=True))
    shuffled = draw(st.permutations(nodes))
    return Graph("random", "Functional", tuple(shuffled), tuple(edges), outputs=tuple(Port(f"n{number}") for number in outputs))


def _node(number: int, kind: str, size: int | None) -> Node:
    layer = Layer(f"layer_{number}", f"layer_{number}", kind, config={"kernel_size": [3, 3]})
    return Node(f"n{number}", layer, outputs=(TensorSpec((None, size, size, 4), "float32"),))


def repeated(block: list[tuple[str, list[int]]], copies: int, *, name: str = "repeated") -> Graph:
    """Return an input and copies of a block, each node given by its kind and how many nodes back its inputs stand."""
    nodes = [Node("n0", Layer("in", "in", "InputLayer"), outputs=(TensorSpec((None, 8, 8, 4)),))]
    edges: list[Edge] = []
    for copy in range(copies):
        for kind, back in block:
            number = len(nodes)
            layer = Layer(f"b{copy}_{number}", f"block{copy}_{kind}_{number}", kind)
            nodes.append(Node(f"n{number}", layer, outputs=(TensorSpec((None, 8, 8, 4)),)))
            edges += [Edge(f"n{number - step}", 0, f"n{number}", port) for port, step in enumerate(back)]
    return Graph(name, "Functional", tuple(nodes), tuple(edges), (Port("n0"),), (Port(nodes[-1].id),))


RESIDUAL = [("Conv2D", [1]), ("BatchNormalization", [1]), ("ReLU", [1]), ("Conv2D", [1]), ("Add", [5, 1])]
