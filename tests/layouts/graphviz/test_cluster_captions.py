from __future__ import annotations

from dataclasses import replace

import pytest

from dotnet_viz.geometry.curves import points_along
from dotnet_viz.geometry.lines import straight
from dotnet_viz.geometry.parts import label_box
from dotnet_viz.layouts import place
from dotnet_viz.layouts.graphviz.cluster_captions import place_captions
from dotnet_viz.scene import Cluster, Connection, Label, Scene
from tests.layouts.checks import caption_boxes
from tests.scene_builders import box, nested


def caption(*crossings: float) -> tuple[float, float]:
    """Return from where to where the caption of a frame reaches that lines enter from above at some places."""
    frame = Cluster("f", "f", Label("caption"), box=(0.0, 0.0, 200.0, 100.0))
    lines = tuple(Connection("a", "a", straight((x, -50.0), (x, 60.0))) for x in (*crossings, -100.0))
    shape = replace(box("a", cluster="f"), x=100.0, y=70.0)
    (placed,) = place_captions(Scene("s", shapes=(shape,), connections=lines, clusters=(frame,))).clusters
    found = label_box(placed.label).moved(100.0, 50.0)
    assert 0 < found.top < found.bottom < 30
    return found.left, found.right


def test_a_caption_stands_on_the_left_where_no_line_passes() -> None:
    assert caption(150.0)[0] == pytest.approx(10)


def test_it_gives_way_to_the_right_and_to_a_gap() -> None:
    assert caption(30.0)[1] == pytest.approx(190)
    left, right = caption(20.0, 180.0)
    assert left > 24
    assert right < 176


def test_where_there_is_no_room_it_stays_on_the_left() -> None:
    assert caption(*range(0, 200, 10))[0] == pytest.approx(10)


def test_a_scene_without_frames_is_left_alone() -> None:
    scene = Scene("s", shapes=(box("a"),))
    assert place_captions(scene) == scene


@pytest.mark.parametrize("direction", ["TB", "BT", "LR", "RL"])
def test_no_line_runs_through_a_caption(direction: str) -> None:
    placed = place(nested(direction))
    points = points_along([line.points for line in placed.connections]).tolist()
    for room in caption_boxes(placed):
        assert not [point for point in points if room.left < point[0] < room.right and room.top < point[1] < room.bottom]
