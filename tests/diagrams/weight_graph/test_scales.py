from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.fonts import text_width
from dotnet_viz.graph import Graph, Layer, Weight
from dotnet_viz.layouts import place
from dotnet_viz.readers import read
from dotnet_viz.scene import Legend, PlacedLegend, Scene
from tests.builders import chain, dense_chain, dense_layer, input_layer
from tests.conftest import DATA
from tests.diagrams.weight_graph.graphs import KERNEL, bar, single
from tests.layouts.checks import assert_all_inside
from tests.scene_builders import limit_of


def test_a_clip_lets_the_few_largest_look_alike_and_says_so() -> None:
    kernel = [[float(value) for value in range(1, 101)]]
    scene = WeightGraph(clip=0.5, max_neurons=None).build(single(kernel))
    legend = bar(scene)
    assert limit_of(legend) == pytest.approx(50.5)
    assert legend.notes == ("values beyond the ends look like them; the largest |value| is 100",)
    assert (scene.bundles[0].widths == scene.bundles[0].widths.max()).sum() == 50


def test_a_given_limit_beats_a_clip() -> None:
    assert limit_of(bar(WeightGraph(clip=0.5, limit=7.0).build(single(KERNEL)))) == pytest.approx(7.0)


@pytest.mark.parametrize("scaling", ["linear", "sqrt", "log"])
@pytest.mark.parametrize("per", ["model", "layer"])
def test_every_scaling_gives_the_largest_weight_the_full_width(scaling: str, per: str) -> None:
    graph = chain([input_layer(), dense_layer("a", np.array([[1.0, -0.01]])), dense_layer("b", np.array([[10.0], [0.1]]))])
    scene = WeightGraph(scaling=scaling, scaling_per=per).build(graph)
    first, second = (bundle.widths.max() for bundle in scene.bundles)
    assert second == pytest.approx(4.0)
    assert (first == pytest.approx(4.0)) == (per == "layer")


def two_layers(first: float, second: float) -> Graph:
    kernels = first * np.array([[1.0, -0.5]]), second * np.array([[1.0], [0.5]])
    return chain([input_layer(), *(dense_layer(name, kernel) for name, kernel in zip("ab", kernels, strict=True))])


def whose(scene: Scene) -> list[tuple[str, tuple[str, ...]]]:
    """Return the largest number of each legend and what it says below."""
    return [(legend.ticks[-1][1], legend.notes) for legend in scene.legends if isinstance(legend, Legend)]


def test_many_scales_are_reported_in_one_legend() -> None:
    legend = bar(WeightGraph(scaling_per="layer", bias="none").build(dense_chain(*[2] * 6)))
    assert legend.ticks[0] == (0.0, "−100 %")
    assert legend.ticks[2] == (0.5, "0")
    assert [f"in dense_{number}" in legend.notes[0] for number in range(5)] == [True] * 5


def test_few_scales_have_a_legend_each_that_says_whose_it_is_below_its_columns() -> None:
    scene = WeightGraph(scaling_per="layer").build(two_layers(1.0, 10.0))
    assert whose(scene) == [("1", ("lines of a",)), ("10", ("lines of b",))]
    placed = place(scene)
    bars = [legend.x + legend.width / 2 for legend in placed.placed_legends if isinstance(legend, PlacedLegend)]
    middles = [[shape.x or 0.0 for shape in placed.shapes if shape.rank == rank] for rank in range(3)]
    assert bars[0] < middles[1][0] < bars[1]
    assert_all_inside(placed)


def test_three_scales_with_long_numbers_stand_side_by_side_below_their_columns() -> None:
    kernels = 0.6397 * np.ones((6, 8)), 192.2 * np.ones((8, 5)), 0.001705 * np.ones((5, 3))
    layers = [dense_layer(name, kernel) for name, kernel in zip("abc", kernels, strict=True)]
    placed = place(WeightGraph().build(chain([input_layer(), *layers])))
    bars = [legend for legend in placed.placed_legends if isinstance(legend, PlacedLegend)]
    assert [bar.legend.notes[0] for bar in bars] == ["lines of a", "lines of b", "lines of c"]
    assert len({bar.y for bar in bars}) == 1
    assert all(one.x + one.width < other.x for one, other in pairwise(bars))
    assert_all_inside(placed)


