"""The files of the index of many reports: where they go, and what an earlier index knows."""

from __future__ import annotations

import json
import os
from pathlib import Path

from dotnet_viz.errors import OutputError
from dotnet_viz.files.output import check_output
from dotnet_viz.reporting.many.drifts import Known
from dotnet_viz.reporting.versions import package_version

PAGE, DATA = "index.html", "index.json"
FORMAT, VERSION = "dotnet_viz.reports", 1

_MOST_BYTES = 1 << 28


def check_index_target(folder: str | os.PathLike[str]) -> Path:
    """Return the folder of many reports, which is created where it is not there.

    Args:
        folder: that was asked for.

    Raises:
        OutputError: it is a file, or nothing can be written into it.
    """
    target = Path(folder)
    if target.suffix.lower() in (".html", ".pdf") and not target.is_dir():
        raise OutputError(
            f"the reports on several models go into a folder, such as {os.fspath(target.with_suffix(''))!r}, "
            f"and {os.fspath(folder)!r} names a file"
        )
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot create the folder {os.fspath(folder)!r}: {error.strerror or error}") from error
    for name in (PAGE, DATA):
        check_output(target / name)
    return target


def known_drifts(folder: Path) -> Known:
    """Return the drifts that the index in a folder has, by the contents of baseline and model; none where there is no index.

    Args:
        folder: of many reports.
    """
    try:
        if (folder / DATA).stat().st_size > _MOST_BYTES:
            return {}
        data = json.loads((folder / DATA).read_text(encoding="utf-8"))
        if (data["format"], data["version"], data["made_by"]) != (FORMAT, VERSION, f"dotnet_viz {package_version()}"):
            return {}
        return {
            (str(model["baseline_content"]), str(model["content"])): None if model["drift"] is None else float(model["drift"])
            for model in data["models"]
            if model["baseline_content"] and model["content"]
        }
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
