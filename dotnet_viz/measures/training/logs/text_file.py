"""Logs that are text: read whole, but never more than a log has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dotnet_viz.errors import MissingFileError, UnreadableFileError
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.files.paths import exists, is_file, reachable
from dotnet_viz.formatting import format_bytes


def read_text(path: Path, kind: str, max_bytes: int | None = None) -> str:
    """Return the text of a log.

    Args:
        path: of the file.
        kind: what it should be, for messages, such as ``"CSV"``.
        max_bytes: how large it may be; ``None`` for as large as the limits of reading say.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is not an ordinary file, is not text in UTF-8, or is too large.
    """
    if not exists(reachable(path)):
        raise MissingFileError(f"there is no file {str(path)!r} to read the training history from")
    if not is_file(path):
        raise UnreadableFileError(f"{str(path)!r} is not a file; name the {kind} file that the logger wrote")
    try:
        with path.open("rb") as stream:
            data = stream.read((active().log_bytes if max_bytes is None else max_bytes) + 1)
        if max_bytes is None and len(data) > active().log_bytes:
            raise exceeded("log_bytes", f"{str(path)!r} is a training log of {path.stat().st_size:,} bytes")
        if max_bytes is not None and len(data) > max_bytes:
            raise UnreadableFileError(f"{str(path)!r} is larger than {format_bytes(max_bytes)}, which no such file is")
        return data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(f"{str(path)!r} cannot be read as a {kind} text file: {error}") from error


def read_json(path: Path) -> Any:
    """Return the value of a JSON file.

    Raises:
        VizError: as :func:`read_text`; or it is not JSON, or nested too deep.
    """
    from dotnet_viz.files.formats.json_text import parse_json

    return parse_json(read_text(path, "JSON"), repr(str(path)))
