"""What Graphviz alone makes of the DOT of each style: the picture, with its places, sizes, curves, frames and solids."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.colors import LEAST_TEXT_CONTRAST, contrast
from dotnet_viz.drawing import Drawing
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.renderers.common.escape import dot_string
from dotnet_viz.renderers.themes.theme import THEMES
from dotnet_viz.scene import ROLES, Shape
from tests.conftest import DATA
from tests.renderers.every_style import STYLES, STYLES_WITH_LINES, drawing

Answer = dict[str, Any]


def read_back(drawn: Drawing) -> Answer:
    """Return what Graphviz understands and draws, without any message from it."""
    command = ["neato", "-n2", "-Tjson"]
    done = subprocess.run(command, input=drawn.dot.encode(), capture_output=True, check=True, timeout=60)
    assert done.stderr == b""
    answer: Answer = json.loads(done.stdout)
    return answer


def objects_of(answer: Answer) -> dict[str, Answer]:
    return {item["name"]: item for item in answer["objects"]}


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?[\d.]+(?:e[+-]?\d+)?", text)]


@pytest.mark.dot
@pytest.mark.parametrize("style", [*STYLES, "nested"])
def test_every_shape_has_its_place_and_its_size(style: str) -> None:
    drawn = drawing(style)
    answer = read_back(drawn)
    objects = objects_of(answer)
    shapes = drawn.placed.boxes
    assert len(answer["objects"]) >= len(shapes)
    first = shapes[0] if shapes else None
    for shape in shapes:
        assert first is not None
        x, y = numbers(objects[shape.id]["pos"])
        own, start = (x, -y), numbers(objects[first.id]["pos"])
        expected = centre(shape)[0] - centre(first)[0], centre(shape)[1] - centre(first)[1]
        assert (own[0] - start[0], own[1] + start[1]) == pytest.approx(expected, abs=0.2)
        # Graphviz rounds to points; and what has text that is larger than itself counts with it.
        has_text = bool(objects[shape.id]["label"].strip())
        for side, length in (("width", shape.width), ("height", shape.height)):
            own_length = float(objects[shape.id][side]) * 72
            assert own_length == pytest.approx(length, abs=1.1) or (has_text and own_length > length)


@pytest.mark.dot
@pytest.mark.parametrize("style", [*STYLES_WITH_LINES, "nested"])
def test_every_connection_is_one_edge_along_its_curves(style: str) -> None:
    drawn = drawing(style)
    answer = read_back(drawn)
    names = {item["_gvid"]: item["name"] for item in answer["objects"]}
    edges = {(names[edge["tail"]], names[edge["head"]]): edge for edge in answer.get("edges", ())}
    offset = _offset(drawn, answer)
    for line in drawn.placed.connections:
        if [(other.source, other.target) for other in drawn.placed.connections].count((line.source, line.target)) > 1:
            continue
        curves = edges[line.source, line.target]["pos"].split()
        assert sum("e," not in point for point in curves) >= len(line.points) + 3 * len(line.strands)
        x, y = numbers(next(point for point in curves if "e," not in point))
        assert (x - offset[0], offset[1] - y) == pytest.approx(line.points[0], abs=0.3)


def _offset(drawn: Drawing, answer: Answer) -> tuple[float, float]:
    """Return where the corner of the picture is, by the place of a shape."""
    shape = drawn.placed.boxes[0]
    x, y = numbers(objects_of(answer)[shape.id]["pos"])
    return x - centre(shape)[0], y + centre(shape)[1]


@pytest.mark.dot
def test_frames_are_clusters_with_their_boxes_and_captions() -> None:
    drawn = drawing("nested")
    answer = read_back(drawn)
    left, top = _offset(drawn, answer)
    for cluster in drawn.placed.clusters:
        frame = objects_of(answer)[f"cluster_{cluster.id}"]
        assert cluster.box is not None
        x0, y0, x1, y1 = numbers(frame["bb"])
        assert (x0 - left, top - y1, x1 - left, top - y0) == pytest.approx(cluster.box, abs=0.3)
        assert frame["label"] == cluster.label.text


@pytest.mark.dot
def test_solids_have_all_their_faces() -> None:
    drawn = drawing("layered")
    answer = read_back(drawn)
    polygons = [item for item in answer["_draw_"] if item["op"] == "P"]
    faces = [face for shape in drawn.placed.shapes for face in shape.faces]
    assert answer["_background"].count(" P ") == len(faces) == 24
    assert polygons


@pytest.mark.dot
def test_skips_of_solids_keep_clear_of_what_is_between() -> None:
    drawn = dv.draw(DATA / "models" / "transformer.keras", style="layered")
    answer = read_back(drawn)
    left, top = _offset(drawn, answer)
    names = {item["_gvid"]: item["name"] for item in answer["objects"]}
    order = [shape.id for shape in drawn.placed.shapes]
    skips = [
        (edge, ends)
        for edge in answer["edges"]
        for ends in [(names[edge["tail"]], names[edge["head"]])]
        if abs(order.index(ends[0]) - order.index(ends[1])) > 1
    ]
    assert len(skips) >= 8
    for edge, ends in skips:
        others = [shape for shape in drawn.placed.shapes if shape.id not in ends]
        for x, y in curve_points(edge["pos"].partition(";")[0]):
            inside = [shape.name for shape in others if _covers(shape, x - left, top - y)]
            assert not inside, (ends, inside)


def curve_points(spline: str) -> Iterator[tuple[float, float]]:
    """Yield points of a chain of cubic curves."""
    points = np.array([numbers(point) for point in spline.split() if "e," not in point])
    for start in range(0, len(points) - 3, 3):
        for part in np.linspace(0, 1, 9):
            weights = np.array([(1 - part) ** 3, 3 * (1 - part) ** 2 * part, 3 * (1 - part) * part**2, part**3])
            x, y = weights @ points[start : start + 4]
            yield float(x), float(y)


def _covers(shape: Shape, x: float, y: float) -> bool:
    """Whether a point is on the front of a solid, well inside."""
    middle = centre(shape)
    return abs(x - middle[0]) < shape.width / 4 and abs(y - middle[1]) < shape.height / 4


@pytest.mark.dot
@pytest.mark.parametrize("style", [*STYLES, "nested"])
def test_dot_alone_draws_what_neato_draws(style: str) -> None:
    source = drawing(style).dot.encode()
    commands = (["dot", "-Tsvg"], ["neato", "-n2", "-Tsvg"])
    one, other = (subprocess.run(command, input=source, capture_output=True, check=True, timeout=60) for command in commands)
    assert one.stderr == b""
    assert one.stdout == other.stdout


@pytest.mark.dot
@pytest.mark.parametrize(("model", "style"), [("multi", "layered"), ("multi", "ann"), ("transformer", "layered")])
def test_frames_do_not_hide_the_solids_inside_them(model: str, style: str) -> None:
    drawn = dv.draw(DATA / "models" / f"{model}.keras", style=style)
    answer = read_back(drawn)
    inside = [shape for shape in drawn.placed.shapes if shape.cluster and (shape.faces or shape.corners)]
    frames = [item for name, item in objects_of(answer).items() if name.startswith("cluster_")]
    assert bool(inside) or model == "transformer"
    assert [operation["op"] for frame in frames for operation in frame["_draw_"] if operation["op"] in "EPb"] == []


@pytest.mark.dot
def test_lines_go_on_behind_solids() -> None:
    drawn = drawing("layered")
    answer = read_back(drawn)
    funnels = [line for line in drawn.placed.connections if line.strands]
    names = {item["_gvid"]: item["name"] for item in answer["objects"]}
    edges = {(names[edge["tail"]], names[edge["head"]]): edge for edge in answer["edges"]}
    assert funnels
    assert all(edges[line.source, line.target]["style"] == "invis" for line in funnels)
    drawing_order = re.findall(r" ([BP]) \d", answer["_background"])
    assert drawing_order == sorted(drawing_order)
    assert drawing_order.count("B") == sum(1 + len(line.strands) for line in funnels)


@pytest.mark.dot
def test_dot_lays_flowcharts_out_by_itself_too() -> None:
    done = subprocess.run(
        ["dot", "-Glayout=dot", "-Tjson"], input=drawing("plot-model").dot.encode(), capture_output=True, check=True
    )
    assert done.stderr == b""
    heights = [numbers(item["pos"])[1] for item in json.loads(done.stdout)["objects"] if item["name"].startswith("n")]
    assert heights == sorted(heights, reverse=True)


def colors_in(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the colours of texts with those that they stand on."""
    (paper,) = (found[1] for line in lines if (found := re.search(r'bgcolor="(#\w+)"', line)))
    for line in lines:
        ink, inside = re.search(r'fontcolor="(#\w+)"', line), re.search(r'fillcolor="(#\w+)"', line)
        if ink and 'label=""' not in line:
            yield ink[1], inside[1] if inside else paper


