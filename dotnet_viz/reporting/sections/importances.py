"""Which features matter to an estimator, and how its answers depend on the first of them."""

from __future__ import annotations

from contextlib import suppress

from dotnet_viz.charts.estimators.importance import importance_chart, measured_in_words
from dotnet_viz.charts.estimators.partial_dependence import dependence_chart
from dotnet_viz.errors import VizError
from dotnet_viz.measures.importance.built_in import built_in_importances
from dotnet_viz.measures.importance.partial_dependence import partial_dependence
from dotnet_viz.measures.importance.permutation import permutation_importances
from dotnet_viz.measures.importance.result import Importances
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.given.inputs import failure_line
from dotnet_viz.reporting.section import Figure, SectionData, figure
from dotnet_viz.reporting.statements.estimator_rows import TabularData, tabular_data
from dotnet_viz.translation.translate import mark, translate

SHOWN_FEATURES = 15
DEPENDENCES = 4
REPEATS = 5
_LINES = 40


def build(context: ReportContext) -> SectionData | None:
    """Return importances and partial dependence; ``None`` where the model is no estimator, or there are no data."""
    data = tabular_data(context)
    if data is None:
        return None
    failures: list[str] = []
    figures: list[Figure] = []
    try:
        found = permutation_importances(context.model, data.x, data.y, repeats=REPEATS, feature_names=data.feature_names)
        caption = translate(
            "How much the score drops when a feature is shuffled, {measured}; whiskers are of {repeats} repeats.",
            measured=measured_in_words(found),
            repeats=REPEATS,
        )
        figures.append(figure(importance_chart(found, max_features=SHOWN_FEATURES), "importances", 1, caption))
    except Exception as error:  # estimators of users can raise anything, and no report should be lost by it
        return SectionData("importances", "Importances", {"failures": (failure_line(error),), "note": "", "figures": ()})
    with suppress(VizError):  # not every model has any
        own = built_in_importances(context.model, data.x, data.y, feature_names=data.feature_names)
        chart = importance_chart(own, max_features=SHOWN_FEATURES)
        figures.append(
            figure(
                chart, "importances", 2, translate("What the model itself states: {measured}.", measured=measured_in_words(own))
            )
        )
    try:
        figures += _dependences(context, data, found, len(figures) + 1)
    except Exception as error:
        failures.append(translate("There is no partial dependence: {reason}", reason=failure_line(error)))
    values = {"failures": tuple(failures), "note": data.note, "figures": tuple(figures)}
    return SectionData("importances", "Importances", values)


def _dependences(context: ReportContext, data: TabularData, found: Importances, number: int) -> list[Figure]:
    most = [found.names[position] for position in found.order[:DEPENDENCES]]
    names = None if context.class_names is None else list(context.class_names)
    numbers = [name for name in most if _is_amount(data, found.names.index(name))]
    if not numbers or not _has_answer(context.model):
        return []
    dependence = partial_dependence(context.model, data.x, numbers, feature_names=data.feature_names, class_names=names)
    caption = mark(
        "How the answer depends on the features that matter most: the mean over all samples (thick) and single samples."
    )
    chart = dependence_chart(dependence, target=None, max_lines=_LINES, centered=False)
    return [figure(chart, "importances", number, caption, "wide")]


def _has_answer(model: object) -> bool:
    """Whether a model answers with amounts or classes; a clusterer, say, gives numbers of clusters, which have no mean."""
    from sklearn.base import is_classifier, is_regressor

    return not hasattr(model, "get_params") or is_classifier(model) or is_regressor(model)


def _is_amount(data: TabularData, position: int) -> bool:
    column = data.x.iloc[:, position] if hasattr(data.x, "iloc") else data.x[:, position]
    return getattr(column.dtype, "kind", "O") in "iuf"
