"""What the options of the style take."""

from __future__ import annotations

import math

import pytest

from dotnet_viz.diagrams.layered.options import LayeredOptions
from dotnet_viz.errors import OptionError


@pytest.mark.parametrize("value", [0, -1.0, math.nan, math.inf])
def test_lengths_must_be_possible(value: float) -> None:
    with pytest.raises(OptionError, match="scale_z must be a finite number above 0"):
        LayeredOptions(scale_z=value)


def test_least_and_most_do_not_contradict_each_other() -> None:
    with pytest.raises(OptionError, match=r"min_xy \(300\) must not be above max_xy \(200\)"):
        LayeredOptions(min_xy=300)


def test_an_unknown_mode_is_reported_with_the_known_ones() -> None:
    with pytest.raises(OptionError, match="did you mean 'balanced'"):
        LayeredOptions(sizing_mode="balance")
