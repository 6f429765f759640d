"""Flags for the size of a picture and of its texts, and what reads the words that follow them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from dotnet_viz.cli.flags.flag import CommandLineError, Converter, Flag
from dotnet_viz.fitting.lengths import LEAST_WITHOUT_UNIT, pixels
from dotnet_viz.number_ranges import DPI, TEXT_SIZE, NumberRange

_SIDES = re.compile(r"([\d.]+)(px|cm|mm|in|pt)?[x,]([\d.]+)(px|cm|mm|in|pt)?")


def _length(text: str) -> str:
    from dotnet_viz.errors import OptionError

    try:
        pixels(text)
    except OptionError as error:
        raise ValueError(text) from error
    return text


def _paper(text: str) -> str | tuple[str, str]:
    from dotnet_viz.errors import OptionError
    from dotnet_viz.fitting.paper import paper_of

    sides = _SIDES.fullmatch(text.strip())
    fit = text if sides is None else (sides[1] + (sides[2] or sides[4] or ""), sides[3] + (sides[4] or ""))
    try:
        paper_of(fit)
    except OptionError as error:
        raise ValueError(text) from error
    return fit


def _number_in(limits: NumberRange) -> Callable[[str], float]:
    def read(text: str) -> float:
        if not limits.has_number(float(text)):
            raise ValueError(text)
        return float(text)

    return read


_TAKES_LENGTH = f"a length above 0 in px, cm, mm, in or pt, or at least {LEAST_WITHOUT_UNIT} pixels without a unit"
LENGTH = Converter(_length, _TAKES_LENGTH, "8.5cm or 800", "LENGTH")
FIT = Converter(_paper, "page, column, slide or a width and height with their units", "page or 12cmx8cm", "PAPER")

WIDTH = Flag(("--width",), "width of SVG, PNG and PDF, in px (without a unit), cm, mm or in; the proportions stay", LENGTH)
HEIGHT = Flag(("--height",), "height, likewise; with both, the picture is as large as both allow", LENGTH)
DOTS = Flag(
    ("--dpi",),
    "pixels per inch of a PNG: 96 is the size on screen, 300 is for print; not given, 192",
    Converter(_number_in(DPI), DPI.numbers(), "300", "X"),
)
OF_CHARTS = (WIDTH, HEIGHT, DOTS)
"""What charts take, which have no other size of texts and are not made for a paper."""
SIZES = (
    WIDTH,
    HEIGHT,
    Flag(
        ("--fit",),
        "made for a page (17 x 24 cm), a column (8.5 x 24 cm), a slide or WIDTHxHEIGHT: goes on in rows and leaves out what"
        " has no room, so that text has 6 pt, on a slide 10",
        FIT,
    ),
    DOTS,
    Flag(
        ("--text-size",),
        "points of the smallest text; with --fit, --width or --height the picture goes on in rows and leaves out what has no"
        " room",
        Converter(_number_in(TEXT_SIZE), TEXT_SIZE.numbers(), "9", "POINTS"),
    ),
)


# Readers of some make pixels of them, others have very many lines as a picture.
_WITH_PIXELS = ("dot", "gv", "pptx", "drawio", "excalidraw")


def check_dpi(dpi: float | None, path: str | None) -> None:
    """Raise where pixels per inch are asked for of a file that has no pixels.

    Args:
        dpi: that were asked for; ``None`` for none.
        path: of the file; ``None`` where it has no name.

    Raises:
        CommandLineError: with what says the size of such a file.
    """
    if dpi is None:
        return
    from dotnet_viz.renderers import RENDERERS
    from dotnet_viz.renderers.pixels.repacked import PIXEL_FORMATS

    suffix = Path(path or "").suffix.lower().lstrip(".")
    if suffix in RENDERERS and suffix not in (*PIXEL_FORMATS, *_WITH_PIXELS):
        raise CommandLineError(
            f"--dpi is for files of pixels ({', '.join(PIXEL_FORMATS)}), and {path!r} is none: leave it out;"
            " --width 8.5cm says how large svg and pdf are"
        )
