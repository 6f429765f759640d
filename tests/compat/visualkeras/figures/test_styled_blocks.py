from __future__ import annotations

import pytest

from dotnet_viz.compat.visualkeras.figures.styled_blocks import StyledBlocks
from dotnet_viz.errors import OptionError


def test_only_layers_with_a_style_have_options_of_their_own() -> None:
    blocks = StyledBlocks(scale_z=2.0, styles={"n1": {"scale_z": 4, "draw_volume": False}, "n2": {"fill": "red"}})
    assert blocks.of_layer("n0") is blocks
    assert blocks.of_layer("n2") is blocks
    own = blocks.of_layer("n1")
    assert (own.scale_z, own.draw_volume, own.scale_xy) == (4, False, blocks.scale_xy)


def test_a_size_that_is_none_is_reported() -> None:
    with pytest.raises(OptionError, match="scale_z in styles must be a number"):
        StyledBlocks(styles={"n1": {"scale_z": "big"}}).of_layer("n1")
