from __future__ import annotations

from dotnet_viz.diagrams.blocks.paths import BlockPaths
from tests.diagrams.blocks.test_composition import IDENTITY, PROJECTION


def test_paths_hold_every_node_once() -> None:
    paths = BlockPaths.of(*PROJECTION)
    assert sorted(node.id for path in paths.lines for node in path) == [node.id for node in PROJECTION[0]]
    assert paths.joins == {"n4"}
    assert paths.sources["n4"] == ("n0", "n3")
    assert BlockPaths.of(*IDENTITY).skips == {"n3": ("n-1",)}
