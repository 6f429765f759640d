"""Unrolled models: a cell a step, the states between them, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

import dotnet_viz as dv
from dotnet_viz.graph import Edge, Graph, Port, Remark, Shape
from dotnet_viz.layouts import place
from dotnet_viz.scene import Connection, Scene
from dotnet_viz.scene import Shape as PlacedShape
from tests.builders import dense_chain
from tests.diagrams.recurrent_graphs import attending, call, encoder_decoder, given_mask, masked, stacked
from tests.diagrams.view_checks import assert_reads_well


def built(graph: Graph, **options: Any) -> Scene:
    return dv.Unrolled(**options).build(graph)


def cells(scene: Scene, layer: str) -> list[str]:
    return [shape.id for shape in scene.shapes if shape.name == layer]


def joined(scene: Scene) -> set[tuple[str, str]]:
    return {(line.source, line.target) for line in scene.connections}


def test_a_state_goes_from_cell_to_cell_and_every_step_has_its_input() -> None:
    scene = built(stacked(20))
    assert cells(scene, "first") == ["first-1", "first-2", "first-3", "first-dots", "first-20"]
    assert {("first-1", "first-2"), ("first-3", "first-dots"), ("first-dots", "first-20")} <= joined(scene)
    assert {("in0-1", "first-1"), ("in0-20", "first-20"), ("first-2", "second-2")} <= joined(scene)
    assert ("in0-1", "first-2") not in joined(scene)


def test_only_the_last_output_of_a_layer_that_returns_no_sequence_goes_on() -> None:
    scene = built(stacked(20))
    assert [pair for pair in joined(scene) if pair[1] == "out-all"] == [("second-20", "out-all")]
    texts = [label.text for label in scene.labels]
    assert "LSTM 8 · every output" in texts
    assert "GRU 4 · last output" in texts


def test_states_that_an_encoder_returns_come_from_its_last_step_in_each_direction() -> None:
    scene = built(attending())
    assert {pair for pair in joined(scene) if pair[1] == "state-all"} == {
        ("encoder-30", "state-all"), ("encoder-1-back", "state-all"),
    }  # fmt: skip
    assert len([line for line in scene.connections if line.target == "state-all"]) == 2
    assert ("state-all", "decoder-1") in joined(scene)
    assert ("encoder-2", "attention-all") in joined(scene)


def test_states_of_both_directions_start_those_of_a_decoder() -> None:
    graph = attending()
    encoder = graph.node("encoder")
    decoder = replace(encoder, id="decoder", layer=replace(encoder.layer, id="decoder", name="decoder"))
    decoder = replace(decoder, inputs=(*graph.node("answer").outputs, *encoder.outputs[1:]))
    nodes = [decoder if node.id == "decoder" else node for node in graph.nodes if node.id not in ("state", "attention")]
    edges = [edge for edge in graph.edges if {edge.source, edge.target}.isdisjoint(("state", "attention"))]
    edges += [Edge("encoder", 1, "decoder", 1), Edge("encoder", 2, "decoder", 2)]
    scene = built(replace(graph, nodes=tuple(nodes), edges=tuple(edges), outputs=(Port("decoder"),)))
    between = {pair for pair in joined(scene) if pair[0].startswith("encoder") and pair[1].startswith("decoder")}
    assert between == {("encoder-30", "decoder-1"), ("encoder-1-back", "decoder-20-back")}


def test_what_attention_looks_at_stands_beside_the_sequence_that_looks_at_it() -> None:
    placed = place(built(attending()))
    boxes = {shape.id: shape for shape in placed.shapes}
    assert (boxes["encoder-30-back"].x or 0) < (boxes["answer-1"].x or 0)
    assert boxes["question-1"].y == boxes["answer-1"].y
    assert_reads_well(placed)


def level_parts(line: Connection) -> Iterator[tuple[float, float, float]]:
    """Yield the height, start and end of the level parts of a line."""
    for start in range(0, len(line.points) - 3, 3):
        (x0, y0), (x1, y1) = line.points[start], line.points[start + 3]
        if abs(y0 - y1) < 0.01 and x0 != x1:
            yield y0, min(x0, x1), max(x0, x1)


@pytest.mark.parametrize("fit", [None, "page"])
def test_results_of_all_steps_run_over_no_line_of_states(fit: str | None) -> None:
    lines = dv.draw(attending(), style="unrolled", fit=fit).scene.connections
    states = [part for line in lines if line.stroke == "accent" for part in level_parts(line)]
    results = [part for line in lines if line.stroke != "accent" for part in level_parts(line)]
    assert states
    assert results
    for height, left, right in results:
        assert not [one for one in states if abs(one[0] - height) < 3.0 and one[1] < right and left < one[2]]


def test_the_number_of_steps_is_said_and_short_sequences_are_drawn_whole() -> None:
    assert any("4 of 20 steps" in note for note in built(stacked(20)).notes)
    assert "20 steps" in [label.text for label in built(stacked(20)).labels]
    assert cells(built(stacked(4)), "first") == ["first-1", "first-2", "first-3", "first-4"]
    assert not built(stacked(4)).notes
    varies = built(stacked(None))
    assert cells(varies, "first")[-1] == "first-T"
    assert any("varies" in note for note in varies.notes)


@pytest.mark.parametrize("unroll", [1, 2, 5])
def test_as_many_steps_are_drawn_as_asked_for(unroll: int) -> None:
    assert len(cells(built(stacked(20), unroll=unroll), "first")) == unroll + 2


def test_a_model_without_states_says_so() -> None:
    note = "no layer has a state, so that none is drawn step by step"
    assert note in built(dense_chain(4, 3, 2)).notes
    assert note not in built(stacked(20)).notes


def test_both_directions_have_cells_and_states_run_both_ways() -> None:
    scene = built(stacked(20, two_ways=True))
    assert {("first-1", "first-2"), ("first-2-back", "first-1-back"), ("first-20-back", "first-dots-back")} <= joined(scene)
    assert {("in0-2", "first-2"), ("in0-2", "first-2-back"), ("first-2-back", "second-2")} <= joined(scene)


def test_the_state_of_an_encoder_starts_the_decoder() -> None:
    scene = built(encoder_decoder())
    assert ("encoder-30", "decoder-1") in joined(scene)
    ends = {name: scene.shape_by_id[name].x or 0.0 for name in ("encoder-30", "decoder-1")}
    assert ends["encoder-30"] < ends["decoder-1"]
    assert not [pair for pair in joined(scene) if pair[0].startswith("encoder") and pair[1].startswith("answer")]


def test_a_mask_is_no_state() -> None:
    scene = built(masked())
    assert cells(scene, "not_equal") == []
    assert not [line for line in scene.connections if line.stroke == "accent" and not line.source.startswith("lstm")]
    given = built(given_mask())
    assert {("keep-1", "lstm-1"), ("keep-2", "lstm-2"), ("keep-20", "lstm-20")} <= joined(given)


def test_what_takes_all_steps_at_once_has_something_for_each_cell() -> None:
    assert {("in0-3", "conv-all"), ("conv-all", "lstm-1"), ("conv-all", "lstm-20")} <= joined(built(masked()))


def test_a_line_to_a_wide_box_meets_it() -> None:
    graph = stacked(20)
    graph = replace(graph, nodes=(call("in0", "InputLayer", [], (None, 22, 8)), *graph.nodes[1:]))
    first = call("first", "Conv1D", [(None, 22, 8)], (None, 20, 8))
    scene = built(replace(graph, nodes=(graph.nodes[0], first, *graph.nodes[2:])))
    (line,) = (line for line in scene.connections if line.target == "first-all")
    box = scene.shape_by_id["first-all"]
    assert abs(line.points[-1][0] - (box.x or 0.0)) < box.width / 2


def test_a_line_from_another_branch_crosses_no_caption() -> None:
    graph = stacked(20)
    other = [call("image", "InputLayer", [], (None, 9)), call("join", "Concatenate", [(None, 9), (None, 2)], (None, 11))]
    edges = (*graph.edges, Edge("image", 0, "join", 0), Edge("out", 0, "join", 1))
    nodes = tuple(replace(node, remarks=(Remark("3 ms"), Remark("loss: 4"))) for node in (other[0], *graph.nodes, other[1]))
    scene = built(replace(graph, nodes=nodes, edges=edges))
    (line,) = (line for line in scene.connections if line.source == "image-all")
    level = {y for (x, y), (further, _) in pairwise(line.points) if abs(further - x) > 50}
    for label in scene.labels:
        assert all(abs(y - label.y) > label.size / 2 for y in level)


def test_a_line_to_another_column_enters_no_box_on_its_way() -> None:
    spec: list[Shape] = [(None, 4)]
    nodes = [
        call("a", "InputLayer", [], (None, 4)),
        call("one", "Dense", spec, (None, 4)),
        call("two", "Dense", spec, (None, 4)),
    ]
    nodes += [call("b", "InputLayer", [], (None, 4)), *(call(name, "Dense", spec, (None, 4)) for name in ("c", "d", "e"))]
    nodes.append(call("join", "Concatenate", spec * 3, (None, 12)))
    pairs = [("a", "one", 0), ("one", "two", 0), ("b", "c", 0), ("c", "d", 0), ("d", "e", 0)]
    pairs += [("one", "join", 0), ("two", "join", 1), ("e", "join", 2)]
    graph = Graph(
        "m", "Functional", tuple(nodes), tuple(Edge(one, 0, two, port) for one, two, port in pairs), (), (Port("join"),)
    )
    scene = built(graph)
    (line,) = (line for line in scene.connections if line.source == "one-all" and line.target == "join-all")
    for box in scene.shapes:
        if box.id not in {"one-all", "join-all"}:
            inside = [
                (x, y) for x, y in line.points
                if abs(x - (box.x or 0.0)) < box.width / 2 and abs(y - (box.y or 0.0)) < box.height / 2
            ]  # fmt: skip
            assert not inside, box.id


def inside(line: Connection, boxes: Iterable[PlacedShape]) -> set[str]:
    """Return the ids of the boxes that a line passes through, its ends apart."""
    found = set()
    for start in range(0, len(line.points) - 3, 3):
        one, two, three, four = line.points[start : start + 4]
        for step in range(41):
            t = step / 40
            parts = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
            x, y = (
                sum(part * point[axis] for part, point in zip(parts, (one, two, three, four), strict=True)) for axis in (0, 1)
            )
            found |= {
                box.id for box in boxes
                if abs(x - (box.x or 0.0)) < box.width / 2 - 1 and abs(y - (box.y or 0.0)) < box.height / 2 - 1
            }  # fmt: skip
    return found - {line.source, line.target}


@pytest.mark.parametrize("fit", [None, "column"])
def test_lines_between_all_steps_and_one_pass_the_steps_of_other_inputs(fit: str | None) -> None:
    each: Shape = (None, 20, 8)
    nodes = [
        call("in0", "InputLayer", [], each),
        call("wide", "Masking", [each], each),
        call("in1", "InputLayer", [], each),
        call("lower", "LSTM", [each], each, units=8, return_sequences=True),
        call("upper", "LSTM", [each], each, units=8, return_sequences=True),
        call("look", "Attention", [each, each], each),
        call("skip", "Concatenate", [each, each], (None, 20, 16)),
    ]
    pairs = [("in0", "wide", 0), ("wide", "lower", 0), ("in1", "upper", 0), ("upper", "look", 0), ("lower", "look", 1)]
    pairs += [("look", "skip", 0), ("lower", "skip", 1)]
    edges = tuple(Edge(one, 0, two, port) for one, two, port in pairs)
    scene = dv.draw(Graph("m", "Functional", tuple(nodes), edges, (), (Port("skip"),)), style="unrolled", fit=fit).scene
    wide = {"wide-all", "look-all"}
    lines = [line for line in scene.connections if len({line.source, line.target} & wide) == 1]
    assert {line.source.split("-")[0] for line in lines} == {"in0", "wide", "lower", "upper", "look"}
    for line in lines:
        assert not inside(line, scene.shapes), (line.source, line.target)


def test_remarks_that_have_no_room_are_left_out_whole() -> None:
    graph = stacked(20)
    remarks = (Remark("mean 2.15, 1.1 to 3.2"), Remark("share: mean 0.305, 0.2 to 0.41"))
    out = replace(graph.nodes[-1], remarks=remarks)
    scene = built(replace(graph, nodes=(*graph.nodes[:-1], out)))
    assert [label.text for label in scene.shape_by_id["out-all"].labels] == ["Dense 2", "mean 2.15, 1.1 to 3.2 · …"]


def test_cells_run_backwards_where_the_layer_does() -> None:
    graph = stacked(3)
    graph.nodes[1].layer.config["go_backwards"] = True  # type: ignore[index]
    assert ("first-3", "first-2") in joined(built(graph))


@pytest.mark.parametrize(
    "graph", [stacked(20), stacked(None, two_ways=True), encoder_decoder()], ids=["stacked", "both ways", "both"]
)
def test_nothing_overlaps(graph: Graph) -> None:
    assert_reads_well(place(built(graph)))


@pytest.mark.parametrize("fit", ["page", "column", "slide"])
def test_it_fits_every_paper(fit: str, recwarn: pytest.WarningsRecorder) -> None:
    scene = dv.draw(encoder_decoder(), style="unrolled", fit=fit).scene
    assert ("encoder-30", "decoder-1") in joined(scene)
    assert not recwarn.list
