"""A graph that was saved as JSON by :meth:`dotnet_viz.graph.Graph.to_json`; it has shapes but no values."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

from dotnet_viz.errors import GraphError, UnreadableFileError, UnsafeFileError
from dotnet_viz.files.regular import check_file
from dotnet_viz.files.source import FileFormat, SourceFile
from dotnet_viz.graph import Graph
from dotnet_viz.keras_format.archive import MAX_JSON_BYTES, parse_json


def _is_object(file: SourceFile) -> bool:
    return file.start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{")


FORMAT = FileFormat((".json",), recognise=_is_object, models="seldom")


def read(source: str | os.PathLike[str]) -> Graph:
    """Return the graph of a JSON file.

    Args:
        source: path of the file.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is no graph that this package saved.
        UnsafeFileError: it is too long or nested too deep.
    """
    path = Path(source)
    if check_file(path) > MAX_JSON_BYTES:
        raise UnsafeFileError(f"{str(path)!r} is longer than the {MAX_JSON_BYTES:,} bytes of JSON that are read")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(f"cannot read {str(path)!r} as text: {error}") from error
    parse_json(text, repr(str(path)))
    try:
        return Graph.from_json(text)
    except GraphError as error:
        raise UnreadableFileError(f"{str(path)!r} is JSON, but no graph saved by this package: {error}") from error
    except (ValueError, TypeError, LookupError) as error:
        raise UnreadableFileError(f"{str(path)!r} is JSON, but no graph saved by this package") from error
