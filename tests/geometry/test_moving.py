"""Parts of a scene in another place."""

from __future__ import annotations

import pytest

from dotnet_viz.errors import GraphError
from dotnet_viz.geometry.lines import straight
from dotnet_viz.geometry.moving import moved_connection, moved_frame, moved_shape
from dotnet_viz.scene import Cluster, Connection, Label, Shape


def test_a_shape_moves_once_it_has_a_place() -> None:
    shape = moved_shape(Shape("a", "a", 9, 9, x=1.0, y=2.0), 3.0, -4.0)
    assert (shape.x, shape.y) == (4.0, -2.0)
    with pytest.raises(GraphError, match="'a' has no place"):
        moved_shape(Shape("a", "a", 9, 9), 3.0, -4.0)


def test_a_connection_takes_its_strands_and_its_text_along() -> None:
    line = Connection("a", "b", straight((0, 0), (3, 0)), label="x", label_at=(1.0, 1.0), strands=(straight((0, 3), (3, 3)),))
    moved = moved_connection(line, 2.0, 5.0)
    assert moved.points == straight((2, 5), (5, 5))
    assert moved.strands == (straight((2, 8), (5, 8)),)
    assert moved.label_at == (3.0, 6.0)
    assert moved_connection(Connection("a", "b"), 2.0, 5.0) == Connection("a", "b")


def test_a_frame_moves_once_it_has_a_place() -> None:
    frame = Cluster("f", "f", Label("caption"))
    assert moved_frame(frame, 1.0, 1.0) == frame
    assert moved_frame(Cluster("f", "f", Label("caption"), box=(0, 0, 4, 4)), 1.0, 2.0).box == (1, 2, 5, 6)
