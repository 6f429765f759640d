"""A few samples of a report's data: images, or rows of a table."""

from __future__ import annotations

from typing import Any

import numpy as np

from dotnet_viz.charts.datasets.samples import sample_images_chart
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_items, format_number
from dotnet_viz.measures.data.table import table_of
from dotnet_viz.measures.evaluation.classifiers.classification import Classification
from dotnet_viz.measures.evaluation.evaluate import Evaluation
from dotnet_viz.measures.evaluation.samples import is_images
from dotnet_viz.measures.evaluation.sequences import TokenClassification
from dotnet_viz.reporting.section import Cell, ColumnHead, Figure, Table, figure, text_cell
from dotnet_viz.thinning import evenly
from dotnet_viz.translation.translate import mark, translate

MAX_IMAGES = 12
MAX_SAMPLES = 6
MAX_COLUMNS = 7

_LONGEST = 40
_CAPTION = mark("A few of the samples, evenly chosen, with their answers.")
_OF_CLASSES = mark("The first sample of each class.")


def sample_image_figure(x: Any, y: Any, measured: Evaluation | None, section: str, number: int) -> Figure | None:
    """Return some samples as images: the first of each class, or of other data evenly chosen ones; ``None`` for other samples.

    Args:
        x: samples.
        y: their answers; ``None`` where they are not known.
        measured: the evaluation on these data, which knows the classes; ``None`` without one.
        section: id of the section.
        number: of the figure in it.
    """
    count = len(x) if hasattr(x, "shape") and np.ndim(x) > 0 else 0
    if not count or not is_images(x, count):
        return None
    classes = _classes(measured, count)
    if classes is not None and len(np.unique(classes)) <= MAX_IMAGES:
        indices, caption = np.unique(classes, return_index=True)[1], _OF_CLASSES
    else:
        indices, caption = evenly(count, MAX_IMAGES), _CAPTION
    answers = [_answer(y, index, measured) for index in indices.tolist()]
    return figure(sample_images_chart(x, indices.tolist(), answers), section, number, translate(caption), "wide")


def sample_table(x: Any, y: Any, measured: Evaluation | None, feature_names: Any) -> Table | None:
    """Return some samples as rows; ``None`` where they are no rows of a table.

    Args:
        x: samples.
        y: their answers; ``None`` where they are not known.
        measured: the evaluation on these data; ``None`` without one.
        feature_names: of the columns of an array; ``None`` for none.
    """
    table = table_of(x)
    if not table.samples or not table.is_tabular or not table.columns:
        return None
    names = table.names if feature_names is None or len(feature_names) != len(table.names) else tuple(feature_names)
    if hasattr(x, "columns"):
        names = table.names
    indices = evenly(table.samples, MAX_SAMPLES).tolist()
    has_answers = any(_answer(y, index, measured) for index in indices)
    answer_head = (ColumnHead("Answer"),) if has_answers else ()
    columns = tuple(ColumnHead(one_line(str(name)), numeric=True) for name in names[:MAX_COLUMNS])
    rows = [
        (
            Cell(str(index), float(index)),
            *((text_cell(_answer(y, index, measured)),) if has_answers else ()),
            *(_cell(column[index]) for column in table.columns[:MAX_COLUMNS]),
        )
        for index in indices
    ]
    caption = translate("A few samples")
    if len(names) > MAX_COLUMNS:
        caption = translate("A few samples, with the first {shown} of {count} columns", shown=MAX_COLUMNS, count=len(names))
    return Table(caption, (ColumnHead("Sample"), *answer_head, *columns), tuple(rows))


def _classes(measured: Evaluation | None, count: int) -> Any:
    """Return the class of each sample; ``None`` where samples have none, or several."""
    result = measured.outputs[0] if measured is not None and len(measured.outputs) == 1 else None
    if not isinstance(result, Classification) or isinstance(result, TokenClassification):
        return None
    return None if result.predictions.is_multi_label or result.samples != count else result.predictions.true


def _answer(y: Any, index: int, measured: Evaluation | None) -> str:
    """Return what is true of a sample in words; empty where it is not one value."""
    result = measured.outputs[0] if measured is not None and len(measured.outputs) == 1 else None
    if isinstance(result, Classification) and not isinstance(result, TokenClassification) and index < result.samples:
        true = result.predictions.true[index]
        if not result.predictions.is_multi_label:
            return _short(result.class_names[int(true)])
        return _short(format_items(result.class_names[place] for place in np.flatnonzero(true)) or "–")
    if y is None or isinstance(y, dict | list | tuple):
        return ""
    value = np.asarray(y)[index]
    return _cell(value.reshape(-1)[0]).text if np.size(value) == 1 else ""


def _cell(value: Any) -> Cell:
    if isinstance(value, np.bool_ | bool) or not isinstance(value, int | float | np.number):
        return Cell(_short(str(value)))
    number = float(value)
    return Cell(format_number(number), number if np.isfinite(number) else None)


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
