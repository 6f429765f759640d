from __future__ import annotations

import pytest

from dotnet_viz.compat.visualkeras.scenes.gaps import with_gap
from dotnet_viz.diagrams.layered.style import Layered
from tests.diagrams.block_graphs import skip_graph, small_cnn


def test_what_is_behind_a_gap_moves_and_lines_stay_on_their_blocks() -> None:
    scene = Layered().build(small_cnn())
    wide = with_gap(scene, {"n3", "n4"}, 100)
    before, after = ({shape.id: shape.x for shape in item.shapes} for item in (scene, wide))
    assert {name: after[name] - before[name] for name in after} == pytest.approx(  # type: ignore[operator]
        {"n0": 0, "n1": 0, "n2": 0, "n3": 100, "n4": 100}
    )
    for old, new in zip(scene.connections, wide.connections, strict=True):
        if old.points:
            assert new.points[0][0] - old.points[0][0] == pytest.approx(100 if old.source in ("n3", "n4") else 0)
            assert new.points[-1][0] - old.points[-1][0] == pytest.approx(100 if old.target in ("n3", "n4") else 0)


def test_skips_across_a_gap_become_longer_and_nothing_behind_it_changes_nothing() -> None:
    scene = Layered().build(skip_graph())
    wide = with_gap(scene, {"b", "add"}, 60)
    skip = next(line for line in wide.connections if (line.source, line.target) == ("input", "add"))
    old = next(line for line in scene.connections if (line.source, line.target) == ("input", "add"))
    assert skip.points[0] == old.points[0]
    assert skip.points[-1][0] == pytest.approx(old.points[-1][0] + 60)
    assert with_gap(scene, set(), 60) is scene
