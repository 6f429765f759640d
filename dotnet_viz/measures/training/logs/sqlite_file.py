"""Logs in SQLite databases: opened to be read only, with a limit on what a query may take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.paths import exists, is_file

if TYPE_CHECKING:
    import sqlite3

SUFFIXES = (".db", ".sqlite", ".sqlite3")
START = b"SQLite format 3\0"

_STEPS_BETWEEN, _MOST_CALLS = 100_000, 2000
"""SQLite takes a second for a hundred million steps; a million rows of a sound log take twenty million."""
_Result = TypeVar("_Result")


def is_database(path: Path) -> bool:
    """Return whether a file is a SQLite database, by its suffix and its first bytes."""
    try:
        if path.suffix.lower() not in SUFFIXES or not is_file(path):
            return False
        with path.open("rb") as stream:
            return stream.read(len(START)) == START
    except OSError:
        return False


@contextmanager
def open_database(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database to be read; nothing is written beside it.

    Raises:
        UnreadableFileError: it is damaged, or a query takes too long.
    """
    import sqlite3

    calls = 0

    def take_a_step() -> int:
        nonlocal calls
        calls += 1
        return calls > _MOST_CALLS

    try:
        connection = sqlite3.connect(_address(path), uri=True, timeout=5)
        try:
            connection.set_progress_handler(take_a_step, _STEPS_BETWEEN)
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            connection.execute("PRAGMA trusted_schema = OFF")
            yield connection
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError) as error:  # messages of SQLite repeat what it found
        raise UnreadableFileError(f"{str(path)!r} cannot be read as a SQLite database: {error}") from error


def _address(path: Path) -> str:
    """Return the address that opens a database without writing.

    One with a write-ahead log makes files beside it even for readers, unless it is opened as immutable.
    """
    with path.open("rb") as stream:
        has_wal = 2 in stream.read(20)[18:]
    fixed = has_wal and not exists(path.with_name(f"{path.name}-wal"))
    return f"file:{quote(str(path.absolute()))}?mode=ro{'&immutable=1' if fixed else ''}"


def tables_of(path: Path) -> dict[str, set[str]]:
    """Return the columns of each table; none where the file is no database that can be read.

    Args:
        path: of the file.
    """
    if not is_database(path):
        return {}
    try:
        with open_database(path) as database:
            names = [str(row[0]) for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' LIMIT 1000")]
            return {name: _columns(database, name) for name in names}
    except UnreadableFileError:
        return {}


def _columns(database: sqlite3.Connection, table: str) -> set[str]:
    return {str(row[0]) for row in database.execute("SELECT name FROM pragma_table_info(?)", (table,))}
