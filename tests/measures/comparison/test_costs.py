from __future__ import annotations

import numpy as np

from dotnet_viz.graph import Graph, Layer, Node
from dotnet_viz.measures.comparison.compare import compare_graphs
from dotnet_viz.measures.comparison.costs import cost_change, costs_of
from dotnet_viz.measures.cost.cost import Cost
from dotnet_viz.readers.arrays.in_memory import read


def test_a_larger_layer_costs_more() -> None:
    found = compare_graphs(read([np.ones((30, 20))]), read([np.ones((30, 40))]))
    assert costs_of(found) == (Cost(600, 1200), Cost(1200, 2400))
    assert cost_change(found) == "600 → 1.2 k MACs, 1.2 k → 2.4 k FLOPs per sample"


def test_other_values_cost_the_same() -> None:
    found = compare_graphs(read([np.ones((30, 20))]), read([np.zeros((30, 20))]))
    assert found
    assert costs_of(found) == (Cost(600, 1200), Cost(600, 1200))
    assert cost_change(found) == ""


def test_nothing_is_said_of_what_nobody_knows() -> None:
    one, other = (Graph("m", "F", (Node("n0", Layer("a", "a", kind)),)) for kind in ("Mine", "Yours"))
    assert cost_change(compare_graphs(one, other)) == ""
