from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dotnet_viz as dv
from dotnet_viz.colors import rgb
from dotnet_viz.diagrams.weight_matrix.style import WeightMatrix
from dotnet_viz.drawing import Drawing
from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.graph import Graph, Layer, Weight
from dotnet_viz.layouts import place
from dotnet_viz.readers import read
from dotnet_viz.scales import NOT_A_NUMBER, WeightScale
from dotnet_viz.scene import Legend
from tests.builders import chain, dense_layer, input_layer
from tests.conftest import DATA
from tests.diagrams.view_checks import assert_reads_well


def dense(kernel: Any) -> Graph:
    return chain([input_layer(), dense_layer("d", np.asarray(kernel))])


def test_each_cell_has_the_colour_and_the_text_of_its_weight() -> None:
    kernel = np.array([[1.0, -2.0, 0.0], [0.5, 2.0, -0.25]])
    scene = WeightMatrix(feature_names=["age", "height"], class_names=list("abc")).build(dense(kernel))
    [raster] = scene.rasters
    assert (raster.colors == WeightScale(2.0).colors(kernel)).all()
    assert raster.cell_tooltips[1] == "age → b: −2"
    assert {"age", "height", "a", "b", "c"} <= {label.text for label in scene.labels}
    assert_reads_well(place(scene))


def test_on_a_page_cells_are_smaller_before_they_are_fewer() -> None:
    graph = dense(np.random.default_rng(0).normal(size=(64, 100)))
    raster = dv.draw(graph, style="weight-matrix", fit="column").placed.rasters[0]
    assert raster.colors.shape == (64, 100, 3)
    assert raster.width < WeightMatrix().build(graph).rasters[0].width
    room = (150.0, 1000.0)
    scenes = list(WeightMatrix().smaller(graph, room))
    rasters = [scene.rasters[0] for scene in scenes]
    assert all(raster.width <= room[0] for raster in rasters)
    assert rasters[0].colors.shape == (64, 100, 3)
    assert rasters[-1].colors.shape[1] < 100
    margins = [scene.margin for scene in scenes]
    assert margins == sorted(margins, reverse=True)


def test_a_small_paper_has_few_words_of_which_none_is_false() -> None:
    graph = dense(np.random.default_rng(0).normal(size=(64, 100)))
    *_, small = WeightMatrix().smaller(graph, (312.0, 312.0))
    assert small.notes == ("each cell: the largest in magnitude of up to 2×3 weights",)
    assert [legend.title for legend in small.legends if isinstance(legend, Legend)] == ["weight"]
    assert {"input ↓", "unit"} <= {label.text for label in small.labels}
    *_, small = WeightMatrix(pooling="mean").smaller(graph, (312.0, 312.0))
    assert small.notes == ("each cell: the mean of up to 2×3 weights",)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 30), st.integers(1, 30), st.integers(1, 12))
