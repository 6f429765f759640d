"""Groups of layers in a U have frames that hold their blocks and no others."""

from __future__ import annotations

import pytest

import dotnet_viz as dv
from dotnet_viz.scene import Cluster, Scene, Shape
from tests.diagrams.u_graphs import u_net


def drawn(groups: object) -> Scene:
    return dv.draw(u_net(), style="layered", groups=groups).scene


def blocks_in(frame: Cluster, scene: Scene) -> set[str]:
    def is_inside(shape: Shape) -> bool:
        assert frame.box is not None
        left, top, right, bottom = frame.box
        return left < (shape.x or 0.0) < right and top < (shape.y or 0.0) < bottom

    return {shape.id for shape in scene.shapes if is_inside(shape)}


def is_u(scene: Scene) -> bool:
    return any(line.stroke == "accent" for line in scene.connections)


def test_the_sides_of_a_u_are_framed() -> None:
    scene = drawn([("down", ["n1", "n5"]), ("bottom", ["n7", "n8"])])
    assert is_u(scene)
    down, bottom = scene.clusters
    assert (down.label.text, bottom.label.text) == ("down", "bottom")
    assert blocks_in(down, scene) == {"n1", "n2", "n3", "n4", "n5"} == {
        shape.id for shape in scene.shapes if shape.cluster == down.id
    }  # fmt: skip
    assert blocks_in(bottom, scene) == {"n7", "n8"}


def test_a_frame_inside_another() -> None:
    scene = drawn([("outer", "n1:n5"), ("inner", "n4:n5")])
    outer, inner = scene.clusters
    assert inner.parent == outer.id
    assert inner.box is not None
    assert outer.box is not None
    assert all(one <= other for one, other in zip(outer.box[:2], inner.box[:2], strict=True))
    assert all(one >= other for one, other in zip(outer.box[2:], inner.box[2:], strict=True))


def test_groups_whose_frames_would_cross_are_framed_in_rows() -> None:
    scene = drawn([("down", "n1:n5"), ("the bottom, with a caption that is wider than all its blocks together", ["n6"])])
    assert not is_u(scene)
    assert [len(blocks_in(frame, scene)) for frame in scene.clusters] == [5, 1]
    assert scene.notes[0] == "In rows, not as a U, where the groups would have no frames."


@pytest.mark.parametrize("name", ["n6", "n1:n5"])
def test_a_page_says_why_a_u_is_in_rows(name: str) -> None:
    groups = [("down", "n1:n4"), ("wide " * 12, name)] if name == "n6" else [("down", name)]
    scene = dv.draw(u_net(), style="layered", fit="column", groups=groups).scene
    assert is_u(scene) or scene.notes[0].startswith("In rows")
    plain = dv.draw(u_net(), style="layered", fit="column", arrangement="row", groups=groups).scene
    assert not any(note.startswith("In rows") for note in plain.notes)
