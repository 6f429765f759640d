from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from dotnet_viz.colors import contrast, rgb
from dotnet_viz.diagrams.common.family_colors import FAMILY_COLORS
from dotnet_viz.graph.layer_kinds import FAMILIES
from dotnet_viz.renderers.themes import DARK, LIGHT, readable

Color = NDArray[np.float64]

# Severity 1.0 of Machado, Oliveira and Fernandes (2009), on linear red, green and blue.
VISION: dict[str, Color] = {
    name: np.array(numbers, dtype=np.float64).reshape(3, 3)
    for name, numbers in {
        "usual": [1, 0, 0, 0, 1, 0, 0, 0, 1],
        "protanopia": [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        "deuteranopia": [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
        "tritanopia": [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
    }.items()
}
TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])
WHITE = np.array([0.95047, 1.0, 1.08883])
# CIE 1976: a difference of 2.3 can just be seen.
LEAST_DIFFERENCE = 9.0
LEAST_GREY_STEP = 3.5


def linear(color: str) -> Color:
    parts = np.array(rgb(color)) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(color: str, vision: str = "usual") -> Color:
    """Return L*, a* and b* of a colour as it is seen."""
    seen = np.clip(VISION[vision] @ linear(color), 0, 1)
    ratio = TO_XYZ @ seen / WHITE
    curve = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * curve[1] - 16, 500 * (curve[0] - curve[1]), 200 * (curve[1] - curve[2])])


def test_every_family_has_a_color() -> None:
    assert set(FAMILY_COLORS) == set(FAMILIES)


@pytest.mark.parametrize("vision", VISION)
def test_no_two_families_look_alike(vision: str) -> None:
    for one, other in combinations(FAMILY_COLORS, 2):
        difference = np.linalg.norm(lab(FAMILY_COLORS[one], vision) - lab(FAMILY_COLORS[other], vision))
        assert difference >= LEAST_DIFFERENCE, (one, other, difference)


def test_families_are_steps_of_grey_in_print() -> None:
    steps = np.diff(sorted(lab(color)[0] for color in FAMILY_COLORS.values()))
    assert steps.min() >= LEAST_GREY_STEP


@pytest.mark.parametrize("name", FAMILY_COLORS)
def test_text_is_read_on_every_family_in_both_themes(name: str) -> None:
    assert contrast(readable("ink", FAMILY_COLORS[name]), FAMILY_COLORS[name]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_outline_of_a_box_is_seen_on_the_paper(theme: dict[str, str]) -> None:
    assert contrast(theme["line"], theme["paper"]) >= 3
