from __future__ import annotations

import pytest

from dotnet_viz.diagrams.common.graphs.parallel_branches import Abreast, ParallelBranches
from dotnet_viz.graph import Edge, Graph, Layer, Node


def of_lines(*lines: str) -> Graph:
    """Return a model of lines such as ``"a b"``, its nodes in the order in which they are first named."""
    names = dict.fromkeys(name for line in lines for name in line.split())
    edges = tuple(Edge(line.split()[0], 0, line.split()[1], index) for index, line in enumerate(lines))
    return Graph("m", "Functional", tuple(Node(name, Layer(name, name, "Dense")) for name in names), edges)


TWO_INPUTS = of_lines("x a", "y b", "a join", "b join", "join end")
RESIDUAL = of_lines("x a", "x b", "a add", "b add", "add end")
HEADS = of_lines("x a", "x b", "a left", "b right")
# As in NASNet: a cell takes what the cell before it gives, and what that one takes.
TWO_BEFORE = of_lines("x p", "p a", "x b", "a join", "b join", "join end")
WITH_SKIP = of_lines("x skip", "x down", "down up", "up join", "skip join", "join end")


def parts(graph: Graph, names: str, *, joins: bool = False) -> list[str]:
    branches = ParallelBranches(graph)
    found = (branches.before_joins if joins else branches.apart)([tuple(map(graph.node, names.split()))])
    return [" ".join(node.id for node in part) for part in found]


@pytest.mark.parametrize(
    ("graph", "names", "expected"),
    [
        (TWO_INPUTS, "a b join end", ["a", "b", "join end"]),
        (RESIDUAL, "a b add", ["a b add"]),
        (HEADS, "a b", ["a b"]),
        (TWO_BEFORE, "a b join", ["a b join"]),
        (WITH_SKIP, "up join", ["up join"]),
    ],
)
def test_branches_from_different_places_come_apart(graph: Graph, names: str, expected: list[str]) -> None:
    assert parts(graph, names) == expected


def test_branches_stay_together_before_what_joins_them() -> None:
    assert parts(TWO_INPUTS, "a b join end", joins=True) == ["a b", "join end"]
    assert parts(RESIDUAL, "a b add", joins=True) == ["a b add"]


@pytest.mark.parametrize(
    ("graph", "names", "expected"),
    [
        (TWO_INPUTS, "a b join", Abreast.BEGINNING),
        (TWO_INPUTS, "a b", Abreast.EVERYTHING),
        (HEADS, "a b", Abreast.EVERYTHING),
        (RESIDUAL, "a b add", Abreast.NOTHING),
        (RESIDUAL, "add end", Abreast.NOTHING),
    ],
)
def test_how_much_stands_side_by_side(graph: Graph, names: str, expected: Abreast) -> None:
    assert ParallelBranches(graph).abreast(tuple(map(graph.node, names.split()))) is expected


def test_of_layers_without_lines_nothing_is_said() -> None:
    nodes = tuple(Node(name, Layer(name, name, "Dense")) for name in "ab")
    assert ParallelBranches(Graph("m", "Model", nodes)).abreast(nodes) is Abreast.NOTHING
