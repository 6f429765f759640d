"""What a report says of predicted classes: of samples, or of the steps of sequences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.evaluation.calibration import calibration_chart
from dotnet_viz.charts.evaluation.confusion import confusion_chart
from dotnet_viz.charts.evaluation.curves import precision_recall_chart, roc_chart
from dotnet_viz.charts.evaluation.errors import error_chart
from dotnet_viz.charts.evaluation.steps import accuracy_chart, error_positions_chart
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.evaluation.classifiers.calibration import class_calibration, confidence_calibration
from dotnet_viz.measures.evaluation.classifiers.classification import Classification, ClassScore
from dotnet_viz.measures.evaluation.classifiers.ranking import Ranking
from dotnet_viz.measures.evaluation.classifiers.scores import overall_scores
from dotnet_viz.measures.evaluation.inputs.predictions import DECISION
from dotnet_viz.measures.evaluation.sequences import TokenClassification
from dotnet_viz.measures.evaluation.worst import is_wrong, worst_predictions
from dotnet_viz.reporting.appendix import split_table
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import AppendixEntry, Cell, ColumnHead, Fact, Table, count_cell, share_cell, text_cell
from dotnet_viz.translation.translate import mark, translate

_CLASS_COLUMNS = (
    ColumnHead("Class"),
    *(ColumnHead(name, numeric=True) for name in (mark("Precision"), mark("Recall"), mark("F1"), mark("Samples"))),
)
_F1 = 3
_WORST_CLASSES = mark("These are the {shown} classes with the smallest F1, of {count}.")
_RULES = {
    "multi-class": mark("The predicted class is the one with the largest output."),
    "binary": mark("One output separates both classes: its values are {values}."),
    "multi-label": mark("Each output is a yes or no of its own: its values are {values}."),
}
_ROC_CURVE = mark("ROC curves: what is found, over what is called so by mistake.")
_ROC_CURVES = mark("ROC curves of each class against all others: what is found, over what is called so by mistake.")
_PRECISION_CURVE = mark("Precision-recall curves: how much of what is called so is right, over what is found.")
_PRECISION_CURVES = mark(
    "Precision-recall curves of each class against all others: how much of what is called so is right, over what is found."
)
_WORST = mark("{shown} of {wrong}.")
_WORST_BY_SCORE = mark("{shown} of {wrong}, those with the least probability of the true class.")
_ALL_WRONG = mark("Every wrong prediction ({count}).")
_ALL_WRONG_BY_SCORE = mark("Every wrong prediction ({count}), the least probability of the true class first.")


def class_rule(result: Classification) -> str:
    """Return how outputs become classes.

    Args:
        result: of classes.
    """
    if result.kind == "multi-class" or result.score_kind == "labels":
        return (
            translate(_RULES["multi-class"]) if result.score_kind != "labels" else translate("The model says the class itself.")
        )
    cut = translate("{scores}, cut at 0", scores=translate(result.score_kind))
    if result.score_kind == "probabilities":
        cut = translate("probabilities, cut at {limit}", limit=format_number(0.5))
    return translate(_RULES[result.kind], values=cut)


def class_facts(result: Classification) -> tuple[Fact, ...]:
    """Return the results in short.

    Args:
        result: of classes.
    """
    rankings = _rankings(result)
    scores = overall_scores(result, rankings)
    facts = [Fact("Accuracy", format_percent(result.accuracy))]
    if "most_frequent_class" in scores:
        facts.append(Fact("Always the most frequent class", format_percent(scores["most_frequent_class"])))
    facts.append(Fact("F1, mean of the classes", format_percent(result.macro.f1)))
    area = scores.get("roc_auc", scores.get("roc_auc_macro"))
    if area is not None:
        name = mark("Area under the ROC curve, mean of the classes") if len(rankings) > 1 else mark("Area under the ROC curve")
        facts.append(Fact(name, format_number(round(area, 4))))
    if isinstance(result, TokenClassification):
        facts.append(Fact("Sequences without an error", format_percent(result.sequence_accuracy)))
        facts.append(Fact("Sequences", format_count(result.positions.sequences)))
        return (*facts, Fact("Positions", format_count(result.samples)), Fact("Classes", format_count(len(result.class_names))))
    return (*facts, Fact("Samples", format_count(result.samples)), Fact("Classes", format_count(len(result.class_names))))


def class_charts(result: Classification, context: ReportContext) -> Iterator[tuple[Chart, str, str]]:
    """Yield the charts with their captions and layouts.

    Args:
        result: of classes.
        context: with the samples, where the report has them.
    """
    yield from _steps(result)
    yield from _matrix(result)
    yield from _curves(result, _rankings(result))
    yield from _worst(result, context)


def class_table(result: Classification, number: int) -> tuple[Table, tuple[AppendixEntry, ...]]:
    """Return the measures of each class, and the table of the appendix that has all of them where they are many.

    Args:
        result: of classes.
        number: that no other output of the section has.
    """
    rows = tuple(_class_row(score) for score in result.classes)
    averages = (replace(one, name=translate(one.name)) for one in (result.macro, result.weighted))
    footer = tuple(map(_class_row, averages))
    whole = Table("Precision, recall and F1 of each class", _CLASS_COLUMNS, rows, footer)
    return split_table(whole, "evaluation", f"classes-{number}", by=_F1, smallest=True, text=_WORST_CLASSES)


def _rankings(result: Classification) -> Sequence[Ranking]:
    return result.rankings if result.predictions.scores is not None else ()


def _steps(result: Classification) -> Iterator[tuple[Chart, str, str]]:
    if isinstance(result, TokenClassification):
        yield accuracy_chart(result), mark("Accuracy at each step, with its 95 % interval."), "chart"


def _matrix(result: Classification) -> Iterator[tuple[Chart, str, str]]:
    if result.confusion is not None:
        caption = mark(
            "Confusion matrix: rows are true classes, columns predicted ones. A cell's depth is its share of the row; "
            "blue is right, red is wrong."
        )
        yield confusion_chart(result), caption, "wide"


def _curves(result: Classification, rankings: Sequence[Ranking]) -> Iterator[tuple[Chart, str, str]]:
    """Yield the curves that the predictions allow."""
    if not rankings:
        return
    predictions = result.predictions
    several = len(rankings) > 1
    micro = result.micro_ranking if several else None
    caption = _ROC_CURVES if several else _ROC_CURVE
    yield roc_chart(rankings, micro, has_macro=several), caption, "chart"
    caption = _PRECISION_CURVES if several else _PRECISION_CURVE
    yield precision_recall_chart(rankings, micro, has_macro=several), caption, "chart"
    if predictions.score_kind == DECISION:
        return
    if predictions.is_binary:
        found = [class_calibration(predictions, predictions.positive)]
    elif predictions.is_multi_label:
        found = [class_calibration(predictions, index) for index in predictions.curve_classes]
    else:
        found = [confidence_calibration(predictions)]
    caption = mark("Calibration: how often what is predicted with a probability is true; below, how many samples have it.")
    yield calibration_chart(found), caption, "chart"


def _worst(result: Classification, context: ReportContext) -> Iterator[tuple[Chart, str, str]]:
    """Yield the worst examples, with what was predicted where the report has it."""
    wrong = int(is_wrong(result.predictions).sum())
    if wrong:
        examples = worst_predictions(result.predictions)
        samples = None if context.data is None else context.data[0]
        if isinstance(result, TokenClassification):
            shape = (result.positions.sequences, result.positions.steps)
            chart = error_positions_chart(result, samples if getattr(samples, "shape", ()) == shape else None)
        else:
            chart = error_chart(examples, samples, wrong, result.samples, context.feature_names)
        yield chart, _shown_of(len(examples), wrong, by_score=result.predictions.scores is not None), "wide"


def _shown_of(shown: int, wrong: int, *, by_score: bool) -> str:
    if shown == wrong:
        return translate(_ALL_WRONG_BY_SCORE if by_score else _ALL_WRONG, count=wrong)
    words = format_count(wrong, "wrong prediction")
    return translate(_WORST_BY_SCORE if by_score else _WORST, shown=format_count(shown), wrong=words)


def _class_row(score: ClassScore) -> tuple[Cell, ...]:
    measures = (score.precision, score.recall, score.f1)
    return (text_cell(score.name), *(share_cell(value) for value in measures), count_cell(score.support))
