from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.diagrams.units.build import unit_graph
from dotnet_viz.diagrams.weight_graph.selection.layers import LayerSelection, select_layers
from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec, Weight
from dotnet_viz.readers import read
from tests.builders import chain, dense_chain, dense_layer, input_layer
from tests.conftest import DATA
from tests.diagrams.recurrent_graphs import encoder_decoder


def names(selection: LayerSelection) -> list[str]:
    return [link.name for link in selection.units.kernels]


def gaps(selection: LayerSelection) -> list[tuple[int, int]]:
    return [(gap.rank, gap.layers) for gap in selection.gaps]


def test_a_small_model_is_drawn_whole() -> None:
    selection = select_layers(unit_graph(dense_chain(6, 3, 7)), None, 16)
    assert (names(selection), list(selection.ranks.values()), gaps(selection)) == (["dense_0", "dense_1"], [0, 1, 2], [])
    assert (selection.drawn, selection.total) == (2, 2)


def test_of_a_large_model_the_first_and_the_last_layers_are_drawn() -> None:
    selection = select_layers(unit_graph(dense_chain(*[4] * 11)), None, 3)
    assert names(selection) == ["dense_0", "dense_1", "dense_9"]
    assert list(selection.ranks.values()) == [0, 1, 2, 4, 5]
    assert gaps(selection) == [(3, 7)]


def pyramid(sides: list[int], each: int) -> Graph:
    """Return convolutions of several resolutions, so many of each, and a dense layer behind them."""
    layers = [input_layer()]
    shapes: list[tuple[int | None, ...]] = [(None, sides[0], sides[0], 2)]
    for side in sides:
        for number in range(each):
            kernel = Weight.from_array("kernel", np.ones((1, 1, 2, 2)))
            layers.append(Layer(f"c{side}_{number}", f"c{side}_{number}", "Conv2D", weights=(kernel,)))
            shapes.append((None, side, side, 2))
    layers += [Layer("pool", "pool", "GlobalAveragePooling2D"), dense_layer("out", np.ones((2, 3)))]
    shapes += [(None, 2), (None, 3)]
    graph = chain(layers)
    nodes = [replace(node, outputs=(TensorSpec(shape),)) for node, shape in zip(graph.nodes, shapes, strict=True)]
    return replace(graph, nodes=tuple(nodes))


def test_of_one_layer_alone_the_outputs_are_drawn() -> None:
    found = select_layers(unit_graph(dense_chain(*[3] * 7)), None, 1)
    assert [link.name for link in found.units.kernels] == ["dense_5"]


def with_heads(trunk: Graph, heads: int) -> Graph:
    """Return a chain, and further dense layers beside its last one, which are outputs too."""
    last = len(trunk.nodes) - 1
    kernel = next(weight.array for weight in trunk.nodes[-1].layer.weights if weight.name == "kernel")
    extra = [replace(trunk.nodes[-1], id=f"n{last + 1 + i}", layer=dense_layer(f"head_{i}", kernel)) for i in range(heads)]
    edges = [Edge(f"n{last - 1}", 0, node.id, 0) for node in extra]
    outputs = (Port(f"n{last}"), *(Port(node.id) for node in extra))
    return replace(trunk, nodes=(*trunk.nodes, *extra), edges=(*trunk.edges, *edges), outputs=outputs)


def test_all_outputs_of_a_large_model_are_drawn_before_layers_in_its_middle() -> None:
    deep = unit_graph(with_heads(dense_chain(*[4] * 11), 2))
    assert names(select_layers(deep, None, 4)) == ["dense_0", "dense_9", "head_0", "head_1"]
    assert names(select_layers(deep, None, 6)) == ["dense_0", "dense_1", "dense_2", "dense_9", "head_0", "head_1"]
    assert names(select_layers(deep, None, 2)) == ["dense_0", "head_1"]
    stages = unit_graph(with_heads(pyramid([32, 16, 8], 5), 1))
    assert names(select_layers(stages, None, 8)) == ["c32_0", "c16_0", "c8_0", "out", "head_0"]
    assert names(select_layers(stages, None, 3)) == ["c32_0", "out", "head_0"]


def test_of_a_deep_network_of_stages_the_first_layer_of_each_and_the_last_are_drawn() -> None:
    units = unit_graph(pyramid([32, 16, 8], 5))
    selection = select_layers(units, None, 8)
    assert names(selection) == ["c32_0", "c16_0", "c8_0", "out"]
    assert selection.drawn + sum(gap.layers for gap in selection.gaps) == selection.total == 16
    assert names(select_layers(units, None, 3)) == ["c32_0", "c8_0", "out"]
    assert len(names(select_layers(units, None, 16))) == 16
    assert names(select_layers(unit_graph(pyramid([32, 16], 5)), None, 4)) == ["c32_0", "c32_1", "c16_4", "out"]


