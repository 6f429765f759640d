"""Whether a model is a U is found by its data flow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dotnet_viz.diagrams.layered.u_shape.levels import ULevels, find_u
from dotnet_viz.graph import Graph
from tests.diagrams.block_graphs import skip_graph, small_cnn
from tests.diagrams.u_graphs import links_of, nested_u, u_net


def found(graph: Graph) -> ULevels | None:
    return find_u(graph.nodes, links_of(graph))


@pytest.mark.parametrize("depth", [1, 2, 4])
def test_each_resolution_is_a_row_and_each_join_of_both_sides_a_skip(depth: int) -> None:
    graph = u_net(depth)
    levels = found(graph)
    assert levels is not None
    assert levels.row_count == depth + 1
    sides = {name: (graph.node(name).output().shape or ())[1] for name in levels.order}
    assert all(sides[name] == 32 >> row for name, row in levels.rows.items())
    assert [graph.node(link.target).layer.kind for link in levels.skips] == ["Concatenate"] * depth
    assert {levels.rows[link.target] for link in levels.skips} == set(range(depth))


def test_the_encoder_is_before_the_bottom_and_the_decoder_behind_it() -> None:
    graph = u_net(2)
    levels = found(graph)
    assert levels is not None
    kinds = {name: graph.node(name).layer.kind for name in levels.order}
    assert {kinds[name] for name in levels.order if kinds[name] == "MaxPooling2D" and name in levels.descending}
    assert all(name in levels.ascending for name in levels.order if kinds[name] == "Conv2DTranspose")
    assert all(name in levels.descending for name in levels.order if kinds[name] == "InputLayer")


def test_layers_of_a_nested_u_stand_between_its_sides() -> None:
    levels = found(nested_u())
    assert levels is not None
    between = [name for name in levels.order if name not in levels.ascending | levels.descending]
    assert len(between) == 3
    assert {levels.rows[name] for name in between} == {0}


@pytest.mark.parametrize("graph", [small_cnn(), skip_graph(), u_net(2, skips=False)], ids=["chain", "skip", "no skips"])
def test_other_models_are_none(graph: Graph) -> None:
    assert found(graph) is None


def test_sizes_that_vary_are_distinct_names_by_strides() -> None:
    graph = u_net(2)
    nodes = tuple(replace(one, outputs=(replace(one.output(), shape=(None, None, None, 4)),)) for one in graph.nodes)
    levels = find_u(nodes, links_of(graph))
    assert levels is not None
    assert levels.row_count == 3


def test_a_side_of_a_row_becomes_the_layer_that_its_skip_leaves() -> None:
    graph = u_net(1, norm=True)
    levels = found(graph)
    assert levels is not None
    kept = [name for name in levels.order if name not in levels.inside_runs()]
    assert kept == [levels.skips[0].source, *kept[1:]]
    assert [levels.rows[name] for name in kept] == [0, 1, 0]


def test_wanted_layers_stand_for_their_side_of_a_row() -> None:
    graph = u_net(1)
    levels = found(graph)
    assert levels is not None
    first, second = (name for name in levels.order if levels.rows[name] == 1 and graph.node(name).layer.kind == "Conv2D")
    assert {first, second} - levels.inside_runs() == {second}
    assert {first, second} - levels.inside_runs(frozenset({first})) == {first}
