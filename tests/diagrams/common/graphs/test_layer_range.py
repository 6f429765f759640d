from __future__ import annotations

from typing import Any

import pytest

from dotnet_viz.diagrams.common.graphs.layer_range import in_range
from dotnet_viz.errors import OptionError
from tests.builders import dense_chain, nested_graph

GRAPH = dense_chain(2, 3, 4, 5, 6)


def names(*ends: str) -> list[str]:
    return [node.layer.name for node in in_range(GRAPH, ends).nodes]


def test_no_range_is_the_whole_graph() -> None:
    assert in_range(GRAPH, None) is GRAPH


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("dense_1", "dense_2", ["dense_1", "dense_2"]),
        ("dense_2", "dense_1", ["dense_1", "dense_2"]),
        ("input", "dense_0", ["input", "dense_0"]),
        ("dense_.*", r"dense_[12]$", ["dense_0", "dense_1", "dense_2"]),
        ("dense", "dense", ["dense_0", "dense_1", "dense_2", "dense_3"]),
        ("dense_3", "dense_3", ["dense_3"]),
    ],
)
def test_both_ends_are_included_and_are_names_or_patterns(start: str, end: str, expected: list[str]) -> None:
    assert names(start, end) == expected


def test_a_name_that_is_there_counts_as_a_name() -> None:
    graph = dense_chain(*range(1, 13))
    assert [node.layer.name for node in in_range(graph, ["dense_1", "dense_1"]).nodes] == ["dense_1"]


def test_what_is_inside_a_model_comes_along_and_ports_of_what_is_left_out_do_not() -> None:
    part = in_range(nested_graph(), ["enc", "add"])
    assert [node.layer.name for node in part.nodes] == ["enc", "inner", "dense", "add"]
    assert len(part.edges) == 3
    assert part.inputs == ()
    assert len(part.outputs) == 1


def test_layers_inside_a_model_are_found() -> None:
    part = in_range(nested_graph(), ["inner", "dense"])
    assert [(node.layer.name, node.parent) for node in part.nodes] == [("inner", None), ("dense", None)]
    assert len(part.leaf_edges()) == 1


@pytest.mark.parametrize("ends", ["1:2", (1, 2), ["1", "2"], ("dense_0", 2), "-4:-3", ("dense_0", "dense_1")])
def test_ends_are_positions_too(ends: str | tuple[str | int, ...]) -> None:
    assert [node.layer.name for node in in_range(GRAPH, ends).nodes] == ["dense_0", "dense_1"]


@pytest.mark.parametrize(("ends", "count"), [("3:", 2), (":1", 2), ("0:0", 1)])
def test_an_end_that_is_not_given_is_that_of_the_model(ends: str, count: int) -> None:
    assert len(in_range(GRAPH, ends).nodes) == count


def test_a_part_is_reported() -> None:
    assert in_range(GRAPH, "1:2").notes == ("Layers dense_0 to dense_1: 2 of 5.",)


@pytest.mark.parametrize(
    ("ends", "message"),
    [
        (["a"], "two names"),
        ("ab", "two names"),
        (":", "two names"),
        ((True, 2), "two names"),
        ((0.5, 2), "two names"),
        (1.5, "two names"),
        (True, "two names"),
        (["(", "a"], "no regular expression"),
        ("2:9", r"no layer matches '9'.*\(0 to 4\)"),
        ("9:9", r"no layer matches '9'; the model has"),
    ],
)
def test_what_is_no_range_is_refused(ends: Any, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        in_range(GRAPH, ends)


def test_what_is_not_there_is_named_with_what_is() -> None:
    with pytest.raises(OptionError, match="no layer matches 'conv'; the model has: input, dense_0"):
        names("dense_0", "conv")
    with pytest.raises(OptionError, match="the pair 'outer', 'inner' in one model"):
        in_range(nested_graph(), ["outer", "inner"])
