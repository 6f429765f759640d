"""What data do in a tree: which rows reach a node, and how a feature or the target is distributed among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.formatting import format_count
from dotnet_viz.measures.trees.tree import Ids, Numbers, Tree

MOST_CATEGORIES = 12
"""Categories of a feature that are shown one by one, the most frequent ones."""


@dataclass(frozen=True, eq=False)
class TreeData:
    """Rows of data as a tree has them, and their targets.

    Args:
        x: shape (rows, features).
        target: positions of classes, or amounts; shape (rows,).
        class_names: of the target; empty for amounts.
    """

    x: Numbers
    target: Numbers
    class_names: tuple[str, ...] = ()

    def counts(self, rows: Ids) -> NDArray[np.intp]:
        """Return how many of some rows each class has; shape (classes,)."""
        return np.bincount(self.target[rows].astype(np.intp), minlength=len(self.class_names))


@dataclass(frozen=True, eq=False)
class NodeDistribution:
    """How often the values of some rows lie in each of some bins.

    Args:
        edges: of the bins; shape (bins + 1,).
        counts: for each class and bin; shape (classes, bins).
        names: of the bins where they are categories; empty for numbers.
        missing: rows without a value, or of categories that are not shown.
    """

    edges: Numbers
    counts: NDArray[np.intp]
    names: tuple[str, ...] = ()
    missing: int = 0


def tree_data(
    tree: Tree, x: Numbers, y: Any, classes: Sequence[Any], class_names: Sequence[str] = (), output: int | None = None
) -> TreeData:
    """Return checked data for a tree.

    Args:
        tree: where the data go.
        x: features as the tree has them; shape (rows, features).
        y: one target for each row: labels of classes, or amounts.
        classes: the labels of the estimator in the order of its outputs; empty for a regression.
        class_names: their names; empty for those of the tree, or the labels themselves.
        output: column of the targets that the tree is for, where there are several; ``None`` where there is one.

    Raises:
        ShapeError: another number of features, or not one target for each row.
        OptionError: no rows, a label that the estimator does not know, or a target that is not a number.
    """
    x = tree.checked(x)
    target = np.asarray(y)
    if target.ndim == 2 and (target.shape[1] == 1 or output is not None):
        target = target[:, output if output is not None and output < target.shape[1] else 0]
    if target.ndim != 1 or len(target) != len(x):
        raise ShapeError(
            f"data must be rows and one target for each: x has {format_count(len(x), 'row')}, y the shape {np.shape(y)}"
        )
    if not len(x):
        raise OptionError("data has no rows")
    labels = list(classes) or (list(range(len(tree.class_names))) if tree.task == "classification" else [])
    if not labels:
        return TreeData(x, _amounts(target))
    known = tuple(class_names) or tree.class_names
    return TreeData(x, _positions(target, labels), known if len(known) == len(labels) else tuple(map(str, labels)))


def _amounts(target: NDArray[Any]) -> Numbers:
    try:
        found = target.astype(np.float64)
    except (TypeError, ValueError):
        raise OptionError(f"the target of a regression must be numbers, and y holds {target.tolist()[0]!r}") from None
    if not np.isfinite(found).all():
        raise OptionError("the target must be finite numbers, and y holds NaN or infinity")
    return found


def _positions(target: NDArray[Any], labels: Sequence[Any]) -> Numbers:
    """Return the positions of labels among those that the estimator knows, as they are or by their texts."""
    for convert in (lambda value: value, str):
        position = {convert(label): index for index, label in enumerate(labels)}
        found = [position.get(convert(value)) for value in target.tolist()]
        if None not in found:
            return np.array(found, dtype=np.float64)
    unknown = target.tolist()[found.index(None)]
    raise OptionError(f"y holds the label {unknown!r}, and the estimator knows: {', '.join(map(str, labels))}")


def rows_by_node(tree: Tree, x: Numbers, wanted: Iterable[int]) -> dict[int, Ids]:
    """Return which rows reach each of some nodes.

    Args:
        tree: where the rows go.
        x: shape (rows, features).
        wanted: nodes; those between them and the root must be among them.
    """
    nodes = set(wanted)
    found: dict[int, Ids] = {0: np.arange(len(x))}
    pending = [0]
    while pending:
        node = pending.pop()
        children = int(tree.left[node]), int(tree.right[node])
        if tree.feature[node] < 0 or not nodes.issuperset(children):
            continue
        rows = found[node]
        left = tree.goes_left(np.full(len(rows), node), x[rows, tree.feature[node]])
        found[children[0]], found[children[1]] = rows[left], rows[~left]
        pending += children
    return {node: rows for node, rows in found.items() if node in nodes}


def distribution(
    values: Numbers, groups: Numbers | None, count: int, bins: int, reach: Sequence[float] = ()
) -> NodeDistribution:
    """Return the distribution of numbers.

    Args:
        values: shape (n,); NaN and infinite ones are counted as missing.
        groups: position of the class of each; ``None`` for one class.
        count: of classes.
        bins: how many.
        reach: numbers that lie in the bins too, such as a threshold.
    """
    is_number = np.isfinite(values)
    shown = values[is_number]
    low, high = _limits([*([shown.min(), shown.max()] if len(shown) else []), *reach])
    edges = np.linspace(low, high, bins + 1)
    position = np.clip(((shown - low) / (high - low) * bins).astype(np.intp), 0, bins - 1)
    group = np.zeros(len(shown), np.intp) if groups is None else groups[is_number].astype(np.intp)
    counts = np.bincount(group * bins + position, minlength=count * bins).reshape(count, bins)
    return NodeDistribution(edges, counts, (), int((~is_number).sum()))


def _limits(numbers: Sequence[float]) -> tuple[float, float]:
    finite = [float(number) for number in numbers if np.isfinite(number)] or [0.0]
    low, high = min(finite), max(finite)
    room = max(abs(low), abs(high), 1e-12) * 1e-6
    return (low, high) if high - low > room else (low - max(abs(low) * 0.05, 0.5), high + max(abs(low) * 0.05, 0.5))


def category_distribution(
    values: Numbers, groups: Numbers | None, count: int, left: Sequence[int], names: Sequence[str]
) -> tuple[NodeDistribution, int]:
    """Return how often each category occurs, those that go to the left first, and how many of those are shown.

    Args:
        values: positions of categories; shape (n,).
        groups: see :func:`distribution`.
        count: of classes.
        left: the categories that go to the left.
        names: of the categories by their positions; may be empty.
    """
    is_known = np.isfinite(values) & (values >= 0)
    found, inverse, totals = np.unique(values[is_known].astype(np.intp), return_inverse=True, return_counts=True)
    shown = np.sort(np.argsort(-totals, kind="stable")[:MOST_CATEGORIES])
    order = sorted(shown.tolist(), key=lambda position: (found[position] not in left, found[position]))
    column = np.full(len(found), -1, np.intp)
    column[order] = np.arange(len(order))
    group = np.zeros(int(is_known.sum()), np.intp) if groups is None else groups[is_known].astype(np.intp)
    kept = column[inverse] >= 0
    bins = max(len(order), 1)
    counts = np.bincount(group[kept] * bins + column[inverse][kept], minlength=count * bins).reshape(count, bins)
    words = tuple(category_name(int(found[position]), names) for position in order)
    hidden = len(values) - int(kept.sum())
    return NodeDistribution(np.arange(bins + 1.0), counts, words, hidden), sum(found[position] in left for position in order)


def category_name(category: int, names: Sequence[str]) -> str:
    """Return the name of a category, or its number where it has none.

    Args:
        category: its position.
        names: of all categories; may be empty.
    """
    return names[category] if 0 <= category < len(names) else str(category)


def common_range(data: TreeData) -> tuple[float, float]:
    """Return the range of all targets, on which the nodes of a picture are compared."""
    return _limits([float(data.target.min()), float(data.target.max())])


def by_node(tree: Tree, data: TreeData, rows: Mapping[int, Ids]) -> dict[int, dict[str, Any]]:
    """Return for each node how many rows of the data reach it, and of which classes or of which mean target they are.

    Args:
        tree: where the rows go.
        data: the rows.
        rows: those that reach each node.
    """
    found: dict[int, dict[str, Any]] = {}
    for node, some in rows.items():
        found[node] = {"rows": len(some)}
        if data.class_names:
            found[node]["counts"] = data.counts(some).tolist()
        elif len(some):
            found[node]["mean_target"] = float(data.target[some].mean())
    return found
