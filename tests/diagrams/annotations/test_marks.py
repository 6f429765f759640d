from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams.annotations.marks import SHOWN_ALREADY, marked, marks_of
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec, Weight
from tests.conftest import DATA


def node(name: str, kind: str = "Dense", *, layer: str = "", trainable: bool | None = True, **config: object) -> Node:
    weights = () if kind in ("InputLayer", "Add", "Masking") else (Weight.from_array("kernel", np.ones((4, 4), "float32")),)
    made = Layer(layer or name, layer or name, kind, config={"units": 4, **config}, weights=weights, trainable=trainable)
    return Node(name, made, outputs=(TensorSpec((None, 5, 4)),))


def chain(*nodes: Node, outputs: tuple[str, ...] = ()) -> Graph:
    edges = tuple(Edge(one.id, 0, two.id, 0) for one, two in pairwise(nodes))
    return Graph("m", "Functional", nodes, edges, outputs=tuple(map(Port, outputs or (nodes[-1].id,))))


def words(graph: Graph, style: str = "layered") -> dict[str, list[str]]:
    return {name: [mark.text for mark in marks] for name, marks in marks_of(graph, style).items()}


PLAIN = chain(node("x", "InputLayer"), node("a"), node("b"))
SHARED = chain(node("x", "InputLayer"), node("n1", layer="a"), node("n2", layer="a"))
FROZEN = chain(node("x", "InputLayer"), node("a", trainable=False), node("b"))
MASKED = chain(
    node("x", "InputLayer"), node("words", "Embedding", mask_zero=True), node("drop", "Dropout"),
    node("one", "LSTM", return_sequences=True), node("two", "LSTM"), node("out"),
)  # fmt: skip


def test_a_plain_model_has_no_marks() -> None:
    assert words(PLAIN) == {}
    assert marked(PLAIN, {}) is PLAIN


@pytest.mark.parametrize(
    ("outputs", "expected"),
    [
        (("a", "b"), {"a": ["output 1 of 2"], "b": ["output 2 of 2"]}),
        (("b", "x"), {"b": ["output 1 of 2"], "x": ["output 2 of 2"]}),
        (("b", "b"), {"b": ["output 1, 2 of 2"]}),
        (("a",), {"a": ["output"]}),
        (("b",), {}),
    ],
)
def test_outputs_that_are_no_ends(outputs: tuple[str, ...], expected: dict[str, list[str]]) -> None:
    assert words(replace(PLAIN, outputs=tuple(map(Port, outputs)))) == expected


def encoder() -> Graph:
    """Return a model around one that goes on inside with two of its three outputs, as a variational autoencoder has."""
    inner = [
        replace(node(name, "Add" if name == "sample" else "Dense"), parent="encoder") for name in ("mean", "scale", "sample")
    ]
    layer = Layer("encoder", "encoder", "Functional", category="model")
    whole = Node("encoder", layer, entries=(Port("mean"), Port("scale")), exits=tuple(Port(one.id) for one in inner))
    edges = (
        Edge("x", 0, "encoder", 0), Edge("x", 0, "encoder", 1), Edge("mean", 0, "sample", 0), Edge("scale", 0, "sample", 1),
        Edge("encoder", 2, "decoder", 0),
    )  # fmt: skip
    outputs = (Port("decoder"), Port("encoder", 0), Port("encoder", 1))
    return Graph("m", "Functional", (node("x", "InputLayer"), whole, *inner, node("decoder")), edges, outputs=outputs)


def test_layers_inside_nested_models_say_that_they_are_outputs() -> None:
    assert words(encoder()) == {"decoder": ["output 1 of 3"], "mean": ["output 2 of 3"], "scale": ["output 3 of 3"]}
    closed = marks_of(encoder(), "layered", is_open=False)
    assert {name: [mark.text for mark in marks] for name, marks in closed.items()} == {
        "decoder": ["output 1 of 3"],
        "encoder": ["output 2, 3 of 3"],
    }


