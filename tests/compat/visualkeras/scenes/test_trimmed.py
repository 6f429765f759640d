from __future__ import annotations

from dataclasses import replace

from dotnet_viz.compat.visualkeras.scenes.trimmed import trimmed
from dotnet_viz.layouts.frame.frame import add_frame
from dotnet_viz.scene import Cluster, Connection, KeyEntry, KeyLegend, Label, Scene, Shape

BLOCK = Shape("a", "a", 40, 60, x=20.0, y=30.0, stroke_width=0.0)
KEY = KeyLegend("", (KeyEntry("a", "#ff0000", "#000000"),))


def test_blocks_and_texts_reach_to_the_upper_and_lower_edge() -> None:
    scene = add_frame(Scene("m", shapes=(BLOCK,), labels=(Label("x", 20.0, 80.0),), show_title=False, margin=25.0))
    cut = trimmed(scene)
    assert scene.size is not None
    assert cut.size == (scene.size[0], scene.size[1] - 50.0)
    assert cut.shapes[0].y == 30.0
    assert cut.labels[0].y == 80.0


def test_lines_and_frames_beyond_the_blocks_keep_their_distance() -> None:
    other = replace(BLOCK, id="b", x=100.0)
    line = Connection("a", "b", points=((20.0, 0.0), (30.0, -20.0), (90.0, -20.0), (100.0, 0.0)))
    scene = add_frame(Scene("m", shapes=(BLOCK, other), connections=(line,), show_title=False, margin=25.0))
    assert scene.size is not None
    assert trimmed(scene).size == (scene.size[0], scene.size[1] - 25.0)
    framed = Scene(
        "m", shapes=(BLOCK,), clusters=(Cluster("c", "c", Label(""), box=(-5.0, -5.0, 45.0, 65.0)),), show_title=False
    )
    placed = add_frame(framed)
    assert trimmed(placed).size == placed.size


def test_a_key_keeps_its_paper() -> None:
    scene = add_frame(Scene("m", shapes=(BLOCK,), legends=(KEY,), show_title=False, margin=25.0))
    cut = trimmed(scene)
    assert scene.size is not None
    assert cut.size == (scene.size[0], scene.size[1] - 25.0)
    (before,), (after,) = scene.placed_legends, cut.placed_legends
    assert after.places[0][1] == before.places[0][1] - 25.0  # type: ignore[union-attr]
