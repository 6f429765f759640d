from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from dotnet_viz.colors import rgb
from dotnet_viz.errors import OptionError
from dotnet_viz.scales import WeightScale
from dotnet_viz.scales.palettes import DEFAULT, PALETTES, palette

# What people without one kind of cone see, in linear light (Machado, Oliveira and Fernandes, 2009).
SIGHTS = {
    "all cones": np.eye(3),
    "no long cones": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no medium cones": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
JUST_APART = 20.0


def seen(color: str, sight: str) -> NDArray[np.float64]:
    """Return a colour as somebody sees it, in CIE L*a*b*."""
    parts = np.array(rgb(color)) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    linear = np.clip(SIGHTS[sight] @ linear, 0, 1)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ linear / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("part", [1.0, 0.75, 0.5])
def test_signs_stay_apart_for_every_eye(name: str, sight: str, part: float) -> None:
    scale = WeightScale(1.0, palette=palette(name))
    low, high = scale.hex_colors([-part, part])
    assert np.linalg.norm(seen(low, sight) - seen(high, sight)) > JUST_APART


def test_red_and_green_would_not_pass() -> None:
    difference = seen("#a50026", "no medium cones") - seen("#006837", "no medium cones")
    assert np.linalg.norm(difference) < JUST_APART


@pytest.mark.parametrize("name", [name for name in PALETTES if name != DEFAULT])
def test_stops_are_those_of_matplotlib(name: str) -> None:
    from matplotlib import colormaps

    stops = palette(name).stops
    for place, stop in zip(np.linspace(0, 1, len(stops)), stops, strict=True):
        theirs = np.array(colormaps[name](place)[:3]) * 255
        assert np.abs(theirs - rgb(stop)).max() <= 3, (name, place)


@pytest.mark.parametrize("name", PALETTES)
def test_zero_is_pale_and_both_sides_leave_it(name: str) -> None:
    own = palette(name)
    assert len(own.stops) % 2 == 1
    assert min(rgb(own.zero)) >= 0xB0
    for positive, end in ((True, own.positive), (False, own.negative)):
        side = own.side(positive=positive)
        assert (side[0], side[-1]) == (own.zero, end)
        lightness = [seen(stop, "all cones")[0] for stop in side]
        assert lightness == sorted(lightness, reverse=True)


def test_names_with_r_are_reversed() -> None:
    assert palette("PiYG_r").stops == palette("PiYG").stops[::-1]
    assert palette("PiYG_r").positive_word == "pink"


def test_an_unknown_palette_is_refused_with_the_choices() -> None:
    with pytest.raises(OptionError, match=r"unknown palette 'RdBuu'; .* \(did you mean 'RdBu'\?\)"):
        palette("RdBuu")


def test_ends_can_be_replaced_one_by_one() -> None:
    one = palette("PuOr").with_ends(positive="darkgreen")
    assert (one.positive, one.negative, one.zero) == ("#006400", palette("PuOr").negative, palette("PuOr").zero)
    assert one.positive_word == "darkgreen"
    both = palette("PuOr").with_ends(positive="#00FF00", negative="black")
    assert both.stops == ("#000000", "#f7f7f7", "#00ff00")
    assert palette("RdBu").with_ends() == palette("RdBu")


def test_a_replaced_end_fades_straight_into_zero() -> None:
    own = palette("RdBu").with_ends(positive="#000000")
    parts = [rgb(stop)[0] for stop in own.side(positive=True)]
    assert np.diff(parts).max() - np.diff(parts).min() <= 1
