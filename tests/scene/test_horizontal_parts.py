from __future__ import annotations

import re

from dotnet_viz.drawing import Drawing
from dotnet_viz.renderers import render
from dotnet_viz.scene import Cluster, Connection, Label, Scene, Shape
from dotnet_viz.scene.horizontal_parts import horizontal_parts


def framed_tower(count: int) -> Scene:
    boxes = tuple(
        Shape(f"n{place}", f"box {place}", 120, 60, labels=(Label(f"box {place}"),), cluster="frame" if place < 5 else None)
        for place in range(count)
    )
    lines = tuple(Connection(f"n{place}", f"n{place + 1}") for place in range(count - 1))
    clusters = (Cluster("outer", "outer", Label("outer")), Cluster("frame", "frame", Label("frame"), parent="outer"))
    skip = (Connection("n0", f"n{count - 1}"),)
    return Drawing(Scene("tower", shapes=boxes, connections=lines + skip, clusters=clusters)).placed


def test_every_part_has_what_reaches_into_it_and_no_more_boxes_than_that() -> None:
    whole = framed_tower(40)
    assert whole.size is not None
    borders = [0.0, whole.size[1] / 3, 2 * whole.size[1] / 3, whole.size[1]]
    parts = horizontal_parts(whole, borders)
    for part, top, bottom in zip(parts, borders[:-1], borders[1:], strict=True):
        seen = {shape.id for shape in whole.shapes if top < (shape.y or 0) + 30 and (shape.y or 0) - 30 < bottom}
        assert seen <= {shape.id for shape in part.shapes}
        assert len(part.shapes) < 20
        assert any(line.target == "n39" and line.source == "n0" for line in part.connections)
    assert {cluster.id for cluster in parts[0].clusters} == {"outer", "frame"}
    assert parts[2].size == whole.size


def test_a_part_shows_the_same_as_the_whole_between_its_borders() -> None:
    whole = framed_tower(12)
    assert whole.size is not None
    middle = whole.size[1] / 2
    texts = [
        re.findall(r">(box \d+)</text>", str(render(part, "svg"))) for part in horizontal_parts(whole, [0, middle, middle * 2])
    ]
    assert {f"box {place}" for place in range(12)} == {text for part in texts for text in part}


def test_what_is_rendered_grows_with_the_picture_and_not_with_its_square() -> None:
    def drawn(count: int) -> int:
        whole = framed_tower(count)
        assert whole.size is not None
        borders = [whole.size[1] * index / (count // 10) for index in range(count // 10 + 1)]
        return sum(len(part.shapes) + len(part.connections) for part in horizontal_parts(whole, borders))

    assert drawn(400) < 2.3 * drawn(200)
