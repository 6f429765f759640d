"""A baseline that is a model, measured as the model of the report is."""

from __future__ import annotations

from typing import Any

from dotnet_viz.errors import VizError
from dotnet_viz.evaluation.base import OutputEvaluation
from dotnet_viz.graph import Graph
from dotnet_viz.measures.evaluation.evaluate import evaluate
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.reporting.baseline.answers import answers_digest
from dotnet_viz.reporting.baseline.baseline import Baseline, findings_in_brief
from dotnet_viz.reporting.measured.model import Measurements
from dotnet_viz.reporting.measured.quantities import (
    finding_quantities,
    metric_quantities,
    model_quantities,
    training_quantities,
)
from dotnet_viz.reporting.measured.results import evaluations_of, model_check, training_check
from dotnet_viz.translation.translate import translate


def model_baseline(
    name: str,
    graph: Graph | None,
    *,
    run: TrainingRun | None = None,
    model: Any = None,
    data: tuple[Any, Any] | None = None,
    **options: Any,
) -> Baseline:
    """Return a model as a baseline.

    Args:
        name: of its file or of the model.
        graph: the model; ``None`` for a training whose log does not have it.
        run: its training; ``None`` without one.
        model: what predicts; ``None`` where nothing can.
        data: samples and answers that it is evaluated on; ``None`` without any.
        options: of :func:`~dotnet_viz.measures.evaluation.evaluate.evaluate`.

    Raises:
        VizError: its weights cannot be read. That it cannot predict the data is a note.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> found = model_baseline("old.npz", read([np.zeros((3, 2))]))
        >>> found.quantities["parameters"].value, found.findings[0].check
        (6, 'all-zero')
    """
    measured = None if graph is None else Measurements(graph)
    evaluations: tuple[OutputEvaluation, ...] = ()
    notes: tuple[str, ...] = ()
    if model is not None and data is not None and data[1] is not None:
        try:
            evaluations = evaluations_of(evaluate(model, *data, **options))
        except VizError as error:
            notes = (translate("The baseline was not evaluated on the data: {reason}", reason=error),)
    checks = (None if measured is None else model_check(measured, run), training_check(run))
    results = tuple(result for result in checks if result is not None)
    quantities = {} if measured is None else model_quantities(measured.summary)
    return Baseline(
        name=name,
        quantities=quantities | finding_quantities(results) | training_quantities(run) | metric_quantities(evaluations),
        findings=findings_in_brief(results),
        graph=graph,
        evaluations=evaluations,
        answers=tuple(answers_digest(one.answers) for one in evaluations),
        notes=notes,
    )
