from __future__ import annotations

import re

from dotnet_viz.renderers.svg.document import svg
from dotnet_viz.renderers.svg.elements import Painter
from dotnet_viz.renderers.svg.meshes import mesh_element
from dotnet_viz.renderers.themes.theme import THEMES
from dotnet_viz.scene import Mesh, Scene, Shape

LINES = re.compile(r"M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)")


def scene(form: str = "circle", *, above: bool = False) -> Scene:
    """Return two shapes left and three right, each joined with each."""
    left = [Shape(f"a{turn}", "a", 20, 20, form=form, x=20.0, y=20.0 + 40 * turn) for turn in range(2)]
    right = [Shape(f"b{turn}", "b", 20, 20, form="circle", x=120.0, y=20.0 + 40 * turn) for turn in range(3)]
    mesh = Mesh("a&b", ("a0", "a1"), ("b0", "b1", "b2"), stroke="#707070", above=above)
    return Scene("mesh", shapes=(*left, *right), meshes=(mesh,), layout="given", size=(140, 140))


def path(item: Scene) -> str:
    return mesh_element(item, item.meshes[0], Painter(THEMES["light"]))


def test_all_lines_are_one_path_from_outline_to_outline() -> None:
    text = path(scene())
    lines = [tuple(map(float, found)) for found in LINES.findall(text)]
    assert len(lines) == 6
    assert lines[0] == (30.0, 20.0, 110.0, 20.0)
    assert 'stroke="#707070"' in text
    assert 'data-name="a&amp;b"' in text


def test_lines_go_on_below_a_figure_with_corners() -> None:
    assert LINES.findall(path(scene("hexagon")))[0][:2] == ("20", "20")


def test_a_mesh_without_ends_is_nothing() -> None:
    item = scene()
    assert mesh_element(item, Mesh("none", (), ("b0",)), Painter(THEMES["light"])) == ""


def test_meshes_are_below_the_shapes_or_above() -> None:
    below, above = svg(scene()), svg(scene(above=True))
    assert below.index("dv-mesh") < below.index("dv-shape")
    assert above.index("dv-mesh") > above.index("dv-shape")


def test_forms_with_corners_are_polygons_and_areas_are_not_seen() -> None:
    assert svg(scene("octagon")).count("<polygon") == 2
    assert svg(scene("triangle")).count("<polygon") == 2
    assert svg(scene("area")).count('data-name="a"') == 0
