"""Captions of figures and columns keep clear of lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.geometry.boxes import Box
from dotnet_viz.geometry.curves import points_along
from dotnet_viz.geometry.lines import straight
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import label_box
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec
from dotnet_viz.layouts.clear_captions import beside_lines
from dotnet_viz.readers import read
from dotnet_viz.scene import Connection, Label, Point, Scene, Shape
from tests.conftest import DATA
from tests.diagrams.u_graphs import u_net

FITS = (None, "page", "column", "slide")


def curves(scene: Scene) -> Iterator[tuple[Point, ...]]:
    for line in scene.connections:
        yield from (curve for curve in (line.points, *line.strands) if curve)
    for mesh in scene.meshes:
        for source, target in product(mesh.sources, mesh.targets):
            yield straight(centre(scene.shape_by_id[source]), centre(scene.shape_by_id[target]))


def texts(scene: Scene) -> Iterator[tuple[str, Box]]:
    """Yield the texts of captions, and where their letters stand."""
    for shape in scene.shapes:
        if shape.kind == "caption":
            x, y = centre(shape)
            for label in shape.labels:
                box = label_box(replace(label, x=x + label.x, y=y + label.y))
                yield label.text, Box(box.left, box.top + 0.2 * label.size, box.right, box.bottom - 0.2 * label.size)


def crossed(scene: Scene) -> list[str]:
    """Return the captions that a line passes through."""
    places = points_along(list(curves(scene)))
    return [
        text
        for text, box in texts(scene)
        if np.any(
            (box.left < places[:, 0]) & (places[:, 0] < box.right) & (box.top < places[:, 1]) & (places[:, 1] < box.bottom)
        )
    ]


def heads() -> Graph:
    """Return two branches of vectors that are joined, and two outputs that both read all of it."""
    sizes = {"one": 60, "two": 12, "three": 30, "both": 42, "hidden": 24, "yes": 1, "kind": 6}
    kinds = {"one": "InputLayer", "both": "Concatenate"}
    pairs = ["one two", "one three", "two both", "three both", "both hidden", "hidden yes", "hidden kind", "both kind"]
    nodes = tuple(
        Node(name, Layer(name, name, kinds.get(name, "Dense"), config={"units": size}), outputs=(TensorSpec((None, size)),))
        for name, size in sizes.items()
    )
    edges = tuple(Edge(source, 0, target, 0) for source, target in (pair.split() for pair in pairs))
    return Graph("heads", "Functional", nodes, edges, (Port("one"),), (Port("yes"), Port("kind")))


def fork() -> Graph:
    """Return the start of a residual block: a wide branch and a narrow one that read the same."""
    names = {"image": 3, "conv2_block3_add": 256, "conv2_block3_out": 256}
    names |= {f"conv3_block1_{branch}_{kind}": maps for branch, maps in ((1, 128), (0, 512)) for kind in ("conv", "bn")}
    kinds = {"image": "InputLayer", "conv2_block3_add": "Conv2D", "conv2_block3_out": "Activation"}
    nodes = []
    for name, maps in names.items():
        kind = kinds.get(name, "Conv2D" if name.endswith("conv") else "BatchNormalization")
        config = {"filters": maps} if kind == "Conv2D" else {}
        nodes.append(Node(name, Layer(name, name, kind, config=config), outputs=(TensorSpec((None, 28, 28, maps)),)))
    pairs = [*pairwise(list(names)[:3])]
    for branch in (1, 0):
        pairs += pairwise(["conv2_block3_out", f"conv3_block1_{branch}_conv", f"conv3_block1_{branch}_bn"])
    ports = tuple(Port(f"conv3_block1_{branch}_bn") for branch in (1, 0))
    return Graph("fork", "Functional", tuple(nodes), tuple(Edge(one, 0, two, 0) for one, two in pairs), (Port("image"),), ports)


MODELS = {"heads": heads, "two inputs": lambda: read(DATA / "models" / "multi.keras"), "U-Net": u_net, "fork": fork}


# Texts of convolutions in ann stand in their figures.
CAPTIONED = [pair for pair in product(MODELS, ("lenet", "ann", "neurons")) if pair not in (("U-Net", "ann"), ("fork", "ann"))]


@pytest.mark.parametrize(("model", "style"), CAPTIONED)
@pytest.mark.parametrize("fit", FITS)
def test_no_line_passes_through_a_caption(model: str, style: str, fit: str | None) -> None:
    scene = dv.draw(MODELS[model](), style=style, fit=fit).placed
    # In a narrow column all texts may stand in figures.
    assert fit == "column" or list(texts(scene))
    assert crossed(scene) == []


def shapes(x: float = 50.0) -> dict[str, Shape]:
    figure = Shape("f", "f", 10, 60, x=50, y=0, group="f")
    caption = Shape("t", "t", 10, 60, form="area", x=50, y=0, group="f", kind="caption", labels=(Label("caption", 0, 45, 11),))
    return {
        one.id: one for one in (figure, caption, Shape("g", "g", 10, 10, x=x + 60, y=60), Shape("h", "h", 4, 4, x=-20, y=60))
    }


def test_a_caption_that_no_line_passes_stays_where_it_is() -> None:
    line = Connection("f", "g", straight((50, -20), (150, -20)))
    assert beside_lines(shapes(), (), (line,), (), upright=True) == shapes()


def test_a_caption_goes_to_the_side_where_no_line_passes() -> None:
    line = Connection("f", "g", straight((55, 30), (75, 120)))
    caption = beside_lines(shapes(), (), (line,), (), upright=True)["t"]
    box = label_box(caption.labels[0]).moved(*centre(caption))
    places = points_along([line.points])
    inside = (box.left <= places[:, 0]) & (places[:, 0] <= box.right) & (box.top <= places[:, 1]) & (places[:, 1] <= box.bottom)
    assert not inside.any()
    assert abs(caption.labels[0].x) + abs(caption.labels[0].y - 45) < 45


def wall(top: int, bottom: int) -> list[Connection]:
    return [Connection("f", "g", straight((-200, y), (300, y))) for y in range(top, bottom, 4)]


def test_a_caption_that_has_no_free_place_stays() -> None:
    assert beside_lines(shapes(), (), wall(-120, 120), (), upright=True) == shapes()


def test_a_caption_goes_above_its_figure_where_only_there_is_room_within_the_picture() -> None:
    given = {**shapes(), "above": Shape("above", "above", 10, 10, x=200, y=-80)}
    moved = beside_lines(given, (), wall(25, 120), (), upright=True)
    assert [(label.x, label.y) for label in moved["t"].labels] == [(0.0, -45.0)]
    assert beside_lines(shapes(), (), wall(25, 120), (), upright=True) == shapes()


def test_captions_stay_below_the_middle_where_lines_turn_within_their_gap() -> None:
    scene = dv.draw(fork(), style="neurons").placed
    captions = [shape for shape in scene.shapes if shape.kind == "caption"]
    assert {label.x for shape in captions for label in shape.labels} == {0.0}
