"""Paths that somebody wrote: whether there is anything, and whether it may be looked at, with the same answers on every Python.

``Path.is_dir()`` and the like raise an error where a folder above may not be entered, until Python 3.13, and where a name is
too long; here what cannot be looked at is nothing, and :func:`reachable` says why of what a user named.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from pathlib import Path

from dotnet_viz.errors import OptionError, UnreadableFileError, unknown_choice

AnyPath = str | os.PathLike[str]

_LONGEST = 300
"""Characters of a path in a message."""


def is_folder(path: AnyPath) -> bool:
    r"""Return whether there is a folder, or a link to one; not where that cannot be seen.

    Args:
        path: any text, however long it is and whatever is in it.

    Example:
        >>> is_folder("."), is_folder("n" * 5000), is_folder("a\0b")
        (True, False, False)
    """
    return os.path.isdir(path)  # noqa: PTH112 - it raises nothing


def is_file(path: AnyPath) -> bool:
    """Return whether there is an ordinary file, or a link to one; not where that cannot be seen.

    Args:
        path: any text.
    """
    return os.path.isfile(path)  # noqa: PTH113 - it raises nothing


def exists(path: AnyPath) -> bool:
    """Return whether there is anything; not where that cannot be seen, and not for a link that leads nowhere.

    Args:
        path: any text.
    """
    return os.path.exists(path)  # noqa: PTH110 - it raises nothing


def is_link(path: AnyPath) -> bool:
    """Return whether a path is a link itself, wherever it leads; not where that cannot be seen.

    Args:
        path: any text.
    """
    return os.path.islink(path)  # noqa: PTH114 - it raises nothing


def entries(folder: AnyPath) -> list[Path]:
    """Return what is in a folder, in the order of the names.

    Args:
        folder: that exists.

    Raises:
        UnreadableFileError: it may not be listed.
    """
    try:
        return sorted(Path(folder).iterdir())
    except (OSError, ValueError) as error:
        raise unreadable(folder, error) from error


def reachable(path: AnyPath) -> Path:
    """Return a path where something can be read, or nothing is; this is asked first of every path that a user names.

    Args:
        path: of a file or folder, which may be missing.

    Raises:
        UnreadableFileError: a folder above may not be entered, links lead in a circle, the name is none that a system takes, or
            it is a folder that may not be listed or entered.

    Example:
        >>> reachable("no-such-model.keras").name
        'no-such-model.keras'
    """
    if hindrance := why_hidden(path):
        raise UnreadableFileError(f"cannot read {shown(path)}: {hindrance}")
    return Path(path)


def why_hidden(path: AnyPath) -> str:
    """Return in words what keeps a path from being looked at; empty where nothing does, and where nothing is there.

    Args:
        path: any text.

    Example:
        >>> why_hidden("no-such-model.keras"), why_hidden("n" * 5000)
        ('', 'file name too long')
    """
    try:
        found = os.stat(path)  # noqa: PTH116 - of any text
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        return reason_of(error)
    except ValueError:
        return "embedded null byte"  # in the same words whatever Python says of it
    if stat.S_ISDIR(found.st_mode) and not os.access(path, os.R_OK | os.X_OK):
        return "permission denied"
    return ""


def check_ending(path: Path, of: str, endings: Sequence[str]) -> None:
    """Raise where the name of a file does not end as it has to.

    Args:
        path: of the file, whether it is there or not.
        of: what it should be, for the message, such as ``"a file of inputs"``.
        endings: in lower case with the dot; capitals are taken too.

    Raises:
        OptionError: it ends otherwise, or has no ending.

    Example:
        >>> check_ending(Path("photo"), "a file of inputs", (".png", ".csv"))
        Traceback (most recent call last):
        ...
        dotnet_viz.errors.OptionError: 'photo' has no ending of a file of inputs; choose one of: .png, .csv
    """
    if path.suffix.lower() in endings:
        return
    if path.suffix:
        raise unknown_choice(f"ending of {of}:", path.suffix.lower(), endings)
    raise OptionError(f"{shown(path)} has no ending of {of}; choose one of: {', '.join(endings)}")


def unreadable(path: AnyPath, error: Exception) -> UnreadableFileError:
    """Return the error for what the system does not let read.

    Args:
        path: of it.
        error: what the system says.

    Example:
        >>> print(unreadable("m.keras", PermissionError(errno.EACCES, "Permission denied")))
        cannot read 'm.keras': permission denied
    """
    return UnreadableFileError(f"cannot read {shown(path)}: {reason_of(error)}")


def reason_of(error: Exception) -> str:
    """Return in words what an error of the system says.

    Args:
        error: of the system.

    Example:
        >>> reason_of(OSError(errno.ELOOP, "Too many levels of symbolic links")), reason_of(ValueError("embedded null byte"))
        ('its links lead in a circle', 'embedded null byte')
    """
    number = getattr(error, "errno", None)
    if number == errno.ELOOP:
        return "its links lead in a circle"
    reason = str(getattr(error, "strerror", None) or error)
    return reason[:1].lower() + reason[1:] if number is not None else reason


def shown(path: AnyPath) -> str:
    """Return a path as it stands in a message: of one that is longer than systems take, its start.

    Args:
        path: any text.

    Example:
        >>> shown(Path("m.keras"))
        "'m.keras'"
    """
    name = os.fspath(path)
    return repr(name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…")
