from __future__ import annotations

import pytest

from dotnet_viz.compat.visualkeras.scenes.connectors import Connectors, connected
from dotnet_viz.diagrams.layered.style import Layered
from tests.diagrams.block_graphs import skip_graph


def test_padding_stands_at_both_ends_of_every_line() -> None:
    scene = Layered(draw_funnel=False, draw_volume=False).build(skip_graph())
    assert any(line.points for line in scene.connections)
    assert not all(line.points for line in scene.connections)
    for line in connected(scene, Connectors(padding=4.0)).connections:
        source, target = (scene.shape_by_id[name] for name in (line.source, line.target))
        assert line.points[0][0] - ((source.x or 0.0) + source.width / 2) == pytest.approx(4.0, abs=0.6)
        assert ((target.x or 0.0) - target.width / 2) - line.points[-1][0] == pytest.approx(4.0, abs=0.6)
