"""The help of the command, for terminals of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dotnet_viz.cli.command import HELP, Command
from dotnet_viz.cli.commands import COMMANDS
from dotnet_viz.cli.docstrings import explanations, first_sentence, section
from dotnet_viz.cli.flags.flag import Flag
from dotnet_viz.cli.flags.styles import style_flags
from dotnet_viz.files.limits import LIMIT_NAMES, Limits, flag_of
from dotnet_viz.formatting import format_bytes

WIDTH = 80
_LEFT = 24
_LONGEST_CHOICES = 60
Rows = Iterable[tuple[str, str]]
_ABOUT = "Turns trained neural networks into pictures and reports."
# The readers are not asked here, whose import takes longer than all the rest; the help of a command asks them.
_MODELS = (
    "A model is a .keras, .h5, .hdf5, .weights.json, .npz, .safetensors or .json file. Reading one runs nothing that is in it"
    " and needs neither Keras nor TensorFlow."
)
_EXIT_CODES = "Exit codes: 0 all went well, 1 something was found (check, diff --exit-code), 2 an error, in one line."
_LIMITS = (
    "How much is read of somebody else's file at most. A file that has more is refused in one line, which names the limit."
)
_EXAMPLES = (
    ("dotnet-viz draw model.keras -o model.svg", "the layers"),
    ("dotnet-viz draw model.keras -o model.svg --style weight-graph", ""),
    ("dotnet-viz report model.keras -o report.html", "or .pdf, or a folder"),
    ("dotnet-viz check model.keras", "exits with 1 for a fault"),
    ("dotnet-viz diff old.keras new.keras", "or -o diff.html, .svg ..."),
)


def main_help(*, short: bool = False) -> str:
    """Return the help of ``dotnet-viz`` itself.

    Args:
        short: the commands alone.
    """
    usage = "usage: dotnet-viz COMMAND ...\n"
    if short:
        return "\n".join([usage, rows("commands:", COMMANDS.items()), "More: dotnet-viz --help, dotnet-viz COMMAND --help\n"])
    options = [
        (", ".join(HELP.names), HELP.about),
        ("--version", "print the version"),
        ("help limits", "how much is read of a file, and how to read more"),
    ]
    about = rows("commands (dotnet-viz COMMAND --help):", COMMANDS.items())
    ends = [f"{textwrap.fill(text, WIDTH)}\n" for text in (_MODELS, _EXIT_CODES)]
    return "\n".join([usage, f"{_ABOUT}\n", about, rows("options:", options), examples(_EXAMPLES), *ends])


def command_help(command: Command, style: str | None = None) -> str:
    """Return the help of a command.

    Args:
        command: its flags, styles and examples are listed.
        style: name of a style, whose flags are listed too; without one there is a line for each style.
    """
    if command.styles is not None and style is not None:
        return _style_help(command, style, command.styles[style])
    about = command.operands.about
    parts = [
        f"usage: dotnet-viz {command.name} {command.usage}\n",
        f"{textwrap.fill(command.about, WIDTH)}\n",
        rows("", [(command.operands.metavar, about if isinstance(about, str) else about())]),
        rows("options:", map(_row, command.all_flags)),
        *([] if command.styles is None else [_styles(command)]),
        *([] if command.notes is None else [rows(*command.notes)]),
        examples([(f"dotnet-viz {words}", about) for words, about in command.examples]),
        "How much is read of a file, and how to read more: dotnet-viz help limits\n",
    ]
    return "\n".join(parts)


def limits_help() -> str:
    """Return the flags that say how much is read of a file."""
    usual, about, lines = Limits(), explanations(Limits.__doc__ or ""), []
    for name in LIMIT_NAMES:
        is_size, value = name.endswith("_bytes"), getattr(usual, name)
        default = format_bytes(value) if is_size else f"{value:,}"
        lines.append((f"{flag_of(name)} {'SIZE' if is_size else 'NUMBER'}", f"{about[name]} (default: {default})"))
    return "\n".join(
        [
            "usage: dotnet-viz COMMAND ... --max-json-bytes 64MiB\n",
            f"{textwrap.fill(_LIMITS, WIDTH)}\n",
            rows("options of every command:", lines),
        ]
    )


def _style_help(command: Command, style: str, kind: type[Any]) -> str:
    lines = [(line, "") for line in section(kind.__doc__ or "", "Command")]
    usage = command.usage.replace("[--style STYLE]", f"--style {style}")
    parts = [
        f"usage: dotnet-viz {command.name} {usage}\n",
        f"{textwrap.fill(first_sentence(kind.__doc__ or ''), WIDTH)}.\n",
        rows(f"options of --style {style}:", map(_row, style_flags(kind))),
        rows("options of every style:", (_row(flag) for flag in command.all_flags if flag.name not in ("--style", "--help"))),
        examples(lines),
    ]
    return "\n".join(parts)


def _styles(command: Command) -> str:
    styles: Mapping[str, type[Any]] = command.styles or {}
    names = sorted(styles, key=lambda name: name != command.default_style)
    lines = [(name, first_sentence(styles[name].__doc__ or "")) for name in names]
    title = f"styles, each with options of its own (dotnet-viz {command.name} --style STYLE --help):"
    return rows(title, lines, left=max(map(len, names)) + 4)


def examples(lines: Sequence[tuple[str, str]]) -> str:
    """Return command lines with what each does.

    Args:
        lines: the words after ``dotnet-viz`` or with it, and what they do.
    """
    return rows("examples:", lines, left=max((len(line) for line, about in lines if about), default=0) + 4)


def rows(title: str, lines: Rows, left: int = _LEFT) -> str:
    """Return lines in two columns.

    Args:
        title: above them; empty for none.
        lines: what stands in the first and the second column, which is wrapped.
        left: width of the first column, with the blanks around it.

    Example:
        >>> print(rows("options:", [("-q, --quiet", "print nothing but errors")]), end="")
        options:
          -q, --quiet           print nothing but errors
    """
    return "".join(f"{line}\n" for line in ([title] if title else []) + [line for pair in lines for line in _two(*pair, left)])


def _two(first: str, second: str, left: int) -> Iterator[str]:
    text = textwrap.wrap(second, WIDTH - left, break_on_hyphens=False)
    if not text or len(first) + 4 > left:
        yield f"  {first}"
    else:
        yield f"  {first}".ljust(left) + text.pop(0)
    yield from (" " * left + line for line in text)


def _row(flag: Flag) -> tuple[str, str]:
    name = f"--[no-]{flag.name[2:]}" if flag.negatable else flag.name
    first = ", ".join((*flag.names[:-1], name))
    about = flag.about
    if flag.converter is not None:
        listed = f"{{{','.join(flag.converter.choices)}}}"
        if flag.converter.choices and len(listed) <= _LONGEST_CHOICES:
            first += f" {listed}"
        else:
            first += f" {flag.converter.metavar}"
            about += f"; one of: {', '.join(flag.converter.choices)}" if flag.converter.choices else ""
    return first, about + (f" (default: {flag.default})" if flag.default else "")
