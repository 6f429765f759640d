"""Models that are a U, and some that nearly are."""

from __future__ import annotations

from dotnet_viz.diagrams.common.graphs.flat_graph import flattened
from dotnet_viz.diagrams.layered.nesting import Link
from dotnet_viz.graph import Edge, Graph, Node, Port
from tests.diagrams.block_graphs import node

_PAIR = {"kernel_size": [2, 2], "strides": [2, 2], "pool_size": [2, 2]}


class _Maker:
    """Nodes and edges that grow layer by layer."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []

    def add(self, kind: str, side: int, channels: int, *sources: str, **config: object) -> str:
        name = f"n{len(self.nodes)}"
        self.nodes.append(node(name, kind, (None, side, side, channels), **config))
        self.edges += [Edge(source, 0, name, place) for place, source in enumerate(sources)]
        return name

    def graph(self) -> Graph:
        return Graph("u", "Functional", tuple(self.nodes), tuple(self.edges), (Port("n0"),), (Port(self.nodes[-1].id),))


def u_net(depth: int = 2, *, size: int = 32, filters: int = 4, skips: bool = True, norm: bool = False) -> Graph:
    """Return a U-Net: on each level two convolutions, and with ``norm`` what stands between them in many."""
    made = _Maker()

    def double(side: int, channels: int, source: str) -> str:
        for _ in range(2):
            source = made.add("Conv2D", side, channels, source)
            if norm:
                source = made.add("ReLU", side, channels, made.add("BatchNormalization", side, channels, source))
        return source

    x = made.add("InputLayer", size, 1)
    left = []
    for level in range(depth):
        x = double(size >> level, filters << level, x)
        left.append(x)
        x = made.add("MaxPooling2D", size >> level + 1, filters << level, x, **_PAIR)
    x = double(size >> depth, filters << depth, x)
    for level in reversed(range(depth)):
        x = made.add("Conv2DTranspose", size >> level, filters << level, x, **_PAIR)
        if skips:
            x = made.add("Concatenate", size >> level, filters << level + 1, left[level], x)
        x = double(size >> level, filters << level, x)
    return made.graph()


def nested_u() -> Graph:
    """Return a U-Net++ (Zhou et al., 2018, https://arxiv.org/abs/1807.10165): layers stand between both sides."""
    made = _Maker()
    grid: dict[tuple[int, int], str] = {}
    x = made.add("InputLayer", 32, 1)
    for row in range(3):
        grid[row, 0] = made.add("Conv2D", 32 >> row, 4 << row, x)
        x = made.add("MaxPooling2D", 16 >> row, 4 << row, grid[row, 0], **_PAIR) if row < 2 else ""
    for column in (1, 2):
        for row in range(3 - column):
            up = made.add("Conv2DTranspose", 32 >> row, 4 << row, grid[row + 1, column - 1], **_PAIR)
            joined = made.add("Concatenate", 32 >> row, 8 << row, *(grid[row, before] for before in range(column)), up)
            grid[row, column] = made.add("Conv2D", 32 >> row, 4 << row, joined)
    return made.graph()


def links_of(graph: Graph) -> list[Link]:
    """Return the tensors of a graph as links."""
    return [Link(edge.source, edge.target, edge.source_port, edge.target_port) for edge in flattened(graph).edges]
