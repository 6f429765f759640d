from __future__ import annotations

from dataclasses import replace

import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.layouts import LAYOUTS, place
from dotnet_viz.scene import Scene
from tests.layouts.checks import assert_all_inside, assert_nothing_overlaps
from tests.scene_builders import chain, nested, neurons


@pytest.mark.parametrize(
    "scene", [chain(1), chain(3), nested(), neurons(), Scene("nothing in it"), replace(neurons(), bundles=())]
)
def test_every_layout_places_everything_on_the_paper(scene: Scene) -> None:
    placed = place(scene)
    assert placed.is_placed
    assert not placed.captions
    assert_all_inside(placed)
    assert_nothing_overlaps(placed)


def test_placing_twice_gives_the_same_and_a_placed_scene_stays() -> None:
    placed = place(nested())
    assert place(nested()).to_dict() == placed.to_dict()
    assert place(placed) is placed


@pytest.mark.parametrize("scene", [chain(1), neurons()])
def test_unknown_engine_is_refused_for_every_layout(scene: Scene) -> None:
    with pytest.raises(OptionError, match="unknown layout engine 'neato'"):
        place(scene, engine="neato")


def test_unknown_layout_names_the_choices() -> None:
    with pytest.raises(OptionError, match=f"unknown layout 'circle'.*{'.*'.join(LAYOUTS)}"):
        place(Scene("a", layout="circle"))
