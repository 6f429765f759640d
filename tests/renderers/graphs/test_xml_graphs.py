from __future__ import annotations

import io
from dataclasses import replace
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from dotnet_viz.renderers import render
from dotnet_viz.renderers.graphs.contents import boxes, graph_lines
from dotnet_viz.scene import Connection, KeyEntry, KeyLegend, Legend, Scene
from tests.renderers.every_style import STYLES_WITH_LINES, placed
from tests.scene_builders import AWKWARD_TEXTS, box

READERS = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}


def read(scene: Scene, form: str) -> nx.Graph:
    return READERS[form](io.BytesIO(str(render(scene, form)).encode()))


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("style", [*STYLES_WITH_LINES, "ann", "lenet", "neurons", "nested"])
def test_networkx_reads_the_same_graph(style: str, form: str) -> None:
    scene = placed(style)
    graph = read(scene, form)
    assert graph.is_directed()
    assert set(graph.nodes) == {shape.id for shape in boxes(scene)}
    assert sorted(graph.edges()) == sorted((line.source, line.target) for line in graph_lines(scene))
    for shape in boxes(scene):
        node = graph.nodes[shape.id]
        assert (node.get("name", ""), node.get("class", "")) == (shape.name, shape.kind)
        assert (float(node["x"]), float(node["width"])) == pytest.approx((shape.x, shape.width), abs=0.01)


@pytest.mark.parametrize("form", READERS)
def test_weights_are_those_of_the_lines(form: str) -> None:
    scene = placed("weight-graph")
    graph = read(scene, form)
    for bundle in scene.bundles:
        for index, value in enumerate(bundle.values.tolist()):
            ends = bundle.sources[bundle.source_index[index]], bundle.targets[bundle.target_index[index]]
            assert float(graph.edges[ends]["weight"]) == pytest.approx(value)


@pytest.mark.parametrize("form", READERS)
def test_frames_are_named_from_the_outside(form: str) -> None:
    assert read(placed("nested"), form).nodes["b"]["frame"] == "outer / inner"


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("text", [*AWKWARD_TEXTS, "\x00\x1b", "\ud800"])
def test_any_name_survives(text: str, form: str) -> None:
    shapes = tuple(replace(box(name, lines=[text]), name=text, tooltip=text) for name in ("a", "b"))
    lines = (Connection("a", "b", label=text, tooltip=text),)
    graph = read(Scene(text, text, shapes=shapes, connections=lines), form)
    assert sorted(graph.nodes) == ["a", "b"]
    assert len(graph.edges) == 1
    if text.isprintable() and text:
        assert graph.nodes["a"]["name"] == text


@pytest.mark.parametrize("form", READERS)
def test_keys_and_notes_of_the_picture_stand_with_the_graph(form: str) -> None:
    key = KeyLegend("kinds", (KeyEntry("dense", "#0072b2"), KeyEntry("<other>", stroke="#ff6347")), explains="outline")
    bar = Legend("loss", ((0.0, "#000000"), (1.0, "#ffffff")), ((0.0, "1"), (1.0, "3")), notes=("grey: no value",))
    scene = Scene("t", shapes=(box("a"),), legends=(key, bar), notes=("3 of the boxes stand for 8 layers.", "a & b"))
    about = " ".join(ET.fromstring(str(render(scene, form))).itertext())
    for said in ("<other> #ff6347", "loss: 1 #000000, 3 #ffffff; grey: no value", *scene.notes):
        assert said in about


def test_outlines_that_a_key_explains_are_attributes_of_nodes() -> None:
    scene = Scene("t", shapes=(replace(box("a"), stroke="#ff6347"),))
    assert read(scene, "graphml").nodes["a"]["outline"] == "#ff6347"
