"""What a command is: a name, flags, models or other words, and the function that runs it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dotnet_viz.cli.flags.flag import CommandLineError, Converter, Flag
from dotnet_viz.errors import OptionError

if TYPE_CHECKING:
    from dotnet_viz.diagrams import Styles

QUIET = Flag(("-q", "--quiet"), "print nothing but errors")
HELP = Flag(("-h", "--help"), "print this help")
ENGINE = "what places layers and lines: Graphviz, as the package has it (wasm) or as it is installed (dot)"


OPEN = Flag(("--open",), "show it in the browser")
_SHOWN_BY_BROWSERS = ("html", "svg", "png", "pdf", "jpg", "jpeg", "gif", "webp")


def check_open(target: str, *, wanted: bool) -> None:
    """Raise where a file is to be opened that a browser does not show.

    Args:
        target: path of the file.
        wanted: whether ``--open`` was given.

    Raises:
        CommandLineError: it is so.
    """
    suffix = Path(target).suffix.lower().lstrip(".")
    if wanted and suffix not in _SHOWN_BY_BROWSERS:
        raise CommandLineError(f"--open shows {', '.join(_SHOWN_BY_BROWSERS)} in the browser, and {target!r} is none of them")


@dataclass(frozen=True)
class Operands:
    """The words of a command that are no flags.

    Args:
        name: of the argument that has them.
        metavar: what stands for one in the help.
        about: what they are, for the help; a function where finding it out takes time that only the help should take.
        least: how many there are at least.
        is_single: whether there is one at most, which is no list then.
    """

    name: str
    metavar: str
    about: str | Callable[[], str]
    least: int = 1
    is_single: bool = False


def model_suffixes() -> str:
    """Return in words which endings files of models have, those of readers of other packages included."""
    from dotnet_viz.readers.registry import known_formats

    *others, last = [suffix for form in known_formats() for suffix in form.suffixes]
    return f"{', '.join(others)} or {last}"


def _any_model() -> str:
    return f"a {model_suffixes()} file, the folder of a model, REVISION:PATH of git, or a training log"


MODEL = Operands(
    "model",
    "MODEL",
    lambda: f"a {model_suffixes()} file, the folder of a model or of a run, or REVISION:PATH of git",
    is_single=True,
)
MODEL_OR_RUN = replace(MODEL, about=_any_model)
MODELS_OR_RUNS = replace(
    MODEL_OR_RUN,
    name="models",
    about=lambda: f"{_any_model()}; several of them, or a folder of several, get a report each",
    is_single=False,
)
RUNS = Operands("runs", "RUN", "the folder or file of a training log, or a folder of several")


@dataclass(frozen=True)
class Command:
    """A command.

    Args:
        name: the word after ``dotnet-viz``.
        usage: its words in short, for the first line of the help.
        about: what it does.
        operands: its words that are no flags.
        flags: its own; ``--quiet``, ``--help`` and, with styles, ``--style`` are added.
        examples: command lines, each with what it does; the first is shown in errors.
        run: does it and returns the exit code.
        styles: of which ``--style`` takes one, whose options are flags too.
        default_style: the one that is taken where none is given.
        notes: title and rows of two columns that the help has as well.
    """

    name: str
    usage: str
    about: str
    operands: Operands
    flags: tuple[Flag, ...]
    examples: tuple[tuple[str, str], ...]
    run: Callable[[argparse.Namespace], int]
    styles: Styles[Any] | None = None
    default_style: str = ""
    notes: tuple[str, tuple[tuple[str, str], ...]] | None = None

    @property
    def all_flags(self) -> tuple[Flag, ...]:
        """Its own flags and those that are added."""
        if self.styles is None:
            return (*self.flags, QUIET, HELP)
        converter = Converter(self.style_name, "the name of a style", self.default_style, "STYLE")
        return (*self.flags, Flag(("--style",), "what is drawn, see below", converter, self.default_style), QUIET, HELP)

    def style_name(self, text: str) -> str:
        """Return the name of a style as it is listed.

        Args:
            text: as a user wrote it.

        Raises:
            CommandLineError: there is no such style.
        """
        try:
            return text if self.styles is None else self.styles.name_of(text)
        except OptionError as error:
            raise CommandLineError(str(error)) from None
