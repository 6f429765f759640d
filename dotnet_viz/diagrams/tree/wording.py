"""The texts of a tree: what lines say, what tooltips say, and how values are written."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.trees.node_data import category_name
from dotnet_viz.measures.trees.tree import CLASSIFICATION, SCORE, Tree
from dotnet_viz.translation.translate import mark, translate

_MOST_LISTED = 3
_MOST_IN_TOOLTIP = 20
_RULE = mark("{feature} {rule}: left, else right")
_OR_MISSING = mark("{rule} or missing")
_MORE = mark(" and {more} more")
_MISSING_LEFT = mark("{feature} {rule}: left, else right; missing values go left")
_MISSING_RIGHT = mark("{feature} {rule}: left, else right; missing values go right")


def rule_text(tree: Tree, node: int, *, is_left: bool, with_missing: bool = False) -> str:
    """Return what holds on the line from a split to one of its children.

    Args:
        tree: where it is.
        node: the split.
        is_left: whether the child is the left one.
        with_missing: whether it is stated which child missing values go to.
    """
    missing_left = tree.missing_left is not None and bool(tree.missing_left[node])
    takes_missing = with_missing and missing_left == is_left
    if node in tree.categories:
        rule = _category_list(tree, node, _MOST_LISTED) if is_left else translate("others")
        return translate(_OR_MISSING, rule=rule) if takes_missing else rule
    value = float(tree.threshold[node])
    if math.isinf(value):  # present values go to one side and missing ones to the other
        return translate("any value") if is_left == (value > 0) else translate("missing")
    signs = ("<", "≥") if tree.is_strict else ("≤", ">")
    rule = f"{signs[0 if is_left else 1]} {format_number(value)}"
    return translate(_OR_MISSING, rule=rule) if takes_missing else rule


def _category_list(tree: Tree, node: int, most: int) -> str:
    names = tree.category_names.get(int(tree.feature[node]), ())
    listed = [one_line(category_name(one, names)) for one in tree.categories[node]]
    more = translate(_MORE, more=len(listed) - most) if len(listed) > most else ""
    first = ", ".join(listed[:most]) or translate("none")
    return translate("is {names}", names=f"{first}{more}")


def value_text(tree: Tree, node: int) -> str:
    """Return the answer of a node: a class, an amount, or a score with its sign.

    Args:
        tree: where it is.
        node: its id.
    """
    if tree.task == CLASSIFICATION:
        return one_line(tree.class_names[int(np.argmax(tree.value[node]))])
    value = float(tree.value[node, 0])
    return f"+{format_number(value)}" if tree.task == SCORE and value > 0 and tree.has_negative_leaves else format_number(value)


def count_text(count: float, word: str) -> str:
    """Return a number of samples or rows; sums of weights are no whole numbers.

    Args:
        count: how many.
        word: what is counted, in the plural.
    """
    if word.startswith("sum of"):
        return f"{translate(word)} {format_number(count, 3)}"
    return format_count(round(count), word[:-1])


def make_up(tree: Tree, node: int, counts: NDArray[np.intp] | None) -> str:
    """Return how much of a node its answer is right for: of whole numbers how many, else the share.

    Args:
        tree: a classification.
        node: any.
        counts: rows of the data of each class in the node; ``None`` without data.
    """
    best = int(np.argmax(tree.value[node]))
    if counts is not None:
        total = int(counts.sum())
        return _of(int(counts[best]), total) if total else translate("no rows")
    right, samples = float(tree.value[node, best] * tree.samples[node]), float(tree.samples[node])
    is_whole = abs(right - round(right)) < 1e-6 * max(samples, 1)
    return _of(round(right), round(samples)) if is_whole else format_percent(float(tree.value[node, best]))


def _of(right: int, total: int) -> str:
    return translate("{part} of {total}", part=format_count(right), total=format_count(total))


def tooltip(tree: Tree, node: int, rows: str, counts: NDArray[np.intp] | None, class_names: tuple[str, ...]) -> str:
    """Return all that is known of a node.

    Args:
        tree: where it is.
        node: any.
        rows: how many rows of the data reach it, in words; empty without data.
        counts: rows of each class; ``None`` without.
        class_names: of the data.
    """
    return "\n".join(part for part in _facts(tree, node, rows, counts, class_names) if part)


def _facts(tree: Tree, node: int, rows: str, counts: NDArray[np.intp] | None, class_names: tuple[str, ...]) -> Iterator[str]:
    yield translate("node {node}, depth {depth}", node=node, depth=int(tree.depths[node]))
    if tree.feature[node] >= 0:
        name = one_line(tree.feature_names[int(tree.feature[node])])
        rule = _category_list(tree, node, _MOST_IN_TOOLTIP) if node in tree.categories else rule_text(tree, node, is_left=True)
        text = _RULE if tree.missing_left is None else _MISSING_LEFT if tree.missing_left[node] else _MISSING_RIGHT
        yield translate(text, feature=name, rule=rule)
    yield count_text(float(tree.samples[node]), tree.samples_are)
    yield rows
    if tree.task == CLASSIFICATION:
        shares = zip(tree.class_names, tree.value[node].tolist(), strict=True)
        yield translate(
            "answers: {answers}",
            answers=_listed([f"{one_line(name)} {format_percent(share)}" for name, share in shares if share > 0]),
        )
    elif tree.feature[node] < 0 or tree.task != SCORE:
        yield translate("answer: {answer}", answer=format_number(float(tree.value[node, 0])))
    if counts is not None:
        pairs = zip(class_names, counts.tolist(), strict=True)
        most = sorted(pairs, key=lambda pair: -pair[1]) if len(counts) > _MOST_IN_TOOLTIP else pairs
        yield translate("rows: {rows}", rows=_listed([f"{one_line(name)} {format_count(count)}" for name, count in most]))
    yield measure_text(tree, node)


_CRITERIA = frozenset(
    {mark("squared error"), mark("friedman mse"), mark("absolute error"), mark("poisson"), mark("gini"), mark("entropy")}
    | {mark("log loss")}
)
"""What scikit-learn splits by; other libraries may have other ones."""


def measure_text(tree: Tree, node: int) -> str:
    """Return the impurity of a node, or the gain of a split; empty where neither is known.

    Args:
        tree: where it is.
        node: its id.
    """
    if tree.impurity is not None:
        words = translate(tree.criterion) if tree.criterion in _CRITERIA else tree.criterion or translate("impurity")
        return f"{words} {format_number(float(tree.impurity[node]), 3)}"
    if tree.gain is not None and tree.feature[node] >= 0:
        return translate("gain {gain}", gain=format_number(float(tree.gain[node]), 3))
    return ""


def _listed(parts: list[str]) -> str:
    more = translate(_MORE, more=len(parts) - _MOST_IN_TOOLTIP) if len(parts) > _MOST_IN_TOOLTIP else ""
    return ", ".join(parts[:_MOST_IN_TOOLTIP]) + more
