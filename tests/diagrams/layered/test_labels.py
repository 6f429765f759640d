"""Appearances of classes, marks, and rooms of texts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.colors import LEAST_SHAPE_CONTRAST, contrast
from dotnet_viz.diagrams.common.family_colors import FAMILY_COLORS
from dotnet_viz.diagrams.layered.labels import block_appearances, heights, marks, room_of
from dotnet_viz.graph import Layer
from dotnet_viz.graph.layer_kinds.layers import LAYERS
from dotnet_viz.scene import Label
from examples.color_vision import difference
from tests.diagrams.common.test_family_colors import LEAST_DIFFERENCE, NEIGHBOURS


@given(st.lists(st.from_regex(r"[A-Z][A-Za-z]{0,8}[0-9]?D?", fullmatch=True), max_size=12))
def test_marks_are_all_different(kinds: list[str]) -> None:
    found = marks(kinds)
    assert set(found) == set(kinds)
    assert len(set(found.values())) == len(set(kinds))
    assert all(found.values())


def test_marks_are_capitals_as_far_as_they_go() -> None:
    kinds = ["Conv2D", "GlobalAveragePooling2D", "Dense", "Dropout", "Activation", "Add", "lower", "Conv1D"]
    assert (
        list(marks(kinds).values()) == ["C2D", "GAP", "De", "Dr", "Ac", "Ad", "l", "C1D"]
        or len(set(marks(kinds).values())) == 8
    )


def layer(kind: str) -> Layer:
    return Layer(kind, kind, kind)


def test_classes_of_a_family_have_tints_of_its_colour() -> None:
    appearances = block_appearances([layer("Conv2D"), layer("DepthwiseConv2D"), layer("Dense"), layer("Conv2D")], {})
    assert list(appearances) == ["Conv2D", "DepthwiseConv2D", "Dense"]
    assert appearances["Conv2D"].fill == FAMILY_COLORS["convolution"]
    assert len({appearance.fill for appearance in appearances.values()}) == 3
    assert all(re.fullmatch("#[0-9a-f]{6}", appearance.outline) for appearance in appearances.values())


@pytest.mark.parametrize("one", FAMILY_COLORS)
def test_tints_stay_apart_from_families_that_often_follow_for_every_eye(one: str) -> None:
    kinds = [kind for kind, known in LAYERS.items() if known.family == one][:3]
    followers = {family for pair in NEIGHBOURS if one in pair for family in pair if family != one}
    for appearance in block_appearances(map(layer, kinds), {}).values():
        for follower in followers:
            assert difference(appearance.fill, FAMILY_COLORS[follower]) >= LEAST_DIFFERENCE, (kinds, follower)
        assert contrast(appearance.outline, "#ffffff") >= LEAST_SHAPE_CONTRAST


def test_chosen_colours_win() -> None:
    appearances = block_appearances(
        [layer("Dense"), layer("Add")], {"Dense": "#ffffff", "Add": "#000000/#123456", "Gone": "#111111"}
    )
    assert (appearances["Dense"].fill, appearances["Dense"].outline) == ("#ffffff", "#939393")
    assert (appearances["Add"].fill, appearances["Add"].outline) == ("#000000", "#123456")


def test_lines_take_room() -> None:
    lines = [Label("mm", size=10.0), Label("m", size=20.0)]
    width, height = room_of(lines, 3.0, 5.0)
    assert width > 0
    assert height == 3.0 + 13.5 + 27.0 + 5.0
    assert heights(lines, 5.0) == [6.75, 32.0]
    assert room_of([], 3.0) == (0.0, 0.0)
