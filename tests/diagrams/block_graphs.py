"""Graphs for tests of blocks in rows: chains with sizes, and random ones with branches and nested models."""

from __future__ import annotations

import random
from collections.abc import Sequence

from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, Shape, TensorSpec

KINDS = ("Conv2D", "Dense", "Add", "BatchNormalization", "ALayerWithAVeryLongName")
SIZES = (None, 1, 7, 28, 112, 224, 512, 4096)


def node(name: str, kind: str, shape: Shape | None, **config: object) -> Node:
    """Return a node with one output."""
    return Node(name, Layer(name, name, kind, config=config), outputs=(TensorSpec(shape, "float32"),))


def sized_chain(*layers: tuple[str, Shape | None]) -> Graph:
    """Return a chain of layers of the given classes and output shapes."""
    nodes = tuple(node(f"n{turn}", kind, shape) for turn, (kind, shape) in enumerate(layers))
    return Graph("chain", "Sequential", nodes, tuple(Edge(f"n{turn}", 0, f"n{turn + 1}", 0) for turn in range(len(nodes) - 1)))


def small_cnn() -> Graph:
    """Return a chain from an image to ten classes."""
    return sized_chain(
        ("InputLayer", (None, 28, 28, 1)),
        ("Conv2D", (None, 26, 26, 32)),
        ("MaxPooling2D", (None, 13, 13, 32)),
        ("Flatten", (None, 5408)),
        ("Dense", (None, 10)),
    )


def skip_graph() -> Graph:
    """Return input -> a -> b -> add, with a skip from the input to the add."""
    names = ("input", "a", "b", "add")
    nodes = tuple(node(name, "Add" if name == "add" else "Conv2D", (None, 8, 8, 4)) for name in names)
    edges = (Edge("input", 0, "a", 0), Edge("a", 0, "b", 0), Edge("b", 0, "add", 0), Edge("input", 0, "add", 1))
    return Graph("skip", "Functional", nodes, edges)


class RandomGraph:
    """A random graph: branches, parallel and skipping edges, nested models, some whose flow nobody knows."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self._count = 0

    def graph(self) -> Graph:
        """Return it."""
        self._level(None, 0, self.random.randint(1, 22))
        order = {found.id: turn for turn, found in enumerate(self.nodes)}
        return Graph("random", "Functional", tuple(sorted(self.nodes, key=lambda item: order[item.id])), tuple(self.edges))

    def _level(self, parent: str | None, depth: int, count: int) -> list[str]:
        names: list[str] = []
        for _ in range(count):
            name = f"n{self._count}"
            self._count += 1
            place = len(self.nodes)
            entries, exits = self._nested(name, depth)
            self.nodes.insert(place, self._node(name, parent, entries, exits))
            self._connect(name, names, entries)
            names.append(name)
        return names

    def _nested(self, name: str, depth: int) -> tuple[tuple[Port, ...], tuple[Port, ...]]:
        if depth >= 2 or self.random.random() > 0.12:
            return (), ()
        inner = self._level(name, depth + 1, self.random.randint(1, 4))
        if self.random.random() < 0.25:
            return (), ()
        return self._ports(inner), self._ports(inner)

    def _ports(self, inner: Sequence[str]) -> tuple[Port, ...]:
        return tuple(Port(self.random.choice(inner)) for _ in range(self.random.randint(1, 2)))

    def _node(self, name: str, parent: str | None, entries: tuple[Port, ...], exits: tuple[Port, ...]) -> Node:
        layer = Layer(f"{parent}/{name}", f"layer_{name}", self.random.choice(KINDS))
        return Node(name, layer, outputs=(TensorSpec(self._shape()),), parent=parent, entries=entries, exits=exits)

    def _shape(self) -> Shape | None:
        if self.random.random() < 0.1:
            return None
        return (None, *(self.random.choice(SIZES) for _ in range(self.random.choice((0, 1, 1, 2, 3, 3, 4)))))

    def _connect(self, name: str, before: Sequence[str], entries: Sequence[Port]) -> None:
        for other in before:
            if self.random.random() < (0.7 if other == before[-1] else 0.12):
                self.edges.append(Edge(other, 0, name, self.random.randrange(len(entries) or 2)))
            if not entries and self.random.random() < 0.05:
                self.edges.append(Edge(other, 0, name, 2))
