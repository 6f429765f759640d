"""``dotnet-viz summary``: a model in numbers."""

from __future__ import annotations

import argparse
import json

from dotnet_viz.api.reports import one_report
from dotnet_viz.cli.command import MODEL, Command
from dotnet_viz.cli.flags.flag import SHAPES, Flag
from dotnet_viz.cli.flags.weights import LAYOUT, WEIGHTS, given_model
from dotnet_viz.cli.terminal.output import print_text, terminal_width


def run_summary(arguments: argparse.Namespace) -> int:
    """Print a summary; ``--quiet`` only checks that the model can be read."""
    from dotnet_viz.measures.summary.table import MIN_WIDTH, format_summary

    result = one_report.summary(
        given_model(arguments),
        input_shape=arguments.input_shape,
        statistics=arguments.statistics,
        expand_wrappers=arguments.expand_wrappers,
    )
    if arguments.json:
        text = json.dumps(result.to_dict(), indent=2, ensure_ascii=True)
    else:
        text = format_summary(result, terminal_width(MIN_WIDTH))
    print_text(f"{text}\n", quiet=arguments.quiet)
    return 0


COMMAND = Command(
    name="summary",
    usage="MODEL [options]",
    about=(
        "Prints layers, shapes, parameters, dtypes, size, operations (MACs and FLOPs) and memory of activations of one"
        " sample, and what the file says of itself: version of Keras, date, optimizer and its variables, loss and metrics."
        " A terminal that is too narrow for all columns has fewer."
    ),
    operands=MODEL,
    flags=(
        WEIGHTS,
        LAYOUT,
        Flag(("--json",), "print JSON for scripts"),
        Flag(("--statistics",), "also mean, deviation, minimum, maximum and zeros of each weight"),
        Flag(("--expand-wrappers",), "also the layers inside wrappers and custom layers"),
        Flag(("--input-shape",), "sizes of one sample, for a model whose inputs have sizes that vary", SHAPES),
    ),
    examples=(
        ("summary model.keras", ""),
        ("summary model.keras --json", "for scripts"),
        ("summary model.keras --statistics", "weights in numbers too"),
        ("summary model.keras --expand-wrappers", "inside layers, too"),
        ("summary model.keras --input-shape 28,28,1", "of such images"),
        ("summary HEAD~1:model.keras", "as it was in git"),
        ("summary model.keras --quiet", "only if it can be read"),
    ),
    run=run_summary,
)
