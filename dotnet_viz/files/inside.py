"""Files that another file names: they have to be in its folder, whatever the name says."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError
from dotnet_viz.files.paths import unreadable

_LONGEST, _LONGEST_PART = 1000, 255
"""Of a name in characters, and of what stands between two slashes in bytes, as file systems have it."""


def file_inside(folder: Path, name: str) -> Path:
    """Return the path of a file in a folder.

    Args:
        folder: that the file has to be in.
        name: relative to it, with slashes, as somebody else's file states it.

    Raises:
        UnsafeFileError: the name leads out of the folder, by itself or by a link.
        UnreadableFileError: it is no name of a file.

    Example:
        >>> file_inside(Path("model"), "group1-shard1of1.bin").name
        'group1-shard1of1.bin'
    """
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    is_too_long = len(name) > _LONGEST or any(len(part.encode("utf-8", "replace")) > _LONGEST_PART for part in posix.parts)
    if not name or "\0" in name or is_too_long:
        raise UnreadableFileError(f"{name[:60]!r} in {str(folder)!r} is no name of a file")
    if posix.is_absolute() or windows.anchor or ".." in posix.parts + windows.parts:
        raise UnsafeFileError(f"{name!r} leads out of the folder {str(folder)!r}; refused")
    path = folder / name
    try:
        is_inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError) as error:
        raise unreadable(path, error) from error
    if not is_inside:
        raise UnsafeFileError(f"{str(path)!r} is a link that leads out of its folder; refused. Copy the file itself there")
    return path
