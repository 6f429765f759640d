from __future__ import annotations

import pytest

from dotnet_viz.diagrams.common.layer_range import in_range
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


def test_what_is_not_there_is_named_with_what_is() -> None:
    with pytest.raises(OptionError, match="no layer matches 'conv'; the model has: input, dense_0"):
        names("dense_0", "conv")
    with pytest.raises(OptionError, match="the pair 'outer', 'inner' in one model"):
        in_range(nested_graph(), ["outer", "inner"])
