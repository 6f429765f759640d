"""``dotnet-viz summary``: a model in numbers."""

from __future__ import annotations

import argparse
import json

from dotnet_viz import api
from dotnet_viz.cli.saying import say

DESCRIPTION = "Prints layers, shapes, parameters, dtypes, size and the Keras version that wrote the file."


def configure(command: argparse.ArgumentParser) -> None:
    """Add the command's flags."""
    command.add_argument("--json", action="store_true", help="print JSON for scripts")
    command.set_defaults(run=run_summary)


def run_summary(arguments: argparse.Namespace) -> int:
    """Print a summary; ``--quiet`` only checks that the model can be read."""
    result = api.summary(arguments.model)
    text = json.dumps(result.to_dict(), indent=2, ensure_ascii=True) if arguments.json else str(result)
    say(arguments, text + "\n")
    return 0
