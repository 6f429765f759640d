from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.errors import OptionError
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.layouts import place
from dotnet_viz.scales import WeightScale
from dotnet_viz.scene import Legend, Scene
from tests.builders import dense_chain, dense_layer, picture_network
from tests.layouts.checks import assert_all_inside


def units(scene: Scene) -> list[str]:
    return [shape.id for shape in scene.shapes if shape.kind == "neuron" and shape.rank == 1]


def test_each_unit_of_the_first_layer_is_the_picture_of_its_weights() -> None:
    graph = picture_network(5, 8)
    scene = WeightGraph(bias="none").build(graph)
    kernel = np.asarray(graph.layer("d").weights[0].array)
    limit = max(float(np.abs(layer.weights[0].array).max()) for layer in graph.layers[2:])
    assert [raster.at for raster in scene.rasters] == units(scene) == [f"c1-{unit}" for unit in range(6)]
    for unit, raster in enumerate(scene.rasters):
        assert (raster.colors == WeightScale(limit).colors(kernel[:, unit].reshape(5, 8))).all()
    assert [bundle.name for bundle in scene.bundles] == ["out"]
    assert scene.connections == ()
    (fan,) = scene.meshes
    assert (fan.sources, list(fan.targets)) == (("c0",), units(scene))
    legend = scene.legends[0]
    assert isinstance(legend, Legend)
    assert legend.title == "weight (line, picture)"


@pytest.mark.parametrize(
    "options", [{}, {"rankdir": "TB"}, {"appearance": "classic", "bias": "node"}, {"left_out": "mean"}], ids=str
)
def test_pictures_stand_on_their_units(options: dict[str, Any]) -> None:
    scene = place(WeightGraph(max_neurons=4, **options).build(picture_network(6, 6, 3)))
    assert len(scene.rasters) == 4
    for raster in scene.rasters:
        shape = scene.shape_by_id[raster.at]
        assert (raster.x + raster.width / 2, raster.y + raster.height / 2) == pytest.approx(centre(shape))
        assert raster.width < shape.width
    assert_all_inside(scene)


def test_lines_from_the_input_reach_every_picture_and_cross_no_text() -> None:
    scene = place(WeightGraph(max_neurons=4).build(picture_network(6, 6)))
    numbers = [shape for shape in scene.shapes if shape.group in units(scene)]
    assert [shape.labels[0].text for shape in numbers] == [scene.shape_by_id[name].name[3:-1] for name in units(scene)]
    assert {shape.fill for shape in numbers} == {"paper"}
    assert not any(label.text for name in units(scene) for label in scene.shape_by_id[name].labels)


def test_units_without_a_picture_are_counted_and_all_inputs_are_there() -> None:
    scene = WeightGraph(max_neurons=4).build(picture_network(5, 8))
    omission = scene.omissions[0]
    assert (omission.name, omission.drawn, omission.total, omission.sources, omission.targets) == (
        "d",
        160,
        240,
        (40, 40),
        (4, 6),
    )
    assert scene.notes[0].startswith("d: 160 of 240 weights drawn (")
    assert "pictures of 5×8 weights" in [line.text for line in scene.captions[0].lines]


def test_pictures_that_would_be_pale_have_a_scale_of_their_own() -> None:
    def scene_with(factor: float, **options: Any) -> Scene:
        whole = picture_network(5, 8)
        out = dense_layer("out", np.asarray(whole.layer("out").weights[0].array) * factor)
        return WeightGraph(**options).build(replace(whole, nodes=(*whole.nodes[:-1], replace(whole.nodes[-1], layer=out))))

    for scene in (scene_with(1.0), scene_with(50.0, scaling_per="model"), scene_with(50.0, limit=100.0)):
        assert len(scene.legends) == 1
    pale = scene_with(50.0)
    assert [legend.notes[0] for legend in pale.legends if isinstance(legend, Legend)] == ["pictures of d", "lines of out"]
    usual = [raster.colors.tolist() for raster in scene_with(0.0).rasters]
    assert [raster.colors.tolist() for raster in pale.rasters] == usual
    assert "factor of 100" not in " ".join(pale.notes)


def test_what_pictures_show_is_written_whole() -> None:
    scene = WeightGraph().build(picture_network(32, 32, 3))
    lines = [line.text for line in scene.captions[0].lines]
    assert " ".join(lines[-2:]) == "pictures of 32×32 weights, mean of 3 channels"


def test_inputs_are_neurons_on_request_and_where_they_have_names() -> None:
    graph = picture_network(5, 8)
    names = [f"pixel {number}" for number in range(40)]
    wanted: list[dict[str, Any]] = [{"inputs": "neurons"}, {"feature_names": names}]
    for options in wanted:
        scene = WeightGraph(**options).build(graph)
        assert not scene.rasters
        assert [bundle.name for bundle in scene.bundles] == ["d", "out"]


def test_a_size_makes_pictures_of_a_row_of_inputs_and_must_fit() -> None:
    graph = dense_chain(64, 6, 3)
    assert not WeightGraph().build(graph).rasters
    (raster, *_) = WeightGraph(input_shape=(8, 8)).build(graph).rasters
    assert raster.colors.shape == (8, 8, 3)
    with pytest.raises(OptionError, match=r"\(8, 9\) has 72 values.*: 64\)"):
        WeightGraph(input_shape=(8, 9)).build(graph)


def test_animations_keep_neurons() -> None:
    first, second = WeightGraph().build_frames([picture_network(5, 8, seed=seed) for seed in (0, 1)])
    assert not first.rasters
    assert len(first.bundles) == len(second.bundles) == 2
