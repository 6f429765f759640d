"""Title, paper and density of pixels, which every picture has."""

from __future__ import annotations

from typing import Any

import pytest

from dotnet_viz.api.pictures.presentation import Presentation
from dotnet_viz.errors import OptionError
from dotnet_viz.scene import Scene


def test_a_picture_without_a_heading_keeps_its_title_for_screen_readers() -> None:
    without = Presentation(title=" ").of(Scene("dense"))
    assert (without.title, without.show_title) == ("dense", False)
    assert Presentation().of(Scene("dense")).show_title


def test_title_and_density_are_those_that_are_asked_for() -> None:
    shown = Presentation(title="One layer", dpi=300).of(Scene("dense"))
    assert (shown.title, shown.dpi) == ("One layer", 300)


@pytest.mark.parametrize(("option", "value"), [("title", 3), ("background", "no-colour")])
def test_what_is_no_title_or_colour_is_refused(option: str, value: Any) -> None:
    with pytest.raises(OptionError, match=option):
        Presentation(**{option: value}).of(Scene("dense"))
