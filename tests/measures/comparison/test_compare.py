"""Whole comparisons: what every pair of models must hold."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz import readers
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec
from dotnet_viz.measures.comparison import Comparison, compare_graphs
from tests.builders import dense_chain, nested_graph
from tests.comparison_builders import Step, block_steps, chain_steps, changed, compared, dense, inserted, model, removed
from tests.conftest import DATA

MODELS = DATA / "models"
NAMES_AND_VALUES = ("names", "weights")


@st.composite
def edited(draw: st.DrawFn) -> tuple[list[Step], list[Step], int]:
    """Return a model, the same after some edits of different layers, and how many edits these were."""
    before = draw(st.sampled_from([block_steps(2), block_steps(4), chain_steps(5)]))
    keys = [step.key for step in before if step.kind in ("Dense", "Dropout") and step.key != "head"]
    chosen = draw(st.lists(st.sampled_from(keys), unique=True, max_size=4))
    after = list(before)
    for number, key in enumerate(chosen):
        after = _edit(draw, after, key, number)
    return before, after, len(chosen)


def _edit(draw: st.DrawFn, steps: list[Step], key: str, number: int) -> list[Step]:
    kind = next(step.kind for step in steps if step.key == key)
    edit = draw(st.sampled_from(["insert", "remove", "setting", "activation"]))
    if edit == "insert":
        return inserted(steps, key, Step(f"new{number}", "BatchNormalization", config={"epsilon": 0.001}))
    if edit == "remove":
        return removed(steps, key)
    if edit == "activation" and kind == "Dense":
        return changed(steps, key, activation="gelu")
    return changed(steps, key, config={"units": 4, "use_bias": True} if kind == "Dense" else {"rate": 0.5})


@given(edited())
@settings(max_examples=150, deadline=None)
def test_edits_are_reported_as_at_most_as_many_changes(case: tuple[list[Step], list[Step], int]) -> None:
    before, after, count = case
    found = compared(before, after, ignore=NAMES_AND_VALUES)
    assert len(found.changes) <= count, found.changes


@given(edited())
@settings(max_examples=100, deadline=None)
def test_swapped_sides_swap_what_was_added_and_removed(case: tuple[list[Step], list[Step], int]) -> None:
    one, other = model(case[0]), model(case[1], start=3)
    there, back = compare_graphs(one, other), compare_graphs(other, one)
    assert _ids(there.layers.added) == _ids(back.layers.removed)
    assert _ids(there.layers.removed) == _ids(back.layers.added)
    pairs = {(match.before.id, match.after.id) for match in there.layers.matches}
    assert pairs == {(match.after.id, match.before.id) for match in back.layers.matches}
    fields = {(c.match.before.id, f.name, str(f.before), str(f.after)) for c in there.layers.changed for f in c.fields}
    assert fields == {(c.match.after.id, f.name, str(f.after), str(f.before)) for c in back.layers.changed for f in c.fields}


def _ids(layers: tuple[Layer, ...]) -> set[str]:
    return {layer.id for layer in layers}


@given(edited())
@settings(max_examples=50, deadline=None)
def test_a_model_does_not_differ_from_itself(case: tuple[list[Step], list[Step], int]) -> None:
    graph = model(case[1])
    found = compare_graphs(graph, graph)
    assert not found
    assert found.changes == ()
    assert len(found.layers.matches) == len(graph.layers)


@given(edited(), st.integers(1, 50))
@settings(max_examples=50, deadline=None)
def test_other_numbers_in_all_names_change_names_only(case: tuple[list[Step], list[Step], int], start: int) -> None:
    found = compare_graphs(model(case[1]), model(case[1], start=start))
    assert not found.architecture_differs
    assert not found.weights.changed
    assert len(found.layers.renamed) == len(found.layers.matches)
    assert not compare_graphs(model(case[1]), model(case[1], start=start), ignore="names")


def test_names_that_have_nothing_in_common_change_names_only() -> None:
    graph = model(block_steps(3))
    renamed = _with_names(graph, {layer.id: f"xyz{number}" for number, layer in enumerate(graph.layers)})
    found = compare_graphs(graph, renamed)
    assert not found.architecture_differs
    assert [match.after.id for match in found.layers.matches] == [layer.id for layer in renamed.layers]
    assert not found.weights.changed


def _with_names(graph: Graph, names: dict[str, str]) -> Graph:
    def layer(old: Layer) -> Layer:
        return replace(old, id=names[old.id], name=names[old.id])

    return replace(graph, nodes=tuple(replace(node, layer=layer(node.layer)) for node in graph.nodes))


def test_an_inserted_block_is_found_among_equal_ones_by_its_weights() -> None:
    before, after = block_steps(3), block_steps(4)
    # The new block is the second of four: the layers of the old ones keep their values.
    order = {"b1": "new", "b2": "b1", "b3": "b2"}
    moved = [
        replace(step, key=_renamed(step.key, order), inputs=tuple(_renamed(s, order) for s in step.inputs)) for step in after
    ]
    found = compared(before, moved)
    assert {layer.kind for layer in found.layers.added} == {"Dense", "Dropout", "Add"}
    assert len(found.layers.added) == 4
    assert not found.layers.removed
    assert not found.weights.changed


def _renamed(key: str, order: dict[str, str]) -> str:
    for old, new in order.items():
        if key.startswith(old):
            return new + key[len(old) :]
    return key


def test_a_moved_layer_is_one_change() -> None:
    before = [*chain_steps(2), Step("drop", "Dropout", ("d1",), {"rate": 0.1}), dense("end", "drop", 3)]
    after = [Step("in", "InputLayer"), Step("drop", "Dropout", ("in",), {"rate": 0.1}), dense("d0", "drop"), dense("d1", "d0")]
    found = compared(before, [*after, dense("end", "d1", 3)], ignore=NAMES_AND_VALUES)
    assert [(move.match.after.kind, move.before, move.after) for move in found.layers.moved] == [
        ("Dropout", "after dense_1", "after input_layer_7")
    ]
    assert len(found.changes) == 1


def test_more_units_change_one_layer_and_resize_what_follows() -> None:
    found = compared(chain_steps(3), changed(chain_steps(3), "d1", config={"units": 9}), start=0)
    [change] = found.layers.changed
    assert [(field.name, field.before, field.after) for field in change.fields] == [("config.units", 4, 9)]
    assert [field.name for field in change.consequences] == ["output shape", "kernel shape", "parameters"]
    assert [resized.match.after.id for resized in found.layers.resized] == ["dense_2"]
    assert (
        len(compared(chain_steps(3), changed(chain_steps(3), "d1", config={"units": 9}), start=0, ignore="weights").changes)
        == 1
    )


def test_arrays_without_settings_change_where_the_shape_has_no_cause_before_it() -> None:
    found = compare_graphs(readers.read([np.ones((3, 2)), np.ones((2, 1))]), readers.read([np.ones((3, 5)), np.ones((5, 1))]))
    assert [change.match.after.id for change in found.layers.changed] == ["dense_1"]
    assert [change.match.after.id for change in found.layers.resized] == ["dense_2"]


def test_ignored_sorts_are_left_out() -> None:
    before, after = chain_steps(2), changed(chain_steps(2), "d1", config={"units": 4, "use_bias": True})
    assert compared(before, after, ignore=("names", "weights"))
    assert not compared(before, after, ignore="names,weights,config.use_bias")
    assert not compared(before, after, ignore=("names", "weights", "config"))
    with pytest.raises(OptionError, match=r"'wights'.*weights"):
        compared(before, after, ignore="wights")


def test_a_mapping_is_kept_and_reported() -> None:
    steps = chain_steps(3)
    found = compare_graphs(model(steps), model(steps), mapping={"dense": "dense_2"})
    given = next(match for match in found.layers.matches if match.before.id == "dense")
    assert (given.after.id, given.reason, given.score) == ("dense_2", "given", 1.0)
    with pytest.raises(OptionError, match=r"'dens'.*first model.*dense"):
        compare_graphs(model(steps), model(steps), mapping={"dens": "dense_2"})


def test_a_nested_model_against_itself_has_no_difference() -> None:
    assert not compare_graphs(nested_graph(), nested_graph())


def wrapped(graph: Graph) -> Graph:
    """Return a chain whose layers but the first and the last are in a nested model."""
    first, *inner, last = graph.nodes
    spec = (TensorSpec((None, 4), "float32"),)
    door = Node("i0", Layer("enc/door", "door", "InputLayer", trainable=None), outputs=spec, parent="m")
    moved = [
        replace(node, id=f"i{number}", parent="m", layer=replace(node.layer, id=f"enc/{node.layer.id}"))
        for number, node in enumerate(inner, 1)
    ]
    box = Node(
        "m", Layer("enc", "enc", "Functional", category="model"), (), spec, None, (), (Port("i0"),), (Port(moved[-1].id),)
    )
    edges = [Edge(one.id, 0, other.id, 0) for one, other in pairwise([door, *moved])]
    outer = (Edge(first.id, 0, "m", 0), Edge("m", 0, last.id, 0))
    return Graph(graph.name, graph.kind, (first, box, door, *moved, last), (*outer, *edges), graph.inputs, graph.outputs)


def test_layers_wrapped_into_a_nested_model_are_one_change_and_keep_their_weights() -> None:
    graph = model(chain_steps(4))
    found = compare_graphs(graph, wrapped(graph))
    assert [layer.id for layer in found.layers.added] == ["enc", "enc/door"]
    assert not found.layers.removed
    assert [(move.match.before.id, move.match.after.id) for move in found.layers.moved] == [
        ("dense", "enc/dense"),
        ("dense_1", "enc/dense_1"),
        ("dense_2", "enc/dense_2"),
    ]
    assert not found.connections
    assert not found.weights.changed
    assert [getattr(change, "id", "") for change in found.changes] == ["enc"]
    back = compare_graphs(wrapped(graph), graph)
    assert [layer.id for layer in back.layers.removed] == ["enc", "enc/door"]
    assert len(back.changes) == 1


@pytest.mark.parametrize("name", ["mlp-6-3-7", "multi", "rnn"])
def test_the_same_model_of_each_keras_has_the_same_architecture(name: str) -> None:
    files = [path for path in sorted(MODELS.rglob(f"{name}.*")) if path.suffix in (".keras", ".h5")]
    graphs = [readers.read(path) for path in files]
    assert len(graphs) >= 4
    for one in graphs:
        for other in graphs:
            assert not compare_graphs(one, other, ignore=("names", "weights"))


def test_one_model_as_keras_and_as_h5_has_no_difference() -> None:
    for name in ("multi", "mlp-6-3-7"):
        one, other = (readers.read(MODELS / "keras-3.3" / f"{name}.{suffix}") for suffix in ("keras", "h5"))
        found = compare_graphs(one, other)
        assert not found, found.changes
        assert len(found.weights.unchanged) >= 2


def test_values_that_differ_are_reported() -> None:
    found = compare_graphs(dense_chain(3, 4, 2), dense_chain(3, 4, 2, seed=1))
    assert not found.architecture_differs
    assert [change.match.after.id for change in found.weights.changed] == ["dense_0", "dense_1"]
    assert bool(found)
    assert isinstance(found, Comparison)
    assert not compare_graphs(dense_chain(3, 4, 2), dense_chain(3, 4, 2, seed=1), ignore="weights")
