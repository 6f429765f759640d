"""What the system's dot makes of a weight graph: the same picture, from the text alone."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from dotnet_viz.colors import hex_colors
from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.formatting import format_number
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.layouts import place
from dotnet_viz.readers import read
from dotnet_viz.renderers.common.bundles import line_ends
from dotnet_viz.renderers.dot.document import dot
from dotnet_viz.scene import Scene
from tests.builders import dense_chain
from tests.conftest import DATA

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}"


def drawn_by_dot(scene: Scene) -> ET.Element:
    done = subprocess.run(["dot", "-Tsvg"], input=dot(scene).encode(), capture_output=True, check=True, timeout=60)
    assert done.stderr == b""
    return ET.fromstring(done.stdout)


def groups(root: ET.Element, kind: str) -> dict[str, list[ET.Element]]:
    """Return the groups of nodes or edges by their name."""
    found: dict[str, list[ET.Element]] = {}
    for group in root.iter(f"{SVG}g"):
        if group.get("class") == kind:
            found.setdefault(group.findtext(f"{SVG}title") or "", []).append(group)
    return found


def numbers(text: str | None) -> list[float]:
    return [float(number) for number in re.findall(r"-?[\d.]+", text or "")]


@pytest.mark.dot
@pytest.mark.parametrize("options", [{}, {"rankdir": "TB"}, {"appearance": "classic"}, {"bias": "node"}], ids=str)
def test_places_colours_and_counts_are_the_scenes(options: dict[str, str]) -> None:
    scene = place(WeightGraph(**options).build(dense_chain(4, 3, 2)))  # type: ignore[arg-type]
    assert scene.size is not None
    root = drawn_by_dot(scene)
    nodes, edges = groups(root, "node"), groups(root, "edge")
    height = numbers(root.get("viewBox"))[3]
    for shape in scene.shapes:
        (group,) = nodes[shape.id]
        ellipse = group.find(f".//{SVG}ellipse")
        if ellipse is not None:
            own = float(ellipse.get("cx") or 0), float(ellipse.get("cy") or 0) + height
            assert own == pytest.approx(centre(shape), abs=3)
            assert float(ellipse.get("rx") or 0) == pytest.approx(shape.width / 2, abs=0.1)
    for bundle in scene.bundles:
        ends = line_ends(scene, bundle)
        for turn, color in enumerate(hex_colors(bundle.colors)):
            name = f"{bundle.sources[bundle.source_index[turn]]}->{bundle.targets[bundle.target_index[turn]]}"
            (group,) = edges.pop(name)
            path = group.find(f".//{SVG}path")
            assert path is not None
            assert path.get("stroke") == color
            assert float(path.get("stroke-width") or 1) == pytest.approx(bundle.widths[turn], rel=0.01)
            x, y = numbers(path.get("d"))[:2]
            assert (x, y + height) == pytest.approx(tuple(ends[turn, :2]), abs=3)
            assert (group.find(f".//{SVG}polygon") is not None) == (options.get("appearance") == "classic")
            tooltip = next(text for item in group.iter() if (text := item.get(f"{LINK}title")))
            assert tooltip.endswith(f": {format_number(bundle.values[turn])}")
    assert not edges


@pytest.mark.dot
def test_skips_go_around_the_columns_between() -> None:
    scene = place(WeightGraph(max_neurons=3).build(read(DATA / "models" / "transformer.keras")))
    root = drawn_by_dot(scene)
    height = numbers(root.get("viewBox"))[3]
    edges = groups(root, "edge")
    skips = [line for line in scene.connections if line.arrow]
    top = min(centre(shape)[1] for shape in scene.shapes if shape.kind == "neuron")
    assert skips
    for line in skips:
        (group,) = edges[f"{line.source}->{line.target}"]
        path = group.find(f".//{SVG}path")
        assert path is not None
        assert min(y + height for y in numbers(path.get("d"))[1::2]) < top


@pytest.mark.dot
def test_a_convolutional_network_keeps_every_line() -> None:
    scene = place(WeightGraph(max_neurons=6).build(read(DATA / "models" / "cnn-28x28.keras")))
    edges = groups(drawn_by_dot(scene), "edge")
    expected: Counter[str] = Counter()
    for bundle in scene.bundles:
        for source, target in zip(bundle.source_index.tolist(), bundle.target_index.tolist(), strict=True):
            expected[f"{bundle.sources[source]}->{bundle.targets[target]}"] += 1
    assert {name: len(found) for name, found in edges.items()} == expected
    assert sum(expected.values()) == sum(len(bundle) for bundle in scene.bundles)


def test_tooltips_of_kernels_tell_their_mean() -> None:
    scene = place(WeightGraph(max_neurons=2).build(read(DATA / "models" / "cnn-28x28.keras")))
    (bundle, *_) = scene.bundles
    assert bundle.means is not None
    told = [float(text.replace("−", "-")) for text in re.findall(r"\(mean ([^)]+)\)", dot(scene))]
    together = np.concatenate([item.means for item in scene.bundles if item.means is not None])
    assert told == pytest.approx(together, rel=5e-4)
