"""What must hold for any placed picture of values: texts apart from one another and from cells, all within the paper."""

from __future__ import annotations

from itertools import combinations

from dotnet_viz.geometry.boxes import Box
from dotnet_viz.geometry.parts import label_box
from dotnet_viz.scene import Scene
from tests.layouts.checks import overlap


def assert_reads_well(scene: Scene) -> None:
    """Check a scene that has places."""
    assert scene.size is not None
    texts = [(label.text, label_box(label)) for label in scene.labels if label.text]
    cells = [("cells", Box(raster.x, raster.y, raster.x + raster.width, raster.y + raster.height)) for raster in scene.rasters]
    paper = Box(0.0, 0.0, *scene.size)
    for text, box in texts + cells:
        assert paper.left <= box.left <= box.right <= paper.right, text
        assert paper.top <= box.top <= box.bottom <= paper.bottom, text
    for (one, first), (other, second) in combinations(texts, 2):
        assert not overlap(first, second, 2.0), (one, other)
    for text, box in texts:
        assert not any(overlap(box, place, 2.0) for _, place in cells), text
    for (_, first), (_, second) in combinations(cells, 2):
        assert not overlap(first, second, 0.01)
