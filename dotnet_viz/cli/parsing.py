"""The words after ``dotnet-viz draw`` and the other commands: into arguments, or into an error with what to write."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from dotnet_viz.cli.command import HELP, Command
from dotnet_viz.cli.flags.flag import CommandLineError, Flag
from dotnet_viz.cli.flags.style_options import MARK

_MOST_MEANT = 3
"""Flags that a short spelling may stand for and still are all named."""
_YES_OR_NO = ("true", "false", "yes", "no", "on", "off", "0", "1")


def parse(command: Command, words: Sequence[str]) -> argparse.Namespace:
    """Return the arguments of a command.

    Args:
        command: whose words they are.
        words: what was written after its name.

    Raises:
        CommandLineError: an unknown flag, a value that a flag does not take, or too few or too many other words.
    """
    before, after = split(words)
    flags = _flags(command, before)
    _check_dashes(command, flags, before)
    try:
        found, rest = _parser(flags).parse_known_args(before)
    except argparse.ArgumentError as error:
        raise _wrong_value(flags, str(error.argument_name).split("/")[-1], before) from None
    for word in rest:
        if word.startswith("-") and word != "-":
            raise _unknown(command, flags, word.partition("=")[0], style_in(command, before))
    _check_switches(flags, before, rest)
    _set_operands(command, found, [*rest, *after])
    return found


def split(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the words before ``--``, their flags written with ``-`` instead of ``_``, and those behind it.

    Example:
        >>> split(["--max_neurons=3", "a_b.keras", "--", "-c.keras"])
        (['--max-neurons=3', 'a_b.keras'], ['-c.keras'])
    """
    end = words.index("--") if "--" in words else len(words)
    parts = [word.partition("=") if word.startswith("--") else ("", "", word) for word in words[:end]]
    return [name.replace("_", "-") + equals + value for name, equals, value in parts], list(words[end + 1 :])


def asks_for_help(words: Sequence[str]) -> bool:
    """Return whether the help is wanted instead of a result."""
    return bool(set(HELP.names) & set(split(words)[0]))


def style_in(command: Command, words: Sequence[str]) -> str | None:
    """Return the name of the style that is asked for, if one is.

    Args:
        command: which may have no styles.
        words: those before ``--``.

    Raises:
        CommandLineError: there is no such style.
    """
    given = [word.removeprefix("--style=") for word in words if word.startswith("--style=")]
    given += [word for flag, word in pairwise(words) if flag == "--style"]
    return command.style_name(given[-1]) if command.styles is not None and given else None


def _flags(command: Command, words: Sequence[str]) -> tuple[Flag, ...]:
    """Return the flags of a command, with those of the style where one of them may be among the words."""
    own = {spelling for flag in command.all_flags for spelling in flag.spellings}
    given = {word.partition("=")[0] for word in words if word.startswith("--")}
    if command.styles is None or given <= own:
        return command.all_flags
    from dotnet_viz.cli.flags.styles import style_flags

    return (*command.all_flags, *style_flags(command.styles[style_in(command, words) or command.default_style]))


class _OneTarget(argparse.Action):
    """Takes one target: of two, the first would not be written, and nobody would be told."""

    def __call__(self, _parser: object, namespace: argparse.Namespace, values: Any, _flag: str | None = None) -> None:
        before = getattr(namespace, self.dest)
        if before not in (None, values):
            raise CommandLineError(f"one -o is taken, and {before!r} and {values!r} are two; run the command for each of them")
        setattr(namespace, self.dest, values)


