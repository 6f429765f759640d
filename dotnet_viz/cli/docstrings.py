"""Docstrings of styles as text for the help of the command, with values as the command takes them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from inspect import cleandoc
from typing import Any

_LITERAL = re.compile(r"``(.+?)``")
_REFERENCE = re.compile(r"[,;]? (?:see|one of) :\w+:`[^`]*`")
_ROLE = re.compile(r":\w+:`~?(?:[\w.]*\.)?(\w+)`")


def first_sentence(docstring: str) -> str:
    """Return the first line of a docstring, without its full stop.

    Example:
        >>> first_sentence("Layers as boxes, as ``keras.utils.plot_model`` draws them.")
        'Layers as boxes, as keras.utils.plot_model draws them'
    """
    return _plain(cleandoc(docstring).partition("\n")[0]).removesuffix(".")


def section(docstring: str, title: str) -> tuple[str, ...]:
    r"""Return the lines of a section of a docstring, such as ``Args`` or ``Command``, as far in as they are.

    Args:
        docstring: the text as it stands in the source.
        title: name of the section without its colon.

    Example:
        >>> section("Text.\n\n    Command:\n        dotnet-viz draw\n\n    Raises:\n        E: never.", "Command")
        ('dotnet-viz draw',)
    """
    lines = iter(cleandoc(docstring).splitlines())
    if f"{title}:" not in lines:
        return ()
    return tuple(line[4:] for line in _until_blank(lines))


def explanations(docstring: str) -> dict[str, str]:
    r"""Return the text of each entry under ``Args`` in a docstring.

    Example:
        >>> explanations("Text.\n\n    Args:\n        bins: of each histogram;\n            40 at first.")
        {'bins': 'of each histogram; 40 at first'}
    """
    entries = re.split(r"^(\w+):", "\n".join(section(docstring, "Args")), flags=re.MULTILINE)[1:]
    texts = (" ".join(text.split()) for text in entries[1::2])
    return {name: _plain(text).removesuffix(".") for name, text in zip(entries[::2], texts, strict=True)}


def word_of(value: Any) -> str:
    """Return a value as it is written on the command line.

    Example:
        >>> word_of(["kernel_size", "strides"]), word_of({"Conv2D": "#1d5fc4"}), word_of(0.25), word_of(True)
        ('kernel_size,strides', 'Conv2D=#1d5fc4', '0.25', 'yes')
    """
    if isinstance(value, dict):
        return ",".join(f"{key}={item}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ",".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _until_blank(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if not line.strip():
            return
        yield line


def _plain(text: str) -> str:
    """Return a docstring's text without its markup."""
    return _LITERAL.sub(lambda found: _word(found[1]), _ROLE.sub(r"\1", _REFERENCE.sub("", text))).replace('"', "")


def _word(literal: str) -> str:
    """Return a literal of Python as the command writes it, but for constants, whose words differ from option to option."""
    try:
        return literal if literal in ("None", "True", "False") else word_of(ast.literal_eval(literal))
    except (ValueError, SyntaxError):
        return literal
