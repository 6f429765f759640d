"""What is kept beside each report of many, so that one that is there already is not made again.

The file stands in the folder of the report, is written after it and in one step: whoever is ended in the middle leaves either
a report with its record, or one without, which is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dotnet_viz.errors import UnreadableFileError, VizError
from dotnet_viz.files.output import write_output
from dotnet_viz.files.paths import exists, is_file, is_folder, is_link, unreadable
from dotnet_viz.files.regular import ordinary_size
from dotnet_viz.reporting.other_pages.many.facts import ModelFacts
from dotnet_viz.reporting.versions import package_version

NAME = "facts.json"
VERSION = 1

_MOST_FILES = 10_000
_PIECE = 1 << 20
_MOST_BYTES = 1 << 24


def content_digest(*paths: str | os.PathLike[str]) -> str:
    """Return a digest of files and folders: of all bytes, with the names of files in folders.

    Args:
        paths: of files and folders.

    Raises:
        MissingFileError: there is nothing at a path.
        UnreadableFileError: one cannot be read, is a pipe or device, or a folder has absurdly many files.
    """
    found = hashlib.sha256()
    path = Path()
    try:
        for path in map(Path, paths):
            for file in _files(path):
                found.update(f"{file.relative_to(path).as_posix()}\0{file.stat().st_size}\0".encode("utf-8", "surrogatepass"))
                with file.open("rb") as stream:
                    while piece := stream.read(_PIECE):
                        found.update(piece)
    except VizError:
        raise
    except OSError as error:
        raise unreadable(path, error) from error
    return found.hexdigest()


def options_digest(options: Mapping[str, Any]) -> str:
    """Return a digest of the options of a report: of the files that they name, and of everything else as it is pickled.

    Args:
        options: by name.

    Returns:
        The digest; empty where an option cannot be known again, so that nothing is kept.

    Example:
        >>> options_digest({"seed": 3}) == options_digest({"seed": 3}), options_digest({"data": (n for n in ())}) == ""
        (True, True)
    """
    found = hashlib.sha256()
    try:
        for name, value in sorted(options.items()):
            found.update(name.encode() + b"\0" + hashlib.sha256(_option_bytes(value)).digest())
    except Exception:
        return ""  # whatever an object of a user raises
    return found.hexdigest()


def _option_bytes(value: Any) -> bytes:
    is_path = isinstance(value, str | os.PathLike) and exists(value)
    return content_digest(value).encode() if is_path else pickle.dumps(value)


def record_key(content: str, options: str) -> str:
    """Return what a report has been made of, in one digest: a model, options, and this version of the package.

    Args:
        content: digest of the model's files.
        options: digest of the options.
    """
    return hashlib.sha256(json.dumps([VERSION, package_version(), content, options]).encode()).hexdigest()


def kept_facts(folder: Path, key: str) -> ModelFacts | None:
    """Return the facts of a report that is there; ``None`` where it is not, is another's, or is not whole.

    Args:
        folder: of the report.
        key: of what it has to be made of.
    """
    record = folder / NAME
    try:
        if record.stat().st_size > _MOST_BYTES:
            return None
        data = json.loads(record.read_text(encoding="utf-8"))
        if data["key"] != key or any((folder / name).stat().st_size != size for name, size in data["files"].items()):
            return None
        return ModelFacts.from_dict(data["facts"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def write_record(folder: Path, key: str, facts: ModelFacts, files: tuple[Path, ...]) -> None:
    """Write the record of a report that has been made.

    Args:
        folder: of the report.
        key: of what it was made of.
        facts: of the model.
        files: of the report.

    Raises:
        OutputError: it cannot be written.
    """
    sizes = {file.name: file.stat().st_size for file in files}
    data = {"key": key, "files": sizes, "facts": facts.to_dict()}
    write_output(folder / NAME, json.dumps(data, indent=1, ensure_ascii=True, allow_nan=False))


def _files(path: Path) -> Iterator[Path]:
    """Yield the files at a path in the order of their names; links in a folder are not followed."""
    if not is_folder(path):
        ordinary_size(path)  # a pipe would be waited for
        yield path
        return
    files = sorted(file for file in path.rglob("*") if is_file(file) and not is_link(file))
    if len(files) > _MOST_FILES:
        raise UnreadableFileError(f"there are more than {_MOST_FILES:,} files in {str(path)!r}")
    yield from files
