"""Changes one by one."""

from __future__ import annotations

from dotnet_viz.measures.comparison import compare_graphs
from dotnet_viz.measures.comparison.count import parents_of
from tests.builders import dense_chain, nested_graph
from tests.comparison_builders import Step, chain_steps, changed, compared, inserted


def test_every_sort_of_change_counts_once() -> None:
    edited = inserted(changed(chain_steps(3), "d1", config={"units": 8}), "d0", Step("x", "Dropout"))
    found = compared(chain_steps(3), edited, ignore="names,weights")
    assert [type(change).__name__ for change in found.changes] == ["Layer", "LayerChange"]


def test_an_added_nested_model_counts_once() -> None:
    found = compare_graphs(dense_chain(2, 3), nested_graph(), ignore="names,weights")
    added = {layer.id for layer in found.layers.added}
    assert {"enc", "enc/inner"} <= added
    told = {getattr(change, "id", None) for change in found.changes}
    assert "enc" in told
    assert "enc/inner" not in told


def test_parents_are_told_by_layer() -> None:
    assert parents_of(nested_graph()) == {"outer": None, "enc": None, "enc/inner": "enc", "enc/dense": "enc", "add": None}
