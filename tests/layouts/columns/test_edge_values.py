from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.formatting import format_number
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.layouts import place
from dotnet_viz.layouts.folding.fold import folded
from dotnet_viz.scene import Scene, Shape
from tests.builders import dense_chain
from tests.layouts.checks import assert_all_inside, assert_nothing_overlaps
from tests.scene_builders import neurons


def written(sizes: tuple[int, ...], direction: str = "LR") -> Scene:
    scene = neurons(sizes, direction=direction)
    return place(replace(scene, bundles=tuple(replace(bundle, show_values=True) for bundle in scene.bundles)))


def patches(scene: Scene) -> list[Shape]:
    return [shape for shape in scene.shapes if shape.kind == "value"]


def assert_on_their_lines(scene: Scene) -> None:
    found = {shape.id: shape for shape in patches(scene)}
    for number, bundle in enumerate(scene.bundles):
        for turn, value in enumerate(bundle.values):
            shape = found[f"v{number}-{turn}"]
            assert shape.labels[0].text == format_number(value, 3)
            assert shape.name.endswith(f": {format_number(value)}")
            start = centre(scene.shape_by_id[bundle.sources[bundle.source_index[turn]]])
            end = centre(scene.shape_by_id[bundle.targets[bundle.target_index[turn]]])
            way, own = np.subtract(end, start), np.subtract(centre(shape), start)
            assert abs(float(way[0] * own[1] - way[1] * own[0])) / np.hypot(*way) < 0.05
            assert 0 < np.dot(way, own) < np.dot(way, way)


@pytest.mark.parametrize("direction", ["LR", "TB"])
def test_every_line_has_its_value_on_it(direction: str) -> None:
    scene = written((3, 2), direction)
    assert len(patches(scene)) == 6
    assert_on_their_lines(scene)


@pytest.mark.parametrize("direction", ["LR", "TB"])
def test_values_go_with_their_lines_into_the_next_row(direction: str) -> None:
    scene = written((3, 3, 2, 2, 3), direction)
    assert scene.size is not None
    parts = folded(scene, scene.size[0 if direction == "LR" else 1] * 0.6)
    assert any("-again" in shape.id for shape in parts.shapes)
    assert_on_their_lines(parts)


def test_what_is_written_below_a_unit_is_written_again_below_its_copy() -> None:
    scene = WeightGraph(show_values=True).build(dense_chain(3, 3, 3, 2))
    parts = place(scene, room=(700.0, 2000.0))
    copies = [shape for shape in parts.shapes if "-again" in shape.id]
    units = [shape for shape in copies if shape.kind == "neuron"]
    assert units
    assert [shape.group for shape in copies if shape.kind == "value"] == [shape.id for shape in units]
    assert_on_their_lines(parts)


@pytest.mark.parametrize("sizes", [(2, 2), (6, 3, 7), (3, 4, 2)])
def test_no_value_covers_another_or_a_neuron(sizes: tuple[int, ...]) -> None:
    scene = written(sizes)
    assert_all_inside(scene)
    assert_nothing_overlaps(replace(scene, labels=(), placed_legends=()))


def test_columns_leave_room_for_values() -> None:
    def span(scene: Scene) -> float:
        first, *_, last = (shape for shape in scene.shapes if shape.kind == "neuron")
        return centre(last)[0] - centre(first)[0]

    assert span(written((2, 2))) > span(place(neurons((2, 2)))) + 50


def test_without_asking_no_value_is_written() -> None:
    assert patches(place(neurons((2, 2)))) == []


@pytest.mark.parametrize("sizes", [(6, 3, 7), (5, 6, 5, 3), (10, 15)])
def test_values_stand_near_the_start_of_their_lines_and_those_of_one_unit_before_the_next(sizes: tuple[int, ...]) -> None:
    scene = written(sizes)
    places = {shape.id: centre(shape) for shape in patches(scene)}
    for number, bundle in enumerate(scene.bundles):
        by_source: dict[int, list[float]] = {}
        for turn, source in enumerate(bundle.source_index.tolist()):
            x, y = places[f"v{number}-{turn}"]
            start = centre(scene.shape_by_id[bundle.sources[source]])
            end = centre(scene.shape_by_id[bundle.targets[bundle.target_index[turn]]])
            assert (x - start[0]) / (end[0] - start[0]) < 0.45
            by_source.setdefault(source, []).append(y)
        fans = [by_source[source] for source in sorted(by_source)]
        assert all(max(above) + 12 < min(below) for above, below in pairwise(fans))


def test_the_sign_of_a_value_tints_it() -> None:
    scene = written((3, 4))
    (bundle,) = scene.bundles
    fills: dict[bool, set[str]] = {True: set(), False: set()}
    for turn, value in enumerate(bundle.values.tolist()):
        fills[value > 0].add(scene.shape_by_id[f"v0-{turn}"].fill)
    assert [len(found) for found in fills.values()] == [1, 1]
    assert fills[True] != fills[False]
