from __future__ import annotations

from dataclasses import replace

import pytest

from dotnet_viz.errors import GraphError, OptionError
from dotnet_viz.layouts import place
from dotnet_viz.renderers.editable.contents import EditableLine, EditableShape, LinesPicture, editable
from dotnet_viz.scene import Scene, Shape
from tests.renderers.every_style import STYLES, placed
from tests.scene_builders import nested, neurons


@pytest.mark.parametrize("style", [*STYLES, "nested"])
def test_every_shape_and_line_is_an_item(style: str) -> None:
    scene = placed(style)
    page = editable(scene, "light", "draw.io")
    drawn = [item.id for item in page.items if isinstance(item, EditableShape)]
    expected = [shape.id for shape in scene.shapes if shape.form != "area" or any(label.text for label in shape.labels)]
    assert drawn == expected
    lines = [(item.source, item.target) for item in page.items if isinstance(item, EditableLine)]
    count = sum(1 + len(line.strands) for line in scene.connections if line.points)
    count += sum(len(mesh.sources) * len(mesh.targets) for mesh in scene.meshes) + sum(map(len, scene.bundles))
    assert len(lines) == count


def test_very_many_lines_are_one_picture_that_says_so() -> None:
    page = editable(place(neurons((40, 40))), "light", "draw.io")
    (picture,) = [item for item in page.items if isinstance(item, LinesPicture)]
    assert picture.png.startswith(b"\x89PNG")
    assert picture.note == "1,600 lines"
    assert not any(isinstance(item, EditableLine) for item in page.items)


def test_corners_of_a_line_are_on_it() -> None:
    scene = placed("nested")
    items = editable(scene, "light", "draw.io").items
    (skip,) = [item for item in items if isinstance(item, EditableLine) and (item.source, item.target) == ("a", "d")]
    straight = [item for item in items if isinstance(item, EditableLine) and (item.source, item.target) == ("in", "a")]
    assert not skip.is_straight
    assert straight[0].corners() == []
    assert len(skip.corners()) == 4 * (len(skip.points) // 3) - 1
    assert min(x for x, _ in skip.corners()) < min(skip.points[0][0], skip.points[-1][0])


def test_what_is_too_much_or_has_no_places_is_refused() -> None:
    with pytest.raises(GraphError, match="no places"):
        editable(nested(), "light", "draw.io")
    shapes = tuple(Shape(f"n{number}", "n", 1, 1, x=1, y=1) for number in range(30_001))
    with pytest.raises(OptionError, match=r"PowerPoint holds up to 30,000.*'blocks'.*\.svg or \.pdf"):
        editable(replace(Scene("many", shapes=shapes), size=(9.0, 9.0)), "light", "PowerPoint")
