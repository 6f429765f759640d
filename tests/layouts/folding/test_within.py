from __future__ import annotations

import pytest

from dotnet_viz.layouts import place
from dotnet_viz.layouts.folding import cuts, fold
from dotnet_viz.layouts.folding.cuts import Strip
from dotnet_viz.layouts.folding.flow import Flow
from dotnet_viz.layouts.folding.within import folded_within
from dotnet_viz.scene import Scene
from tests.scene_builders import neurons


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """The strips that scenes were cut into, one entry for each time."""
    found: list[tuple[object, ...]] = []

    class Counted(fold._Folding):
        def scene(self) -> Scene:
            found.append(tuple(self.strips))
            return super().scene()

    monkeypatch.setattr(fold, "_Folding", Counted)
    return found


def test_strips_that_are_no_shorter_are_not_made_again(made: list[tuple[object, ...]]) -> None:
    placed = place(neurons((6, 6, 6, 6, 6, 6)))
    folded_within(placed, (420.0, 3000.0))
    assert made
    assert len(made) == len(set(made))


def test_a_scene_that_cannot_be_cut_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    placed = place(neurons((6,)))
    lengths: list[float] = []
    own = cuts.strips

    def counted(scene: Scene, flow: Flow, most: float) -> list[Strip]:
        lengths.append(most)
        return own(scene, flow, most)

    monkeypatch.setattr(fold, "strips", counted)
    assert folded_within(placed, (70.0, 3000.0)) is placed
    assert len(lengths) == 1