def test_layers_that_are_named_are_drawn_however_many() -> None:
    selection = select_layers(unit_graph(dense_chain(*[4] * 11)), ["dense_3", "dense_7", "dense_4"], 1)
    assert names(selection) == ["dense_3", "dense_4", "dense_7"]
    assert gaps(selection) == [(0, 3), (4, 2), (7, 2)]
    assert sorted(selection.ranks.values()) == [1, 2, 3, 5, 6]


def test_an_unknown_layer_is_refused_with_the_choices() -> None:
    with pytest.raises(OptionError, match=r"unknown layer .*'dense_9'.*dense_0, dense_1"):
        select_layers(unit_graph(dense_chain(6, 3, 7)), ["dense_9"], None)


def test_states_and_tokens_stand_right_before_what_they_feed() -> None:
    selection = select_layers(unit_graph(read(DATA / "models" / "rnn.keras")), None, None)
    ranks = {(stage.name, stage.role): selection.ranks[stage.id] for stage in selection.units.stages}
    assert ranks["gru", "state"] == ranks["gru", "layer"] - 1 == ranks["time_distributed", "layer"]
    assert ranks["input of embedding_1", "tokens"] == 0


def test_an_input_that_feeds_a_late_layer_stands_right_before_it() -> None:
    layers = [input_layer(), *(dense_layer(name, np.ones((2, 2))) for name in ("one", "two")), input_layer(name="late")]
    layers += [dense_layer("of_late", np.ones((2, 2))), Layer("add", "add", "Add"), dense_layer("out", np.ones((2, 1)))]
    nodes = tuple(Node(f"n{number}", layer, outputs=(TensorSpec((None, 2)),)) for number, layer in enumerate(layers))
    pairs = [(0, 1, 0), (1, 2, 0), (2, 5, 0), (3, 4, 0), (4, 5, 1), (5, 6, 0)]
    edges = tuple(Edge(f"n{source}", 0, f"n{target}", port) for source, target, port in pairs)
    graph = Graph("m", "Functional", nodes, edges, (Port("n0"), Port("n3")), (Port("n6"),))
    selection = select_layers(unit_graph(graph), None, None)
    ranks = {stage.name: selection.ranks[stage.id] for stage in selection.units.stages}
    assert ranks["late"] == ranks["of_late"] - 1 == ranks["one"]


def test_the_input_of_a_decoder_stands_behind_the_encoder() -> None:
    """Its lines would else lead through the units of the encoder, which they do not feed."""
    shapes = {"kernel": (2, 6), "recurrent_kernel": (2, 6)}
    weights = tuple(Weight.from_array(name, np.ones(shape)) for name, shape in shapes.items())
    whole = encoder_decoder()
    nodes = tuple(replace(node, layer=replace(node.layer, weights=weights)) if node.inputs else node for node in whole.nodes)
    selection = select_layers(unit_graph(replace(whole, nodes=nodes)), None, None)
    ranks = {(stage.name, stage.role): selection.ranks[stage.id] for stage in selection.units.stages}
    assert ranks["answer", "input"] == ranks["decoder", "layer"] - 1 > ranks["encoder", "layer"]


def test_parts_that_nothing_joins_stand_behind_one_another() -> None:
    graph = dense_chain(2, 3, 4)
    lonely = Graph("m", "Functional", graph.nodes[1:])
    selection = select_layers(unit_graph(lonely), None, None)
    assert list(selection.ranks.values()) == [0, 1, 2, 3]


@settings(deadline=None)
@given(st.integers(1, 30), st.integers(1, 30))
def test_all_layers_are_drawn_or_counted(count: int, limit: int) -> None:
    selection = select_layers(unit_graph(dense_chain(*[1] * (count + 1))), None, limit)
    assert selection.drawn == min(count, limit) == len(selection.units.kernels)
    assert selection.drawn + sum(gap.layers for gap in selection.gaps) == selection.total == count
    for link in selection.units.kernels:
        assert selection.ranks[link.target] == selection.ranks[link.source] + 1
    taken = [*selection.ranks.values(), *(gap.rank for gap in selection.gaps)]
    assert sorted(taken) == list(range(len(taken)))


