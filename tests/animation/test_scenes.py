"""Scenes of every style at several times: one scale, one order, one place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dotnet_viz import readers
from dotnet_viz.animation.scenes import frame_scenes, place_alike
from dotnet_viz.diagrams import style_of
from dotnet_viz.drawing import Drawing
from dotnet_viz.graph import Graph, Layer, Node, Weight
from dotnet_viz.scene import Scene, Shape
from tests.layouts.columns.column_scenes import heads
from tests.layouts.test_clear_captions import heads as forked_graph


def dense(*kernels: Any) -> list[Graph]:
    return [readers.read([kernel]) for kernel in kernels]


def scenes(graphs: list[Graph], style: str, **fields: object) -> list[Scene]:
    return frame_scenes(graphs, style_of(style, fields), "wasm")


GROWING = [np.array([[scale * 1.0, -2.0 * scale], [3.0 * scale, 0.5]]) for scale in (0.1, 0.5, 1.0)]


def test_a_matrix_has_the_colours_of_the_largest_value_of_all_frames() -> None:
    found = scenes(dense(*GROWING), "weight-matrix")
    assert len({scene.legends for scene in found}) == 1
    colors = [scene.rasters[0].colors[1, 0].tolist() for scene in found]
    assert colors[0] != colors[2]
    # 0.5 is the same value in all frames, and so the same colour.
    assert len({tuple(scene.rasters[0].colors[1, 1].tolist()) for scene in found}) == 1


def recolored(scene: Scene) -> Scene:
    return replace(scene, shapes=tuple(replace(shape, fill="#123456") for shape in scene.shapes))


@pytest.mark.parametrize("style", ["columns", "neurons", "ann", "lenet"])
def test_captions_stand_in_every_frame_where_the_picture_alone_has_them(style: str) -> None:
    scene = heads(1, 6, 3, trunk_count=12) if style == "columns" else style_of(style, {}).build(forked_graph())
    alone, frames = Drawing(scene).placed, place_alike([scene, recolored(scene)], "wasm")
    for frame in frames:
        assert frame.labels == alone.labels
        assert [(one.id, one.x, one.y, one.labels) for one in frame.shapes] == [
            (one.id, one.x, one.y, one.labels) for one in alone.shapes
        ]
    drawn = {shape.id for shape in scene.shapes}
    assert {shape.fill for shape in frames[1].shapes if shape.id in drawn and shape.kind != "caption"} == {"#123456"}


def cells(scene: Scene) -> list[str]:
    return [text.partition(":")[0] for text in scene.rasters[0].cell_tooltips]


def test_a_clustered_matrix_keeps_the_order_of_the_last_frame() -> None:
    first, last = np.array([[9.0], [0.0], [9.1], [0.1]]), np.array([[0.0], [9.0], [9.1], [0.1]])
    found = scenes(dense(first, last), "weight-matrix", cluster="rows")
    alone = scenes(dense(last), "weight-matrix", cluster="rows")
    assert cells(found[0]) == cells(found[1]) == cells(alone[0])


def bars(scene: Scene, kind: str) -> list[Shape]:
    return [shape for shape in scene.shapes if shape.kind == kind]


def test_coefficients_keep_their_rows_and_lengths_are_of_one_scale() -> None:
    found = scenes(dense(np.array([[4.0], [1.0]]), np.array([[1.0], [2.0]])), "coefficients", feature_names=["a", "b"])
    assert [[bar.name for bar in bars(scene, "bar")] for scene in found] == [["b", "a"], ["b", "a"]]
    lengths = [{bar.name: bar.width for bar in bars(scene, "bar")} for scene in found]
    assert lengths[0]["a"] == pytest.approx(4 * lengths[1]["a"], rel=0.02)
    assert lengths[0]["b"] == pytest.approx(lengths[1]["b"] / 2, rel=0.02)


@pytest.mark.parametrize("form", ["histograms", "ridgelines"])
def test_histograms_share_axes_and_heights(form: str) -> None:
    narrow, wide = np.linspace(-0.1, 0.1, 100).reshape(10, 10), np.linspace(-1.0, 1.0, 100).reshape(10, 10)
    found = scenes(dense(narrow, wide), "weight-histograms", form=form, bins=10)
    places = [[bar.x or 0.0 for bar in bars(scene, "bin")] for scene in found]
    assert min(places[1]) < min(places[0]) < max(places[0]) < max(places[1])
    highest = [max(bar.height for bar in bars(scene, "bin")) for scene in found]
    assert highest[0] > 2 * highest[1]
    assert any("its fullest bin of all frames" in note for note in found[0].notes)


def test_filters_keep_the_order_and_the_scale() -> None:
    kernels = [np.stack([np.full((3, 3, 1), 2.0), np.full((3, 3, 1), size)], axis=-1) for size in (1.0, 4.0)]
    layers = [Layer("c", "c", "Conv2D", weights=(Weight.from_array("kernel", kernel),)) for kernel in kernels]
    graphs = [Graph("m", "Sequential", (Node("n0", layer),)) for layer in layers]
    found = scenes(graphs, "filters", order="norm")
    assert [[raster.name for raster in scene.rasters] for scene in found] == [["filter 1", "filter 0"]] * 2
    assert found[0].rasters[1].colors.tolist() == found[1].rasters[1].colors.tolist()
    assert len({scene.legends for scene in found}) == 1
    assert len({scene.size for scene in found}) == 1


def test_neurons_stay_where_values_are_written_on_lines() -> None:
    found = scenes(dense(*GROWING), "weight-graph", show_values=True)
    places = [[(shape.x, shape.y) for shape in bars(scene, "neuron")] for scene in found]
    assert places[0] == places[1] == places[2]


def test_values_that_are_no_numbers_are_drawn_in_every_frame() -> None:
    broken = np.array([[np.nan, 1.0], [0.5, 0.2]])
    found = scenes(dense(np.ones((2, 2)), broken), "weight-graph", max_edges=1)
    assert [len(scene.bundles[0]) for scene in found] == [1, 1]
    assert np.isnan(found[1].bundles[0].values).all()
    assert len({scene.legends for scene in found}) == 1
