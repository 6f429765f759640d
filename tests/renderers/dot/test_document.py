from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from functools import partial
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pydot
import pytest

from dotnet_viz.colors import LEAST_TEXT_CONTRAST, contrast
from dotnet_viz.errors import GraphError
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_number
from dotnet_viz.renderers.dot.document import dot, dot_lines
from dotnet_viz.renderers.themes.theme_colors import LIGHT
from dotnet_viz.scene import Connection, Label, Scene, Shape
from tests.effort import growth
from tests.renderers.graphviz_tools import render
from tests.scene_builders import AWKWARD_TEXTS, box, chain, nested, neurons


def parsed(scene: Scene) -> dict[str, Any]:
    """Return what Graphviz understands."""
    engine = "neato" if scene.is_placed else "dot"
    answer: dict[str, Any] = json.loads(render(dot(scene), "json0", engine))
    return answer


def test_nodes_edges_and_clusters_are_the_scenes() -> None:
    answer = parsed(nested())
    objects = {item["name"]: item for item in answer["objects"]}
    assert set(objects) == {"in", "a", "b", "c", "d", "out", "cluster_outer", "cluster_inner"}
    assert objects["cluster_inner"]["_gvid"] in objects["cluster_outer"]["subgraphs"]
    names = {item["_gvid"]: item["name"] for item in answer["objects"]}
    edges = sorted((names[edge["tail"]], names[edge["head"]]) for edge in answer["edges"])
    assert edges == sorted((line.source, line.target) for line in nested().connections)
    assert answer["rankdir"] == "TB"
    assert answer["label"] == "Nested"
    assert objects["b"]["label"] == r"b\nConv2D\n(None, 3, 3)"
    assert (objects["d"]["shape"], objects["d"]["fillcolor"]) == ("ellipse", "#2166ac")


def test_appearances_of_shapes_and_lines_are_kept() -> None:
    shapes = (
        Shape("a", "the whole name", 60, 30, form="rounded", dashed=True, stroke="#112233", stroke_width=2.5),
        Shape("b", "b", 30, 30, form="ellipsis", tooltip="12 more"),
    )
    lines = (Connection("a", "b", stroke="#445566", width=3.0, dashed=True, arrow=False, label="x", tooltip="tip"),)
    answer = parsed(Scene("appearances", shapes=shapes, connections=lines, notes=("left out: nothing",)))
    first, second = answer["objects"]
    assert (first["style"], first["color"], first["penwidth"]) == ("filled,rounded,dashed", "#112233", "2.5")
    assert (first["tooltip"], second["tooltip"], second["label"]) == ("the whole name", "12 more", "…")
    (edge,) = answer["edges"]
    expected = {"color": "#445566", "penwidth": "3", "style": "dashed", "dir": "none", "label": "x", "tooltip": "tip"}
    assert {name: edge[name] for name in expected} == expected
    assert answer["label"] == r"appearances\nleft out: nothing"


@pytest.mark.parametrize("text", AWKWARD_TEXTS)
def test_any_name_survives(text: str) -> None:
    shapes = tuple(replace(box(name, lines=[text]), name=text) for name in ("a", "b"))
    scene = Scene(text, text, shapes=shapes, connections=(Connection("a", "b", label=text, tooltip=text),), notes=(text,))
    answer = parsed(scene)
    assert [item["name"] for item in answer["objects"]] == ["a", "b"]
    assert len(answer["edges"]) == 1


def test_text_needs_no_places_and_no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert dot(chain(3)).count(" -> ") == 2


def placed_neurons(sizes: tuple[int, ...] = (3, 4, 2), *, direction: str = "LR") -> Scene:
    from dotnet_viz.layouts import place

    return place(neurons(sizes, direction=direction))


@pytest.mark.parametrize("direction", ["LR", "TB"])
def test_placed_scenes_keep_their_places(direction: str) -> None:
    scene = placed_neurons(direction=direction)
    answer = parsed(scene)
    objects = {item["name"]: item for item in answer["objects"]}
    assert scene.size is not None
    box_of = [float(part) for part in answer["bb"].split(",")]
    for shape in scene.shapes:
        x, y = (float(part) for part in objects[shape.id]["pos"].split(","))
        assert (x - box_of[0], box_of[3] - y) == pytest.approx((shape.x, shape.y), abs=3)
    assert (box_of[2] - box_of[0], box_of[3] - box_of[1]) == pytest.approx(scene.size, rel=0.02)


