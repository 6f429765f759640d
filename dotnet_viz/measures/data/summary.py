"""A data set in numbers: columns, balance of the classes, what is missing, repeated or shared with the training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.formatting import format_count, format_list, format_number, format_percent
from dotnet_viz.measures.data.columns import ColumnSummary, summarise_column
from dotnet_viz.measures.data.duplicates import Duplicates, find_duplicates
from dotnet_viz.measures.data.missing import missing_values
from dotnet_viz.measures.data.table import DataTable, table_of
from dotnet_viz.translation.translate import mark, translate

MAX_CLASSES = 1000
RARE = 0.4
"""Share of the rarest class, in balanced shares, below which classes are called unbalanced: the 20 % of two classes from which
Google's machine learning course speaks of moderate imbalance."""
_NAMED = 5
_CONSTANT = (
    mark("{names} has one value in all samples, so that a model can learn nothing from it."),
    mark("{names} have one value in all samples, so that a model can learn nothing from them."),
)
_INDEX = (
    mark("{names} counts the samples, as the index of a table does: what a model learns from it is their order."),
    mark("{names} count the samples, as the index of a table does: what a model learns from them is their order."),
)


@dataclass(frozen=True)
class DataSummary:
    """A data set in numbers.

    Args:
        samples: number of samples.
        training_samples: number of samples of the training; ``None`` where they are not known.
        columns: one for each column of a table, or for each input that is an array.
        target: the column of the answers; ``None`` without answers.
        classes: each class and how often it occurs, in the order of the classes; empty where answers are amounts.
        duplicates: rows that occur more than once.
        notes: sentences on what deserves attention.
    """

    samples: int
    training_samples: int | None
    columns: tuple[ColumnSummary, ...]
    target: ColumnSummary | None
    classes: tuple[tuple[str, int], ...]
    duplicates: Duplicates
    notes: tuple[str, ...]


def summarise_data(
    x: Any,
    y: Any = None,
    *,
    training: Any = None,
    feature_names: Sequence[str] | None = None,
    class_names: Sequence[str] | None = None,
    has_classes: bool | None = None,
) -> DataSummary:
    """Describe samples and their answers.

    Args:
        x: samples; see :func:`~dotnet_viz.measures.data.table.table_of`.
        y: answers, shape (samples,), or one-hot rows of shape (samples, classes); ``None`` without.
        training: the samples that the model was trained with, or a pair of them and their answers; ``None`` where unknown.
        feature_names: names of the columns of an array.
        class_names: names of the classes, where ``y`` has their numbers.
        has_classes: whether the answers are classes; ``None`` takes texts, booleans and few whole numbers for classes.

    Raises:
        VizError: the data cannot be understood; the message names what is wrong.

    Example:
        >>> found = summarise_data(np.array([[1.0, 2.0], [3.0, np.nan]]), np.array([0, 1]), class_names=["low", "high"])
        >>> found.classes, found.columns[1].missing
        ((('low', 1), ('high', 1)), 1)
    """
    table = table_of(x, feature_names)
    before = None if training is None else table_of(training[0] if isinstance(training, tuple) else training)
    columns = tuple(summarise_column(name, values) for name, values in zip(table.names, table.columns, strict=True))
    answers = None if y is None else _labels(np.asarray(y))
    target = None if answers is None else summarise_column("target", answers)
    is_class = target is not None and (_has_classes(target) if has_classes is None else has_classes)
    classes = _class_counts(answers, class_names) if is_class and answers is not None else ()
    duplicates = find_duplicates(table, before)
    notes = (
        *_column_notes(columns),
        *_class_notes(classes),
        *_answer_notes(target, classes),
        *_row_notes(duplicates, table),
        *_leaks(table, answers),
    )
    return DataSummary(table.samples, None if before is None else before.samples, columns, target, classes, duplicates, notes)


def _labels(y: NDArray[Any]) -> NDArray[Any]:
    is_rows = y.ndim > 1 and y.shape[-1] > 1 and y.dtype.kind in "biuf"
    if is_rows and bool(np.isin(y, (0, 1)).all()) and bool((y.sum(axis=-1) == 1).all()):
        return np.ravel(y.argmax(axis=-1))
    return y[..., 0].ravel() if y.ndim > 1 and y.shape[-1] == 1 else y


def _has_classes(target: ColumnSummary) -> bool:
    if target.kind in ("category", "yes or no"):
        return True
    return target.kind == "whole number" and target.distinct is not None and target.distinct <= 20


