"""Options of the drawing styles as flags of the command: made from the styles' own dataclasses."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import MISSING, Field, fields
from inspect import cleandoc
from typing import Any, ClassVar

from dotnet_viz.cli.saying import names
from dotnet_viz.diagrams import STYLES, Styles
from dotnet_viz.diagrams.weight_graph.select_edges import Threshold
from dotnet_viz.errors import OptionError

_ALL_WORDS = ("all", "none")
# Options of styles stand apart from the command's own among the parsed arguments.
_MARK = "style:"


class StyleParser(argparse.ArgumentParser):
    """A parser that, for a command with ``--style``, adds the flags of that style only, or of all to explain them.

    A child of it may have other styles.
    """

    styles: ClassVar[Styles[Any]] = STYLES

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Add the flags that these arguments need, then parse them."""
        words = [] if args is None else list(args)
        default = self.get_default("style")
        if default is not None:
            add_style_flags(self, _wanted(words, default, self.styles, set(self._option_string_actions)), self.styles)
        return super().parse_known_args(words, namespace)


def _wanted(words: Sequence[str], default: str, styles: Styles[Any], own: Set[str]) -> list[str]:
    """Return the style whose flags are enough for these arguments, or none where the command's own are, or else all of them."""
    if {"-h", "--help"} & set(words):
        return list(styles)
    given = {word.partition("=")[0].replace("--no-", "--", 1) for word in words if word.startswith("--") and word != "--"}
    if given <= own:
        return []
    found = re.search(r"(?:^|\n)--style[\n=]([^\n]*)", "\n".join(words))
    try:
        style = styles.name_of(found[1] if found else default)
    except OptionError:
        return list(styles)
    return [style] if given <= own | {_flag(option.name) for option in _options(styles[style])} else list(styles)


def style_name(styles: Styles[Any]) -> Callable[[str], str]:
    """Return what reads the name of a style for argparse.

    Args:
        styles: those that may be named.
    """

    def read(text: str) -> str:
        try:
            return styles.name_of(text)
        except OptionError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return read


def add_style_flags(
    parser: argparse.ArgumentParser, chosen: Sequence[str] | None = None, styles: Mapping[str, type[Any]] = STYLES
) -> None:
    """Add a flag for every option of some styles; one that several styles share stands once, for all of them.

    Args:
        parser: of the command.
        chosen: names of styles; ``None`` takes all.
        styles: options dataclasses by name.
    """
    names_of_styles = list(styles) if chosen is None else chosen
    groups: dict[tuple[str, ...], argparse._ArgumentGroup] = {}
    for style in names_of_styles:
        explanations = _explanations(styles[style].__doc__ or "")
        for option in _options(styles[style]):
            homes = tuple(_homes(option.name, names_of_styles, styles))
            if homes[0] == style and str(option.type) in (*_CONVERTERS, "bool", "bool | None"):
                if homes not in groups:
                    groups[homes] = parser.add_argument_group(f"options of --style {', '.join(homes)}")
                defaults = _defaults(option.name, [styles[home] for home in homes], homes)
                _add_flag(groups[homes], option, explanations.get(option.name, "") + defaults)


def _options(style: type[Any]) -> tuple[Field[Any], ...]:
    return fields(style)


def _homes(name: str, chosen: Iterable[str], styles: Mapping[str, type[Any]]) -> list[str]:
    """Return the styles that have an option."""
    return [style for style in chosen if name in {option.name for option in _options(styles[style])}]


def chosen_options(arguments: argparse.Namespace, style: str, styles: Mapping[str, type[Any]] = STYLES) -> dict[str, Any]:
    """Return the options that were given for a style.

    Args:
        arguments: as they were parsed.
        style: name of the style.
        styles: options dataclasses by name.

    Raises:
        OptionError: a flag of another style was given.
    """
    given = {name.partition(":")[2]: value for name, value in sorted(vars(arguments).items()) if name.startswith(_MARK)}
    own = {option.name for option in _options(styles[style])} if given else set()
    for name in given:
        if name not in own:
            homes = " or ".join(_homes(name, styles, styles))
            raise OptionError(f"{_flag(name)} is an option of --style {homes}, not of {style}")
    return given


