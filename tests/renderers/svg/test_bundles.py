from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.formatting import format_number
from dotnet_viz.layouts import place
from dotnet_viz.renderers.common.bundles import line_ends
from dotnet_viz.renderers.svg.bundles import SINGLE_LINES, STRENGTHS, bundle_elements
from dotnet_viz.renderers.svg.document import svg
from dotnet_viz.renderers.svg.elements import Painter
from dotnet_viz.renderers.themes.theme import THEMES
from dotnet_viz.scene import Scene
from tests.effort import calls_in
from tests.layouts.checks import distance_to_outline
from tests.scene_builders import neurons


def paths(scene: Scene) -> list[ET.Element]:
    return [path for text in bundle_elements(scene, Painter(THEMES["light"])) for path in ET.fromstring(text)]


def test_few_lines_are_one_path_each_with_their_value() -> None:
    scene = place(neurons((3, 4)))
    found = paths(scene)
    (bundle,) = scene.bundles
    assert len(found) == 12
    for path, value, width in zip(found, bundle.values, bundle.widths, strict=True):
        assert (path.findtext("title") or "").endswith(f": {format_number(value)}")
        assert float(path.get("stroke-width") or 0) == pytest.approx(width, rel=1e-2)
        assert (path.get("stroke-dasharray") is not None) == (value < 0)


def test_lines_start_and_end_on_outlines() -> None:
    scene = place(neurons((3, 4)))
    (bundle,) = scene.bundles
    for index, path in enumerate(paths(scene)):
        start, end = ([float(part) for part in text.split()] for text in (path.get("d") or "")[1:].split("L"))
        source = scene.shape_by_id[bundle.sources[bundle.source_index[index]]]
        target = scene.shape_by_id[bundle.targets[bundle.target_index[index]]]
        assert distance_to_outline(source, (start[0], start[1])) < 0.02
        assert distance_to_outline(target, (end[0], end[1])) < 0.02


def test_many_lines_are_few_paths_and_none_is_lost() -> None:
    scene = place(neurons((50, 50)))
    assert len(scene.bundles[0]) > SINGLE_LINES
    found = paths(scene)
    assert len(found) <= STRENGTHS * 2
    assert sum((path.get("d") or "").count("M") for path in found) == 2500


def test_weak_lines_are_drawn_first_and_signs_keep_their_hue() -> None:
    found = paths(place(neurons((50, 50))))
    widths = [float(path.get("stroke-width") or 0) for path in found]
    assert widths[0] < 1.0 < widths[-1]
    assert all(after > before - 0.3 for before, after in pairwise(widths))
    for path in found[-2:]:
        red, _, blue = bytes.fromhex((path.get("stroke") or "#000000")[1:])
        assert (red > blue) == (path.get("stroke-dasharray") is not None)


def test_lines_of_no_number_stay_apart() -> None:
    scene = place(neurons((50, 50)))
    (bundle,) = scene.bundles
    values = bundle.values.copy()
    values[:10] = np.nan
    colors = bundle.colors.copy()
    colors[:10] = (224, 130, 20)
    strokes = {path.get("stroke") for path in paths(replace(scene, bundles=(replace(bundle, values=values, colors=colors),)))}
    assert "#e08214" in strokes


def test_equal_widths_and_empty_bundles_are_drawn() -> None:
    scene = place(neurons((50, 50)))
    (bundle,) = scene.bundles
    assert paths(replace(scene, bundles=(replace(bundle, widths=np.ones(2500)),)))
    nothing = np.zeros(0)
    empty = replace(bundle, values=nothing, widths=nothing, dashed=nothing > 0, colors=np.zeros((0, 3), dtype=np.uint8),
                    source_index=nothing.astype(np.intp), target_index=nothing.astype(np.intp))  # fmt: skip
    assert paths(replace(scene, bundles=(empty,))) == []


def segments(path: ET.Element) -> list[tuple[float, ...]]:
    """Return the lines of a path, each as start and end."""
    parts = (path.get("d") or "")[1:].split("M")
    return [tuple(float(number) for point in part.split("L") for number in point.split()) for part in parts]


@settings(deadline=None, max_examples=25)
@given(st.integers(46, 60), st.integers(44, 60), st.integers(0, 9), st.booleans())
def test_merged_paths_hold_exactly_the_same_lines(inputs: int, units: int, seed: int, has_odd: bool) -> None:
    scene = place(neurons((inputs, units), seed=seed))
    (bundle,) = scene.bundles
    if has_odd:
        values = np.where(np.arange(len(bundle)) % 97 == 0, np.nan, bundle.values)
        bundle = replace(bundle, values=values)
        scene = replace(scene, bundles=(bundle,))
    assert len(bundle) > SINGLE_LINES
    ends = np.round(line_ends(scene, bundle), 2) + 0.0
    found = [(segment, path) for path in paths(scene) for segment in segments(path)]
    assert sorted(segment for segment, _ in found) == sorted(map(tuple, ends.tolist()))
    turn = {tuple(row): number for number, row in enumerate(ends.tolist())}
    step = float(np.ptp(bundle.widths)) / STRENGTHS
    for segment, path in found:
        number = turn[segment]
        assert (path.get("stroke-dasharray") is not None) == bundle.dashed[number]
        assert abs(float(path.get("stroke-width") or 0) - bundle.widths[number]) <= step + 0.01
    groups = [{float(np.sign(bundle.values[turn[segment]])) for segment in segments(path)} for path in paths(scene)]
    assert all(len({sign for sign in group if not np.isnan(sign)}) <= 1 for group in groups)


@pytest.mark.parametrize("sizes", [(2, 3), (50, 50)])
def test_arrowheads_point_at_the_targets(sizes: tuple[int, ...]) -> None:
    scene = place(neurons(sizes))
    (bundle,) = scene.bundles
    plain, arrows = paths(scene), paths(replace(scene, bundles=(replace(bundle, arrow=True),)))
    assert [len(segments(path)) for path in plain] == [len(segments(path)) for path in arrows]
    for without, path in zip(plain, arrows, strict=True):
        assert path.get("fill") == path.get("stroke")
        width = float(path.get("stroke-width") or 0)
        for line, head in zip(segments(without), segments(path), strict=True):
            start, base, left, tip, right, back = np.array(head).reshape(6, 2)
            assert start.tolist() == list(line[:2])
            assert base.tolist() == back.tolist()
            assert 0 < np.hypot(*(tip - line[2:])) <= width
            assert np.hypot(*(left - tip)) == pytest.approx(np.hypot(*(right - tip)), abs=0.05)
            assert np.dot(tip - base, np.subtract(line[2:], line[:2])) > 0


def test_tooltips_tell_the_mean_of_what_a_line_stands_for() -> None:
    scene = place(neurons((1, 2)))
    (bundle,) = scene.bundles
    found = paths(replace(scene, bundles=(replace(bundle, means=np.array([0.125, -2.0])),)))
    assert [(path.findtext("title") or "").rpartition(" (")[2] for path in found] == ["mean 0.125)", "mean −2)"]


def test_lines_as_pixels_are_one_image() -> None:
    scene = place(neurons((3, 4)))
    (element,) = bundle_elements(scene, Painter(THEMES["light"]), smooth=False)
    assert ET.fromstring(element).tag == "image"
    assert list(bundle_elements(replace(scene, bundles=()), Painter(THEMES["light"]), smooth=False)) == []


def test_100000_lines_are_written_from_arrays() -> None:
    scene = place(neurons((316, 317)))
    assert len(svg(scene)) < 6_000_000
    assert calls_in(lambda: svg(scene)) < 316 * 317
