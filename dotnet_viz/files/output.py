"""Results on disk: written beside the target and moved into place, so that a failure harms nothing."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from dotnet_viz.errors import OutputError, VizError
from dotnet_viz.files.paths import exists, is_file, is_folder, is_link, reason_of, shown, why_hidden


def write_output(path: str | os.PathLike[str], content: bytes | str) -> Path:
    r"""Write a file in one step: it is there whole, or what was there before stays.

    A pipe or a terminal is written into, never replaced.

    Args:
        path: where to; its folder must exist.
        content: text is written as UTF-8 with ``\n`` as line end; half characters (lone surrogates), such as Python has for
            names of files that are not UTF-8, become ``?``.

    Returns:
        The path.

    Raises:
        OutputError: the folder is missing, or the file cannot be written there.
    """
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    with open_output(path) as stream:
        stream.write(data)
    return Path(path)


@contextmanager
def open_output(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """Write a file piece by piece: it is there whole once all is written, or what was there before stays.

    A pipe or a terminal is written into, never replaced.

    Args:
        path: where to; its folder must exist.

    Yields:
        What takes the bytes.

    Raises:
        OutputError: the folder is missing, or the file cannot be written there.
    """
    target = Path(path)
    check_output(target)
    try:
        with _written_into(target) if _is_special(target) else _replaced(target.resolve()) as stream:
            yield stream
    except VizError:
        raise
    except OSError as error:
        reason = "nobody reads from this pipe" if error.errno == errno.ENXIO else reason_of(error)
        raise OutputError(f"cannot write {str(target)!r}: {reason}") from error


@contextmanager
def output_folder(path: str | os.PathLike[str], *, last: str) -> Iterator[Path]:
    """Write the files of a folder beside it, and move them into it once all are written.

    A folder that exists keeps its other files.

    Args:
        path: of the folder; the one around it must exist.
        last: the file that is moved last, which lists the others.

    Yields:
        The folder to write into.

    Raises:
        OutputError: the folder cannot be made or written.
    """
    target = Path(path)
    reason = why_hidden(target) or _folder_hindrance(target if is_folder(target) else target.parent)
    if exists(target) and not is_folder(target):
        reason = "there is a file of that name"
    if reason:
        raise OutputError(f"cannot write the folder {str(target)!r}: {reason}")
    try:
        around = target if is_folder(target) else target.parent
        with tempfile.TemporaryDirectory(dir=around, prefix=f".{target.name[:40]}.", suffix=".tmp") as name:
            yield Path(name)
            target.mkdir(exist_ok=True)
            for file in sorted(Path(name).iterdir(), key=lambda file: file.name == last):
                _move(file, target / file.name)
    except VizError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write the folder {str(target)!r}: {reason_of(error)}") from error


def make_folder(path: str | os.PathLike[str]) -> Path:
    """Create a folder, and those around it, where it is not there yet.

    Args:
        path: of the folder.

    Raises:
        OutputError: it cannot be created, or is a file.
    """
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise OutputError(f"cannot create the folder {shown(path)}: {reason_of(error)}") from error
    return Path(path)


def check_output(path: str | os.PathLike[str]) -> None:
    """Raise early, before long work, where a file could not be written anyway.

    Raises:
        OutputError: the folder is missing or not writeable, the path is a folder or a disk, or the file may not be written.
    """
    target = Path(path)
    if reason := _hindrance(target):
        raise OutputError(f"cannot write {str(target)!r}: {reason}")


def _hindrance(target: Path) -> str:
    """Return why a file cannot be written; empty if it can."""
    try:
        found = target.stat()
    except (FileNotFoundError, NotADirectoryError):
        return _folder_hindrance(_folder_of(target))
    except (OSError, ValueError) as error:
        return reason_of(error)
    if stat.S_ISDIR(found.st_mode):
        return "it is a folder; name a file in it"
    if stat.S_ISBLK(found.st_mode):
        return "it is a disk"
    # The bits are asked too, since the system lets an administrator write whatever they say.
    if not found.st_mode & 0o222 or not os.access(target, os.W_OK):
        return "it is read-only; remove it, or change its permissions, if it may go"
    return "" if _is_special(target) else _folder_hindrance(_folder_of(target))


def _folder_of(target: Path) -> Path:
    return target.resolve().parent if is_link(target) else target.parent


def _folder_hindrance(folder: Path) -> str:
    if not is_folder(folder):
        return why_hidden(folder) or f"there is no folder {str(folder)!r}; create it first"
    return "" if os.access(folder, os.W_OK | os.X_OK) else f"the folder {str(folder)!r} is not writeable"


def _is_special(target: Path) -> bool:
    """Whether this is a pipe or a device, or leads to one as ``/dev/stdout`` does."""
    return exists(target) and not is_file(target)


@contextmanager
def _written_into(target: Path) -> Iterator[IO[bytes]]:
    """Write to whatever reads there; of a pipe without a reader this does not wait for one."""
    handle = os.open(target, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "wb") as stream:
        os.set_blocking(handle, True)
        yield stream


@contextmanager
def _replaced(target: Path) -> Iterator[IO[bytes]]:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        _move(Path(name), target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _move(written: Path, target: Path) -> None:
    written.chmod(_mode(target))
    written.replace(target)


def _mode(target: Path) -> int:
    """Return the permissions of the file that is replaced, or those that any new file would get."""
    if exists(target):
        return target.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
