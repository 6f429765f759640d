"""How much memory this process holds."""

from __future__ import annotations

import sys
from pathlib import Path

from dotnet_viz.files.paths import exists

_STATUS = Path("/proc/self/statm")


def resident_bytes() -> int | None:
    """Return the bytes of memory of this process that are in use, ``None`` where the system does not report it.

    On Linux they are the current ones; on other systems, where that takes another package, the most so far.

    Example:
        >>> bytes_in_use = resident_bytes()
        >>> bytes_in_use is None or bytes_in_use > 1 << 20
        True
    """
    try:
        import resource

        if exists(_STATUS):
            return int(_STATUS.read_text(encoding="ascii").split()[1]) * resource.getpagesize()
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    except (ImportError, OSError, ValueError, IndexError):
        return None
    return most if sys.platform == "darwin" else most * 1024
