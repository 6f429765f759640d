from __future__ import annotations

from dotnet_viz.geometry.outlines import centre
from dotnet_viz.layouts import place
from dotnet_viz.layouts.loops import without_loops
from dotnet_viz.scene import Cluster, Connection, Label, Scene, Shape

LOOP = ((50.0, -10.0), (80.0, -10.0), (80.0, 10.0), (50.0, 10.0))


def scene(**values: object) -> Scene:
    shapes = tuple(Shape(name, name, 100, 40, cluster="frame" if name == "b" else None) for name in "abc")
    lines = Connection("a", "b"), Connection("b", "c"), Connection("b", "b", LOOP, label="each", label_at=(100.0, 0.0))
    frame = Cluster("frame", "frame", Label("frame"))
    return Scene("three", shapes=shapes, connections=lines, clusters=(frame,), **values)  # type: ignore[arg-type]


def test_layouts_leave_room_for_a_line_from_a_shape_to_itself() -> None:
    bare = without_loops(scene())
    assert [(line.source, line.target) for line in bare.connections] == [("a", "b"), ("b", "c")]
    assert bare.shape_by_id["b"].width > 200
    assert bare.shape_by_id["a"].width == 100


def test_it_stands_where_its_shape_does() -> None:
    placed = place(scene())
    x, y = centre(placed.shape_by_id["b"])
    loop = next(line for line in placed.connections if line.source == line.target)
    assert placed.shape_by_id["b"].width == 100
    assert loop.points == tuple((across + x, down + y) for across, down in LOOP)
    assert loop.label_at == (100.0 + x, y)
    first, second = placed.connections[:2]
    assert abs(first.points[-1][1] - (y - 20)) < 3 > abs(second.points[0][1] - (y + 20))


def test_a_frame_holds_it_and_has_no_room_for_it_on_the_other_side() -> None:
    placed = place(scene())
    left, _, right, _ = placed.clusters[0].box or (0.0, 0.0, 0.0, 0.0)
    x, _ = centre(placed.shape_by_id["b"])
    assert right > x + 110
    assert x - 110 < left < x - 50


def test_a_scene_without_any_is_as_it_was() -> None:
    plain = Scene("one", shapes=(Shape("a", "a", 10, 10),))
    assert without_loops(plain) is plain
