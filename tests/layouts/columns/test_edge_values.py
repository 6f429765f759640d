from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from dotnet_viz.formatting import format_number
from dotnet_viz.layouts import place
from dotnet_viz.layouts.geometry import centre
from dotnet_viz.scene import Scene, Shape
from tests.layouts.checks import assert_all_inside, assert_nothing_overlaps
from tests.scene_builders import neurons


def written(sizes: tuple[int, ...], direction: str = "LR") -> Scene:
    scene = neurons(sizes, direction=direction)
    return place(replace(scene, bundles=tuple(replace(bundle, show_values=True) for bundle in scene.bundles)))


def patches(scene: Scene) -> list[Shape]:
    return [shape for shape in scene.shapes if shape.kind == "value"]


@pytest.mark.parametrize("direction", ["LR", "TB"])
def test_every_line_has_its_value_on_it(direction: str) -> None:
    scene = written((3, 2), direction)
    (bundle,) = scene.bundles
    found = {shape.id: shape for shape in patches(scene)}
    assert len(found) == 6
    for turn, value in enumerate(bundle.values):
        shape = found[f"v0-{turn}"]
        assert shape.labels[0].text == format_number(value, 3)
        assert shape.name.endswith(f": {format_number(value)}")
        start = centre(scene.shape_by_id[bundle.sources[bundle.source_index[turn]]])
        end = centre(scene.shape_by_id[bundle.targets[bundle.target_index[turn]]])
        way, own = np.subtract(end, start), np.subtract(centre(shape), start)
        assert abs(float(way[0] * own[1] - way[1] * own[0])) / np.hypot(*way) < 0.05


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
