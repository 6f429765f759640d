"""What becomes one box."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.diagrams.diff.folding import Fold, Folded, fold_nodes
from dotnet_viz.diagrams.diff.union import Union, union_of
from dotnet_viz.measures.comparison import compare_graphs
from tests.builders import nested_graph
from tests.comparison_builders import Step, block_steps, chain_steps, changed, compared, inserted, model, removed


def folded(before: list[Step], after: list[Step], context: int = 1) -> tuple[Union, Folded]:
    union = union_of(compared(before, after, ignore="weights"))
    return union, fold_nodes(union, context=context)


@given(
    st.lists(st.sampled_from([f"b{n}{p}" for n in range(6) for p in ("one", "drop", "two")]), unique=True, max_size=4),
    st.integers(0, 2),
)
@settings(max_examples=60, deadline=None)
def test_every_call_is_drawn_or_folded_once_and_folds_make_no_circle(keys: list[str], context: int) -> None:
    edited = block_steps(6)
    for number, key in enumerate(keys):
        edited = removed(edited, key) if number % 2 else inserted(edited, key, Step(f"x{number}", "BatchNormalization"))
    union, found = folded(block_steps(6), edited, context)
    members = [name for fold in found.folds for name in fold.members]
    assert sorted([*found.drawn, *members]) == sorted(name for name, item in union.nodes.items() if not item.is_frame)
    assert all(len(fold.members) >= 3 for fold in found.folds)
    assert all(union.nodes[name].entry.sort == "renamed" for name in members)
    boxes = found.boxes
    lines = {(boxes[line.source], boxes[line.target]) for line in union.lines if line.state != "removed"}
    assert nx.is_directed_acyclic_graph(nx.DiGraph([ends for ends in lines if ends[0] != ends[1]]))


@given(st.integers(1, 9), st.integers(0, 12))
@settings(max_examples=30, deadline=None)
def test_all_of_two_models_fits_into_few_boxes_without_a_circle(parts: int, seed: int) -> None:
    edited = block_steps(6)
    for number in range(seed):
        key = f"b{number % 6}{('one', 'drop', 'two')[number % 3]}"
        edited = changed(edited, key, activation="relu") if number % 2 else inserted(edited, key, Step(f"x{number}", "ReLU"))
    union = union_of(compared(block_steps(6), edited, ignore="weights"))
    found = fold_nodes(union, parts=parts)
    members = [name for fold in found.folds for name in fold.members]
    assert sorted([*found.drawn, *members]) == sorted(name for name, item in union.nodes.items() if not item.is_frame)
    assert len(found.drawn) + len(found.folds) <= parts
    boxes = found.boxes
    lines = {(boxes[line.source], boxes[line.target]) for line in union.lines if line.state != "removed"}
    assert nx.is_directed_acyclic_graph(nx.DiGraph([ends for ends in lines if ends[0] != ends[1]]))


def test_what_only_one_of_two_models_has_keeps_a_box_of_its_own_where_there_is_room() -> None:
    union = union_of(compared(chain_steps(9), chain_steps(20), ignore="names,weights"))
    found = fold_nodes(union, parts=3)
    assert [{union.nodes[name].entry.sort for name in fold.members} == {"added"} for fold in found.folds] == [False, True]


def test_context_is_what_stays_around_a_change() -> None:
    steps, edited = chain_steps(20), changed(chain_steps(20), "d10", activation="relu")
    assert [len(folded(steps, edited, context)[1].drawn) for context in (0, 1, 2)] == [1, 3, 5]


def test_nothing_is_folded_on_request_or_where_there_is_little() -> None:
    union = union_of(compared(chain_steps(9), chain_steps(9)))
    assert len(fold_nodes(union, fold=False).drawn) == 10
    assert fold_nodes(union_of(compared(chain_steps(1), chain_steps(1)))).folds == ()


def test_a_nested_model_without_a_change_is_folded_with_what_is_around() -> None:
    graph = nested_graph()
    [fold] = fold_nodes(union_of(compare_graphs(graph, graph))).folds
    assert fold.parent is None
    assert len(fold.members) == 4


def test_many_layers_that_changed_alike_are_folded() -> None:
    after = chain_steps(90)
    for number in range(90):
        after = changed(after, f"d{number}", activation="relu")
    assert len(folded(chain_steps(90), after)[1].folds) == 1


@pytest.mark.parametrize("count", [20, 200])
def test_other_weights_are_folded_only_where_there_are_many(count: int) -> None:
    found = compare_graphs(model(chain_steps(count)), model(chain_steps(count), values=1))
    assert bool(fold_nodes(union_of(found)).folds) is (count == 200)


def test_a_setting_that_became_a_list_is_no_obstacle() -> None:
    steps = chain_steps(8)
    after = [replace(step, kind="Activation", config={"axis": [3]}) if step.key != "in" else step for step in steps]
    before = [replace(step, kind="Activation", config={"axis": 3}) if step.key != "in" else step for step in steps]
    union, found = folded(before, after)
    assert len(found.drawn) + sum(len(fold.members) for fold in found.folds) == len(union.nodes)


def test_models_with_little_in_common_are_folded_by_side() -> None:
    other = [Step("in", "InputLayer")]
    for number in range(90):
        other.append(Step(f"x{number}", "Dropout", (other[-1].key,), {"rate": 0.1}))
    union, found = folded(chain_steps(90), other)
    assert sorted(
        {union.nodes[name].entry.sort for name in fold.members} == {sort} for fold, sort in _by_sort(union, found)
    ) == [
        True,
        True,
    ]
    assert len(found.drawn) <= 2


def _by_sort(union: Union, found: Folded) -> list[tuple[Fold, str]]:
    return [(fold, union.nodes[fold.members[0]].entry.sort) for fold in found.folds]