@pytest.mark.parametrize("style", [style for style in SHOWN_ALREADY if style not in ("bars", "weight-graph")])
@pytest.mark.parametrize("expand_nested", [True, False])
def test_outputs_out_of_nested_models_are_marked_in_every_style(style: str, expand_nested: bool) -> None:
    scene = dv.draw(encoder(), style=style, expand_nested=expand_nested).scene
    texts = " ".join(label.text for shape in scene.shapes for label in shape.labels)
    for mark in ("output 2 of 3", "output 3 of 3") if expand_nested else ("output 2, 3 of 3",):
        assert mark in texts


def test_shared_and_frozen_layers() -> None:
    assert words(SHARED) == {"n1": ["shared: call 1 of 2"], "n2": ["shared: call 2 of 2"]}
    assert words(FROZEN) == {"a": ["frozen"]}
    assert words(SHARED, "plot-model") == {} == words(FROZEN, "blocks")


def test_a_frozen_or_shared_model_says_so_once() -> None:
    inner = replace(node("inner", trainable=False), parent="m1")
    again = replace(node("again", layer="inner", trainable=False), parent="m2")
    models = tuple(Node(name, Layer("model", "model", "Functional", trainable=False)) for name in ("m1", "m2"))
    graph = Graph("m", "Functional", (models[0], inner, models[1], again), outputs=(Port("m2"),))
    said = [["shared: call 1 of 2", "frozen"], ["shared: call 2 of 2", "frozen"]]
    assert words(graph) == dict(zip(("m1", "m2"), said, strict=True))
    for style in ("weight-graph", "transformer", "unrolled"):
        assert words(graph, style) == {"inner": said[0], "again": said[1], "m1": said[0], "m2": said[1]}


def test_outputs_that_are_ends_have_numbers_only_beside_one_that_is_none() -> None:
    fork = Graph("m", "Functional", PLAIN.nodes, (Edge("x", 0, "a", 0), Edge("x", 0, "b", 0)), outputs=(Port("a"), Port("b")))
    assert words(fork) == {}


def test_the_frame_of_a_shared_model_says_so() -> None:
    inner = tuple(replace(node(f"i{turn}", layer="inner"), parent=f"m{turn}") for turn in (1, 2))
    shared = Layer("model", "model", "Functional", category="model")
    models = tuple(Node(f"m{turn}", shared, entries=(Port(f"i{turn}"),), exits=(Port(f"i{turn}"),)) for turn in (1, 2))
    graph = Graph(
        "m", "Functional", (node("x", "InputLayer"), models[0], inner[0], models[1], inner[1]),
        (Edge("x", 0, "m1", 0), Edge("m1", 0, "m2", 0)), outputs=(Port("m2"),),
    )  # fmt: skip
    for style in ("layered", "neurons", "ann"):
        captions = [frame.label.text for frame in dv.draw(graph, style=style).scene.clusters]
        assert captions == [f"model · Functional · shared: call {turn} of 2" for turn in (1, 2)]


def towers(count: int, *, trainable: bool = False, mixed: bool = False) -> Graph:
    """Return a chain of calls of one nested model of two dense layers, with a sum around each."""
    model = Layer("tower", "tower", "Functional", category="model")
    nodes, edges, before = [node("x", "InputLayer")], [], "x"
    for turn in range(count):
        one = replace(node(f"one{turn}", layer="one", trainable=trainable or mixed), parent=f"m{turn}")
        two = replace(node(f"two{turn}", layer="two", trainable=trainable), parent=f"m{turn}")
        whole = Node(f"m{turn}", model, entries=(Port(one.id),), exits=(Port(two.id),), outputs=two.outputs)
        added = replace(node(f"sum{turn}", "Add"), inputs=(TensorSpec((None, 5, 4)),) * 2)
        nodes += [whole, one, two, added]
        edges += [Edge(before, 0, whole.id, 0), Edge(one.id, 0, two.id, 0)]
        edges += [Edge(whole.id, 0, added.id, 0), Edge(before, 0, added.id, 1)]
        before = added.id
    return Graph("m", "Functional", tuple(nodes), tuple(edges), outputs=(Port(before),))


def texts_of(graph: Graph, style: str, **options: Any) -> list[list[str]]:
    return [[label.text for label in shape.labels] for shape in dv.draw(graph, style=style, **options).scene.shapes]


