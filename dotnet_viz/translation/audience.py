"""Whom a text speaks to: who writes Python, who types commands, or who reads a page and does neither."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

PYTHON, COMMAND, READER = "Python", "command", "reader"

_addressed: ContextVar[str] = ContextVar("addressed", default=PYTHON)
_caller: ContextVar[str] = ContextVar("caller", default=PYTHON)
"""Whom errors reach: while a page is made for its reader, too, that is who asked for it."""


class Addressed(str):
    """A message that says which option gives more, as it is written in Python or in a command; see :func:`addressed`."""

    python: str
    command: str
    reader: str

    def __new__(cls, message: str, python: str = "", command: str = "", reader: str = "") -> Addressed:
        """Return the message with what it says to each audience; a copy is made of the message alone."""
        made = super().__new__(cls, message)
        made.python, made.command, made.reader = python, command or python, reader
        return made


def addressed(message: str, python: str, command: str = "", *, reader: str) -> Addressed:
    """Return a message for :func:`~dotnet_viz.translation.translate.translate` that speaks to each audience in its words.

    Args:
        message: in English, marked, with ``{option}`` where the option stands, if it stands by itself.
        python: the option as who writes Python writes it, such as ``"max_rows=None"``.
        command: as who types commands writes it, such as ``"--max-rows all"``; empty where no command has it.
        reader: the message for who can give no option, marked; empty where nothing is left to say.

    Example:
        >>> from dotnet_viz.translation.translate import mark, translate
        >>> some = addressed(mark("{rows} rows; {option} draws more"), "top=", "--top", reader=mark("{rows} rows"))
        >>> for audience in (PYTHON, COMMAND, READER):
        ...     with speaking_to(audience):
        ...         translate(some, rows=3)
        '3 rows; top= draws more'
        '3 rows; --top draws more'
        '3 rows'
    """
    return Addressed(message, python, command, reader)


def spelled(python: str, command: str) -> str:
    """Return the words of an error in which an option or function is named, as whom the error reaches writes it.

    Args:
        python: as who writes Python writes it, such as ``"layout="``.
        command: as who types commands writes it, such as ``"--layout"``.

    Example:
        >>> with speaking_to(COMMAND):
        ...     spelled("layout=", "--layout")
        '--layout'
    """
    return command if _caller.get() == COMMAND else python


def caller() -> str:
    """Return whom errors reach: :data:`PYTHON` or :data:`COMMAND`.

    Example:
        >>> with speaking_to(COMMAND), speaking_to(READER):
        ...     caller()
        'command'
    """
    return _caller.get()


@contextmanager
def speaking_to(audience: str) -> Iterator[None]:
    """Speak to somebody in all texts that are made meanwhile.

    Args:
        audience: :data:`PYTHON`, :data:`COMMAND` or :data:`READER`.
    """
    addressed_before = _addressed.set(audience)
    caller_before = _caller.set(_caller.get() if audience == READER else audience)
    try:
        yield
    finally:
        _addressed.reset(addressed_before)
        _caller.reset(caller_before)


def for_audience(message: Addressed, values: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    """Return what a message says to whom texts speak to now, and its values.

    Args:
        message: with a form for each audience.
        values: for the names in it, but for the option.
    """
    audience = _addressed.get()
    if audience == READER:
        return message.reader, dict(values)
    return str(message), {**values, "option": message.command if audience == COMMAND else message.python}
