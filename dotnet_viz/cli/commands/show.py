"""``dotnet-viz show``: a model's architecture in the terminal."""

from __future__ import annotations

import argparse

from dotnet_viz.api import reading
from dotnet_viz.cli.command import MODEL, Command
from dotnet_viz.cli.flags.flag import Flag
from dotnet_viz.cli.flags.weights import LAYOUT, WEIGHTS, given_model
from dotnet_viz.cli.terminal.output import need_rich, print_text, terminal_width

PLAIN_WIDTH = 120
"""Columns where the output is no terminal, so that the same model gives the same text on every machine."""


def run_show(arguments: argparse.Namespace) -> int:
    """Print the architecture; ``--quiet`` only checks that the model can be read."""
    need_rich("show")
    from rich.console import Console

    from dotnet_viz.cli.terminal.showing import MIN_WIDTH, show_architecture

    graph = reading.read(given_model(arguments))
    console = Console(width=terminal_width(MIN_WIDTH) or PLAIN_WIDTH, soft_wrap=True)
    with console.capture() as captured:
        show_architecture(graph, console, fold=arguments.fold)
    print_text(captured.get(), quiet=arguments.quiet)
    return 0


COMMAND = Command(
    name="show",
    usage="MODEL [options]",
    about=(
        "Shows the architecture in the terminal: layers with their shapes and parameters, and the lines between them. Rows are"
        " as wide as the terminal. There are no colours where the output goes to a file or NO_COLOR is set."
    ),
    operands=MODEL,
    flags=(
        WEIGHTS,
        LAYOUT,
        Flag(("--fold",), "repeated blocks and chains once; not given, of more than 40 layers", negatable=True),
    ),
    examples=(
        ("show model.keras", "layers, shapes, parameters"),
        ("show model.keras --no-fold", "every layer, however many"),
        ("show HEAD~1:model.keras", "as it was in git"),
    ),
    run=run_show,
)
