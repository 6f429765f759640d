"""Trees of scikit-learn: single ones, those of forests and those of gradient boosting."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import UnsupportedInputError
from dotnet_viz.measures.trees.boosting import BoostedOutput
from dotnet_viz.measures.trees.choice import Choice
from dotnet_viz.measures.trees.titles import iteration_title, tree_title
from dotnet_viz.measures.trees.tree import CLASSIFICATION, REGRESSION, SCORE, Tree
from dotnet_viz.translation.audience import addressed
from dotnet_viz.translation.translate import localised, mark, translate

_ONE_OUTPUT = addressed(
    mark("output {output} of {outputs}: {option} chooses another"), "output=", reader=mark("output {output} of {outputs}")
)
_EULER = 0.5772156649015329


def single_tree(estimator: Any, choice: Choice) -> Tree:
    """Return the tree of a ``DecisionTree*`` or ``ExtraTree*``.

    Args:
        estimator: fitted.
        choice: names, and the output of a tree with several.
    """
    return _from_arrays(estimator, choice, type(estimator).__name__, getattr(estimator, "classes_", None))


def forest_tree(forest: Any, choice: Choice) -> Tree:
    """Return one tree of a forest: the one asked for, or the one that is most like the forest.

    Args:
        forest: anything fitted whose ``estimators_`` are trees: a random forest, extra trees, bagged or boosted trees.
        choice: which tree, and names.

    Raises:
        UnsupportedInputError: its estimators are no trees.
    """
    name = type(forest).__name__
    trees = list(forest.estimators_)
    if not trees or not all(hasattr(tree, "tree_") for tree in trees):
        kinds = ", ".join(sorted({type(tree).__name__ for tree in trees})) or "nothing"
        raise UnsupportedInputError(f"{name} is made of {kinds}, not of decision trees")
    chosen, reason = 0, ""
    if choice.index is None and choice.typical is not None and not hasattr(forest, "estimator_weights_"):
        chosen, reason = choice.typical(forest)
    index = choice.position(len(trees), name, chosen)
    found = _from_arrays(
        trees[index], choice, tree_title(index, len(trees), name), getattr(forest, "classes_", None), _columns(forest, index),
        int(forest.n_features_in_), getattr(forest, "feature_names_in_", None), (reason,) if reason else ()
    )  # fmt: skip
    if name == "IsolationForest":
        return _isolation(found)
    return _embedding(found) if name == "RandomTreesEmbedding" else found


def boosted_tree(model: Any, choice: Choice) -> Tree:
    """Return one tree of ``GradientBoostingClassifier`` or ``GradientBoostingRegressor``: one iteration for one class.

    Args:
        model: fitted.
        choice: which iteration, which class, and names.
    """
    name = type(model).__name__
    iterations, outputs = model.estimators_.shape
    output = BoostedOutput.chosen(choice, getattr(model, "classes_", None), outputs)
    index = choice.position(iterations, name)
    estimator = model.estimators_[index, output.position]
    tree = estimator.tree_
    rate = float(model.learning_rate)
    step = translate("a leaf's value is its step times {rate}", rate=localised(f"{rate:g}"))
    return Tree(
        iteration_title(index, iterations, name), SCORE,
        **_structure(estimator, None),
        value=rate * tree.value[:, 0, :1],
        feature_names=choice.features(int(model.n_features_in_), getattr(model, "feature_names_in_", None)),
        class_names=output.class_names,
        notes=output.notes(iterations, step),
    )  # fmt: skip


def _from_arrays(
    estimator: Any,
    choice: Choice,
    name: str,
    labels: Any,
    columns: NDArray[Any] | None = None,
    features: int | None = None,
    feature_names: Any = None,
    notes: tuple[str, ...] = (),
) -> Tree:
    tree = estimator.tree_
    outputs = int(tree.value.shape[1])
    output = choice.output_position(outputs, ())
    if outputs > 1:
        notes = (*notes, translate(_ONE_OUTPUT, output=output, outputs=outputs))
        labels = None if labels is None else labels[output]
    is_classifier = hasattr(estimator, "classes_")
    counts = np.asarray(tree.n_classes)[output] if is_classifier else 1
    value = np.array(tree.value[:, output, :counts], dtype=np.float64)
    if is_classifier:
        value /= np.maximum(value.sum(axis=1, keepdims=True), np.finfo(float).tiny)
    names = getattr(estimator, "feature_names_in_", None) if feature_names is None else feature_names
    return Tree(
        name, CLASSIFICATION if is_classifier else REGRESSION,
        **_structure(estimator, columns),
        value=value,
        feature_names=choice.features(int(estimator.n_features_in_) if features is None else features, names),
        class_names=choice.classes(counts, labels) if is_classifier else (),
        notes=notes,
    )  # fmt: skip


def _structure(estimator: Any, columns: NDArray[Any] | None) -> dict[str, Any]:
    """Return the arrays that all trees of scikit-learn have."""
    tree = estimator.tree_
    feature = np.where(tree.children_left < 0, -1, tree.feature).astype(np.intp)
    if columns is not None:
        feature = np.where(feature < 0, -1, np.asarray(columns, dtype=np.intp)[feature])
    missing = getattr(tree, "missing_go_to_left", None)
    return {
        "left": tree.children_left.astype(np.intp),
        "right": tree.children_right.astype(np.intp),
        "feature": feature,
        "threshold": np.where(feature < 0, np.nan, tree.threshold).astype(np.float64),
        "samples": tree.n_node_samples.astype(np.float64),
        "missing_left": None if missing is None else np.array(missing, dtype=bool),
        "is_single": True,
        "impurity": np.array(tree.impurity, dtype=np.float64),
        "criterion": str(getattr(estimator, "criterion", "")).replace("_", " "),
    }


def _columns(forest: Any, index: int) -> NDArray[Any] | None:
    """Return the features that one tree of bagged ones got, ``None`` for all."""
    found = getattr(forest, "estimators_features_", None)
    return None if found is None else np.asarray(found[index])


def _isolation(tree: Tree) -> Tree:
    """Return a tree of an isolation forest, whose value is the length of the path (Liu, Ting and Zhou, 2008)."""
    count = np.maximum(tree.samples, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        rest = 2 * (np.log(count - 1) + _EULER) - 2 * (count - 1) / count
    more = np.where(count > 2, rest, np.where(count == 2, 1.0, 0.0))
    note = translate("a leaf's value is the length of the path to it, with the expected rest: short paths are anomalies")
    return _with_value(tree, tree.depths.astype(np.float64) + more, note)


def _embedding(tree: Tree) -> Tree:
    """Return a tree whose leaves are columns of what the forest makes of a row: a leaf's value is its number."""
    numbers = np.cumsum(tree.feature < 0).astype(np.float64) - 1
    return _with_value(
        tree, numbers, translate("a leaf's value is its number: each leaf is a column of what the forest returns")
    )


def _with_value(tree: Tree, value: NDArray[np.float64], note: str) -> Tree:
    """Return a tree that was trained without a target, with values that say something."""
    notes = (*tree.notes, note)
    return replace(tree, task=SCORE, value=value[:, np.newaxis], notes=notes, impurity=None, criterion="")