def heads(count: int) -> Graph:
    """Return a trunk of one dense layer, and heads that all start from it."""
    layers = [input_layer(), dense_layer("trunk", np.ones((2, 3)))]
    layers += [dense_layer(f"head_{number}", np.ones((3, 1))) for number in range(count)]
    nodes = tuple(Node(f"n{number}", layer) for number, layer in enumerate(layers))
    edges = (Edge("n0", 0, "n1", 0), *(Edge("n1", 0, node.id, 0) for node in nodes[2:]))
    return Graph("heads", "Functional", nodes, edges, (Port("n0"),), tuple(Port(node.id) for node in nodes[2:]))


def branched(before: int, after: int) -> Graph:
    """Return a chain with a branch of two layers beside one, both added."""
    steps = [dense_layer(f"before_{number}", np.ones((2, 2))) for number in range(before)]
    branch = [dense_layer(name, np.ones((2, 2))) for name in ("long_0", "long_1", "short")]
    rest = [dense_layer(f"after_{number}", np.ones((2, 2))) for number in range(after)]
    layers = [input_layer(), *steps, *branch, Layer("add", "add", "Add"), *rest]
    nodes = tuple(Node(f"n{number}", layer, outputs=(TensorSpec((None, 2)),)) for number, layer in enumerate(layers))
    pairs = [(number, number + 1) for number in range(before + 2)]
    pairs += [(before, before + 3), (before + 2, before + 4), (before + 3, before + 4)]
    pairs += [(number, number + 1) for number in range(before + 4, len(nodes) - 1)]
    edges = [Edge(f"n{source}", 0, f"n{target}", int(source == before + 3)) for source, target in pairs]
    return Graph("branched", "Functional", nodes, tuple(edges), (Port("n0"),), (Port(nodes[-1].id),))


def test_heads_on_one_trunk_stand_in_one_rank_and_those_left_out_between_them() -> None:
    selection = select_layers(unit_graph(heads(25)), None, 16)
    by_name = {stage.name: selection.ranks[stage.id] for stage in selection.units.stages}
    assert {rank for name, rank in by_name.items() if name.startswith("head")} == {2}
    (gap,) = selection.gaps
    assert (gap.rank, gap.layers) == (2, 10)
    behind = next(stage for stage in selection.units.stages if stage.id == gap.behind)
    assert behind.name == "head_6"


@pytest.mark.parametrize("after", [4, 5, 6, 7, 20])
def test_a_branch_that_leads_over_the_layers_left_out_is_drawn(after: int) -> None:
    selection = select_layers(unit_graph(branched(8, after)), None, 16)
    for link in selection.units.kernels:
        assert selection.ranks[link.source] < selection.ranks[link.target]
    assert selection.drawn + sum(gap.layers for gap in selection.gaps) == selection.total == 11 + after


@pytest.mark.parametrize("direction", ["LR", "TB"])
def test_the_picture_of_many_heads_says_how_many_are_left_out(direction: str) -> None:
    scene = WeightGraph(rankdir=direction).build(heads(25))
    (dots,) = (shape for shape in scene.shapes if shape.kind == "left-out")
    assert dots.labels[0].text == "10 more layers"
    assert (dots.width < dots.height) is (direction == "LR")  # across the flow, as the heads stand


@pytest.mark.parametrize("tail", [5, 6, 7])
def test_a_branch_that_is_left_out_whole_leaves_its_sum_drawn(tail: int) -> None:
    layers = [dense_layer(f"d{number}", np.ones((4, 4), "float32")) for number in range(11 + tail)]
    spec = (TensorSpec((None, 4), "float32"),)
    nodes = [Node("n0", input_layer(), outputs=spec)]
    nodes += [Node(f"n{number + 1}", layer, spec, spec) for number, layer in enumerate(layers[:11])]
    nodes.append(Node("n12", Layer("add", "add", "Add"), spec * 2, spec))
    nodes += [Node(f"n{number + 13}", layer, spec, spec) for number, layer in enumerate(layers[11:])]
    line = [Edge(f"n{number}", 0, f"n{number + 1}", 0) for number in range(len(nodes) - 1) if number not in (10, 11)]
    branch = [Edge("n8", 0, "n11", 0), Edge("n10", 0, "n12", 0), Edge("n11", 0, "n12", 1)]
    graph = Graph("m", "Functional", tuple(nodes), (*line, *branch), (Port("n0"),), (Port(nodes[-1].id),))
    assert WeightGraph().build(graph).shapes
