from __future__ import annotations

import pytest

from dotnet_viz.compat.pillow_colors import opaque_color
from dotnet_viz.errors import OptionError


def test_colours_are_read_as_pillow_reads_them() -> None:
    assert opaque_color("fill", "#f00") == "#ff0000"
    assert opaque_color("fill", "rgb(0, 128, 255)") == "#0080ff"
    assert opaque_color("fill", (1, 2, 3, 255)) == "#010203"


@pytest.mark.parametrize("color", ["no colour", (1, 2), (0, 0, 256), (0.5, 0, 0), None, (0, 0, 0, 9)])
def test_what_is_no_opaque_colour_is_refused(color: object) -> None:
    with pytest.raises(OptionError, match="fill"):
        opaque_color("fill", color)
