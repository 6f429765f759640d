"""Trees of scikit-learn's histogram-based gradient boosting, with missing values and sets of categories."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.measures.data.missing import is_missing
from dotnet_viz.measures.estimators.unwrap import transform
from dotnet_viz.measures.trees.boosting import BoostedOutput
from dotnet_viz.measures.trees.choice import Choice
from dotnet_viz.measures.trees.numbers import Prepare, numbers_of
from dotnet_viz.measures.trees.titles import iteration_title
from dotnet_viz.measures.trees.tree import SCORE, Tree


def histogram_boosted_tree(model: Any, choice: Choice) -> Tree:
    """Return one tree of ``HistGradientBoostingClassifier`` or ``HistGradientBoostingRegressor``.

    Args:
        model: fitted.
        choice: which iteration, which class, and names.
    """
    name = type(model).__name__
    predictors = model._predictors  # noqa: SLF001 - scikit-learn has no public route to these trees
    output = BoostedOutput.chosen(choice, getattr(model, "classes_", None), len(predictors[0]))
    index = choice.position(len(predictors), name)
    predictor = predictors[index][output.position]
    nodes = predictor.nodes
    is_leaf = nodes["is_leaf"].astype(bool)
    known, category_names = _known_categories(model)
    return Tree(
        iteration_title(index, len(predictors), name), SCORE,
        left=np.where(is_leaf, -1, nodes["left"].astype(np.intp)),
        right=np.where(is_leaf, -1, nodes["right"].astype(np.intp)),
        feature=np.where(is_leaf, -1, nodes["feature_idx"].astype(np.intp)),
        threshold=np.where(is_leaf | (nodes["is_categorical"] > 0), np.nan, nodes["num_threshold"].astype(np.float64)),
        value=nodes["value"].astype(np.float64)[:, np.newaxis],
        samples=nodes["count"].astype(np.float64),
        feature_names=_names(model, choice),
        class_names=output.class_names,
        missing_left=nodes["missing_go_to_left"].astype(bool),
        categories={
            node: _members(predictor.raw_left_cat_bitsets[int(nodes["bitset_idx"][node])])
            for node in np.flatnonzero((nodes["is_categorical"] > 0) & ~is_leaf).tolist()
        },
        known_categories=known,
        category_names=category_names,
        gain=np.where(is_leaf, 0.0, nodes["gain"].astype(np.float64)),
        notes=output.notes(len(predictors)),
    )  # fmt: skip


def prepare_for(model: Any) -> Prepare:
    """Return what makes rows of data into the numbers that the trees compare.

    Args:
        model: fitted; its categories are encoded and moved to the front, as it does itself.
    """
    encoder = getattr(model, "_preprocessor", None)
    if encoder is None:
        return numbers_of
    return lambda x: np.asarray(transform(encoder, x), dtype=np.float64)


def _names(model: Any, choice: Choice) -> tuple[str, ...]:
    """Return the names of the features in the order in which the trees have them: categories first."""
    names = np.array(choice.features(int(model.n_features_in_), getattr(model, "feature_names_in_", None)), dtype=object)
    if getattr(model, "_preprocessor", None) is None:
        return tuple(names)
    is_categorical = np.asarray(model.is_categorical_, dtype=bool)
    return (*names[is_categorical], *names[~is_categorical])


def _known_categories(model: Any) -> tuple[dict[int, tuple[int, ...]], dict[int, tuple[str, ...]]]:
    """Return the categories of the training and their names, by the positions that the trees have for the features."""
    encoder = getattr(model, "_preprocessor", None)
    if encoder is None:
        is_categorical = getattr(model, "is_categorical_", None)
        if is_categorical is None:
            return {}, {}
        bitsets, positions = model._bin_mapper.make_known_categories_bitsets()  # noqa: SLF001 - see above
        return {int(one): _members(bitsets[positions[one]]) for one in np.flatnonzero(is_categorical)}, {}
    found: dict[int, tuple[int, ...]] = {}
    names: dict[int, tuple[str, ...]] = {}
    for position, values in enumerate(encoder.named_transformers_["encoder"].categories_):
        words = [str(value) for value in values if not is_missing(value)]
        found[position], names[position] = tuple(range(len(words))), tuple(words)
    return found, names


def _members(bitset: NDArray[Any]) -> tuple[int, ...]:
    """Return the numbers whose bits are set in words of 32 bits."""
    bits = np.unpackbits(np.ascontiguousarray(bitset, dtype="<u4").view(np.uint8), bitorder="little")
    return tuple(np.flatnonzero(bits).tolist())
