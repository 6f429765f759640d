"""Files of inputs on the command line: with pixels in the range that the model takes."""

from __future__ import annotations

from dotnet_viz.cli.flags.flag import Flag, choice

PIXEL_RANGE = Flag(
    ("--pixel-range",),
    "largest value of a pixel that the model takes; auto is 255 where a layer scales its input, else 1",
    choice(("auto", "1", "255")),
    "auto",
)
