"""Finds the messages of the package's code, for ``pybabel extract`` and for the test that catalogues are complete."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

_ARGUMENTS = {
    "translate": (0, 1),
    "sentence": (0, 1),
    "mark": (0, 1),
    "in_context": (0, 1),
    "mark_plural": (0, 1),
    "_": (0, 1),
    "format_count": (1, 2),
    "ColumnHead": (0,),
    "TextColumn": (0,),
    "Fact": (0,),
    "Table": (0,),
    "SectionData": (1,),
    "AppendixEntry": (1,),
    "Check": (1,),
    "RunCheck": (1,),
}
"""Which arguments of which calls are messages: the sentence, and its plural where there is one."""

Found = tuple[int, str, str | tuple[str, str], list[str]]
"""Line, function, message (or message and plural, or context and message) and comments, as Babel takes them."""


def extract(
    fileobj: BinaryIO, keywords: Iterable[str] = (), comment_tags: Iterable[str] = (), options: Mapping[str, str] | None = None
) -> Iterator[Found]:
    """Yield the messages of a module, as ``babel.messages.extract`` asks a plug-in for them.

    Titles, heads of columns and names of facts are messages where they are made; a noun that is counted is one with its number.

    Args:
        fileobj: the module's file.
        keywords: is not used; the calls are those of this package.
        comment_tags: is not used.
        options: is not used.

    Example:
        >>> from io import BytesIO
        >>> list(extract(BytesIO(b'format_count(n, "box", "boxes")')))
        [(1, 'ngettext', ('{count} box', '{count} boxes'), [])]
    """
    for node in ast.walk(ast.parse(fileobj.read())):
        if isinstance(node, ast.Call):
            message = _message(node)
            if message is not None:
                yield node.lineno, _function(node, message), message, []


def _function(call: ast.Call, message: str | tuple[str, str]) -> str:
    if isinstance(message, str):
        return "gettext"
    return "pgettext" if isinstance(call.func, ast.Name) and call.func.id == "in_context" else "ngettext"


def _message(call: ast.Call) -> str | tuple[str, str] | None:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    texts = [
        argument.value
        for argument in (call.args[index] for index in _ARGUMENTS.get(name, ()) if index < len(call.args))
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value
    ]
    if not texts:
        return None
    if name == "format_count":
        return f"{{count}} {texts[0]}", f"{{count}} {texts[1] if len(texts) > 1 else texts[0] + 's'}"
    return (texts[0], texts[1]) if len(texts) > 1 else texts[0]