def test_every_weight_is_one_edge_with_its_appearance() -> None:
    scene = placed_neurons()
    answer = parsed(scene)
    names = {item["_gvid"]: item["name"] for item in answer["objects"]}
    edges = {(names[edge["tail"]], names[edge["head"]]): edge for edge in answer["edges"]}
    assert len(edges) == 3 * 4 + 4 * 2 == len(answer["edges"])
    for bundle in scene.bundles:
        for index, value in enumerate(bundle.values):
            source, target = bundle.sources[bundle.source_index[index]], bundle.targets[bundle.target_index[index]]
            edge = edges[source, target]
            assert float(edge["weight_value"]) == pytest.approx(value, rel=1e-5)
            assert float(edge["penwidth"]) == pytest.approx(bundle.widths[index], rel=1e-2)
            assert edge["color"] == "#" + bytes(bundle.colors[index].tolist()).hex()
            assert ("style" in edge) == (value < 0)
            assert (
                edge["tooltip"]
                == f"{scene.shape_by_id[source].name} → {scene.shape_by_id[target].name}: {format_number(value)}"
            )


def test_title_captions_notes_and_legend_are_in_the_picture() -> None:
    labels = [item["label"] for item in parsed(placed_neurons())["objects"]]
    for text in ("Weights", "layer 1", "4 of 4 neurons", "value 0", "weight"):
        assert text in labels
    fills = [item.get("fillcolor") for item in parsed(placed_neurons())["objects"]]
    assert {"#2166ac", "#b2182b"} <= set(fills)


@pytest.mark.dot
def test_dot_draws_the_placed_picture_without_complaint() -> None:
    scene = placed_neurons()
    done = subprocess.run(["dot", "-Tsvg"], input=dot(scene).encode(), capture_output=True, check=True, timeout=60)
    assert done.stderr == b""
    assert done.stdout.count(b'class="edge"') == 20


@pytest.mark.parametrize("text", AWKWARD_TEXTS)
def test_any_neuron_name_survives(text: str) -> None:
    from dotnet_viz.layouts import place

    scene = neurons((2, 2))
    shapes = tuple(replace(shape, name=text, labels=(Label(text, 17.0, anchor="start"),)) for shape in scene.shapes)
    answer = parsed(place(replace(scene, shapes=shapes, title=text)))
    assert len(answer["edges"]) == 4
    assert {"c0n0", "c0n1", "c1n0", "c1n1"} <= {item["name"] for item in answer["objects"]}


def test_pydot_reads_both_kinds() -> None:
    for scene, count in ((nested(), 8), (placed_neurons((2, 2)), 4)):
        graphs = pydot.graph_from_dot_data(dot(scene))
        assert graphs is not None
        edges = graphs[0].get_edges() + [edge for part in graphs[0].get_subgraphs() for edge in part.get_edges()]
        assert len(edges) == count


def test_a_scene_that_needs_places_and_has_none_is_an_error() -> None:
    with pytest.raises(GraphError, match="has no places yet"):
        list(dot_lines(neurons()))


def test_work_grows_with_the_number_of_edges_alone() -> None:
    assert dot(placed_neurons((316, 317))).count("penwidth=") >= 316 * 317
    assert growth(lambda count: partial(dot, placed_neurons((count, 50))), 50) < 2.1


def test_values_that_are_no_numbers_are_written() -> None:
    scene = placed_neurons((2, 2))
    (one,) = scene.bundles
    odd = replace(one, values=np.array([np.nan, np.inf, -np.inf, 0.0]))
    assert [edge["weight_value"] for edge in parsed(replace(scene, bundles=(odd,)))["edges"]].count("nan") == 1


def test_groups_keep_their_places_frames_and_meshes() -> None:
    from dotnet_viz.diagrams.ann.style import Ann
    from dotnet_viz.layouts import place
    from tests.diagrams.graph_samples import file_graph

    text = dot(place(Ann().build(file_graph("multi"))))
    assert 'subgraph "cluster_n5-frame" {' in text
    assert 'style="rounded,dashed"' in text
    assert '{ "n1-u0" "n1-u1"' in text
    assert '"n7" [shape=box' in text
    assert 'label="Convolution"' in text


@pytest.mark.dot
def test_a_tree_with_places_keeps_what_stands_inside_its_boxes() -> None:
    from dotnet_viz.layouts import place

    shapes = (
        Shape("root", "root", 80, 60, "rounded", labels=(Label("age", y=-20.0),), group="root", head=20.0, head_fill="#123456"),
        Shape("plot", "", 40, 20, "polygon", fill="#abcdef", points=((-20, 10), (0, -10), (20, 10)), group="root"),
        Shape("left", "left", 60, 30),
    )
    scene = place(Scene("tree", shapes=shapes, connections=(Connection("root", "left"),), layout="tree"))
    done = subprocess.run(["dot", "-Tjson"], input=dot(scene).encode(), capture_output=True, check=True, timeout=60)
    answer = json.loads(done.stdout)
    fills = [item["color"] for item in answer["_draw_"] if item["op"] == "C"]
    assert fills.index("#123456") < fills.index("#abcdef")
    drawn = {item["name"]: [part["op"] for part in item.get("_draw_", ())] for item in answer["objects"]}
    assert drawn["root"] == []
    assert "P" in drawn["left"]


