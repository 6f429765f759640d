"""The evaluation in ``report.json``: every measure with its interval, of each class and of each output."""

from __future__ import annotations

from typing import Any

from dotnet_viz.reporting.context import ReportContext

MOST_CLASSES = 100
"""Of a confusion matrix that is written."""


def evaluation_part(context: ReportContext) -> dict[str, Any] | None:
    """Return how well the model does; ``None`` without an evaluation.

    Args:
        context: of the report.
    """
    measured = context.measured
    if measured is None:
        return None
    from dotnet_viz.evaluation.evaluate import evaluation_of
    from dotnet_viz.reporting.baseline.answers import answers_digest

    outputs = []
    for number in range(len(measured.outputs)):
        evaluation = evaluation_of(measured, output=number, intervals=True)
        found = evaluation.to_dict()
        if len(found.get("confusion_matrix") or ()) > MOST_CLASSES:
            found["confusion_matrix"] = None
        outputs.append({**found, "answers_sha256": answers_digest(evaluation.answers)})
    return {"samples": measured.samples, "outputs": outputs}
