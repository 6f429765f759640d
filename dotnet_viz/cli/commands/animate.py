"""``dotnet-viz animate``: a training as a moving picture."""

from __future__ import annotations

import argparse
from dataclasses import replace

from dotnet_viz.animation import ANIMATION_STYLES
from dotnet_viz.animation.encoders import ENCODERS
from dotnet_viz.animation.selection import CHOICES
from dotnet_viz.api.pictures import animations
from dotnet_viz.cli.command import ENGINE, Command, Operands
from dotnet_viz.cli.flags.flag import FILE, FPS, HOLD, NAMES, NO_LIMIT, Converter, Flag, choice
from dotnet_viz.cli.flags.style_options import chosen_options, flags_in_errors
from dotnet_viz.cli.terminal.output import print_path
from dotnet_viz.diagrams import style_of
from dotnet_viz.drawing import check_target
from dotnet_viz.layouts import ENGINES
from dotnet_viz.progress import TerminalProgress
from dotnet_viz.renderers.themes.theme import THEMES

_UNITS = {"kb": 1000, "mb": 1000**2, "kib": 1 << 10, "mib": 1 << 20, "b": 1, "": 1}


def run_animate(arguments: argparse.Namespace) -> int:
    """Draw all frames, and print the path of the file."""
    check_target(arguments.output, ENCODERS)
    with TerminalProgress(arguments.quiet) as progress, flags_in_errors(ANIMATION_STYLES[arguments.style]):
        source = arguments.source[0] if len(arguments.source) == 1 else list(arguments.source)
        animation = animations.animate(
            source,
            style=style_of(arguments.style, chosen_options(arguments), ANIMATION_STYLES),
            frames=arguments.frames,
            choose=arguments.choose,
            metrics=arguments.metrics,
            fps=arguments.fps,
            hold=arguments.hold,
            max_width=arguments.max_width,
            max_height=arguments.max_height,
            engine=arguments.engine,
            theme=arguments.theme,
            progress=progress,
        )
        written = animation.save(arguments.output, max_bytes=arguments.max_bytes)
    print_path(written, quiet=arguments.quiet)
    return 0


def _frames(text: str) -> int | None:
    return None if text in NO_LIMIT else int(_within(int(text), 2, 1_000_000))


def _pixels(text: str) -> int:
    return int(_within(int(text), 16, 16_384))


def _bytes(text: str) -> int:
    number = text.rstrip("KMIBkmib")
    unit = text[len(number) :].lower()
    if unit not in _UNITS:
        raise ValueError(text)
    return round(_within(float(number) * _UNITS[unit], 1, 1 << 40))


def _within(value: float, least: float, most: float) -> float:
    if not least <= value <= most:
        raise ValueError(value)
    return value


_SIDE = Converter(_pixels, "a whole number from 16 to 16384", "800", "N")

COMMAND = Command(
    name="animate",
    usage="RUN -o FILE [--style STYLE] [options]",
    about="Draws a training at the end of each epoch and joins the pictures: one scale, one place for everything, the metrics"
    " so far beside it. The ending of FILE is the format: .gif .webp .png (APNG) .avif, .svg that moves by itself, .html with a"
    " player, .mp4 where ffmpeg is installed.",
    operands=Operands("source", "RUN", "the folder of a run or of model files, or several models in their order"),
    flags=(
        Flag(("-o", "--output"), "where to write the animation", replace(FILE, example="learning.gif"), required=True),
        Flag(("--frames",), "frames at most; all takes every epoch that has weights", Converter(
            _frames, "a whole number of at least 2 or 'all'", "60", "N|all"), "60"),
        Flag(("--choose",), "epochs in equal steps, or with about equal change between them", choice(CHOICES), "even"),
        Flag(("--metrics",), "metrics whose curves stand beside the picture; otherwise the loss and the first other one",
             replace(NAMES, example="loss,accuracy")),
        Flag(("--fps",), "frames a second", FPS, "8"),
        Flag(("--hold",), "seconds for which the last frame stands still", HOLD, "2"),
        Flag(("--max-width",), "pixels of width at most, in formats of pixels", _SIDE, "1000"),
        Flag(("--max-height",), "pixels of height at most, likewise", _SIDE, "1000"),
        Flag(("--max-bytes",), "size of the file at most; formats of pixels are made smaller until they fit", Converter(
            _bytes, "a number of bytes, or one with KB, MB, KiB or MiB", "2MB", "SIZE")),
        Flag(("--theme",), "colours of background and text; auto follows the reader's browser", choice(THEMES), "light"),
        Flag(("--engine",), ENGINE, choice(ENGINES), "wasm"),
    ),
    examples=(
        ("animate runs/7 -o learning.gif", "weights as they learn"),
        ("animate runs/7 -o learning.html", "with a player"),
        ("animate runs/7 -o learning.svg --max-neurons 12", ""),
        ("animate runs/7 -o matrix.webp --style weight-matrix --choose change", ""),
        ("animate runs/7 -o a.gif --style pattern-passage --input sample.npy", ""),
        ("animate checkpoints/ -o models.gif", "a folder of model files"),
    ),
    run=run_animate,
    styles=ANIMATION_STYLES,
    default_style="weight-graph",
)  # fmt: skip
