"""What is known to be too large before it is folded is larger when it is, and no time is spent on its strips."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dotnet_viz.layouts import place, place_within
from dotnet_viz.layouts.folding import within
from dotnet_viz.scene import Scene
from tests.scene_builders import chain, neurons

SCENES = [
    neurons((6, 6, 6, 6, 6, 6)),
    neurons((2, 30, 2)),
    neurons((3, 4, 2), direction="TB"),
    replace(neurons((9, 2, 9, 2, 9)), gap=40.0),
    chain(12),
]
ROOMS = [(width, height) for width in (150.0, 420.0, 900.0) for height in (150.0, 500.0, 700.0, 2000.0)]


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("scene", SCENES)
def test_only_what_is_larger_than_the_room_is_refused(scene: Scene, room: tuple[float, float]) -> None:
    found, placed = place_within(scene, room), place(scene, room=room)
    if found is not None:
        assert found.to_dict() == placed.to_dict()
    else:
        assert placed.size is not None
        assert placed.size[0] > room[0] or placed.size[1] > room[1]


@pytest.mark.parametrize("room", [(3000.0, 500.0), (300.0, 700.0)])
def test_a_scene_without_room_is_not_folded(room: tuple[float, float], monkeypatch: pytest.MonkeyPatch) -> None:
    def folded_within(scene: Scene, room: tuple[float, float]) -> Scene:
        raise AssertionError(f"{scene.title} was folded for {room}, which cannot hold it")

    monkeypatch.setattr(within, "folded_within", folded_within)
    assert place_within(neurons((2, 30, 2, 30, 2)), room) is None
