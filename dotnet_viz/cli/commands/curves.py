"""``dotnet-viz curves``: the curves of trainings in one chart."""

from __future__ import annotations

import argparse

from dotnet_viz.api import training
from dotnet_viz.cli.command import RUNS, Command
from dotnet_viz.cli.flags.flag import FILE, NAMES, Converter, Flag, choice
from dotnet_viz.cli.flags.sizes import OF_CHARTS, check_dpi
from dotnet_viz.cli.flags.themes import BACKGROUND, CHART_TITLE, THEME_FLAG, theme_of
from dotnet_viz.cli.terminal.output import print_path
from dotnet_viz.drawing import check_target
from dotnet_viz.progress import TerminalProgress

SCALES = ("auto", "linear", "log")
UNITS = ("auto", "epoch", "step")
FORMATS = ("svg", "png", "pdf", "html")


def run_curves(arguments: argparse.Namespace) -> int:
    """Draw a chart of curves and print its path."""
    check_target(arguments.output, FORMATS)
    check_dpi(arguments.dpi, arguments.output)
    with TerminalProgress(arguments.quiet) as progress:
        progress("reading the logs")
        chart = training.curves(
            *arguments.runs,
            metrics=arguments.metrics,
            smoothing=arguments.smoothing,
            scale=arguments.scale,
            unit=arguments.unit,
            theme=theme_of(arguments.theme, arguments.output),
            title=arguments.title,
            background=arguments.background,
            width=arguments.width,
            height=arguments.height,
            dpi=arguments.dpi,
        )
        progress("drawing")
        written = chart.save(arguments.output)
    print_path(written, quiet=arguments.quiet)
    return 0


def _smoothing(text: str) -> float:
    value = float(text)
    if not 0 <= value < 1:
        raise ValueError(text)
    return value


COMMAND = Command(
    name="curves",
    usage="RUN... -o FILE [options]",
    about="Draws loss, metrics and learning rate of one training or of several in one chart, a panel for each."
    " The ending of FILE is the format: .svg .png .pdf .html.",
    operands=RUNS,
    flags=(
        Flag(("-o", "--output"), "where to write the chart", FILE, required=True),
        Flag(("--metrics",), "what is drawn, in this order, without val_; without it all that was logged", NAMES),
        Flag(
            ("--smoothing",),
            "weight of what was before in an exponential moving average",
            Converter(_smoothing, "a number from 0 to less than 1", "0.6", "X"),
            "0",
        ),
        Flag(("--scale",), "of the values; auto is logarithmic where they span a factor of 200", choice(SCALES), "auto"),
        Flag(("--unit",), "what curves are drawn over; auto takes epochs where there are any", choice(UNITS), "auto"),
        THEME_FLAG,
        CHART_TITLE,
        BACKGROUND,
        *OF_CHARTS,
    ),
    examples=(
        ("curves runs/7 -o curves.svg", ""),
        ("curves runs/7 runs/8 -o curves.svg", "two runs on one chart"),
        ("curves logs/ -o loss.pdf --metrics loss", "all in a folder"),
    ),
    run=run_curves,
)
