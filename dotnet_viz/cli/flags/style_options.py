"""The options of a style as a command has them: those that were given, and what errors call them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import Any

from dotnet_viz.errors import OptionError, UnsupportedInputError

# Options of styles stand apart from the command's own among the parsed arguments.
MARK = "style:"


def flag_name(option: str) -> str:
    """Return the flag of an option.

    Args:
        option: its name in Python.

    Example:
        >>> flag_name("max_neurons")
        '--max-neurons'
    """
    return "--" + option.replace("_", "-")


def chosen_options(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the options of the style that were given.

    Args:
        arguments: as they were parsed.
    """
    return {name.removeprefix(MARK): value for name, value in sorted(vars(arguments).items()) if name.startswith(MARK)}


@contextmanager
def flags_in_errors(style: type[Any]) -> Iterator[None]:
    """Have errors name the flags of a style, and of pictures, in place of the options of Python.

    Args:
        style: its options dataclass.

    Example:
        >>> from dotnet_viz.diagrams import Layered
        >>> with flags_in_errors(Layered):
        ...     Layered(min_z=90.0)
        Traceback (most recent call last):
        ...
        dotnet_viz.errors.OptionError: --min-z (90) must not be above --max-z (80)
    """
    try:
        yield
    except (OptionError, UnsupportedInputError) as error:
        from dotnet_viz.cli.flags.pictures import PICTURE  # which commands that draw nothing need not wait for

        message = str(error)
        flags = {flag_name(option.name): option.name for option in fields(style)}
        flags |= {flag.name: flag.name.removeprefix("--").replace("-", "_") for flag in PICTURE}
        for flag, name in flags.items():
            message = re.sub(rf"\b{name}=(['\"]?)([\w.-]+)\1", rf"{flag} \2", message)
            message = re.sub(rf"\b{name}=", flag, message)
            if "_" in name:
                message = re.sub(rf"\b{name}\b", flag, message)
        raise type(error)(message) from error
