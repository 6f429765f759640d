"""What a comparison says of itself."""

from __future__ import annotations

from dotnet_viz.measures.comparison import compare_graphs
from tests.builders import dense_chain
from tests.comparison_builders import chain_steps, changed, compared, model


def test_truth_is_difference() -> None:
    graph = dense_chain(3, 2)
    assert not compare_graphs(graph, graph)
    assert compare_graphs(graph, dense_chain(3, 2, seed=1))
    assert compare_graphs(model(chain_steps(2)), model(chain_steps(2), start=3))


def test_architecture_is_more_than_names_and_values() -> None:
    assert not compare_graphs(dense_chain(3, 2), dense_chain(3, 2, seed=1)).architecture_differs
    assert compared(chain_steps(2), changed(chain_steps(2), "d1", activation="relu")).architecture_differs


def test_numbers_of_both_sides_and_of_each_sort() -> None:
    summary = compared(chain_steps(3), changed(chain_steps(3), "d1", config={"units": 9})).summary
    assert (summary.before.parameter_count, summary.after.parameter_count) == (48, 88)
    assert (summary.changed, summary.resized, summary.renamed, summary.same) == (1, 1, 2, 0)
    assert summary.before.weight_bytes == 192
    assert summary.weights == 0
    assert compared(chain_steps(1), chain_steps(1), ignore="weights").summary.weights is None
