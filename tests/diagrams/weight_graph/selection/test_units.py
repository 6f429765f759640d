from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.diagrams.units.build import unit_graph
from dotnet_viz.diagrams.units.matrix import MatrixSums, Numbers, UnitMatrix, matrix_sums, read_matrix
from dotnet_viz.diagrams.units.model import UnitGraph
from dotnet_viz.diagrams.weight_graph.selection.units import importances, kept_units, most_important
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Array, Edge, Graph, Layer, Node, TensorSpec
from tests.builders import chain, dense_layer, input_layer
from tests.conftest import DATA

Matrices = list[tuple[UnitMatrix, MatrixSums]]


def parts(graph: Graph) -> tuple[UnitGraph, Matrices]:
    units = unit_graph(graph)
    matrices = [read_matrix(link.kernel) for link in units.kernels]
    return units, [(matrix, matrix_sums(matrix)) for matrix in matrices]


def dense(*kernels: Array) -> Graph:
    return chain([input_layer("input"), *(dense_layer(f"d{number}", kernel) for number, kernel in enumerate(kernels))])


def by_rank(rank: str, *kernels: Array) -> list[Numbers]:
    units, matrices = parts(dense(*kernels))
    return list(importances(units, matrices, rank).values())


@given(st.lists(st.floats(0, 1), min_size=1, max_size=50), st.integers(1, 60))
def test_the_most_important_stay_in_their_own_order(importance: list[float], limit: int) -> None:
    kept = most_important(np.array(importance), limit)
    assert len(kept) == min(limit, len(importance))
    assert (np.diff(kept) > 0).all()
    left_out = [value for position, value in enumerate(importance) if position not in kept]
    assert not left_out or max(left_out) <= min(importance[position] for position in kept)


def test_what_is_no_number_is_kept_last_and_earlier_ones_win_a_tie() -> None:
    importance = np.array([np.nan, 0.2, np.nan, 0.1, 0.2, 0.2])
    assert most_important(importance, 2).tolist() == [1, 4]
    assert most_important(importance, 5).tolist() == [0, 1, 3, 4, 5]


def test_units_of_gates_are_chosen_without_masked_arrays() -> None:
    loaded = "'numpy.ma' in sys.modules"
    path = DATA / "models" / "rnn.keras"
    code = f"""
import sys
import numpy
before = {loaded}
import dotnet_viz as dv
dv.draw({str(path)!r}, style="weight-graph").svg
print(before, {loaded})
"""
    before, after = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert after == before


def test_no_limit_keeps_all() -> None:
    assert most_important(np.zeros(3), None).tolist() == [0, 1, 2]


def test_each_column_shares_its_layers_totals() -> None:
    columns = by_rank("magnitude", np.array([[1.0, -3.0]]), np.array([[2.0], [-2.0]]))
    assert columns[0].tolist() == [1.0]
    assert columns[1].tolist() == [0.25 + 0.5, 0.75 + 0.5]
    assert columns[2].tolist() == [1.0]


def test_all_zero_layers_keep_the_first_neurons() -> None:
    assert most_important(by_rank("magnitude", np.zeros((5, 4)))[0], 2).tolist() == [0, 1]


def test_contributions_follow_garsons_example() -> None:
    # By hand: hidden neurons share the output as 0.75 and 0.25, and inputs share each of them.
    columns = by_rank("contribution", np.array([[1.0, -2.0], [3.0, 2.0]]), np.array([[3.0], [-1.0]]))
    assert columns[1].tolist() == [0.75, 0.25]
    assert columns[0].tolist() == [0.25 * 0.75 + 0.5 * 0.25, 0.75 * 0.75 + 0.5 * 0.25]


@given(st.lists(st.integers(1, 6), min_size=2, max_size=4), st.integers(0, 5))
def test_contributions_are_shares_of_the_whole(sizes: list[int], seed: int) -> None:
    random = np.random.default_rng(seed)
    columns = by_rank("contribution", *(random.normal(size=shape) for shape in pairwise(sizes)))
    assert [float(column.sum()) for column in columns[:-1]] == pytest.approx([1.0] * (len(sizes) - 1))


