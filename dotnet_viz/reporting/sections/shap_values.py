"""What each feature adds to the answers of an estimator, by its SHAP values."""

from __future__ import annotations

from dotnet_viz.charts.explanations.shap.explanation import ShapExplanation
from dotnet_viz.errors import MissingDependencyError
from dotnet_viz.explain.libraries.shap.explain import shap_values
from dotnet_viz.explain.libraries.shap.request import Request
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.given.inputs import failure_line
from dotnet_viz.reporting.section import Figure, SectionData, figure
from dotnet_viz.reporting.statements.estimator_rows import TabularData, tabular_data
from dotnet_viz.translation.translate import mark, translate

TITLE = mark("SHAP values")
MAX_SAMPLES = 200
SHOWN_FEATURES = 10


def build(context: ReportContext) -> SectionData | None:
    """Return SHAP values where they were asked for; ``None`` where not, or where the model is no estimator."""
    data = tabular_data(context, MAX_SAMPLES) if context.shap else None
    if data is None:
        return None
    names = None if context.class_names is None else list(context.class_names)
    request = Request("auto", 0, None)
    try:
        found = shap_values(context.model, data.x, request, feature_names=data.feature_names, class_names=names)
        explanation = ShapExplanation(found)
        values = {"failures": (), "notes": _notes(explanation, data), "figures": _figures(explanation)}
    except MissingDependencyError:
        raise
    except Exception as error:  # estimators of users can raise anything, and no report should be lost by it
        values = {"failures": (failure_line(error),), "notes": (), "figures": ()}
    return SectionData("shap_values", TITLE, values)


def _notes(explanation: ShapExplanation, data: TabularData) -> tuple[str, ...]:
    return tuple(note for note in (data.note, *explanation.notes) if note)


def _figures(explanation: ShapExplanation) -> tuple[Figure, ...]:
    """Return the figures of the last output: of two classes the second, of one amount that."""
    output = len(explanation.output_names) - 1
    name = explanation.output_names[output]
    most = SHOWN_FEATURES
    charts = (
        (
            explanation.beeswarm(output=output, max_features=most),
            translate("Each point is a sample: what its feature adds to {name}.", name=name),
        ),
        (
            explanation.bar(output=output, max_features=most),
            translate("The mean magnitude of what each feature adds to {name}.", name=name),
        ),
        (
            explanation.waterfall(0, output=output, max_features=most),
            translate("How {name} comes about for the first sample.", name=name),
        ),
    )
    return tuple(
        figure(chart, "shap_values", number, caption, "wide") for number, (chart, caption) in enumerate(charts, start=1)
    )
