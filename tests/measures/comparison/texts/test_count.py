"""Both models in numbers, and changes one by one."""

from __future__ import annotations

from dataclasses import replace

from dotnet_viz import readers
from dotnet_viz.measures.comparison import compare_graphs
from dotnet_viz.measures.comparison.texts.count import side_of
from tests.builders import dense_chain, nested_graph
from tests.comparison_builders import Step, chain_steps, changed, compared, inserted
from tests.conftest import DATA

MODELS = DATA / "models"


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


def test_a_file_is_called_as_it_was_given_and_an_object_by_its_name() -> None:
    path = str(MODELS / "mlp-6-3-7.keras")
    assert (side_of(readers.read(path)).source, side_of(dense_chain(2, 3)).source) == (path, "mlp")


def test_numbers_are_those_of_the_summary() -> None:
    side = side_of(dense_chain(2, 3))
    assert (side.layer_count, side.parameter_count, side.trainable_count, side.weight_bytes) == (1, 9, 9, 36)
    assert side_of(nested_graph()).layer_count == 1


def test_a_dtype_that_nobody_knows_has_no_size() -> None:
    graph = dense_chain(2, 3)
    layer = graph.nodes[1].layer
    odd = replace(layer, weights=tuple(replace(weight, dtype="mystery") for weight in layer.weights))
    assert side_of(replace(graph, nodes=(graph.nodes[0], replace(graph.nodes[1], layer=odd)))).weight_bytes is None
