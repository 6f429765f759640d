"""What a reader would notice, on models as Keras saves them, in every direction."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dotnet_viz import architecture
from dotnet_viz.geometry.curves import points_along
from dotnet_viz.geometry.parts import placed_box
from dotnet_viz.scene import Connection, Scene, Shape
from tests.conftest import DATA
from tests.layouts.checks import assert_all_inside, assert_nothing_overlaps, caption_boxes

MODELS = sorted((DATA / "models").glob("*.keras"))


def crossed(scene: Scene, line: Connection) -> list[str]:
    """Return the names of shapes and captions that a line runs through, except where it starts and ends."""
    x, y = points_along([line.points]).T

    def deep(left: float, top: float, right: float, bottom: float) -> bool:
        return bool(np.any((x > left + 2) & (x < right - 2) & (y > top + 2) & (y < bottom - 2)))

    def through(shape: Shape) -> bool:
        box = placed_box(shape)
        return shape.id not in (line.source, line.target) and deep(box.left, box.top, box.right, box.bottom)

    names = [shape.name for shape in scene.shapes if through(shape)]
    return names + ["a caption" for box in caption_boxes(scene) if deep(box.left, box.top, box.right, box.bottom)]


@pytest.mark.parametrize("rankdir", ["TB", "BT", "LR", "RL"])
@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_nothing_overlaps_and_no_line_runs_through_a_box_or_a_caption(path: Path, rankdir: str) -> None:
    placed = architecture(path, rankdir=rankdir).placed
    assert_all_inside(placed)
    assert_nothing_overlaps(placed)
    assert [found for line in placed.connections if (found := crossed(placed, line))] == []
