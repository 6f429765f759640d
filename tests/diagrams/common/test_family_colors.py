from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from dotnet_viz.colors import contrast
from dotnet_viz.diagrams.common.family_colors import FAMILY_COLORS
from dotnet_viz.graph.layer_kinds import FAMILIES
from dotnet_viz.renderers.themes.theme import DARK, LIGHT, readable
from examples.color_vision import difference, lab

# Families of layers that often follow one another in published networks and in those of the gallery.
NEIGHBOURS = tuple(
    tuple(pair.split())
    for pair in (
        "convolution normalization", "activation normalization", "activation convolution", "merging normalization",
        "convolution merging", "activation merging", "merging pooling", "convolution pooling", "normalization pooling",
        "convolution reshaping", "activation dense", "activation pooling", "pooling reshaping", "activation reshaping",
        "dense normalization", "normalization regularization", "merging regularization", "dense input", "dense merging",
        "convolution input", "dense pooling", "attention normalization", "input merging", "normalization reshaping",
        "input normalization", "merging recurrent", "attention merging", "dense reshaping", "dense recurrent",
        "attention dense", "input reshaping", "input recurrent", "dense other", "other pooling", "activation input",
        "activation regularization", "convolution regularization", "pooling regularization", "dense regularization",
        "attention other",
    )
)  # fmt: skip
LEAST_OF_NEIGHBOURS = 20.0
LEAST_DIFFERENCE = 9.0
LEAST_GREY_STEP = 3.5


def test_every_family_has_a_color() -> None:
    assert set(FAMILY_COLORS) == set(FAMILIES)


def test_families_that_follow_one_another_are_distinct_names_by_colour_alone() -> None:
    for one, other in NEIGHBOURS:
        assert difference(FAMILY_COLORS[one], FAMILY_COLORS[other]) >= LEAST_OF_NEIGHBOURS, (one, other)


def test_no_two_families_look_alike() -> None:
    for one, other in combinations(FAMILY_COLORS, 2):
        assert difference(FAMILY_COLORS[one], FAMILY_COLORS[other]) >= LEAST_DIFFERENCE, (one, other)


def test_families_are_steps_of_grey_in_print() -> None:
    steps = np.diff(sorted(lab(color)[0] for color in FAMILY_COLORS.values()))
    assert steps.min() >= LEAST_GREY_STEP


@pytest.mark.parametrize("name", FAMILY_COLORS)
def test_text_is_read_on_every_family_in_both_themes(name: str) -> None:
    assert contrast(readable("ink", FAMILY_COLORS[name]), FAMILY_COLORS[name]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_outline_of_a_box_is_seen_on_the_paper(theme: dict[str, str]) -> None:
    assert contrast(theme["line"], theme["paper"]) >= 3