def _parser(flags: Iterable[Flag]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    for flag in flags:
        settings: dict[str, Any] = {"default": flag.default or None if flag.converter or flag.negatable else False}
        if flag.option:
            settings = {"default": argparse.SUPPRESS, "dest": MARK + flag.option}
        if flag.repeats:
            settings |= {"default": [], "action": "append"}
        if flag.converter is not None:
            settings["type"] = partial(flag.converter.convert, flag.name)
            if flag.name == "--output" and not flag.repeats:
                settings["action"] = _OneTarget
        else:
            settings["action"] = argparse.BooleanOptionalAction if flag.negatable else "store_true"
        parser.add_argument(*flag.names, **settings)
    return parser


def _set_operands(command: Command, found: argparse.Namespace, words: Sequence[str]) -> None:
    takes = command.operands
    given = {name for name, value in vars(found).items() if value not in (None, [])}
    missing = [flag for flag in command.flags if flag.required and flag.name[2:].replace("-", "_") not in given]
    if len(words) < takes.least or missing:
        wanted = [*[takes.metavar] * (len(words) < takes.least), *map(_usage, missing)]
        example = command.examples[0][0]
        raise CommandLineError(f"{command.name} needs {' and '.join(wanted)}, such as: dotnet-viz {example}")
    if takes.is_single and len(words) > 1:
        raise CommandLineError(f"{command.name} takes one {takes.metavar}, {words[0]!r}, and {words[1]!r} is one more")
    setattr(found, takes.name, (words[0] if words else None) if takes.is_single else list(words))


def _usage(flag: Flag) -> str:
    return f"{flag.names[0]} {flag.converter.metavar}" if flag.converter else flag.names[0]


def _check_dashes(command: Command, flags: Iterable[Flag], words: Iterable[str]) -> None:
    """Raise for a flag with one dash too few, which would be read as a short flag with the rest as its value."""
    known = {spelling for flag in flags for spelling in flag.spellings}
    for word in words:
        name = word.partition("=")[0]
        if len(name) > 2 and name.startswith("-") and f"-{name}" in known:
            raise CommandLineError(f"unknown option {name} of {command.name}; did you mean -{name}?")


def _check_switches(flags: Iterable[Flag], words: Sequence[str], rest: Iterable[str]) -> None:
    """Raise where yes or no was written behind a flag that stands alone."""
    switches = {spelling: flag for flag in flags if flag.converter is None for spelling in flag.spellings}
    for word, following in pairwise(words):
        if word in switches and following in rest and following.lower() in _YES_OR_NO:
            raise _wrong_value(flags, word, words)


def _wrong_value(flags: Iterable[Flag], spelling: str, words: Sequence[str]) -> CommandLineError:
    """Return the error for a flag that takes a word and has none, or has one and takes none."""
    flag = next(flag for flag in flags if spelling in flag.spellings)
    if flag.converter is None:
        return CommandLineError(f"{flag.name} takes no value; write {' or '.join(flag.spellings[-2:])}")
    known = {spelling for flag in flags for spelling in flag.spellings}
    behind = [word for name, word in pairwise(words) if name in flag.names and word.partition("=")[0] not in known]
    hint = f"; for a value with a dash in front, write {flag.name}={behind[-1]}" if behind else ""
    return CommandLineError(f"{flag.name} takes {flag.converter.takes}, such as {flag.converter.example}, and has none{hint}")


def _unknown(command: Command, flags: Iterable[Flag], name: str, style: str | None) -> CommandLineError:
    """Return the error for a flag that the command has not, with the style that has it or the one that was meant."""
    from dotnet_viz.cli.flags.styles import style_flags, styles_with
    from dotnet_viz.files.limits import LIMIT_NAMES, flag_of

    styles = command.styles
    if styles is not None and (homes := styles_with(name, styles)):
        return CommandLineError(f"{name} is an option of --style {' or '.join(homes)}, not of {style or command.default_style}")
    known = [spelling for flag in flags for spelling in flag.spellings if spelling.startswith("--")]
    if len(name) > 3 and 1 < len(begun := [spelling for spelling in known if spelling.startswith(name)]) <= _MOST_MEANT:
        return CommandLineError(f"unknown option {name} of {command.name}; did you mean {' or '.join(begun)}?")
    known += map(flag_of, LIMIT_NAMES)
    others = [spelling for kind in (styles or {}).values() for flag in style_flags(kind) for spelling in flag.spellings]
    meant = _meant(name, [*known, *others])
    if meant is None:
        return CommandLineError(f"unknown option {name} of {command.name}; 'dotnet-viz {command.name} --help' lists them")
    home = "" if meant in known or styles is None else f" (of --style {' or '.join(styles_with(meant, styles))})"
    return CommandLineError(f"unknown option {name} of {command.name}; did you mean {meant}{home}?")


def _meant(name: str, known: Sequence[str]) -> str | None:
    """Return the flag that a user may have meant, by what other tools call it or by its letters; its dashes do not count."""
    from difflib import get_close_matches

    from dotnet_viz.diagrams import synonyms

    word = synonyms.OPTIONS.get(name.removeprefix("--").replace("-", "_"), "")
    if (flag := f"--{word.replace('_', '-')}") in known:
        return flag
    close = get_close_matches(name.lstrip("-"), [spelling.removeprefix("--") for spelling in known], n=1)
    return f"--{close[0]}" if close else None