@pytest.mark.parametrize("theme", ["dark", "print"])
@pytest.mark.parametrize("style", [*STYLES, "nested"])
def test_texts_are_read_in_every_theme(style: str, theme: str) -> None:
    drawn = drawing(style).with_theme(theme)
    assert f'bgcolor="{THEMES[theme].colors["paper"]}"' in drawn.dot
    # Nodes of polygons and solids are drawn below, and texts beside the middle of a shape are nodes on top of it.
    names = [dot_string(shape.id)[:-1] for shape in drawn.placed.shapes if shape.faces or shape.fill not in ROLES]
    on_shapes = tuple(f"{name}{end}" for name in names for end in ('" [shape=plaintext', ":"))
    lines = [line for line in drawn.dot.splitlines() if not line.strip().startswith(on_shapes)]
    assert [pair for pair in colors_in(lines) if contrast(*pair) < LEAST_TEXT_CONTRAST] == []


def test_there_is_no_paper_or_one_of_its_own() -> None:
    drawn = drawing("plot-model")
    for paper in ("transparent", "#fffff0"):
        assert f'bgcolor="{paper}"' in Drawing(replace(drawn.scene, background=paper)).dot


def test_numbers_fade_into_dark_paper_and_are_dashed_in_print() -> None:
    drawn = drawing("weight-graph")
    edges = {theme: re.findall(r"-> .*", drawn.with_theme(theme).dot) for theme in ("light", "dark", "print")}
    assert edges["light"] != edges["dark"]
    negative = [line for line in edges["print"] if 'weight_value="-' in line]
    assert negative
    assert all("style=dashed" in line for line in negative)
