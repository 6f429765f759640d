"""A baseline that is the ``report.json`` of a model: somebody else's file, of which every part is checked before it is used."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dotnet_viz.errors import UnreadableFileError, VizError
from dotnet_viz.files.formats.json_text import json_file
from dotnet_viz.files.paths import is_file, is_folder
from dotnet_viz.measures.severities import SEVERITIES
from dotnet_viz.reporting.baseline.baseline import Baseline, FindingInBrief
from dotnet_viz.reporting.baseline.report_part import ReportPart, short
from dotnet_viz.reporting.baseline.reported_model import read_reported_model
from dotnet_viz.reporting.file_names import FILE_NAME, FORMAT, VERSION
from dotnet_viz.reporting.measured.quantities import UNITS, WHOLE, Quantity
from dotnet_viz.translation.translate import mark, translate

_REPORT = f"{FILE_NAME}.json"
LACKING = mark("The baseline is a report, which has no weights and no predictions: only its numbers are compared.")
PARTLY_KNOWN = mark(
    "The baseline is a report: layers are compared by class, shapes, parameters and connections, weights by their statistics. "
    "It has no other settings of layers, no values of weights and no predictions."
)
MAX_QUANTITIES = 100_000
MAX_FINDINGS = 100_000


def report_file(source: object) -> Path | None:
    """Return the ``report.json`` that a source is, or that a folder of a report has; ``None`` for anything else.

    Args:
        source: anything that users name as a baseline.
    """
    if not isinstance(source, str | os.PathLike) or (isinstance(source, str) and source.lstrip().startswith("{")):
        return None
    path = Path(source)
    try:
        if is_folder(path):
            return path / _REPORT if is_file(path / _REPORT) else None
        if path.suffix.lower() != ".json" or not is_file(path):
            return None
        return path if json_file(path).get("format") == FORMAT else None
    except (OSError, ValueError, VizError):  # what else it is, or what is wrong with it, is said by the readers of models
        return None


def read_report_baseline(path: str | os.PathLike[str]) -> Baseline:
    """Return the baseline that a ``report.json`` is.

    Args:
        path: of the file.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is no report, of a newer version, or has something else than a report has.
        UnsafeFileError: it is longer, deeper or larger than JSON that is read.
    """
    file = Path(path)
    # The reports of all models can have one name, and their folders that of the models.
    name = f"{file.parent.name}/{file.name}" if file.name == _REPORT and file.parent.name else file.name
    return report_baseline(json_file(file), name, repr(str(file)))


def report_baseline(document: Mapping[str, Any], name: str, what: str) -> Baseline:
    """Return the baseline that the parts of a report are.

    Args:
        document: as ``Report.to_dict()`` returns it.
        name: what texts call it.
        what: what it is, for error messages.

    Raises:
        UnreadableFileError: see :func:`read_report_baseline`.
    """
    part = ReportPart(document, what)
    if document.get("format") != FORMAT:
        raise UnreadableFileError(f"{what} is no report of dotnet_viz: its format is {str(document.get('format'))[:60]!r}")
    version = part.number("version")
    if version != VERSION:
        raise UnreadableFileError(f"{what} has version {version:g} of report.json, and version {VERSION} is read")
    quantities = part.part("quantities")
    findings = part.part("findings").parts("items", MAX_FINDINGS)
    outputs = part.part("evaluation").parts("outputs", 1000) if document.get("evaluation") is not None else []
    model = read_reported_model(part.part("model")) if part.has("model") else None
    if len(quantities.values) > MAX_QUANTITIES:
        raise UnreadableFileError(f"{what} has {len(quantities.values):,} quantities; at most {MAX_QUANTITIES:,} are read")
    return Baseline(
        name=name,
        quantities={short(key): _quantity(quantities.part(key)) for key in quantities.values},
        findings=tuple(_finding(finding) for finding in findings),
        answers=tuple(output.text("answers_sha256") for output in outputs),
        notes=(translate(LACKING if model is None else PARTLY_KNOWN),),
        reported=model,
    )


def _quantity(part: ReportPart) -> Quantity:
    unit = part.text("unit", UNITS)
    if part.values.get("value") is None:
        return Quantity(None, unit, "its report has no number for it")
    value = part.number("value")
    if unit in WHOLE and value != int(value):
        raise UnreadableFileError(f"{part.what} is {value!r} and no whole number")
    return Quantity(int(value) if unit in WHOLE else value, unit)


def _finding(part: ReportPart) -> FindingInBrief:
    weight = None if part.values.get("weight") is None else part.text("weight")
    severity = part.text("severity", SEVERITIES)
    return FindingInBrief(severity, part.text("check"), part.text("layer"), weight, part.text("message"))
