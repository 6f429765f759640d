"""Whether conditions can be checked at all, which is known before the model predicts."""

from __future__ import annotations

from dotnet_viz.reporting.conditions.result import check_conditions
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.measured.quantities import FINDING_QUANTITIES, model_quantities, training_quantities


def check_conditions_of(context: ReportContext, *, has_baseline: bool) -> None:
    """Raise where a condition of a report cannot be checked whatever the model predicts.

    Args:
        context: what the report is made from.
        has_baseline: whether there is a baseline, which may not have been read yet.

    Raises:
        OptionError: see :func:`~dotnet_viz.reporting.conditions.result.check_conditions`.
    """
    if not context.conditions:
        return
    known = [] if context.measurements is None else list(model_quantities(context.measurements.summary))
    check_conditions(
        context.conditions,
        known=[*known, *FINDING_QUANTITIES, *training_quantities(context.run)],
        has_metrics=context.evaluation is not None or (context.data is not None and context.data[1] is not None),
        has_baseline=has_baseline,
        has_training=context.run is not None,
    )
