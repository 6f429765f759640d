"""What a shape looks like as SVG, element by element."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from dotnet_viz.renderers.svg.document import svg
from dotnet_viz.scene import Cluster, Face, Label, Scene, Shape

NS = {"s": "http://www.w3.org/2000/svg"}


def drawn(**fields: Any) -> ET.Element:
    """Return the group of one shape."""
    facts: dict[str, Any] = {"id": "a", "name": "a", "width": 40.0, "height": 20.0, "x": 30.0, "y": 20.0}
    shape = Shape(**facts | fields)
    group = ET.fromstring(svg(Scene("s", shapes=(shape,), size=(60, 40)))).find(".//s:g[@class='dv-shape']", NS)
    assert group is not None
    return group


@pytest.mark.parametrize(
    ("form", "tag"),
    [
        ("box", "rect"),
        ("rounded", "rect"),
        ("bar", "rect"),
        ("circle", "ellipse"),
        ("triangle", "polygon"),
        ("hexagon", "polygon"),
        ("octagon", "polygon"),
        ("ellipsis", "circle"),
    ],
)
def test_each_form_is_its_element(form: str, tag: str) -> None:
    assert drawn(form=form).find(f"s:{tag}", NS) is not None


def test_corners_are_round_slightly_or_sharp() -> None:
    radii = [drawn(form=form).find("s:rect", NS).get("rx") for form in ("rounded", "box", "bar")]  # type: ignore[union-attr]
    assert radii == ["8", "2", None]


def test_an_area_is_its_texts_alone() -> None:
    group = drawn(form="area", labels=(Label("text"),))
    assert group.find("s:text", NS) is not None
    assert all(float(rect.get("width", 0)) < 40 for rect in group.findall("s:rect", NS))  # the paper behind the text
    assert "dv-shape" not in svg(Scene("s", shapes=(Shape("a", "a", 9, 9, form="area", x=5, y=5),), size=(9, 9)))


def test_a_head_is_drawn_where_its_colour_differs() -> None:
    assert drawn(head=8.0, head_fill="#123456").find("s:path", NS).get("fill") == "#123456"  # type: ignore[union-attr]
    assert drawn(head=8.0, head_fill="panel", fill="panel").find("s:path", NS) is None
    assert drawn(head=0.0, head_fill="#123456").find("s:path", NS) is None


def test_faces_stand_instead_of_the_outline() -> None:
    corners = ((-5.0, -5.0), (5.0, -5.0), (0.0, 5.0))
    group = drawn(faces=(Face(corners, "#111111"), Face(corners, "#222222")), dashed=True)
    assert [face.get("fill") for face in group.findall("s:polygon", NS)] == ["#111111", "#222222"]
    assert all(face.get("stroke-dasharray") for face in group.findall("s:polygon", NS))
    assert group.find("s:rect", NS) is None


def test_dividers_cross_the_whole_shape() -> None:
    lines = drawn(dividers=(-2.0, 4.0)).find("s:path", NS)
    assert lines is not None
    assert (lines.get("d") or "").count("M") == 2


def test_facts_for_scripts_are_attributes() -> None:
    group = drawn(kind="Dense", mark="added", name='a"<&')
    assert (group.get("data-name"), group.get("data-kind"), group.get("data-mark")) == ('a"<&', "Dense", "added")
    assert drawn().get("data-mark") is None


def test_the_dots_of_an_ellipsis_follow_its_longer_side() -> None:
    upright = [dot.get("cy") for dot in drawn(form="ellipsis", width=10.0, height=30.0).findall("s:circle", NS)]
    lying = [dot.get("cx") for dot in drawn(form="ellipsis", width=30.0, height=10.0).findall("s:circle", NS)]
    assert upright == lying
    assert len(upright) == 3


def test_a_cluster_is_a_dashed_frame_with_its_caption_on_top() -> None:
    cluster = Cluster("c", "inner", Label("inner", y=-15.0), box=(0.0, 0.0, 60.0, 40.0))
    root = ET.fromstring(svg(Scene("s", clusters=(cluster,), size=(60, 40))))
    frame = root.find(".//s:g[@class='dv-cluster']/s:rect", NS)
    assert frame is not None
    assert frame.get("stroke-dasharray")
    groups = [group.get("class") for group in root.iter(f"{{{NS['s']}}}g") if group.get("class")]
    assert groups.index("dv-cluster") < groups.index("dv-caption")


def test_dots_are_one_path() -> None:
    group = drawn(form="dots", points=((-5.0, 0.0), (5.04, 2.5)), stroke="#4a90cf", stroke_width=3.0)
    (path,) = group.findall("s:path", NS)
    assert path.get("d") == "M-5 0h0M5 2.5h0"
    assert (path.get("stroke"), path.get("stroke-width"), path.get("stroke-linecap")) == ("#4a90cf", "3", "round")


def test_what_is_part_of_another_shape_takes_no_clicks() -> None:
    shapes = (
        Shape("a", "a", 40, 20, x=30, y=20, group="a"),
        Shape("mark", "", 4, 4, x=30, y=20, fill="#ff0000", group="a"),
        Shape("alone", "", 4, 4, x=30, y=20, fill="#00ff00"),
    )
    root = ET.fromstring(svg(Scene("s", shapes=shapes, size=(60, 40))))
    assert [item.get("id") for item in root.iterfind(".//s:g[@class='dv-shape']", NS)] == ["dv_a", "dv_alone"]
    (part,) = root.iterfind(".//s:g[@pointer-events='none']", NS)
    assert part[0].get("fill") == "#ff0000"
