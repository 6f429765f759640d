"""``dotnet-viz summary``: a model in numbers."""

from __future__ import annotations

import argparse
import json

from dotnet_viz.api import reports
from dotnet_viz.cli.command import MODEL, Command
from dotnet_viz.cli.flags import Flag
from dotnet_viz.cli.terminal import print_text


def run_summary(arguments: argparse.Namespace) -> int:
    """Print a summary; ``--quiet`` only checks that the model can be read."""
    result = reports.summary(arguments.model)
    text = json.dumps(result.to_dict(), indent=2, ensure_ascii=True) if arguments.json else str(result)
    print_text(f"{text}\n", quiet=arguments.quiet)
    return 0


COMMAND = Command(
    name="summary",
    usage="MODEL [options]",
    about="Prints layers, shapes, parameters, dtypes, size and the Keras version that wrote the file.",
    operands=MODEL,
    flags=(Flag(("--json",), "print JSON for scripts"),),
    examples=(
        ("summary model.keras", ""),
        ("summary model.keras --json", "for scripts"),
        ("summary HEAD~1:model.keras", "as it was in git"),
        ("summary model.keras --quiet", "only whether it can be read"),
    ),
    run=run_summary,
)
