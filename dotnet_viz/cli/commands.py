"""Which words may follow ``dotnet-viz``: a new one is a module of that name and a line in ``COMMANDS``.

A command's module is imported only where its word is given, so that a check does not wait for the code that draws.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from typing import Any

COMMANDS = {
    "draw": "draw a model's architecture or weights",
    "report": "write a report on a model",
    "summary": "print a model's layers, shapes and parameters",
    "check": "look for faults in a model's weights and structure",
    "diff": "tell what changed between two models",
    "text": "print a model as stable text, for git diff",
    "git-setup": "have git diff show models as text",
}


def add_commands(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:
    """Add every command, and the flags of the one that is given.

    Args:
        parser: of the whole command line.
        words: what was written after the command's name.
    """
    given = next((word for word in words if word in COMMANDS), None)
    module: Any = None if given is None else import_module(f"dotnet_viz.cli.{given.replace('-', '_')}")
    kind: type[argparse.ArgumentParser] = getattr(module, "Parser", argparse.ArgumentParser)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=kind)
    for name, about in COMMANDS.items():
        command = commands.add_parser(name, help=about, description=getattr(module, "DESCRIPTION", None))
        if name == given:
            module.configure(command)
            if getattr(module, "ONE_MODEL", True):
                command.add_argument("model", metavar="MODEL", help="a .keras, .h5 or .npz file, or REVISION:PATH of git")
            command.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")
