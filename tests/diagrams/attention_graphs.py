"""Transformers made without Keras: an encoder, and an encoder with a decoder."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec

SIZES = (None, 10, 16)


class _Maker:
    def __init__(self, *, settings: bool = True) -> None:
        self.settings = settings
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []

    def add(self, kind: str, *sources: str, masked: bool = False, **config: object) -> str:
        name = f"n{len(self.nodes)}"
        layer = Layer(f"{kind}_{name}", f"{kind.lower()}_{name}", kind, config=config if self.settings else {})
        specs = (TensorSpec(SIZES),)
        constants = (("use_causal_mask", True),) if masked else ()
        self.nodes.append(Node(name, layer, specs * len(sources), specs, constants=constants))
        self.edges += [Edge(source, 0, name, port) for port, source in enumerate(sources)]
        return name

    def attended(self, x: str, values: str, *, masked: bool = False) -> str:
        attention = self.add("MultiHeadAttention", x, values, masked=masked, num_heads=2, key_dim=8)
        return self.add("LayerNormalization", self.add("Add", x, attention))

    def fed_forward(self, x: str) -> str:
        y = self.add("Dense", self.add("Dense", x, units=32, activation="relu"), units=16)
        return self.add("LayerNormalization", self.add("Add", x, y))

    def graph(self, *inputs: str) -> Graph:
        ports = tuple(Port(name) for name in inputs)
        return Graph("t", "Functional", tuple(self.nodes), tuple(self.edges), ports, (Port(self.nodes[-1].id),))


def encoder(copies: int = 2, *, settings: bool = True) -> Graph:
    """Return blocks of self-attention and feed-forward layers, one behind the other."""
    made = _Maker(settings=settings)
    start = made.add("InputLayer")
    x = made.add("Embedding", start)
    for _ in range(copies):
        x = made.fed_forward(made.attended(x, x))
    return made.graph(start)


def encoder_decoder(copies: int = 2) -> Graph:
    """Return an encoder, and a decoder whose blocks attend to themselves and to what the encoder returns."""
    made = _Maker()
    source = made.add("InputLayer")
    x = made.add("Embedding", source)
    for _ in range(copies):
        x = made.fed_forward(made.attended(x, x))
    target = made.add("InputLayer")
    y = made.add("Embedding", target)
    for _ in range(copies):
        y = made.fed_forward(made.attended(made.attended(y, y, masked=True), x))
    made.add("Dense", y, units=100)
    return made.graph(source, target)


def with_key(graph: Graph) -> Graph:
    """Return the graph with a key of its own for its first attention: what enters its embedding."""
    attention = next(node for node in graph.nodes if node.layer.kind == "MultiHeadAttention")
    nodes = tuple(replace(node, inputs=node.inputs[:1] * 3) if node is attention else node for node in graph.nodes)
    return replace(graph, nodes=nodes, edges=(*graph.edges, Edge("n0", 0, attention.id, 2)))


def cross(kind: str, **config: Any) -> Graph:
    """Return one layer of a class that attends from one input to another."""
    made = _Maker()
    queries, values = made.add("Dense", made.add("InputLayer")), made.add("Dense", made.add("InputLayer"))
    made.add("Dense", made.add(kind, queries, values, **config))
    return made.graph("n0", "n2")
