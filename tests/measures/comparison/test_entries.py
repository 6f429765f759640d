"""Every layer of both models in one order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.measures.comparison import compare_graphs
from dotnet_viz.measures.comparison.entries import MEANINGS, SIGNS, entries_of
from tests.builders import chain, dense_layer, input_layer
from tests.comparison_builders import Step, block_steps, chain_steps, changed, compared, inserted, removed


def sorts(before: list[Step], after: list[Step], ignore: str = "names,weights") -> list[tuple[str, str]]:
    return [(entry.sort, entry.layer.kind) for entry in entries_of(compared(before, after, ignore=ignore))]


def test_a_removed_layer_stands_where_it_stood() -> None:
    steps = block_steps(1)
    assert sorts(steps, removed(steps, "b0drop"))[2:5] == [("same", "Dense"), ("removed", "Dropout"), ("same", "Dense")]


def test_the_weightiest_difference_names_the_sort() -> None:
    steps = chain_steps(3)
    edited = inserted(changed(steps, "d1", config={"units": 7}), "d0", Step("x", "Dropout"))
    assert sorts(steps, edited, "weights") == [
        ("renamed", "InputLayer"),
        ("renamed", "Dense"),
        ("added", "Dropout"),
        ("changed", "Dense"),
        ("resized", "Dense"),
    ]


@given(st.lists(st.sampled_from(["b0one", "b0drop", "b0two", "b1one", "b1drop"]), unique=True))
@settings(max_examples=30, deadline=None)
def test_every_layer_is_there_once(gone: list[str]) -> None:
    after = block_steps(2)
    for key in gone:
        after = removed(after, key)
    found = compared(block_steps(2), after)
    entries = entries_of(found)
    assert sorted(entry.before.id for entry in entries if entry.before) == sorted(layer.id for layer in found.before.layers)
    assert [entry.after.id for entry in entries if entry.after] == [layer.id for layer in found.after.layers]


def test_every_sort_has_a_sign_of_its_own_and_a_meaning() -> None:
    assert len(set(SIGNS.values())) == len(SIGNS)
    assert set(SIGNS) == set(MEANINGS)


@pytest.mark.parametrize(("name", "mark"), [("dense", ""), ("dense_7", ""), ("head", "renamed")])
def test_a_name_that_was_renumbered_is_no_change_to_go_to(name: str, mark: str) -> None:
    before = chain([input_layer(), dense_layer("dense", np.ones((2, 2)))])
    after = chain([input_layer(), dense_layer(name, np.ones((2, 2)))])
    assert entries_of(compare_graphs(before, after))[1].mark == mark
