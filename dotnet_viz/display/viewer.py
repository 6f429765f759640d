"""Shows a file or a page in the program that this system has for it."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path

from dotnet_viz.errors import VizWarning

Opener = Callable[[Path], bool]


def open_file(path: Path) -> bool:
    """Open a file where there is a screen to see it on; never fails.

    Args:
        path: the file.

    Returns:
        Whether a program was started.
    """
    import subprocess

    command = viewer_command(sys.platform, os.environ)
    if command is None or shutil.which(command) is None:
        return False
    try:
        subprocess.Popen([command, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    except OSError:
        return False
    return True


def open_in_browser(path: Path) -> bool:
    """Open a page or picture in the browser; never fails.

    Args:
        path: the file.

    Returns:
        Whether a browser was started.
    """
    import webbrowser

    try:
        return webbrowser.open(path.resolve().as_uri())
    except (webbrowser.Error, OSError):
        return False


def open_page(page: str, name: str, opener: Opener = open_file) -> Path:
    """Write a page into the system's folder for temporary files and open it.

    The file stays, since the browser may read it after this process has ended. Where nothing opens it, a warning names it.

    Args:
        page: an HTML document.
        name: what the file's name starts with.
        opener: opens the file, and returns whether it could.

    Returns:
        The file.
    """
    handle, path = tempfile.mkstemp(prefix=f"{name}-", suffix=".html")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(page)
    if not opener(Path(path)):
        warnings.warn(f"nothing here opens a browser; the page is {path}", VizWarning, stacklevel=3)
    return Path(path)


def viewer_command(platform: str, environment: Mapping[str, str]) -> str | None:
    """Return the program that opens files, ``None`` where there is no screen.

    Args:
        platform: as ``sys.platform`` has it.
        environment: variables of the process.

    Example:
        >>> viewer_command("linux", {"DISPLAY": ":0"}), viewer_command("linux", {})
        ('xdg-open', None)
    """
    if platform == "win32":
        return "explorer"
    if platform == "darwin":
        return "open"
    return "xdg-open" if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY") else None