def _add_flag(group: argparse._ArgumentGroup, option: Field[Any], explanation: str) -> None:
    text = explanation.replace("%", "%%")
    if option.type in ("bool", "bool | None"):
        group.add_argument(
            _flag(option.name),
            dest=_MARK + option.name,
            action=argparse.BooleanOptionalAction,
            default=argparse.SUPPRESS,
            help=text,
        )
    else:
        convert, metavar = _CONVERTERS[str(option.type)]
        group.add_argument(
            _flag(option.name),
            dest=_MARK + option.name,
            type=convert,
            metavar=metavar,
            default=argparse.SUPPRESS,
            help=text,
        )


def _defaults(name: str, types: Iterable[type[Any]], homes: Iterable[str]) -> str:
    """Return the default of an option, for each style where they differ."""
    options = {
        style: option for style, kind in zip(homes, types, strict=True) for option in _options(kind) if option.name == name
    }
    told = {style: option.default for style, option in options.items() if option.default not in (MISSING, None, ())}
    if len({str(value) for value in told.values()}) < 2:
        return "".join(f" (default: {value})" for value in list(told.values())[:1])
    return f" (default: {', '.join(f'{value} for {style}' for style, value in told.items())})"


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def whole_number_or_all(text: str) -> int | None:
    """Read ``"16"`` as a number and ``"all"`` as no limit."""
    return None if text in _ALL_WORDS else int(text)


def number_or_none(text: str) -> float | None:
    """Read ``"0.5"`` as a number and ``"none"`` as none."""
    return None if text in _ALL_WORDS else float(text)


def whole_numbers(text: str) -> list[int]:
    """Read ``"3,4"`` as two numbers."""
    return [int(part) for part in text.split(",")]


def pairs(text: str) -> dict[str, str]:
    """Read ``"Dense=#0072b2,Add=#777777"`` as words and what they stand for.

    Raises:
        ArgumentTypeError: a part without ``=``.
    """
    parts = [part.partition("=") for part in text.split(",")]
    for word, equals, _ in parts:
        if not equals:
            raise argparse.ArgumentTypeError(f"{word!r} has no '='; write A=B,C=D")
    return {word.strip(): value.strip() for word, _, value in parts}


def threshold(text: str) -> Threshold:
    """Read ``"0.1"``, ``"q0.9"`` or ``"share0.5"``."""
    return Threshold.of(text)


def positions(text: str) -> dict[str, list[int]]:
    """Read ``"dense=0,5;dense_1=2"`` as numbers by name.

    Raises:
        ArgumentTypeError: a part without ``=``.
    """
    parts = [part.rpartition("=") for part in text.split(";")]
    for name, equals, numbers in parts:
        if not (name and equals):
            raise argparse.ArgumentTypeError(f"{numbers!r} has no '='; write A=0,5;B=2")
    return {name.strip(): whole_numbers(numbers) for name, _, numbers in parts}


_CONVERTERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "str": (str, "WORD"),
    "str | None": (str, "WORD"),
    "int": (int, "N"),
    "float": (float, "X"),
    "int | None": (whole_number_or_all, "N|all"),
    "float | None": (number_or_none, "X"),
    "Sequence[str] | None": (names, "A,B,..."),
    "Sequence[int] | None": (whole_numbers, "1,2,..."),
    "Mapping[str, str] | None": (pairs, "A=B,C=D,..."),
    "Mapping[str, Sequence[int]] | None": (positions, "A=0,5;B=2"),
    "float | str | Threshold | None": (threshold, "X|qX|shareX"),
}


def _explanations(docstring: str) -> dict[str, str]:
    """Return the text of each entry under ``Args:`` in a docstring."""
    entries: dict[str, str] = {}
    current = ""
    for line in cleandoc(docstring).partition("Args:\n")[2].splitlines():
        text = line.strip()
        if not text or text.endswith("Raises:"):
            break
        indent = len(line) - len(line.lstrip())
        if indent == 4 and ":" in text:
            current, _, text = text.partition(":")
            entries[current] = text.strip()
        elif current:
            entries[current] += " " + text
    return {name: _plain(text) for name, text in entries.items()}


def _plain(text: str) -> str:
    """Return a docstring's text without its markup."""
    return re.sub(r":\w+:`~?(?:[\w.]*\.)?(\w+)`", r"\1", text).replace("``", "").replace('"', "")
