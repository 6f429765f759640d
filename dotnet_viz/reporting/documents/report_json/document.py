"""The whole of ``report.json``; ``docs/report-json.md`` describes it, and ``schema.json`` beside this file defines it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from dotnet_viz.measures.severities import SEVERITIES
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.documents.report_json.evaluation import evaluation_part
from dotnet_viz.reporting.documents.report_json.model import model_part
from dotnet_viz.reporting.documents.report_json.plain import plain_json
from dotnet_viz.reporting.documents.report_json.sections import section_parts
from dotnet_viz.reporting.documents.report_json.training import training_part
from dotnet_viz.reporting.file_names import FORMAT, VERSION
from dotnet_viz.reporting.section import SectionData
from dotnet_viz.reporting.versions import package_version, software_versions


def report_document(context: ReportContext, sections: Sequence[SectionData]) -> dict[str, Any]:
    """Return everything that a report says as plain JSON values.

    Args:
        context: what the report is made from.
        sections: that were built from it.
    """
    results = context.condition_results
    document = {
        "format": FORMAT,
        "version": VERSION,
        "generator": {"name": "dotnet_viz", "version": package_version()},
        "title": context.heading,
        "subject": context.subject,
        "date": context.date,
        "seed": context.seed,
        "passed": all(result.passed for result in results) if results else None,
        "conditions": [{**asdict(result), "sentence": result.sentence} for result in results],
        "quantities": {name: {"value": one.value, "unit": one.unit} for name, one in context.quantities.items()},
        "model": model_part(context),
        "findings": _findings(context),
        "training": training_part(context.run),
        "data": _data(context),
        "evaluation": evaluation_part(context),
        "comparison": _comparison(context),
        "software": software_versions(context.model),
        "sections": section_parts(sections),
    }
    plain: dict[str, Any] = plain_json(document)
    return plain


def _comparison(context: ReportContext) -> dict[str, Any] | None:
    if context.changes is None:
        return None
    from dotnet_viz.reporting.documents.report_json.comparison import comparison_part

    return comparison_part(context.changes)


def _findings(context: ReportContext) -> dict[str, Any]:
    named = [
        (name, result) for name, result in (("model", context.model_check), ("training", context.training_check)) if result
    ]
    items = [
        {
            "of": name,
            "severity": finding.severity,
            "check": finding.check,
            "layer": finding.layer,
            "weight": finding.weight,
            "message": finding.message,
            "value": finding.observed,
            "threshold": finding.threshold,
            "fix": finding.fix,
            "source": {"title": finding.source.title, "link": finding.source.link},
            "epoch": finding.epoch,
        }
        for name, result in named
        for finding in result.findings
    ]
    items.sort(key=lambda item: SEVERITIES.index(item["severity"]))
    return {
        "counts": {severity: sum(item["severity"] == severity for item in items) for severity in SEVERITIES},
        "checks": [check for result in context.checks for check in result.checks],
        "skipped": [skipped for result in context.checks for skipped in result.skipped],
        "items": items,
    }


def _data(context: ReportContext) -> dict[str, Any] | None:
    if context.data is None and context.evaluation is None:
        return None
    from dotnet_viz.reporting.baseline.answers import answers_digest

    answers = [answers_digest(one.answers) for one in context.evaluations]
    summary = None if context.data_summary is None else asdict(context.data_summary)
    return {"source": context.data_source, "notes": context.data_notes, "answers_sha256": answers, "summary": summary}