def test_the_two_ranks_can_disagree() -> None:
    # A neuron with large incoming weights that the output hardly sees matters by magnitude alone.
    kernels = np.array([[100.0, 1.0]]), np.array([[0.4], [0.6]])
    assert int(by_rank("magnitude", *kernels)[1].argmax()) == 0
    assert int(by_rank("contribution", *kernels)[1].argmax()) == 1


def test_odd_weights_do_not_spoil_contributions() -> None:
    columns = by_rank("contribution", np.array([[np.nan, np.inf], [1.0, 2.0]]), np.ones((2, 1)))
    assert np.isfinite(columns[0]).all()
    assert columns[0].argmax() == 1


def residual() -> Graph:
    """Return input -> a -> b, and a + b -> c: two columns that pass unit by unit into a third."""
    layers = [input_layer(), dense_layer("a", np.eye(4)[:, ::-1] * [9, 1, 1, 1]), dense_layer("b", np.diag([1.0, 1, 1, 9])),
              Layer("add", "add", "Add"), dense_layer("c", np.ones((4, 1)))]  # fmt: skip
    spec = (TensorSpec((None, 4)),)
    nodes = tuple(Node(f"n{number}", layer, outputs=spec) for number, layer in enumerate(layers))
    pairs = [(0, 1, 0), (1, 2, 0), (1, 3, 0), (2, 3, 1), (3, 4, 0)]
    return Graph("m", "Functional", nodes, tuple(Edge(f"n{a}", 0, f"n{b}", port) for a, b, port in pairs))


def test_columns_that_pass_unit_by_unit_keep_the_same_ones() -> None:
    units, matrices = parts(residual())
    kept = kept_units(units, importances(units, matrices, "magnitude"), limit=2, neurons=None)
    assert kept["n1"].tolist() == kept["n2"].tolist() == kept["n3"].tolist() == [0, 3]


def side_by_side() -> Graph:
    """Return two dense layers of six units each that are concatenated, and one that reads both."""
    random = np.random.default_rng(0)
    layers = [input_layer(), dense_layer("a", random.normal(size=(3, 6))), dense_layer("b", random.normal(size=(3, 6))),
              Layer("both", "both", "Concatenate"), dense_layer("out", random.normal(size=(12, 2)))]  # fmt: skip
    sizes = (3, 6, 6, 12, 2)
    specs = [(TensorSpec((None, size)),) for size in sizes]
    nodes = tuple(Node(f"n{number}", layer, outputs=specs[number]) for number, layer in enumerate(layers))
    nodes = (*nodes[:3], replace(nodes[3], inputs=(*specs[1], *specs[2])), nodes[4])
    pairs = [(0, 1, 0), (0, 2, 0), (1, 3, 0), (2, 3, 1), (3, 4, 0)]
    return Graph("m", "Functional", nodes, tuple(Edge(f"n{a}", 0, f"n{b}", port) for a, b, port in pairs))


@pytest.mark.parametrize("limit", [2, 3, 5])
def test_units_side_by_side_are_those_whose_sources_are_drawn(limit: int) -> None:
    units, matrices = parts(side_by_side())
    kept = kept_units(units, importances(units, matrices, "magnitude"), limit=limit, neurons=None)
    drawn = {*kept["n1"].tolist(), *(kept["n2"] + 6).tolist()}
    assert len(kept["n3"]) == limit
    assert set(kept["n3"].tolist()) <= drawn


def test_named_neurons_are_kept_in_their_order() -> None:
    units, matrices = parts(dense(np.ones((3, 5)), np.ones((5, 2))))
    kept = kept_units(units, importances(units, matrices, "first"), limit=2, neurons={"d0": [4, 1, 4]})
    assert [positions.tolist() for positions in kept.values()] == [[0, 1], [1, 4], [0, 1]]


@pytest.mark.parametrize(
    ("neurons", "message"),
    [
        ({"dense": [0]}, "unknown layer"),
        ({"d0": [5]}, "names 5 of 'd0'"),
        ({"d0": [-1]}, "0 to 1"),
        ({"d0": []}, "none of 'd0'"),
    ],
)
def test_neurons_that_are_not_there_are_refused(neurons: dict[str, list[int]], message: str) -> None:
    units, matrices = parts(dense(np.ones((3, 2))))
    with pytest.raises(OptionError, match=message):
        kept_units(units, importances(units, matrices, "first"), limit=2, neurons=neurons)