def two_colours() -> Shape:
    labels = (
        Label("conv2d", y=-20.0, bold=True),
        Label("a & <b>", y=0.0, size=11.0, color="muted"),
        Label("last", y=20.0, size=11.0, color="muted"),
    )
    return Shape(
        "a", "conv2d", 120.0, 60.0, "rounded", labels=labels, head=20.0, head_fill="#00355c", dividers=(10.0,), dashed=True
    )


def test_a_box_of_two_colours_keeps_both_and_its_texts_their_fonts() -> None:
    text = dot(Scene("one", shapes=(two_colours(),)))
    (node,) = (line for line in text.splitlines() if line.startswith('  "a"'))
    assert f'fillcolor="#00355c;0.333:{LIGHT["panel"]}", gradientangle=270' in node
    assert "<b>conv2d</b>" in node
    assert "a &amp; &lt;b&gt;" in node
    assert node.index("a &amp;") < node.index("<hr/>") < node.index("last")
    assert 'style="filled,rounded,dashed"' in node
    inks = re.findall(r'<font point-size="\d+" color="(#\w+)">', node)
    assert contrast(inks[0], "#00355c") >= LEAST_TEXT_CONTRAST
    assert contrast(inks[1], LIGHT["panel"]) >= LEAST_TEXT_CONTRAST


def test_a_line_starts_where_it_does_in_the_picture_and_texts_side_by_side_share_a_row() -> None:
    labels = (
        Label("name", -50.0, -10.0, bold=True, anchor="start"),
        Label("× 2", 50.0, -10.0, bold=True, anchor="end", color="accent"),
        Label("goes on", -38.0, 8.0, size=11.0, anchor="start"),
    )
    text = dot(Scene("one", shapes=(Shape("a", "a", 120.0, 40.0, labels=labels),)))
    first, second = re.findall(r"<tr>(?:(?!</tr>).)*<font.*?</tr>", text)
    assert re.findall(r' align="(\w+)"', first) == ["left", "right"]
    assert re.search(r'align="left".*>\xa0+goes on<', second)


@pytest.mark.dot
@pytest.mark.parametrize("text", AWKWARD_TEXTS)
def test_graphviz_shows_any_name_in_a_table(text: str) -> None:
    labels = tuple(replace(label, text=text if label.bold else "b") for label in two_colours().labels)
    source = dot(Scene("one", shapes=(replace(two_colours(), labels=labels),), show_title=False)).encode()
    done = subprocess.run(["dot", "-Tsvg"], input=source, capture_output=True, check=True, timeout=60)
    assert done.stderr == b""
    shown = "".join(node.text or "" for node in ET.fromstring(done.stdout).iter("{http://www.w3.org/2000/svg}text"))
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", one_line(text)) + "bb"


def test_a_picture_with_places_is_drawn_with_them_and_one_without_is_not() -> None:
    from dotnet_viz.layouts import place

    assert "layout=nop2" not in dot(nested())
    assert "layout=nop2" in dot(place(nested()))


def test_a_tree_is_laid_out_by_graphviz_with_children_in_their_order() -> None:
    shapes = (
        Shape("root", "root", 60, 30, labels=(Label("age"),), group="root"),
        Shape("plot", "", 20, 10, group="root"),
        Shape("left", "left", 60, 30),
        Shape("right", "right", 60, 30),
    )
    lines = (Connection("root", "left", label="≤ 3"), Connection("root", "right", label="> 3"))
    found = parsed(Scene("tree", shapes=shapes, connections=lines, layout="tree"))
    places = {item["name"]: float(item["pos"].split(",")[0]) for item in found["objects"]}
    assert set(places) == {"root", "left", "right"}
    assert places["left"] < places["right"]


def test_text_on_a_box_without_an_outline_is_read_on_the_colour_that_it_keeps_in_print() -> None:
    shape = Shape("a", "a", 60.0, 30.0, fill="#004080", stroke="paper", stroke_width=0.0, labels=(Label("a"),))
    node = next(line for line in dot_lines(Scene("one", shapes=(shape,)), "print") if line.startswith('  "a"'))
    fill, ink = (node.split(f'{name}="')[1][:7] for name in ("fillcolor", "fontcolor"))
    assert (fill, contrast(fill, ink) >= LEAST_TEXT_CONTRAST) == ("#004080", True)
