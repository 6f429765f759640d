from __future__ import annotations

from dataclasses import replace

from dotnet_viz.diagrams.blocks.entering import entering_edges
from dotnet_viz.diagrams.blocks.style import Blocks
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port
from tests.diagrams.blocks.test_composition import nodes_of


def nested(depth: int = 1) -> Graph:
    """Return a model whose nested model, so deep, adds what it takes to what two layers make of it."""
    start = nodes_of("InputLayer", names=["x"])[0]
    outer = [Node(f"m{level}", Layer(f"m{level}", f"model{level}", "Functional"), parent=f"m{level - 1}" if level else None)
             for level in range(depth)]  # fmt: skip
    inner = [
        replace(node, id=f"i{place}", parent=f"m{depth - 1}") for place, node in enumerate(nodes_of("Dense", "Dense", "Add"))
    ]
    entries = [(Port(f"m{level + 1}", 0), Port(f"m{level + 1}", 1)) for level in range(depth - 1)] + [
        (Port("i0"), Port("i2", 1))
    ]
    models = [replace(node, entries=ports, exits=(Port("i2"),)) for node, ports in zip(outer, entries, strict=True)]
    edges = (Edge("n0", 0, "m0", 0), Edge("n0", 0, "m0", 1), Edge("i0", 0, "i1", 0), Edge("i1", 0, "i2", 0))
    return Graph("m", "Functional", (start, *models, *inner), edges, outputs=(Port("m0"),))


def test_what_enters_a_model_comes_from_outside_however_deep() -> None:
    for depth in (1, 2, 3):
        found = entering_edges(nested(depth), f"m{depth - 1}")
        assert [(edge.source, edge.target, edge.target_port) for edge in found] == [("n0", "i0", 0), ("n0", "i2", 1)]
    assert entering_edges(nested(), None) == ()


def test_a_residual_around_all_of_a_nested_model_has_an_arc() -> None:
    (arc,) = [line for line in Blocks().build(nested()).connections if line.source == line.target]
    assert arc.source == "i0"
    assert arc.tooltip.startswith("x → ")
