"""Small files of text that a user writes, such as a model card, a theme or the numbers of layers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError
from dotnet_viz.files.paths import unreadable
from dotnet_viz.files.regular import check_file

_BYTES_A_CHARACTER = 4
"""At most, in UTF-8."""


def read_small_text(path: Path, most: int, needs: str) -> str:
    """Return the text of a file in UTF-8, without a byte order mark.

    Args:
        path: of the file.
        most: number of characters.
        needs: what has no more than these, for the message, such as ``"which no theme needs"``.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is not an ordinary file, is empty, or is not text.
        UnsafeFileError: it is longer.
    """
    if check_file(path) > _BYTES_A_CHARACTER * most:
        raise UnsafeFileError(f"{str(path)!r} has more than {most:,} characters, {needs}")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(f"{str(path)!r} is not text in UTF-8") from error
    except OSError as error:
        raise unreadable(path, error) from error


def read_small_object(path: Path, most: int, needs: str, of: str) -> dict[str, Any]:
    """Return the object that a file of JSON holds.

    Args:
        path: of the file.
        most: number of characters.
        needs: see :func:`read_small_text`.
        of: what the object is of, for the message, such as ``"names of layers with a number each"``.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it cannot be read as text, is no JSON, or holds something else.
        UnsafeFileError: it is longer, or more than :func:`~dotnet_viz.files.formats.json_text.parse_json` takes.
    """
    from dotnet_viz.files.formats.json_text import parse_json  # NumPy, which other small texts need not wait for

    found = parse_json(read_small_text(path, most, needs), repr(str(path)))
    if not isinstance(found, dict):
        raise UnreadableFileError(f"{str(path)!r} must hold an object of {of}")
    return found
