"""Trees of XGBoost, read from the model's own JSON: no text is parsed, and thresholds keep their digits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from dotnet_viz.errors import UnsupportedInputError, first_line, not_fitted
from dotnet_viz.measures.trees.boosting import BoostedOutput
from dotnet_viz.measures.trees.choice import Choice
from dotnet_viz.measures.trees.titles import iteration_title, tree_title
from dotnet_viz.measures.trees.tree import SCORE, Tree
from dotnet_viz.translation.translate import mark

_CATEGORIES = '"cats":'


def xgboost_tree(model: Any, choice: Choice) -> Tree:
    """Return one tree of an XGBoost model.

    Args:
        model: a ``Booster``, or an estimator of its interface to scikit-learn.
        choice: which tree of a class (for boosting the iteration), which class, and names.

    Raises:
        NotBuiltError: it is not fitted.
        UnsupportedInputError: its booster is linear, or a leaf has several values.
    """
    booster = booster_of(model)
    name = type(model).__name__
    # One iteration at a time: a model of thousands of trees is a long text.
    first = _slice(booster, 0, name)
    groups, per_group = _groups(first)
    trees = int(booster.num_boosted_rounds()) * per_group
    output = BoostedOutput.chosen(choice, _labels(model, first), groups)
    index = choice.position(trees, name)
    learner = first if index < per_group else _slice(booster, index // per_group, name)
    model_part, weights = _trees(learner, name)
    position = [number for number, group in enumerate(model_part["tree_info"]) if group == output.position][index % per_group]
    found = model_part["trees"][position]
    features = int(learner["learner_model_param"]["num_feature"])
    title = iteration_title if per_group == 1 else tree_title
    return Tree(
        title(index, trees, name), SCORE,
        **_arrays(found, weights[position] if weights else 1.0),
        feature_names=choice.features(features, booster.feature_names),
        class_names=output.class_names,
        category_names=category_names(booster),
        is_strict=True,
        is_single=True,
        samples_are=mark("sum of hessians"),
        notes=output.notes(trees),
    )  # fmt: skip


def booster_of(model: Any) -> Any:
    """Return the booster of a model.

    Args:
        model: a ``Booster``, or an estimator of its interface to scikit-learn.

    Raises:
        NotBuiltError: it is not fitted.
    """
    if not hasattr(model, "get_booster"):
        return model
    if not model.__sklearn_is_fitted__():
        raise not_fitted(model)
    return model.get_booster()


def category_names(model: Any) -> dict[int, tuple[str, ...]]:
    """Return the names of the categories of each feature that has any, as newer versions store them.

    Args:
        model: see :func:`booster_of`.
    """
    booster = booster_of(model)
    if "c" not in (booster.feature_types or ()):
        return {}
    text = bytes(booster.save_raw("json")).decode("utf-8", "replace")
    start = text.find(_CATEGORIES)
    stored = json.JSONDecoder().raw_decode(text, start + len(_CATEGORIES))[0] if start >= 0 else {}
    return {
        feature: names for feature, encoder in enumerate(stored.get("enc", ())) if (names := tuple(_category_names(encoder)))
    }  # fmt: skip


def _category_names(encoder: Mapping[str, Any]) -> Iterator[str]:
    values, offsets = encoder.get("values", ()), encoder.get("offsets", ())
    if not offsets:
        yield from map(str, values)
        return
    text = bytes(value & 0xFF for value in values)
    yield from (text[start:end].decode("utf-8", "replace") for start, end in pairwise(offsets))


def _slice(booster: Any, iteration: int, name: str) -> Mapping[str, Any]:
    try:
        part = booster[iteration : iteration + 1]
    except (IndexError, ValueError, TypeError) as error:
        raise UnsupportedInputError(f"{name} has no trees that can be drawn: {first_line(error)}") from None
    learner: Mapping[str, Any] = json.loads(bytes(part.save_raw("json")))["learner"]
    return learner


def _trees(learner: Mapping[str, Any], name: str) -> tuple[Mapping[str, Any], list[float]]:
    """Return the trees, and of a model with dropout the weight of each."""
    booster = learner["gradient_booster"]
    model = booster.get("gbtree", booster).get("model", {})
    if "trees" not in model:
        raise UnsupportedInputError(f"{name} has the booster {booster.get('name')!r}, which has no trees")
    return model, booster.get("weight_drop", [])


def _groups(learner: Mapping[str, Any]) -> tuple[int, int]:
    """Return how many classes or outputs have trees of their own, and how many trees of an iteration each has."""
    info = _trees(learner, "the model")[0]["tree_info"]
    groups = max(info) + 1
    return groups, len(info) // groups


def _labels(model: Any, learner: Mapping[str, Any]) -> list[Any] | None:
    """Return the classes, ``None`` for what is no classification."""
    if hasattr(model, "classes_"):
        return list(model.classes_)
    objective = learner["objective"]["name"]
    if objective.startswith("multi:"):
        return list(range(int(learner["learner_model_param"]["num_class"])))
    return [0, 1] if objective.startswith("binary:") else None


def _arrays(found: Mapping[str, Any], weight: float) -> dict[str, Any]:
    """Return a tree's arrays; the categories that are listed go to the right in XGBoost, and to the left here."""
    if int(found["tree_param"]["size_leaf_vector"]) > 1:
        raise UnsupportedInputError(
            "leaves with a value for each output are not drawn: train with multi_strategy='one_output_per_tree'"
        )
    left, right = (np.array(found[name], dtype=np.intp) for name in ("left_children", "right_children"))
    is_leaf = left < 0
    conditions = np.array(found["split_conditions"], dtype=np.float32).astype(np.float64)
    missing = np.array(found["default_left"], dtype=bool)
    starts = zip(found["categories_nodes"], found["categories_segments"], found["categories_sizes"], strict=True)
    categories = {node: tuple(found["categories"][start : start + size]) for node, start, size in starts}
    listed = np.array(sorted(categories), dtype=np.intp)
    left[listed], right[listed] = right[listed], left[listed]
    missing[listed] = ~missing[listed]
    threshold = np.where(is_leaf, np.nan, conditions)
    threshold[listed] = np.nan
    return {
        "left": left,
        "right": right,
        "feature": np.where(is_leaf, -1, np.array(found["split_indices"], dtype=np.intp)),
        "threshold": threshold,
        "value": weight * np.where(is_leaf, conditions, np.array(found["base_weights"], dtype=np.float64))[:, np.newaxis],
        "samples": np.array(found["sum_hessian"], dtype=np.float64),
        "missing_left": missing & ~is_leaf,
        "categories": categories,
        "gain": np.array(found["loss_changes"], dtype=np.float64),
    }
