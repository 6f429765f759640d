"""The tree that is most like its forest."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.thinning import evenly
from dotnet_viz.translation.audience import addressed
from dotnet_viz.translation.translate import mark, translate

_FIRST = addressed(mark("the first of {trees}: {option} chooses another"), "index=", reader=mark("the first of {trees}"))
_NEAREST = {
    "predict_proba": mark("of {trees} the one most like the forest: its probabilities differ least, by {distance} on average"),
    "predict": mark("of {trees} the one most like the forest: its predictions differ least, by {distance} on average"),
}
MAX_ROWS = 2000
"""Rows that trees and forest are compared on, evenly chosen."""


def typical_tree(forest: Any, x: NDArray[np.float64] | None) -> tuple[int, str]:
    """Return the position of the tree that is most like its forest, and in words how that was found.

    With data it is the tree whose predictions (of classifiers the probabilities) differ least from the forest's; without,
    the tree whose importances of the features do.

    Args:
        forest: fitted, with ``estimators_`` that are trees.
        x: rows of data; ``None`` without data.
    """
    trees = list(forest.estimators_)
    count = format_count(len(trees), "tree")
    if getattr(forest, "estimators_features_", None) is not None or not hasattr(forest, "feature_importances_"):
        return 0, translate(_FIRST, trees=count)
    wanted = forest.feature_importances_
    by_importance = np.array([np.abs(tree.feature_importances_ - wanted).sum() / 2 for tree in trees])
    if x is None:
        index = int(np.argmin(by_importance))
        return index, translate(
            "of {trees} the one most like the forest: its importances of the features differ least ({difference} of 1)",
            trees=count,
            difference=format_number(by_importance[index], 2),
        )
    rows = x[evenly(len(x), MAX_ROWS)].astype(np.float32)
    answers = np.array([_answers(tree, rows) for tree in trees])
    distances = np.abs(answers - answers.mean(axis=0)).mean(axis=(1, 2))
    # Fully grown trees agree on the data of their training.
    index = int(np.lexsort((by_importance, distances))[0])
    what = _NEAREST["predict_proba" if hasattr(trees[0], "predict_proba") else "predict"]
    return index, translate(what, trees=count, distance=format_number(distances[index], 2))


def _answers(tree: Any, rows: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return what a tree answers; shape (rows, numbers)."""
    found = tree.predict_proba(rows) if hasattr(tree, "predict_proba") else tree.predict(rows)
    parts = found if isinstance(found, list) else [found]
    return np.concatenate([np.asarray(part, dtype=np.float64).reshape(len(rows), -1) for part in parts], axis=1)
