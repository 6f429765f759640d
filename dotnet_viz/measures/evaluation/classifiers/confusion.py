"""Confusion matrices: normalised, in an order that shows what is confused, and with classes that are hardly confused folded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import whole_number
from dotnet_viz.errors import unknown_choice
from dotnet_viz.formatting import format_count

NORMALIZATIONS = ("true", "pred", "all")
ORDERS = ("classes", "errors", "confusion")

Counts = NDArray[np.int64]
Shares = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ConfusionTable:
    """A confusion matrix as it is shown.

    Args:
        counts: rows true and columns predicted; shape (classes, classes).
        names: of the rows and columns.
        folded: how many classes the last row and column stand for together; 0 if each row is one class.
    """

    counts: Counts
    names: tuple[str, ...]
    folded: int = 0


def confusion_table(
    counts: Counts, names: tuple[str, ...], *, sort: str = "classes", max_classes: int | None = 30
) -> ConfusionTable:  # fmt: skip
    """Return a confusion matrix in an order, with the classes that are confused least in one last row and column.

    Args:
        counts: rows true and columns predicted; shape (classes, classes).
        names: of the classes.
        sort: ``"classes"`` for their own order, ``"errors"`` for those with the most errors first, ``"confusion"`` for an order
            that places classes next to each other that are taken for each other.
        max_classes: most classes with a row of their own; ``None`` for all.

    Raises:
        OptionError: an unknown order, or fewer than 2 classes to show.

    Example:
        >>> table = confusion_table(np.array([[5, 0, 0], [0, 3, 2], [0, 1, 4]]), ("ant", "bee", "cat"), max_classes=2)
        >>> table.names, table.counts.tolist()
        (('bee', 'cat', '1 other class'), [[3, 2, 0], [1, 4, 0], [0, 0, 5]])
    """
    if sort not in ORDERS:
        raise unknown_choice("order of classes", sort, ORDERS)
    if max_classes is not None:
        whole_number("max_classes, where it is not None for all,", max_classes, least=2)
    errors = errors_by_class(counts)
    kept = np.arange(len(names))
    if max_classes is not None and len(names) > max_classes:
        kept = np.sort(np.argsort(-errors, kind="stable")[:max_classes])
    if sort == "errors":
        kept = kept[np.argsort(-errors[kept], kind="stable")]
    elif sort == "confusion":
        kept = kept[_neighbours(counts[np.ix_(kept, kept)])]
    shown = tuple(names[index] for index in kept)
    if len(kept) == len(names):
        return ConfusionTable(counts[np.ix_(kept, kept)], shown)
    rest = np.setdiff1d(np.arange(len(names)), kept)
    return ConfusionTable(
        _folded(counts, kept, rest), (*shown, format_count(len(rest), "other class", "other classes")), len(rest)
    )


def _folded(counts: Counts, kept: NDArray[np.intp], rest: NDArray[np.intp]) -> Counts:
    outside = counts[np.ix_(kept, rest)].sum(axis=1, keepdims=True)
    below = np.append(counts[np.ix_(rest, kept)].sum(axis=0), counts[np.ix_(rest, rest)].sum())
    return np.vstack([np.hstack([counts[np.ix_(kept, kept)], outside]), below])


def _neighbours(counts: Counts) -> NDArray[np.intp]:
    """Return an order in which classes that are confused are next to each other: that of the leaves of a clustering."""
    if len(counts) < 3:
        return np.arange(len(counts))
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    rows = shares(counts, "true")
    similarity = rows + rows.T
    distance = 1 - similarity / max(float(similarity[~np.eye(len(counts), dtype=bool)].max()), 1e-12)
    np.fill_diagonal(distance, 0.0)
    tree = linkage(squareform(distance, checks=False), "average", optimal_ordering=len(counts) <= 200)
    return np.asarray(leaves_list(tree))


def shares(counts: Counts, normalize: str | None) -> Shares:
    """Return the share of each cell; 0 where there is nothing to share.

    Args:
        counts: rows true and columns predicted.
        normalize: ``"true"`` for shares of the row, ``"pred"`` of the column, ``"all"`` of all, as in scikit-learn; ``None``
            is ``"true"``.

    Raises:
        OptionError: another word.

    Example:
        >>> shares(np.array([[3, 1], [0, 0]]), "true").tolist()
        [[0.75, 0.25], [0.0, 0.0]]
    """
    if normalize not in (None, *NORMALIZATIONS):
        raise unknown_choice("normalization", normalize, NORMALIZATIONS)
    sums = {"pred": counts.sum(axis=0, keepdims=True), "all": counts.sum(keepdims=True)}
    total = sums.get(normalize or "true", counts.sum(axis=1, keepdims=True))
    return np.asarray(counts / np.where(total == 0, 1, total))


def errors_by_class(counts: Counts) -> Counts:
    """Return for each class how many samples of it are taken for others, and of others for it.

    Args:
        counts: rows true and columns predicted.
    """
    return np.asarray(counts.sum(axis=0) + counts.sum(axis=1) - 2 * np.diag(counts))


def most_confused(counts: Counts, names: tuple[str, ...], limit: int = 10) -> tuple[tuple[str, str, int, float], ...]:
    """Return the largest cells that are wrong: true class, predicted class, count, and share of the true class.

    Args:
        counts: rows true and columns predicted.
        names: of the classes.
        limit: how many at most.

    Example:
        >>> most_confused(np.array([[8, 2], [0, 5]]), ("cat", "dog"))
        (('cat', 'dog', 2, 0.2),)
    """
    wrong = np.where(np.eye(len(counts), dtype=bool), 0, counts)
    order = np.argsort(-wrong, axis=None, kind="stable")[:limit]
    rows, columns = np.unravel_index(order, wrong.shape)
    of_row = shares(counts, "true")
    return tuple(
        (names[row], names[column], int(wrong[row, column]), float(of_row[row, column]))
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        if wrong[row, column]
    )
