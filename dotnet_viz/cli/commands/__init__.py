"""Which words may follow ``dotnet-viz``: a new one is a module of that name with a ``COMMAND``, and a line here.

A command's module is imported only where its word is given, so that a check does not wait for the code that draws.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from dotnet_viz.cli.command import Command
from dotnet_viz.cli.flags.flag import CommandLineError
from dotnet_viz.errors import unknown_choice

COMMANDS = {
    "draw": "draw a model's architecture or weights",
    "report": "write a report on a model",
    "card": "write a model card",
    "animate": "animate a training, or a row of models",
    "show": "show a model's architecture in the terminal",
    "summary": "print a model's layers, shapes and parameters",
    "explain": "show which parts of an input decide what a model returns",
    "evaluate": "draw how well predictions fit what is true",
    "check": "look for faults in a model's weights and structure",
    "watch": "show a training while it runs",
    "curves": "draw the curves of trainings",
    "runs": "write a table of trainings to sort, filter and group",
    "passage": "draw what an input becomes in the layers of a model",
    "diff": "print or draw what changed between two models",
    "text": "print a model as stable text, for git diff",
    "export": "write a model's weights as files of NumPy or as a table",
    "git-setup": "have git diff show models as text",
}


def command_of(word: str) -> Command:
    """Return a command.

    Args:
        word: what was written after ``dotnet-viz``.

    Raises:
        CommandLineError: it is not a command.
    """
    name = word.replace("_", "-")
    if name in COMMANDS:
        command: Command = import_module(f"dotnet_viz.cli.commands.{name.replace('-', '_')}").COMMAND
        return command
    if word.startswith("-"):
        raise CommandLineError(f"unknown option {word}; a command comes first, such as: dotnet-viz summary model.keras")
    if Path(word).suffix:
        raise CommandLineError(f"{word!r} is not a command; write what to do with it, such as: dotnet-viz summary {word}")
    from dotnet_viz.cli.other_commands import command_line_for

    if (meant := command_line_for(word)) is not None:
        raise CommandLineError(f"unknown command {word!r}; write: dotnet-viz {meant}")
    raise CommandLineError(str(unknown_choice("command", word, COMMANDS, also=["limits"])))
