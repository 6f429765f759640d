"""Results on disk: written beside the target and moved into place, so that a failure harms nothing."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from dotnet_viz.errors import OutputError


def write_output(path: str | os.PathLike[str], content: bytes | str) -> Path:
    r"""Write a file in one step: it is there whole, or what was there before stays.

    Args:
        path: where to; its folder must exist.
        content: text is written as UTF-8 with ``\n`` as line end.

    Returns:
        The path.

    Raises:
        OutputError: the folder is missing, or the file cannot be written there.
    """
    target = Path(path)
    check_output(target)
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        _replace(target, data)
    except OSError as error:
        raise OutputError(f"cannot write {str(target)!r}: {error.strerror or error}") from error
    return target


def check_output(path: str | os.PathLike[str]) -> None:
    """Raise early, before long work, where a file could not be written anyway.

    Raises:
        OutputError: the folder is missing or not writeable, or the path is a folder.
    """
    target = Path(path)
    folder = target.parent
    if target.is_dir():
        raise OutputError(f"cannot write {str(target)!r}: it is a folder; name a file in it")
    if not folder.is_dir():
        raise OutputError(f"cannot write {str(target)!r}: there is no folder {str(folder)!r}; create it first")
    if not os.access(folder, os.W_OK):
        raise OutputError(f"cannot write {str(target)!r}: the folder {str(folder)!r} is not writeable")


def _replace(target: Path, data: bytes) -> None:
    if target.is_symlink():
        target = target.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        _move(Path(name), target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _move(written: Path, target: Path) -> None:
    written.chmod(_mode(target))
    written.replace(target)


def _mode(target: Path) -> int:
    """Return the permissions of the file that is replaced, or those that any new file would get."""
    if target.exists():
        return target.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
