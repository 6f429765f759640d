from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.colors import rgb
from dotnet_viz.diagrams.filters.style import Filters
from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.graph import Graph, Layer, Weight
from dotnet_viz.layouts import place
from dotnet_viz.scales import NOT_A_NUMBER
from dotnet_viz.scene import Scene
from tests.builders import chain, dense_chain, input_layer
from tests.diagrams.view_checks import assert_reads_well


def conv(kernel: Any, kind: str = "Conv2D", name: str = "kernel", **config: Any) -> Graph:
    layer = Layer("conv", "conv", kind, weights=(Weight.from_array(name, np.asarray(kernel)),), config=config)
    return chain([input_layer(), layer])


def values(*shape: int) -> Any:
    return np.random.default_rng(0).normal(size=shape)


def names(scene: Scene) -> list[str]:
    return [raster.name for raster in scene.rasters]


@pytest.mark.parametrize(
    ("kind", "role", "shape", "images", "cells"),
    [
        ("Conv2D", "kernel", (3, 5, 1, 4), 4, (3, 5)),
        ("Conv2D", "kernel", (3, 3, 2, 4), 8, (3, 3)),
        ("Conv2D", "kernel", (3, 3, 3, 4), 4, (3, 3)),
        ("Conv1D", "kernel", (7, 5, 4), 4, (5, 7)),
        ("Conv3D", "kernel", (2, 3, 3, 1, 4), 8, (3, 3)),
        ("Conv3D", "kernel", (2, 3, 3, 3, 4), 8, (3, 3)),
        ("Conv2DTranspose", "kernel", (3, 3, 4, 2), 8, (3, 3)),
        ("Conv1DTranspose", "kernel", (7, 4, 5), 4, (5, 7)),
        ("DepthwiseConv2D", "kernel", (3, 3, 3, 2), 6, (3, 3)),
        ("DepthwiseConv1D", "kernel", (7, 3, 2), 6, (1, 7)),
        ("SeparableConv2D", "depthwise_kernel", (3, 3, 3, 2), 6, (3, 3)),
    ],
)
def test_every_kind_of_convolution_is_images_of_its_filters(
    kind: str, role: str, shape: tuple[int, ...], images: int, cells: tuple[int, int]
) -> None:
    scene = Filters().build(conv(values(*shape), kind, role))
    assert len(scene.rasters) == images
    assert {raster.colors.shape[:2] for raster in scene.rasters} == {cells}
    assert scene.notes == ()
    assert_reads_well(place(scene))


def test_a_cell_is_the_weight_of_its_place_input_and_filter() -> None:
    kernel = np.arange(2 * 3 * 2 * 2.0).reshape(2, 3, 2, 2)
    scene = Filters().build(conv(kernel))
    found = {raster.name: raster.cell_tooltips for raster in scene.rasters}
    assert found["filter 1, input 0"][4] == f"filter 1, input 0, row 1, column 1: {kernel[1, 1, 0, 1]:g}"


def test_transposed_kernels_have_their_filters_before_their_inputs() -> None:
    kernel = np.zeros((1, 2, 3, 1))
    kernel[0, 1, 2, 0] = 5.0
    scene = Filters().build(conv(kernel, "Conv2DTranspose"))
    assert [raster.name for raster in scene.rasters if any(text.endswith(": 5") for text in raster.cell_tooltips)] == [
        "filter 2"
    ]


def test_colours_of_three_inputs_are_around_middle_grey() -> None:
    kernel = np.zeros((1, 2, 3, 1))
    kernel[0, 0, :, 0] = (2.0, 0.0, -2.0)
    raster = Filters().build(conv(kernel)).rasters[0]
    assert raster.colors.tolist() == [[[255, 128, 0], [128, 128, 128]]]


def test_groups_of_three_are_no_colours() -> None:
    assert len(Filters().build(conv(values(3, 3, 3, 2), groups=2)).rasters) == 6


