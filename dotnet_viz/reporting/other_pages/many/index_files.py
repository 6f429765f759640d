"""The files of the index of many reports: where they go, and what an earlier index knows."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dotnet_viz.errors import OutputError
from dotnet_viz.files.output import check_output, make_folder
from dotnet_viz.files.paths import is_folder
from dotnet_viz.reporting.other_pages.many.facts import ReportedModel
from dotnet_viz.reporting.versions import package_version

if TYPE_CHECKING:
    from dotnet_viz.reporting.other_pages.many.drifts import Known

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
    if target.suffix.lower() in (".html", ".pdf") and not is_folder(target):
        raise OutputError(
            f"the reports on several models go into a folder, such as {os.fspath(target.with_suffix(''))!r}, "
            f"and {os.fspath(folder)!r} names a file"
        )
    make_folder(target)
    for name in (PAGE, DATA):
        check_output(target / name)
    return target


def index_key(models: Sequence[ReportedModel], title: str, language: str) -> str:
    """Return what an index is made of, in one digest; empty where a model has no report, or one that is not known again.

    Args:
        models: that it lists.
        title: heading of the page.
        language: of the page.
    """
    if not all(model.key for model in models):
        return ""
    parts = [[model.source, model.folder, model.key, model.has_pdf] for model in models]
    return hashlib.sha256(json.dumps([VERSION, package_version(), title, language, parts]).encode()).hexdigest()


def unchanged_index(folder: Path, models: Sequence[ReportedModel], key: str) -> tuple[ReportedModel, ...] | None:
    """Return the models with the drifts of the index in a folder, which is that of these models; ``None`` where it is not.

    Args:
        folder: of many reports.
        models: whose reports are all there.
        key: see :func:`index_key`.
    """
    data = _earlier(folder)
    try:
        if not key or data["key"] != key or (folder / PAGE).stat().st_size != data["page_size"]:
            return None
        return tuple(
            replace(
                model,
                baseline=str(known["baseline"] or ""),
                baseline_content=str(known["baseline_content"] or ""),
                drift=None if known["drift"] is None else float(known["drift"]),
            )
            for model, known in zip(models, data["models"], strict=True)
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def known_drifts(folder: Path) -> Known:
    """Return the drifts that the index in a folder has, by the contents of baseline and model; none where there is no index.

    Args:
        folder: of many reports.
    """
    data = _earlier(folder)
    try:
        return {
            (str(model["baseline_content"]), str(model["content"])): None if model["drift"] is None else float(model["drift"])
            for model in data["models"]
            if model["baseline_content"] and model["content"]
        }
    except (ValueError, KeyError, TypeError):
        return {}


def _earlier(folder: Path) -> Any:
    """Return the data of the index in a folder, if this version made it; an empty mapping where there is none."""
    try:
        if (folder / DATA).stat().st_size > _MOST_BYTES:
            return {}
        data = json.loads((folder / DATA).read_text(encoding="utf-8"))
        made_by = data["format"], data["version"], data["made_by"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return data if made_by == (FORMAT, VERSION, f"dotnet_viz {package_version()}") else {}
