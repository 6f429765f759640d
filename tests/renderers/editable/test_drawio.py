from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from dotnet_viz.fonts import one_line
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.layouts import place
from dotnet_viz.renderers.common.escape import without_unwriteable
from dotnet_viz.renderers.editable.drawio import drawio
from dotnet_viz.scene import Connection, Scene
from tests.renderers.every_style import STYLES, placed
from tests.scene_builders import AWKWARD_TEXTS, box, neurons


def cells_of(scene: Scene) -> dict[str, ET.Element]:
    """Return the cells by their ids, of which each must be there once; parents and ends must be there too."""
    root = ET.fromstring(drawio(scene)).find(".//root")
    assert root is not None
    cells: dict[str, ET.Element] = {}
    for item in root:
        cell = item if item.tag == "mxCell" else item.find("mxCell")
        assert cell is not None
        name = item.get("id") or ""
        assert name not in cells
        cell.set("text", item.get("value") or item.get("label") or "")
        cells[name] = cell
    for cell in cells.values():
        assert {cell.get(end) for end in ("parent", "source", "target") if cell.get(end)} <= set(cells)
    return cells


def style_of(cell: ET.Element) -> dict[str, str]:
    return {key: value for key, _, value in (part.partition("=") for part in (cell.get("style") or "").split(";")) if key}


def place_of(cells: dict[str, ET.Element], name: str) -> tuple[float, float, float, float]:
    """Return left, top, width and height on the page."""
    cell = cells[name]
    geometry = cell.find("mxGeometry")
    assert geometry is not None
    x, y, width, height = (float(geometry.get(key) or 0) for key in ("x", "y", "width", "height"))
    parent = cell.get("parent") or "1"
    if parent != "1":
        left, top, *_ = place_of(cells, parent)
        x, y = x + left, y + top
    return x, y, width, height


@pytest.mark.parametrize("style", [*STYLES, "nested"])
def test_every_shape_has_its_place_and_every_line_its_ends(style: str) -> None:
    scene = placed(style)
    cells = cells_of(scene)
    for shape in scene.shapes:
        if shape.form in ("box", "rounded", "circle", "bar"):
            x, y, width, height = place_of(cells, f"shape-{shape.id}")
            assert (x + width / 2, y + height / 2) == pytest.approx(centre(shape), abs=0.1)
            assert (width, height) == pytest.approx((shape.width, shape.height), abs=0.1)
    edges = [cell for cell in cells.values() if cell.get("edge") and cell.get("source")]
    joined = [(line.source, line.target) for line in scene.connections for _ in range(1 + len(line.strands))]
    joined += [(source, target) for mesh in scene.meshes for source in mesh.sources for target in mesh.targets]
    drawn = {shape.id for shape in scene.shapes if f"shape-{shape.id}" in cells}
    assert len(edges) >= len([ends for ends in joined if ends[0] in drawn])
    for cell in edges:
        style_of_line = style_of(cell)
        start = cell.find(".//mxPoint[@as='sourcePoint']")
        x, y, width, height = place_of(cells, cell.get("source") or "")
        assert start is not None
        own = x + float(style_of_line["exitX"]) * width, y + float(style_of_line["exitY"]) * height
        assert own == pytest.approx((float(start.get("x") or 0), float(start.get("y") or 0)), abs=0.1)


def test_skips_have_bends_and_straight_lines_have_none() -> None:
    cells = cells_of(placed("nested"))
    by_ends = {(cell.get("source"), cell.get("target")): cell for cell in cells.values() if cell.get("edge")}
    assert len(by_ends["shape-a", "shape-d"].findall(".//Array/mxPoint")) >= 3
    assert style_of(by_ends["shape-a", "shape-d"])["curved"] == "1"
    assert not by_ends["shape-in", "shape-a"].findall(".//Array/mxPoint")
    assert style_of(by_ends["shape-in", "shape-a"])["endArrow"] == "block"


def test_appearance_is_that_of_the_scene() -> None:
    scene = placed("weight-graph")
    dashed = [style_of(cell) for cell in cells_of(scene).values() if cell.get("edge") and "dashed" in style_of(cell)]
    assert len(dashed) == sum(int(bundle.dashed.sum()) for bundle in scene.bundles)
    assert len([cell for cell in cells_of(placed("layered")).values() if "polygon" in (cell.get("style") or "")]) == 24


def test_tables_and_very_many_lines_are_pictures() -> None:
    for scene in (placed("weight-matrix"), place(neurons((40, 40)))):
        images = [style for cell in cells_of(scene).values() if "image" in (style := style_of(cell))]
        assert images
        assert all(style["image"].startswith("data:image/png,") for style in images)


@pytest.mark.parametrize("text", [*AWKWARD_TEXTS, "a;fillColor=#ff0000", "%name%", "\x00", "\ud800"])
def test_any_name_is_a_text_and_no_style(text: str) -> None:
    shapes = tuple(replace(box(name, lines=[text]), name=text, tooltip=text) for name in ("a", "b"))
    cells = cells_of(place(Scene(text, shapes=shapes, connections=(Connection("a", "b", label=text),))))
    if text:
        assert cells["shape-a"].get("text") == one_line(without_unwriteable(text))
    assert all("html=1" not in (cell.get("style") or "") for cell in cells.values())
