"""The numbers of a chart as a table of a page, for those who cannot see it or want to go on with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from dotnet_viz.charts.data import ChartData, plain
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_number
from dotnet_viz.measures.importance.result import dropping_score
from dotnet_viz.thinning import evenly
from dotnet_viz.translation.translate import mark, translate

MOST_ROWS = 128
"""That a page has as they are, such as the cells of a matrix or the epochs of a training."""
THINNED_ROWS = 24
"""Of a longer table: more points of a curve say no more, and the object that drew it has all."""
MOST_COLUMNS = 12
MOST_FACTS = 12


@dataclass(frozen=True)
class ChartNumbers:
    """What a chart shows, in words.

    Args:
        columns: names.
        rows: a text for each column.
        facts: names and values that are of the whole chart.
        row_count: how many rows there are, of which these may be some.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    facts: tuple[tuple[str, str], ...] = ()
    row_count: int = 0


_NAMES = (
    mark("accuracy of all"),
    mark("answer"),
    mark("attribution"),
    mark("average"),
    mark("base value"),
    mark("best epoch"),
    mark("brier score"),
    mark("chance"),
    mark("change from the first"),
    mark("cluster"),
    mark("count others"),
    mark("count own"),
    mark("curve"),
    mark("deviations are"),
    mark("deviation"),
    mark("difference"),
    mark("effect"),
    mark("error rate"),
    mark("errors"),
    mark("expected"),
    mark("expected calibration error"),
    mark("explained output"),
    mark("explained variance ratio"),
    mark("explainer"),
    mark("false negative cost"),
    mark("false positive cost"),
    mark("high"),
    mark("local prediction"),
    mark("largest error"),
    mark("low"),
    mark("lowest cost"),
    mark("lowest cost threshold"),
    mark("mean"),
    mark("mean IoU"),
    mark("frequency weighted IoU"),
    mark("mean cost"),
    mark("mean predicted"),
    mark("measure"),
    mark("measured"),
    mark("metric"),
    mark("others"),
    mark("overall"),
    mark("predicted class"),
    mark("prediction"),
    mark("repeats"),
    mark("residual"),
    mark("score"),
    mark("shap value"),
    mark("share called positive"),
    mark("share true"),
    mark("silhouette"),
    mark("similarity"),
    mark("standard error"),
    mark("tensor"),
    mark("threshold"),
    mark("tried"),
    mark("true probability"),
)
"""Names that charts give to their numbers, for the catalogues; others are those of features, classes or metrics."""

_VALUES = frozenset(
    {mark("baseline"), mark("this model"), mark("permutation"), mark("drop column"), mark("built-in")}
    | {"predicted class", mark("micro average"), mark("macro average"), mark("weighted average")}
    | {mark("mean decrease in impurity"), mark("coefficient"), mark("|coefficient|")}
    | {mark("coefficient times the feature's standard deviation")}
    | {mark("|coefficient times the feature's standard deviation|"), mark("standard errors of least squares")}
)
"""What charts say in words among their numbers; other texts are names of classes, features or metrics."""

_WRITTEN = {"r2": "R²", "max error": "largest error", "iou": "IoU", "dice": "Dice"}
"""Names of numbers in programs, as people write them."""

_EPOCH = re.compile(r"epoch (\d+)")
_COLUMN = re.compile(r"column (.+)")


def chart_numbers(picture: object) -> ChartNumbers | None:
    """Return the numbers that a picture keeps, few rows of a long table; ``None`` where it keeps none.

    Args:
        picture: any; a chart has ``data``.

    Example:
        >>> class Picture:
        ...     data = ChartData({"age": [20, 30], "share": [0.25, 0.75]}, {"samples": 40})
        >>> found = chart_numbers(Picture())
        >>> found.columns, found.rows, found.facts
        (('age', 'share'), (('20', '0.25'), ('30', '0.75')), (('samples', '40'),))
    """
    data = getattr(picture, "data", None)
    return numbers_of(data) if isinstance(data, ChartData) else None


def numbers_of(data: ChartData) -> ChartNumbers | None:
    """Return numbers in words, few rows of a long table; ``None`` where there are none.

    Args:
        data: what a picture shows.
    """
    names = tuple(data.columns)[:MOST_COLUMNS]
    count = len(data.columns[names[0]]) if names else 0
    chosen = evenly(count, THINNED_ROWS if count > MOST_ROWS else MOST_ROWS)
    columns = [_texts(data.columns[name], chosen) for name in names]
    facts = tuple(_facts(data.facts))[:MOST_FACTS]
    if not count and not facts:
        return None
    return ChartNumbers(tuple(map(_words, names)), tuple(zip(*columns, strict=True)), facts, count)


def number_name(name: str) -> str:
    """Return the name of a column or fact in the language that is written: the filter of templates.

    Args:
        name: as :class:`ChartNumbers` has it.

    Example:
        >>> from dotnet_viz.translation.translate import in_language
        >>> with in_language("es"):
        ...     number_name("epoch 3"), number_name("threshold"), number_name("petal width")
        ('época 3', 'umbral', 'petal width')
    """
    epoch = _EPOCH.fullmatch(name)
    if epoch:
        return translate("epoch {number}", number=epoch[1])
    column = _COLUMN.fullmatch(name)
    return translate("column {name}", name=column[1]) if column else translate(name)


def _texts(values: Any, chosen: Any) -> list[str]:
    return [_text(value) for value in plain(np.asarray(values)[chosen])]


def _facts(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the facts that are one value."""
    for name, fact in facts.items():
        value = plain(fact)
        if isinstance(value, str | int | float) and value != "":
            yield _words(name), _text(value)


def _words(name: str) -> str:
    words = one_line(name.replace("_", " "))
    return re.sub(r"\biou\b", "IoU", _WRITTEN.get(words, words))


def _in_words(text: str) -> str:
    if (score := dropping_score(text)) is not None:
        return translate("drop in {score}", score=score)
    return translate(text) if text in _VALUES else text


def _text(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return translate("yes" if value else "no")
    if not isinstance(value, int | float):
        return _in_words(one_line(str(value)))
    return format_number(value)
