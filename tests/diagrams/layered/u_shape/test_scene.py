"""The picture of a U: the encoder down on the left, the decoder up on the right, skips across."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import dotnet_viz as dv
from dotnet_viz.errors import OptionError
from dotnet_viz.fitting.paper import PAPERS
from dotnet_viz.graph import Graph
from dotnet_viz.layouts import place as place_scene
from dotnet_viz.scene import Connection, Scene, Shape
from tests.diagrams.block_checks import faults
from tests.diagrams.block_graphs import small_cnn
from tests.diagrams.u_graphs import nested_u, u_net

EACH = {"toy": u_net(2), "real": u_net(4, size=256, filters=64, norm=True), "nested": nested_u()}


def built(graph: Graph, **options: Any) -> Scene:
    return dv.Layered(**options).build(graph)


def of_kind(scene: Scene, kind: str) -> list[Shape]:
    return [shape for shape in scene.shapes if shape.kind == kind]


def skips(scene: Scene) -> list[Connection]:
    return [line for line in scene.connections if line.stroke == "accent"]


def place(scene: Scene, name: str) -> tuple[float, float]:
    shape = scene.shape_by_id[name]
    return shape.x or 0.0, shape.y or 0.0


def level_parts(points: tuple[tuple[float, float], ...]) -> Iterator[float]:
    """Yield the lengths of the level parts of a line."""
    for start in range(0, len(points) - 3, 3):
        (x0, y0), (x1, y1) = points[start], points[start + 3]
        if abs(y1 - y0) < 0.01:
            yield abs(x1 - x0)


@pytest.mark.parametrize("name", sorted(EACH))
def test_lines_cross_no_block_and_texts_stand_alone(name: str) -> None:
    assert faults(built(EACH[name])) == []


@pytest.mark.parametrize("width", [500.0, 1100.0, None])
def test_the_encoder_goes_down_on_the_left_and_the_decoder_up_on_the_right(width: float | None) -> None:
    scene = built(EACH["real"], row_width=width)
    down, up = of_kind(scene, "MaxPooling2D"), of_kind(scene, "Conv2DTranspose")
    heights = [shape.y or 0.0 for shape in down]
    assert heights == sorted(heights)
    assert [shape.y or 0.0 for shape in up] == sorted((shape.y or 0.0 for shape in up), reverse=True)
    for shape in up:
        same = [other for other in down if abs((other.y or 0.0) - (shape.y or 0.0)) < 1]
        assert all((other.x or 0.0) < (shape.x or 0.0) for other in same)


@pytest.mark.parametrize("name", ["toy", "real"])
def test_skips_are_level_and_join_blocks_of_one_row(name: str) -> None:
    scene = built(EACH[name])
    depth = {"toy": 2, "real": 4}[name]
    assert len(skips(scene)) == depth
    for line in skips(scene):
        (x0, y0), (x1, y1) = place(scene, line.source), place(scene, line.target)
        assert y0 == y1
        assert max(level_parts(line.points)) > 0.6 * (x1 - x0)
    assert f"{depth} skips" in scene.description
    assert f"{depth + 1} resolutions" in scene.description


def test_every_row_has_the_size_of_its_tensors_and_every_block_its_channels() -> None:
    scene = built(EACH["toy"])
    texts = [label.text for shape in scene.shapes for label in shape.labels]
    assert {"32×32", "16×16", "8×8"} <= set(texts)
    assert {"4", "8", "16"} <= set(texts)
    first, second = of_kind(scene, "MaxPooling2D")
    assert first.height > second.height


def test_what_stands_with_the_layer_before_it_is_said_to_be_left_out() -> None:
    scene = built(EACH["real"])
    assert not of_kind(scene, "BatchNormalization")
    assert any("18 BatchNormalization" in note and "18 ReLU" in note for note in scene.notes)
    assert len(of_kind(built(EACH["real"], row_width=None), "BatchNormalization")) == 18


def test_a_line_of_a_nested_u_passes_over_the_blocks_between() -> None:
    scene = built(EACH["nested"])
    first = min(of_kind(scene, "Conv2D"), key=lambda shape: shape.x or 0.0)
    last = max(of_kind(scene, "Concatenate"), key=lambda shape: shape.x or 0.0)
    line = next(line for line in skips(scene) if (line.source, line.target) == (first.id, last.id))
    top = min((shape.y or 0.0) - shape.height / 2 for shape in scene.shapes)
    assert min(y for _, y in line.points) < top


@pytest.mark.parametrize("fit", ["page", "column", "slide"])
def test_a_u_fits_every_paper_as_a_u(fit: str) -> None:
    drawing = dv.draw(EACH["real"], style="layered", fit=fit)
    scene = drawing.scene
    assert PAPERS[fit].has_room(place_scene(scene, room=PAPERS[fit].room(10.0)).size or (0.0, 0.0), 10.0)
    rows = sorted({round(shape.y or 0.0) for shape in scene.shapes})
    assert len(rows) == 5
    assert len(skips(scene)) == 4
    assert faults(scene) == []


def test_rows_can_be_asked_for_and_a_u_only_of_a_u() -> None:
    assert not skips(built(EACH["toy"], arrangement="row"))
    assert built(EACH["toy"], arrangement="u") == built(EACH["toy"])
    with pytest.raises(OptionError, match=r"this is none, or one .*: write arrangement='row'"):
        built(small_cnn(), arrangement="u")


def test_layers_that_are_ignored_are_left_out_of_a_u_as_well() -> None:
    scene = built(EACH["toy"], type_ignore=["Concatenate"])
    assert not of_kind(scene, "Concatenate")
    assert len(skips(scene)) == 2
