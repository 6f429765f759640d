"""Options of the drawing styles as flags of the command: made from the styles' own dataclasses."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from typing import Any

from dotnet_viz.diagrams import STYLES
from dotnet_viz.errors import OptionError

_ALL_WORDS = ("all", "none")


def add_style_flags(parser: argparse.ArgumentParser) -> None:
    """Add a flag for every option of every style; one that several styles share stands once."""
    groups = {name: parser.add_argument_group(f"options of --style {name}") for name in STYLES}
    seen: set[str] = set()
    for name, style in STYLES.items():
        explanations = _explanations(style.__doc__ or "")
        for option in fields(style):  # type: ignore[arg-type]
            if option.name not in seen:
                _add_flag(groups[name], option, explanations.get(option.name, ""))
            seen.add(option.name)


def chosen_options(arguments: argparse.Namespace, style: str) -> dict[str, Any]:
    """Return the options that were given for a style.

    Raises:
        OptionError: a flag of another style was given.
    """
    known = {option.name for option in fields(STYLES[style])}  # type: ignore[arg-type]
    every = {option.name for other in STYLES.values() for option in fields(other)}  # type: ignore[arg-type]
    given = {name: getattr(arguments, name) for name in sorted(every) if hasattr(arguments, name)}
    for name in given:
        if name not in known:
            homes = [other for other in STYLES if name in {option.name for option in fields(STYLES[other])}]  # type: ignore[arg-type]
            raise OptionError(f"{_flag(name)} is an option of --style {' or '.join(homes)}, not of {style}")
    return given


def _add_flag(group: argparse._ArgumentGroup, option: Field[Any], explanation: str) -> None:
    default = "" if option.default is MISSING or option.default is None else f" (default: {option.default})"
    text = (explanation + default).replace("%", "%%")
    if option.type == "bool":
        group.add_argument(_flag(option.name), action=argparse.BooleanOptionalAction, default=argparse.SUPPRESS, help=text)
    else:
        convert, metavar = _CONVERTERS[str(option.type)]
        group.add_argument(_flag(option.name), type=convert, metavar=metavar, default=argparse.SUPPRESS, help=text)


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def whole_number_or_all(text: str) -> int | None:
    """Read ``"16"`` as a number and ``"all"`` as no limit."""
    return None if text in _ALL_WORDS else int(text)


def number_or_none(text: str) -> float | None:
    """Read ``"0.5"`` as a number and ``"none"`` as none."""
    return None if text in _ALL_WORDS else float(text)


def names(text: str) -> list[str]:
    """Read ``"cat,dog"`` as two names."""
    return [part.strip() for part in text.split(",")]


_CONVERTERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "str": (str, "WORD"),
    "str | None": (str, "WORD"),
    "int": (int, "N"),
    "float": (float, "X"),
    "int | None": (whole_number_or_all, "N|all"),
    "float | None": (number_or_none, "X"),
    "Sequence[str] | None": (names, "A,B,..."),
}


def _explanations(docstring: str) -> dict[str, str]:
    """Return the text of each entry under ``Args:`` in a docstring."""
    entries: dict[str, str] = {}
    current = ""
    for line in docstring.partition("Args:\n")[2].splitlines():
        text = line.strip()
        if not text or text.endswith("Raises:"):
            break
        indent = len(line) - len(line.lstrip())
        if indent == 8 and ":" in text:
            current, _, text = text.partition(":")
            entries[current] = text.strip()
        elif current:
            entries[current] += " " + text
    return {name: text.replace("``", "").replace('"', "") for name, text in entries.items()}