def _class_counts(answers: NDArray[Any], class_names: Sequence[str] | None) -> tuple[tuple[str, int], ...]:
    there = answers[~missing_values(answers)] if answers.ndim == 1 else answers.ravel()
    if there.dtype.kind == "O":
        there = there.astype(str)
    values, counts = np.unique(there, return_counts=True)
    found = dict(zip(values.tolist(), counts.tolist(), strict=True))
    if class_names is not None and _are_numbers_of(values, len(class_names)):
        return tuple((str(name), int(found.get(number, 0))) for number, name in enumerate(class_names))
    return tuple((f"{value:g}" if isinstance(value, float) else str(value), int(count)) for value, count in found.items())[
        :MAX_CLASSES
    ]


def _are_numbers_of(values: NDArray[Any], count: int) -> bool:
    return values.dtype.kind in "iufb" and bool(np.isin(values, np.arange(count)).all())


def _column_notes(columns: Sequence[ColumnSummary]) -> list[str]:
    notes = []
    lacking = [one for one in columns if one.missing]
    if lacking:
        count = sum(one.missing for one in lacking)
        names = _listed([one.name for one in lacking])
        notes.append(
            translate(
                "{count} value is missing, in {names}.", "{count} values are missing, in {names}.", count=count, names=names
            )
        )
    infinite = [one for one in columns if one.infinite]
    if infinite:
        count = sum(one.infinite for one in infinite)
        names = _listed([one.name for one in infinite])
        notes.append(
            translate(
                "{count} value is infinite, in {names}.", "{count} values are infinite, in {names}.", count=count, names=names
            )
        )
    for named, (one, several) in (
        ([column.name for column in columns if column.is_constant], _CONSTANT),
        ([column.name for column in columns if column.is_index], _INDEX),
    ):
        if named:
            notes.append(translate(one if len(named) == 1 else several, names=_listed(named)))
    return notes


def _answer_notes(target: ColumnSummary | None, classes: Sequence[tuple[str, int]]) -> list[str]:
    """Return a note on answers that are all the same one, which any model that always gives it has right."""
    if target is None or not target.is_constant or target.missing:
        return []
    answer = next((name for name, count in classes if count), None)
    if answer is None:
        answer = target.common[0][0] if target.common else format_number(target.minimum or 0.0)
    return [translate("All samples have the same answer, {answer}: how good a model is does not show on them.", answer=answer)]


def _class_notes(classes: Sequence[tuple[str, int]]) -> list[str]:
    total = sum(count for _, count in classes)
    absent = [name for name, count in classes if count == 0]
    notes = [translate("The classes {names} do not occur in the data.", names=_listed(absent))] if absent else []
    present = [(count, name) for name, count in classes if count]
    if len(present) > 1:
        least, most = min(present), max(present)
        if least[0] / total * len(present) < RARE:
            notes.append(
                translate(
                    "The classes are not balanced: {most} of the samples are {commonest}, {least} are {rarest}.",
                    most=format_percent(most[0] / total),
                    commonest=most[1],
                    least=format_percent(least[0] / total),
                    rarest=least[1],
                )
            )
    return notes


def _row_notes(duplicates: Duplicates, table: DataTable) -> list[str]:
    notes = []
    if duplicates.repeated:
        notes.append(
            translate(
                "{count} sample equals an earlier one ({share}).",
                "{count} samples equal an earlier one ({share}).",
                count=duplicates.repeated,
                share=format_percent(duplicates.repeated / table.samples),
            )
        )
    if duplicates.in_training:
        notes.append(
            translate(
                "{count} sample is in the data of the training too ({share}): the model knows their answers.",
                "{count} samples are in the data of the training too ({share}): the model knows their answers.",
                count=duplicates.in_training,
                share=format_percent(duplicates.in_training / table.samples),
            )
        )
    return notes


def _leaks(table: DataTable, answers: NDArray[Any] | None) -> list[str]:
    """Name the columns that equal the answers, which no honest data set has."""
    if answers is None or answers.ndim != 1 or len(answers) != table.samples or len(np.unique(answers.astype(str))) < 2:
        return []
    equal = [
        name
        for name, column in zip(table.names, table.columns, strict=True)
        if column.ndim == 1 and column.dtype.kind == answers.dtype.kind and bool(np.array_equal(column, answers))
    ]
    return (
        [translate("{names} equals the target, so the model is given what it should predict.", names=_listed(equal))]
        if equal
        else []
    )


def _listed(names: Sequence[str]) -> str:
    # A name such as "row 0, column 1" would read as two.
    shown = [f"“{name}”" if "," in name else name for name in names[:_NAMED]]
    more = len(names) - len(shown)
    return format_list([*shown, translate("{more} more", more=format_count(more))] if more else shown)
