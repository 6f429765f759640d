from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from dotnet_viz.diagrams.weight_graph.picture import picture_of
from dotnet_viz.diagrams.weight_graph.scene import scene_of
from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.geometry.boxes import union
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import label_box, placed_box
from dotnet_viz.graph import Graph, Layer, Weight
from dotnet_viz.layouts import place
from dotnet_viz.scene import Scene, Shape
from tests.builders import chain, dense_chain, dense_layer, input_layer
from tests.layouts.checks import assert_nothing_overlaps


def gru(units: int = 40, inputs: int = 3) -> Graph:
    shapes = {"kernel": (inputs, 3 * units), "recurrent_kernel": (units, 3 * units), "bias": (3 * units,)}
    weights = tuple(Weight.from_array(f"cell/{name}", np.full(shape, 0.5)) for name, shape in shapes.items())
    return chain([input_layer(), Layer("r", "r", "GRU", weights=weights)])


def captions(scene: Scene) -> list[Shape]:
    return [shape for shape in scene.shapes if shape.kind == "caption"]


def test_a_caption_among_columns_is_nearer_to_its_own_than_to_the_next() -> None:
    placed = place(WeightGraph().build(gru()))
    assert_nothing_overlaps(placed)
    gates = [shape for shape in placed.shapes if shape.rank == max(shape.rank or 0 for shape in captions(placed)) - 1]
    following = {caption: after for caption, after in pairwise(gates) if caption.kind == "caption"}
    assert len(following) == 2
    for caption, after in following.items():
        before = gates[gates.index(caption) - 1]
        text = union(map(label_box, caption.labels)).moved(*centre(caption))
        own, other = (placed_box(shape) for shape in (before, after))
        assert other.top - text.bottom > 1.5 * (text.top - own.bottom)


def test_a_layer_is_not_called_linear_where_an_activation_stands_behind_it() -> None:
    kernel = np.ones((2, 2))
    behind = [Layer(kind, kind, kind) for kind in ("BatchNormalization", "ReLU", "Dropout")]
    layers = [
        input_layer(),
        dense_layer("a", kernel, activation="linear"),
        *behind,
        dense_layer("b", kernel, activation="linear"),
    ]
    scene = WeightGraph().build(chain(layers))
    lines = [line.text for caption in scene.captions for line in caption.lines]
    assert "Dense · ReLU" in lines
    assert lines.count("Dense · linear") == 1


def test_gates_on_a_page_have_letters_and_a_key_below_all_columns() -> None:
    placed = place(scene_of(picture_of(gru(), WeightGraph(), is_compact=True)))
    lowest = max((shape.y or 0.0) + shape.height / 2 for shape in placed.shapes if shape.kind == "neuron")
    highest = min((shape.y or 0.0) - shape.height / 2 for shape in placed.shapes if shape.kind == "neuron")
    key = [label.text for label in placed.labels if label.y > lowest]
    assert [text for text in key if ": " in text and "drawn" not in text] == ["z: update gate", "r: reset gate", "h: candidate"]
    letters = {label.text[0] for shape in placed.shapes if shape.rank == 1 for label in shape.labels}
    assert letters == set("zrh")
    names = [label for label in placed.labels if label.text in ("input", "3 inputs", "r", "one step before", "5 of 40")]
    assert len(names) == 7
    assert all(label.y < highest or label.y > lowest for label in names)
    assert not any(shape.kind == "left-out" for shape in placed.shapes)


def test_gates_in_rows_have_captions_of_one_line_and_no_dots() -> None:
    graph, style = gru(), WeightGraph(rankdir="TB")
    usual, compact = (scene_of(picture_of(graph, style, is_compact=on_page)) for on_page in (False, True))
    gates = [shape for shape in captions(compact) if len(shape.labels) == 1]
    assert [shape.labels[0].text for shape in gates] == ["update gate", "reset gate", "candidate"]
    assert all(len(shape.labels) > 1 for shape in captions(usual))
    dots = [sum(shape.kind == "left-out" and shape.rank == gates[0].rank for shape in one.shapes) for one in (usual, compact)]
    assert dots == [3, 0]
    assert (place(compact).size or (0.0,))[0] < (place(usual).size or (0.0,))[0] / 1.5


@pytest.mark.parametrize("graph", [gru(), dense_chain(*[30] * 10)], ids=["gates", "chain"])
@pytest.mark.parametrize(("rankdir", "along"), [("LR", 0), ("TB", 1)])
def test_on_a_page_columns_stand_nearer(graph: Graph, rankdir: str, along: int) -> None:
    style = WeightGraph(rankdir=rankdir)
    usual, compact = (place(scene_of(picture_of(graph, style, is_compact=on_page))) for on_page in (False, True))
    assert (compact.size or (0.0, 0.0))[along] < (usual.size or (0.0, 0.0))[along] / 1.5


def test_words_that_have_no_room_in_a_line_go_on_in_the_next() -> None:
    config = {"layer": {"class_name": "Dense", "config": {"activation": "softmax"}}}
    wrapped = Layer("t", "t", "TimeDistributed", config=config, weights=dense_layer("d", np.ones((3, 2))).weights)
    scene = WeightGraph().build(chain([input_layer(), wrapped]))
    words = " ".join(line.text for line in scene.captions[-1].lines)
    assert "…" not in words
    assert "TimeDistributed" in words


def test_captions_say_which_units_notes_below_a_page_are_about() -> None:
    graph = dense_chain(30, 25, 3)
    usual, short = (scene_of(picture_of(graph, WeightGraph(), is_compact=is_compact)) for is_compact in (False, True))
    assert "those between 16 of 30 inputs and 16 of 25 neurons" in usual.notes[0]
    assert "between" not in " ".join(short.notes)
    assert "16 of 25" in " ".join(line.text for caption in short.captions for line in caption.lines)