@pytest.mark.parametrize("style", ["transformer", "unrolled"])
@pytest.mark.parametrize("expand_nested", [True, False])
def test_styles_without_frames_say_it_in_the_boxes(style: str, expand_nested: bool) -> None:
    options: dict[str, Any] = {"expand_nested": expand_nested, **({"fold": False} if style == "transformer" else {})}
    found = [" · ".join(texts) for texts in texts_of(towers(2), style, **options)]
    for turn in (1, 2):
        assert sum(f"shared: call {turn} of 2 · frozen" in text for text in found) == (
            2 if style == "unrolled" and expand_nested else 1
        )


def test_a_block_that_is_called_again_and_again_is_drawn_once_and_says_that_it_is_shared() -> None:
    found = texts_of(towers(6, trainable=True), "transformer")
    assert found[1] == ["Feed forward", "Dense 4", "Dense 4", "shared"]
    assert len(found) == 3
    (frame,) = dv.draw(towers(6, trainable=True), style="transformer").scene.clusters
    assert frame.label.text == "× 6"


def test_a_box_names_the_layer_that_is_frozen_where_another_is_not() -> None:
    found = texts_of(towers(1, mixed=True), "transformer")
    assert found[1][-1] == "two: frozen"


def test_blocks_of_which_one_is_frozen_are_not_drawn_as_one() -> None:
    graph = towers(2, trainable=True)
    again = {"one1": "other", "two1": "another"}
    frozen = {
        one.id: replace(one, layer=replace(one.layer, id=again[one.id], trainable=False))
        for one in graph.nodes
        if one.id in again
    }
    nodes = tuple(frozen.get(one.id, one) for one in graph.nodes)
    frames = dv.draw(replace(graph, nodes=nodes), style="transformer").scene.clusters
    assert [(frame.name, "×" in frame.label.text) for frame in frames] == [("tower", False)] * 2


def test_an_unrolled_input_has_its_name() -> None:
    assert texts_of(chain(node("words", "InputLayer"), node("a")), "unrolled")[0] == ["words · InputLayer"]


def test_masks_go_as_far_as_layers_pass_them_on() -> None:
    assert words(MASKED) == {
        "words": ["makes a mask"],
        "one": ["masked by words"],
        "two": ["masked by words"],
    }
    flat = chain(node("x", "InputLayer"), node("m", "Masking"), node("f", "Flatten"), node("l", "LSTM"))
    assert words(flat) == {"m": ["makes a mask"]}


@pytest.mark.parametrize("style", sorted(SHOWN_ALREADY))
def test_every_style_of_layers_writes_them(style: str) -> None:
    both = replace(MASKED, outputs=(Port("one"), Port("out")))
    scene = dv.draw(both, style=style).scene
    labels = [label.text for shape in scene.shapes for label in shape.labels]
    texts = " ".join([*labels, *(line.text for caption in scene.captions for line in caption.lines)])
    texts += " ".join(label.text for label in scene.labels)
    for words_of_mark in ("makes a mask", "masked by words", "output 1 of 2"):
        assert words_of_mark in texts.replace("\n", " ")


def test_a_card_of_several_layers_names_those_that_it_marks() -> None:
    texts = [label.text for label in dv.draw(MASKED, style="blocks").scene.shapes[1].labels]
    assert texts[-3:] == ["words: makes a mask", "one: masked by words", "two: masked by words"]
    many = chain(*(node(f"n{number}", layer="a" if number % 2 else "b") for number in range(7)))
    listed = dv.draw(many, style="blocks").scene
    assert not any("call" in label.text for shape in listed.shapes for label in shape.labels)


def test_marks_are_in_the_language_of_the_picture() -> None:
    both = replace(PLAIN, outputs=(Port("a"), Port("b")))
    assert "salida 1 de 2" in dv.draw(both, style="blocks", language="es").svg


def test_other_styles_have_none() -> None:
    assert words(SHARED, "weight-matrix") == {}
    assert dv.draw(DATA / "models" / "mlp-6-3-7.keras", style="weight-matrix").svg
