"""Names of single numbers, and their intervals, as tables of evaluations have them."""

from __future__ import annotations

from dotnet_viz.formatting import format_number
from dotnet_viz.measures.evaluation.intervals.bootstrap import Interval
from dotnet_viz.translation.translate import mark, translate

SCORES = (
    mark("average precision macro"),
    mark("cohen kappa"),
    mark("f1 macro"),
    mark("f1 micro"),
    mark("f1 weighted"),
    mark("frequency weighted IoU"),
    mark("hamming loss"),
    mark("matthews correlation"),
    mark("mean dice"),
    mark("most frequent class"),
    mark("pixel accuracy"),
    mark("precision macro"),
    mark("recall macro"),
    mark("roc auc"),
    mark("roc auc macro"),
    mark("sequence accuracy"),
)
"""Those that stand nowhere else in words."""


def score_in_words(name: str) -> str:
    """Return the name of a single number in words.

    Example:
        >>> score_in_words("roc_auc_macro"), score_in_words("mean_iou")
        ('roc auc macro', 'mean IoU')
    """
    return translate(name.replace("_", " ").replace("iou", "IoU"))


def ends_in_words(interval: Interval) -> str:
    """Return from where to where an interval goes."""
    return translate("{low} to {high}", low=format_number(interval.low), high=format_number(interval.high))
