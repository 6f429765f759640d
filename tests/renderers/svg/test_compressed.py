from __future__ import annotations

import gzip

from dotnet_viz.renderers import render
from tests.renderers.every_style import placed


def test_the_file_is_the_svg_and_has_no_date() -> None:
    data = render(placed("layered"), "svgz")
    assert isinstance(data, bytes)
    assert gzip.decompress(data).decode() == render(placed("layered"), "svg")
    assert data[3:10] == b"\0\0\0\0\0\2\xff"