def test_a_block_shows_its_weight_with_the_largest_magnitude(rows: int, columns: int, limit: int) -> None:
    kernel = np.random.default_rng(rows).normal(size=(rows, columns))
    scene = WeightMatrix(max_cells=limit).build(dense(kernel))
    [raster] = scene.rasters
    high, wide = -(-rows // limit), -(-columns // limit)
    expected = []
    for top in range(0, rows, high):
        blocks = [kernel[top : top + high, left : left + wide].ravel() for left in range(0, columns, wide)]
        expected.append([block[np.argmax(np.abs(block))] for block in blocks])
    assert (raster.colors == WeightScale.from_values([kernel]).colors(expected)).all()
    assert max(raster.colors.shape[:2]) <= limit
    assert bool(scene.notes) == (max(rows, columns) > limit)
    assert_reads_well(place(scene))


def test_means_of_blocks_on_request() -> None:
    scene = WeightMatrix(max_cells=1, pooling="mean").build(dense([[1.0, 3.0], [0.0, 0.0]]))
    assert scene.rasters[0].cell_tooltips == ("inputs 0 to 1 → units 0 to 1: 1",)
    assert scene.legends[0].title == "mean weight of each block"


def test_exact_zeros_are_counted_as_they_look_like_the_smallest_weights() -> None:
    def notes(kernel: Any, **options: Any) -> str:
        legends = WeightMatrix(**options).build(dense(kernel)).legends
        return " ".join(note for legend in legends if isinstance(legend, Legend) for note in legend.notes)

    pruned = [[1.0, 0.0, -2.0], [0.0, 0.0, 3.0]]
    assert "exactly zero: 3 of 6" in notes(pruned)
    assert "zero" not in notes([[1.0, 0.1], [2.0, -1.0]])
    assert "exactly zero" not in notes(pruned, max_cells=2)


def test_a_large_matrix_is_a_small_file_unless_asked() -> None:
    kernel = np.random.default_rng(0).normal(size=(2000, 1500)).astype("float32")
    drawing = Drawing(WeightMatrix().build(dense(kernel)))
    assert drawing.placed.size is not None
    assert max(drawing.placed.size) < 900
    assert len(drawing.svg) < 300_000
    assert WeightMatrix(max_cells=None).build(dense(kernel)).rasters[0].colors.shape == (2000, 1500, 3)


def test_clustering_puts_like_rows_and_columns_together_with_their_names() -> None:
    kernel = np.array([[5.0, 0.0, 5.0], [0.0, 5.0, 0.0], [5.1, 0.0, 5.0], [0.0, 5.1, 0.0]])
    scene = WeightMatrix(cluster="both", feature_names=list("abcd"), class_names=list("xyz")).build(dense(kernel))
    order = [label.text for label in scene.labels if label.text in set("abcdxyz")]
    assert {frozenset(order[:2]), frozenset(order[2:4])} == {frozenset("ac"), frozenset("bd")}
    for text in scene.rasters[0].cell_tooltips:
        names, _, value = text.partition(": ")
        assert float(value) == kernel["abcd".index(names[0]), "xyz".index(names[-1])]


@pytest.mark.parametrize("cluster", ["none", "both"])
def test_values_that_are_no_number_are_orange_even_in_blocks(cluster: str) -> None:
    kernel = np.ones((8, 8))
    kernel[5, 5] = np.nan
    kernel[0, 0] = np.inf
    scene = WeightMatrix(max_cells=4, cluster=cluster).build(dense(kernel))
    orange = (scene.rasters[0].colors == rgb(NOT_A_NUMBER)).all(axis=2)
    assert orange.sum() == 1
    assert "1 of 16 blocks" in " ".join(scene.notes)


@pytest.mark.parametrize("value", [0.0, -3.0])
def test_equal_weights_are_one_colour(value: float) -> None:
    scene = WeightMatrix(cluster="both").build(dense(np.full((5, 4), value)))
    assert len(np.unique(scene.rasters[0].colors.reshape(-1, 3), axis=0)) == 1


@pytest.mark.parametrize(
    ("kind", "name", "shape", "table"),
    [
        ("Conv2D", "kernel", (3, 3, 2, 5), (18, 5)),
        ("Conv2DTranspose", "kernel", (3, 3, 2, 5), (18, 5)),
        ("DepthwiseConv2D", "kernel", (3, 3, 2, 5), (9, 10)),
        ("Conv1D", "kernel", (3, 2, 5), (6, 5)),
        ("MultiHeadAttention", "query/kernel", (6, 2, 4), (6, 8)),
        ("MultiHeadAttention", "attention_output/kernel", (2, 4, 6), (8, 6)),
        ("BatchNormalization", "gamma", (7,), (1, 7)),
        ("Mine", "extra", (2, 3, 4), (6, 4)),
    ],
)
def test_other_shapes_are_tables_and_say_so(kind: str, name: str, shape: tuple[int, ...], table: tuple[int, int]) -> None:
    weight = Weight.from_array(name, np.random.default_rng(0).normal(size=shape))
    scene = WeightMatrix().build(chain([input_layer(), Layer("l", "l", kind, weights=(weight,))]))
    assert scene.rasters[0].colors.shape[:2] == table
    assert str(shape) in scene.notes[0]
    assert_reads_well(place(scene))


def test_embeddings_of_a_transformer() -> None:
    scene = WeightMatrix().build(read(DATA / "models" / "transformer.keras"))
    assert "embeddings" in scene.title
    assert {"token", "dimension"} <= {label.text for label in scene.labels}


def test_names_without_room_are_reported_below() -> None:
    names = [f"class number {turn}" for turn in range(24)]
    scene = WeightMatrix(class_names=names).build(dense(np.ones((2, 24))))
    assert all(name in scene.notes[-1] for name in names)
    assert_reads_well(place(scene))


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(OptionError, match="2 names, but there are 3"):
        WeightMatrix(feature_names=["a", "b"]).build(dense(np.ones((3, 1))))
    with pytest.raises(OptionError, match="orders at most 2,048 rows"):
        WeightMatrix(cluster="rows").build(dense(np.ones((2049, 1))))
    with pytest.raises(OptionError, match="layer with weight"):
        WeightMatrix(layer="x").build(dense(np.ones((2, 2))))
    with pytest.raises(UnsupportedInputError, match="plot-model"):
        WeightMatrix().build(chain([input_layer()]))
    for options in ({"cluster": "all"}, {"max_cells": 0}, {"pooling": "max"}, {"limit": -1.0}):
        with pytest.raises(OptionError):
            WeightMatrix(**options)


def test_it_says_that_weights_of_other_layers_are_left_out() -> None:
    graph = read([np.ones((3, 2)), np.ones((2, 4)), np.ones((4, 1))])
    assert WeightMatrix().build(graph).notes == ("1 of 3 layers with weights is drawn",)
    assert not WeightMatrix(layer="dense_2").build(graph).notes
    assert not WeightMatrix().build(read([np.ones((3, 2))])).notes


def test_arrays_without_names_have_a_title_without_a_layer() -> None:
    kernel = np.ones((3, 2))
    titles = [
        WeightMatrix().build(read(source)).title
        for source in ([kernel], {"w": kernel}, {"hidden": (kernel,)}, [kernel, kernel.T])
    ]
    assert titles == ["3×2 weights", "3×2 weights", "hidden: 3×2 weights", "dense_1: 3×2 weights"]
