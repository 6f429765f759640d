"""What is installed beside this package, looked up anew only where a folder of packages has changed.

A lookup reads the metadata of every package that is installed, which takes longer than a page of a report on a small model.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path

# Importing typing would take longer than all the rest; type checkers take any variable of this name for true.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.metadata import EntryPoint
    from typing import Any

_Folders = tuple[tuple[str, int], ...]


def entry_points_of(group: str) -> list[EntryPoint]:
    """Return what other packages declare of a group, in the order of their names; nothing of them is imported.

    Args:
        group: such as ``"dotnet_viz.readers"``.

    Example:
        >>> entry_points_of("dotnet_viz.nothing")
        []
    """
    # The lookup takes a third of NumPy's import, so it is the last resort.
    from importlib.metadata import entry_points

    return sorted(_entry_points(entry_points, group, _folders()), key=lambda entry: (entry.name, entry.value))


def installed_version(name: str) -> str:
    """Return the version of an installed package, as its metadata or its loaded module says.

    Example:
        >>> installed_version("no such package")
        'unknown'
    """
    from importlib import metadata

    try:
        return _version(name, _folders())
    except metadata.PackageNotFoundError:
        return str(getattr(sys.modules.get(name), "__version__", "unknown"))


@lru_cache(maxsize=16)
def _entry_points(find: Callable[..., Any], group: str, _state: _Folders) -> tuple[EntryPoint, ...]:
    return tuple(find(group=group))


@lru_cache(maxsize=64)
def _version(name: str, _state: _Folders) -> str:
    from importlib.metadata import version

    return version(name)


def _folders() -> _Folders:
    """Return the folders of packages, and when what is in each was last changed."""
    return tuple((path, _changed(Path(path))) for path in sys.path)


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
