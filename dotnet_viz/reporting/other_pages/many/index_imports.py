"""What an index is made with, imported while other processes make the reports: it takes as long as some of these."""

from __future__ import annotations

import contextlib
import threading
from functools import cache
from importlib import import_module

MODULES = (
    "dotnet_viz.reporting.other_pages.many.drifts",
    "scipy.cluster.hierarchy",
    "dotnet_viz.reporting.other_pages.many.table",
    "dotnet_viz.reporting.other_pages.many.families",
    "dotnet_viz.reporting.templating.environment",
    "dotnet_viz.reporting.templating.compiled",
)


@cache
def import_ahead() -> threading.Thread:
    """Begin to import, in a thread of its own, once in a process: whoever needs one of the modules waits for it alone.

    Returns:
        The thread, which ends when all are imported.
    """
    thread = threading.Thread(target=_import, daemon=True)
    thread.start()
    return thread


def _import() -> None:
    for name in MODULES:
        with contextlib.suppress(Exception):  # whoever needs it says what is wrong with it
            import_module(name)