def test_mean_and_each_are_chosen() -> None:
    graph = conv(np.stack([np.ones((2, 2, 1)), 3 * np.ones((2, 2, 1)), 5 * np.ones((2, 2, 1))], axis=2))
    mean = Filters(channels="mean").build(graph)
    assert mean.rasters[0].cell_tooltips[0].endswith(": 3")
    assert len(Filters(channels="each").build(graph).rasters) == 3
    with pytest.raises(OptionError, match="three inputs"):
        Filters(channels="color").build(conv(values(3, 3, 2, 2)))


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 40), st.integers(1, 5), st.integers(1, 12), st.integers(1, 3), st.sampled_from(["stored", "norm", "sum"]))
def test_cutting_keeps_the_order_and_tells_what_is_gone(
    filters: int, inputs: int, max_filters: int, max_channels: int, order: str
) -> None:
    kernel = values(2, 2, inputs, filters)
    scene = Filters(channels="each", order=order, max_filters=max_filters, max_channels=max_channels).build(conv(kernel))
    ranks = {"stored": -np.arange(filters), "norm": np.linalg.norm(kernel.reshape(-1, filters), axis=0),
             "sum": kernel.sum(axis=(0, 1, 2))}  # fmt: skip
    expected = np.argsort(-ranks[order], kind="stable")[:max_filters].tolist()
    assert list(dict.fromkeys(int(name.split(",")[0].split()[1]) for name in names(scene))) == expected
    assert bool(scene.notes) == (filters > max_filters or inputs > max_channels)
    drawn = kernel[:, :, :max_channels][..., expected]
    assert scene.omissions[0].share == pytest.approx(np.abs(drawn).sum() / np.abs(kernel).sum())
    assert_reads_well(place(scene))


@pytest.mark.parametrize("broken", [np.nan, np.inf, -np.inf])
def test_what_is_no_finite_number_is_seen_and_reported(broken: float) -> None:
    kernel = np.ones((2, 2, 1, 2))
    kernel[0, 0, 0, 0] = broken
    scene = Filters().build(conv(kernel))
    first = tuple(scene.rasters[0].colors[0, 0].tolist())
    assert first == {True: rgb(NOT_A_NUMBER)}.get(np.isnan(broken), rgb("#2166ac" if broken > 0 else "#b2182b"))
    assert any(word in " ".join(scene.legends[0].notes) for word in ("NaN", "infinite"))  # type: ignore[union-attr]


@pytest.mark.parametrize("value", [0.0, 0.25])
def test_equal_weights_are_one_colour(value: float) -> None:
    scene = Filters().build(conv(np.full((3, 3, 1, 4), value)))
    assert len(np.unique(np.concatenate([raster.colors.reshape(-1, 3) for raster in scene.rasters]), axis=0)) == 1


def test_the_first_filters_that_see_several_places_are_chosen() -> None:
    one = Layer("one", "one", "Conv2D", weights=(Weight.from_array("kernel", np.ones((1, 1, 3, 2))),))
    three = Layer("three", "three", "Conv2D", weights=(Weight.from_array("kernel", np.ones((3, 3, 2, 2))),))
    graph = chain([input_layer(), one, three])
    assert Filters().build(graph).title == "Filters of three"
    assert Filters(layer="one").build(graph).title == "Filters of one"
    with pytest.raises(OptionError, match="did you mean 'three'"):
        Filters(layer="thre").build(graph)


def test_a_limit_makes_pictures_comparable() -> None:
    scene = Filters(limit=4.0).build(conv(np.ones((2, 2, 1, 1))))
    assert [text for _, text in scene.legends[0].ticks] == ["−4", "−2", "0", "2", "4"]  # type: ignore[union-attr]


def test_other_models_are_reported_what_to_use() -> None:
    with pytest.raises(UnsupportedInputError, match="'weight-matrix'"):
        Filters().build(dense_chain(3, 2))


@pytest.mark.parametrize(
    "options",
    [
        {"channels": "rgb"},
        {"order": "size"},
        {"max_filters": 0},
        {"max_slices": 0},
        {"scaling": "cubic"},
        {"limit": 0.0},
        {"palette": "jet"},
        {"positive": "blau"},
    ],
)
def test_bad_options_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(OptionError):
        Filters(**options)


def test_it_says_that_filters_of_other_layers_are_left_out() -> None:
    layers = [Layer(name, name, "Conv2D", weights=(Weight.from_array("kernel", values(3, 3, 1, 2)),)) for name in "ab"]
    graph = chain([input_layer(), *layers])
    assert "1 of 2 layers with filters is drawn" in Filters().build(graph).notes
    assert not Filters(layer="b").build(graph).notes
    assert not Filters().build(chain([input_layer(), layers[0]])).notes
