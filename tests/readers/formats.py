"""What readers say of files, for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from dotnet_viz.files.source import FileFormat, open_source


class FileReader(Protocol):
    """A module that reads files."""

    FORMAT: FileFormat


def recognises(reader: FileReader, path: Path) -> bool:
    """Return whether a reader takes a file for its own by its content."""
    with open_source(path) as file:
        return reader.FORMAT.is_format_of(file)
