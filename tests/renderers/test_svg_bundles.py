from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from dotnet_viz.layouts import place
from dotnet_viz.renderers.svg import svg
from dotnet_viz.renderers.svg_bundles import SINGLE_LINES, STRENGTHS, bundle_elements
from dotnet_viz.scene import Scene
from tests.layouts.checks import distance_to_outline
from tests.scene_builders import neurons


def paths(scene: Scene) -> list[ET.Element]:
    return [path for text in bundle_elements(scene) for path in ET.fromstring(text)]


def test_few_lines_are_one_path_each_with_their_value() -> None:
    scene = place(neurons((3, 4)))
    found = paths(scene)
    (bundle,) = scene.bundles
    assert len(found) == 12
    for path, value, width in zip(found, bundle.values, bundle.widths, strict=True):
        assert (path.findtext("title") or "").endswith(f": {value:.6g}")
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


def test_100000_lines_are_written_in_about_a_second() -> None:
    scene = place(neurons((316, 317)))
    start = time.perf_counter()
    text = svg(scene)
    assert time.perf_counter() - start < 3.0
    assert len(text) < 6_000_000
