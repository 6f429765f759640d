"""The flags of ``dotnet-viz report`` as the options of :func:`dotnet_viz.report`, whose names they have."""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Collection
from typing import Any


def report_options(arguments: argparse.Namespace, left_out: Collection[str]) -> dict[str, Any]:
    """Return the options of a report that were given, by their names.

    Args:
        arguments: of the command.
        left_out: options whose values are not those of the flags.
    """
    from dotnet_viz.api.reports.one_report import report

    given = vars(arguments) | {"conditions": arguments.require}
    names = [name for name in inspect.signature(report).parameters if name in given and name not in left_out]
    return {name: given[name] for name in names if given[name] is not None and given[name] is not False and given[name] != []}
