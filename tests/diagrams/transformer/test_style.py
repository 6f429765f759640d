"""Transformers: who attends to whom, what is passed by, what repeats."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.graph import Graph, Layer, Remark, Weight
from dotnet_viz.layouts import place
from dotnet_viz.scene import Connection, Scene, Shape
from tests.diagrams.attention_graphs import cross, encoder, encoder_decoder, with_key
from tests.diagrams.view_checks import assert_reads_well


def built(graph: Graph, **options: Any) -> Scene:
    return dv.Transformer(**options).build(graph)


def titles(scene: Scene) -> list[str]:
    return [shape.labels[0].text for shape in scene.shapes]


def titled(scene: Scene, title: str) -> Shape:
    return next(shape for shape in scene.shapes if shape.labels[0].text == title)


def ports(scene: Scene, target: Shape) -> dict[str, str]:
    """Return by the name of each port the title of the box that feeds it."""
    lines = [line for line in scene.connections if line.target == target.id and line.tooltip[1] == ":"]
    return {line.tooltip[0]: scene.shape_by_id[line.source].labels[0].text for line in lines}


def around(scene: Scene, title: str) -> list[Connection]:
    """Return the lines that enter boxes from the side."""
    ids = {shape.id: shape for shape in scene.shapes if shape.labels[0].text == title}
    return [
        line
        for line in scene.connections
        if line.target in ids and abs(abs(line.points[-1][0] - (ids[line.target].x or 0)) - ids[line.target].width / 2) < 0.1
    ]


def test_self_attention_takes_queries_keys_and_values_from_one_box() -> None:
    scene = built(encoder())
    assert ports(scene, titled(scene, "Self-attention")) == dict.fromkeys("QKV", "Embedding")
    assert [label.text for label in titled(scene, "Self-attention").labels][-3:] == ["V", "K", "Q"]


def test_cross_attention_takes_keys_and_values_from_the_encoder() -> None:
    scene = built(encoder_decoder())
    cross = titled(scene, "Cross-attention")
    sources = {line.tooltip[0]: scene.shape_by_id[line.source] for line in scene.connections if line.target == cross.id}
    assert sources["K"] is sources["V"]
    assert (sources["K"].x or 0) < (cross.x or 0) == sources["Q"].x
    assert sources["K"].cluster != cross.cluster
    assert "Masked self-attention" in titles(scene)


def test_a_key_of_its_own_is_one() -> None:
    scene = built(with_key(encoder()))
    first = titled(scene, "Cross-attention") if "Cross-attention" in titles(scene) else titled(scene, "Self-attention")
    assert ports(scene, first)["K"] == "inputlayer_n0"
    assert ports(scene, first)["V"] == "Embedding"


def test_the_encoder_stands_left_of_the_decoder_and_data_flow_upwards() -> None:
    scene = built(encoder_decoder())
    columns = sorted({shape.x for shape in scene.shapes if shape.x is not None})
    assert len(columns) == 2
    for column in columns:
        heights = [shape.y or 0.0 for shape in scene.shapes if shape.x == column]
        assert heights == sorted(heights, reverse=True)


def test_residuals_are_lines_around_what_they_pass() -> None:
    scene = built(encoder())
    lines = around(scene, "Add & Norm")
    assert len(lines) == 2
    for line in lines:
        left = min(x for x, _ in line.points)
        assert left < min((shape.x or 0) - shape.width / 2 for shape in scene.shapes)


@pytest.mark.parametrize("copies", [2, 6])
def test_copies_are_drawn_once_in_a_frame_with_their_number(copies: int) -> None:
    scene = built(encoder_decoder(copies))
    assert [frame.name for frame in scene.clusters] == [f"× {copies}"] * 2
    assert titles(scene).count("Feed forward") == 2
    assert any("not drawn again" in note for note in scene.notes)
    whole = built(encoder_decoder(copies), fold=False)
    assert titles(whole).count("Feed forward") == 2 * copies
    assert not whole.clusters
    assert len(around(whole, "Add & Norm")) == 5 * copies


@pytest.mark.parametrize("graph", [encoder(), encoder_decoder(3), with_key(encoder())], ids=["encoder", "both", "key"])
def test_nothing_overlaps(graph: Graph) -> None:
    assert_reads_well(place(built(graph)))


@pytest.mark.parametrize("fit", ["page", "column", "slide"])
def test_it_fits_every_paper(fit: str, recwarn: pytest.WarningsRecorder) -> None:
    scene = dv.draw(encoder_decoder(6), style="transformer", fit=fit).scene
    assert "Cross-attention" in titles(scene)
    assert not recwarn.list


def test_settings_can_be_left_out() -> None:
    assert "MultiHeadAttention 2 heads × 8" in [label.text for label in titled(built(encoder()), "Self-attention").labels]
    assert len(titled(built(encoder(), show_settings=False), "Feed forward").labels) == 1


@pytest.mark.parametrize(
    ("kind", "config", "heads"),
    [
        ("MultiHeadAttention", {"num_heads": 2, "key_dim": 8}, "2 heads × 8"),
        ("GroupQueryAttention", {"num_query_heads": 6, "num_key_value_heads": 2, "head_dim": 4}, "6 heads × 4,"),
        ("Attention", {"use_scale": True}, ""),
        ("AdditiveAttention", {}, ""),
    ],
)
def test_every_class_of_attention_says_who_asks_and_who_is_asked(kind: str, config: dict[str, Any], heads: str) -> None:
    graph = cross(kind, **config)
    scene = built(graph)
    box = titled(scene, "Cross-attention")
    lines = {line.tooltip[0]: line.source for line in scene.connections if line.target == box.id}
    assert lines == {"Q": "n1", "K": "n3", "V": "n3"}
    texts = [label.text for label in box.labels]
    assert texts[1] == f"{kind} {heads}".strip()
    assert ("2 for keys and values" in texts) == (kind == "GroupQueryAttention")
    assert not any("…" in text for text in texts)


def test_a_box_stands_for_its_copies_and_says_what_is_said_of_them() -> None:
    graph = encoder()
    numbers = {node.layer.name: float(index) for index, node in enumerate(graph.nodes) if "Attention" in node.layer.kind}
    scene = dv.draw(graph, style="transformer", overlay={"time": numbers}).scene
    box = titled(scene, "Self-attention")
    assert len(scene.members[box.id]) >= len(numbers) > 1
    assert any(label.text.startswith("mean ") for label in box.labels)


def test_blocks_of_which_one_is_frozen_are_not_one() -> None:
    graph = encoder()
    first = next(node for node in graph.nodes if "Attention" in node.layer.kind)
    mark = Remark("frozen", is_mark=True)
    nodes = tuple(replace(node, remarks=(mark,)) if node is first else node for node in graph.nodes)
    usual, marked = built(graph), built(replace(graph, nodes=nodes))
    assert len(marked.shapes) > len(usual.shapes)
    assert [label.text for shape in marked.shapes for label in shape.labels].count("frozen") == 1


def test_layers_inside_a_custom_layer_that_nothing_joins_have_no_boxes() -> None:
    """A file tells of a custom layer the names of its weights alone: two boxes "Layer" stood above the last layer."""
    graph = encoder()
    places = [Weight.from_array(f"{name}/embeddings", np.ones((4, 2))) for name in ("tokens", "positions")]
    layer = Layer("Embedding_n1", "embedding_n1", "TokenAndPosition", weights=tuple(places))
    graph = replace(graph, nodes=tuple(replace(node, layer=layer) if node.id == "n1" else node for node in graph.nodes))
    assert titles(built(graph))[:2] == ["inputlayer_n0", "TokenAndPosition"]
    assert "Layer" not in titles(dv.draw(graph, style="transformer", highlight="embedding_n1").scene)
