"""Shows a file in the program that this system has for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path


def show(path: Path) -> bool:
    """Open a file where there is a display to see it on; never fails.

    Args:
        path: the file.

    Returns:
        Whether a program was started.
    """
    command = viewer_command(sys.platform, os.environ)
    if command is None or shutil.which(command) is None:
        return False
    try:
        subprocess.Popen([command, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    except OSError:
        return False
    return True


def viewer_command(platform: str, environment: Mapping[str, str]) -> str | None:
    """Return the program that opens files, ``None`` where there is no display.

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