def test_a_scale_of_biases_alone_stands_below_the_columns_that_it_fills() -> None:
    weights = [
        (Weight.from_array("kernel", np.ones((3, 3, *sizes))), Weight.from_array("bias", np.ones(sizes[1])))
        for sizes in ((1, 4), (4, 6))
    ]
    layers = [Layer(name, name, "Conv2D", weights=own) for name, own in zip("ab", weights, strict=True)]
    placed = place(WeightGraph().build(chain([input_layer(), *layers])))
    titles = [legend.title for legend in placed.legends if isinstance(legend, Legend) and legend.middle is not None]
    assert titles == ["bias (fill)", "norm of a kernel, with the sign of its mean"]
    one, other = sorted((bar for bar in placed.placed_legends if isinstance(bar, PlacedLegend)), key=lambda bar: bar.x)
    assert one.x + one.width < other.x


def test_names_of_layers_below_a_scale_never_read_alike() -> None:
    names = [f"a_block_of_an_encoder_with_a_long_name_stage_{number}_and_a_long_end_of_its_name" for number in range(3)]
    weights = (Weight.from_array("kernel", np.ones((3, 3, 2, 2))), Weight.from_array("bias", np.ones(2)))
    layers = [Layer(name, name, "Conv2D", weights=weights) for name in names]
    scene = WeightGraph().build(chain([input_layer(), *layers]))
    (note,) = (note for legend in scene.legends if isinstance(legend, Legend) for note in legend.notes if "lines of" in note)
    shown = note.removeprefix("lines of ").split(", ")
    assert len(set(shown)) == 3
    assert all(text_width(name, 11.0) <= 120 for name in shown)


@pytest.mark.parametrize(("factor", "per_layer"), [(99.0, False), (100.0, True), (0.01, True)])
def test_layers_have_scales_of_their_own_where_they_differ_by_a_hundred(factor: float, per_layer: bool) -> None:
    graph = two_layers(1.0, factor)
    scene = WeightGraph().build(graph)
    widest = [float(bundle.widths.max()) for bundle in scene.bundles]
    assert (widest == pytest.approx([4.0, 4.0])) == per_layer
    assert any("scale of its own" in note for note in scene.notes) == per_layer
    assert len({bundle.scale for bundle in scene.bundles}) == len(scene.legends) == 1 + per_layer
    for forced in ({"scaling_per": "model"}, {"limit": 1.0}):
        assert len(WeightGraph(**forced).build(graph).legends) == 1


def test_palettes_and_single_colours_reach_lines_and_legend() -> None:
    scene = WeightGraph(palette="PuOr", positive="#123456").build(single([[1.0, -1.0]]))
    colors = {
        value: tuple(color) for value, color in zip(scene.bundles[0].values, scene.bundles[0].colors.tolist(), strict=True)
    }
    assert colors == {1.0: (0x12, 0x34, 0x56), -1.0: (0x7F, 0x3B, 0x08)}
    assert (bar(scene).stops[0][1], bar(scene).stops[-1][1]) == ("#7f3b08", "#123456")
    assert scene.description.endswith("#123456 positive, orange negative.")


def test_a_convolution_and_its_classifier_have_a_scale_each() -> None:
    scene = WeightGraph().build(read(DATA / "models" / "cnn-28x28.keras"))
    assert [bundle.measure for bundle in scene.bundles] == ["kernel norm", "kernel norm", "norm over positions", "weight"]
    assert [legend.title for legend in scene.legends] == [
        "weight (line), bias (fill)",
        "norm of a kernel, with the sign of its mean",
        "norm over all positions, with the sign of the mean",
    ]
    assert [legend.notes[0] for legend in scene.legends if isinstance(legend, Legend)] == [
        f"lines of {names}"
        for names in (scene.bundles[3].name, f"{scene.bundles[0].name}, {scene.bundles[1].name}", scene.bundles[2].name)
    ]
    assert scene.bundles[0].means is not None
    assert (np.sign(scene.bundles[0].means) == np.sign(scene.bundles[0].values)).all()
    assert "16 of 32 kernels" in scene.notes[0]
