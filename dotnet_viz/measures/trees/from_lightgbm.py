"""Trees of LightGBM, read from the arrays of its model text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import NotBuiltError, UnsupportedInputError, not_fitted
from dotnet_viz.measures.trees.boosting import BoostedOutput
from dotnet_viz.measures.trees.choice import Choice
from dotnet_viz.measures.trees.titles import iteration_title
from dotnet_viz.measures.trees.tree import SCORE, Tree

# Bits of decision_type.
_CATEGORICAL, _DEFAULT_LEFT, _MISSING_SHIFT = 1, 2, 2
_MISSING_ZERO, _MISSING_NAN = 1, 2
_WORD = 32


def lightgbm_tree(model: Any, choice: Choice) -> Tree:
    """Return one tree of a LightGBM model; its inner nodes come first, then its leaves.

    Args:
        model: a ``Booster``, or an estimator of its interface to scikit-learn.
        choice: which iteration, which class, and names.

    Raises:
        NotBuiltError: it is not fitted.
        UnsupportedInputError: it has linear models in its leaves.
    """
    booster = booster_of(model)
    name = type(model).__name__
    outputs = int(booster.num_model_per_iteration())
    iterations = int(booster.num_trees()) // outputs
    if iterations == 0:
        raise NotBuiltError(f"this {name} has no trees yet: train it first")
    output = BoostedOutput.chosen(choice, _labels(model, booster, outputs), outputs)
    index = choice.position(iterations, name)
    found = _read(booster.model_to_string(num_iteration=1, start_iteration=index), output.position)
    if found.get("is_linear", "0") != "0":
        raise UnsupportedInputError("trees with linear models in their leaves are not drawn: train with linear_tree=False")
    names = getattr(model, "feature_names_in_", None) if model is not booster else None
    return Tree(
        iteration_title(index, iterations, name), SCORE,
        **_arrays(found),
        feature_names=choice.features(int(booster.num_feature()), booster.feature_name() if names is None else names),
        class_names=output.class_names,
        category_names=category_names(booster),
        notes=output.notes(iterations),
    )  # fmt: skip


def booster_of(model: Any) -> Any:
    """Return the booster of a model.

    Args:
        model: a ``Booster``, or an estimator of its interface to scikit-learn.

    Raises:
        NotBuiltError: it is not fitted.
    """
    if not hasattr(model, "fit"):
        return model
    if not model.__sklearn_is_fitted__():
        raise not_fitted(model)
    return model.booster_


def category_names(booster: Any) -> dict[int, tuple[str, ...]]:
    """Return the names of the categories of each feature that was a categorical column of a table.

    Args:
        booster: of LightGBM.
    """
    lists = getattr(booster, "pandas_categorical", None) or []
    if not lists:
        return {}
    # Categorical columns are listed in their order; the model's text has their values in place of a range.
    info = _header(booster.model_to_string(num_iteration=1), "feature_infos").split()
    columns = [position for position, text in enumerate(info) if text != "none" and not text.startswith("[")]
    if len(columns) != len(lists):
        return {}
    return {column: tuple(str(value) for value in values) for column, values in zip(columns, lists, strict=True)}


def _labels(model: Any, booster: Any, outputs: int) -> list[Any] | None:
    if hasattr(model, "classes_"):
        return list(model.classes_)
    objective = _header(booster.model_to_string(num_iteration=1), "objective")
    if objective.startswith(("multiclass", "softmax")):
        return list(range(outputs))
    return [0, 1] if objective.startswith("binary") else None


def _header(text: str, key: str) -> str:
    line = next((line for line in text[: text.find("Tree=")].splitlines() if line.startswith(f"{key}=")), "")
    return line.partition("=")[2]


def _read(text: str, output: int) -> Mapping[str, str]:
    """Return the lines ``key=value`` of one tree of a model's text."""
    part = text.split("\nTree=")[output + 1].split("\n\n", 1)[0]
    return dict(line.split("=", 1) for line in part.splitlines()[1:] if "=" in line)


def _numbers(found: Mapping[str, str], key: str, kind: Any = np.float64) -> NDArray[Any]:
    return np.array(found.get(key, "").split(), dtype=np.float64).astype(kind)


def _arrays(found: Mapping[str, str]) -> dict[str, Any]:
    splits = int(found["num_leaves"]) - 1
    leaves = np.full(splits + 1, -1, np.intp)
    nothing, never = np.full(splits + 1, np.nan), np.zeros(splits + 1, bool)
    kinds = _numbers(found, "decision_type", np.int64)
    is_categorical, missing = kinds & _CATEGORICAL > 0, kinds >> _MISSING_SHIFT
    threshold = _numbers(found, "threshold")
    return {
        "left": np.concatenate([_children(_numbers(found, "left_child", np.intp), splits), leaves]),
        "right": np.concatenate([_children(_numbers(found, "right_child", np.intp), splits), leaves]),
        "feature": np.concatenate([_numbers(found, "split_feature", np.intp), leaves]),
        "threshold": np.concatenate([np.where(is_categorical, np.nan, threshold), nothing]),
        "value": np.concatenate([_numbers(found, "internal_value"), _numbers(found, "leaf_value")])[:, np.newaxis],
        "samples": np.concatenate([_numbers(found, "internal_count"), _counts(found, splits)]),
        # Missing categories are never among those that go to the left.
        "missing_left": np.concatenate([(kinds & _DEFAULT_LEFT > 0) & ~is_categorical, never]),
        "nan_is_zero": np.concatenate([(missing != _MISSING_NAN) & ~is_categorical, never]),
        "zero_is_missing": np.concatenate([(missing == _MISSING_ZERO) & ~is_categorical, never]),
        "categories": _categories(found, np.flatnonzero(is_categorical).tolist(), threshold),
        "gain": np.concatenate([_numbers(found, "split_gain"), np.zeros(splits + 1)]),
    }


def _counts(found: Mapping[str, str], splits: int) -> NDArray[np.float64]:
    """Return the samples in each leaf; a tree of nothing but a root does not have them."""
    counts = _numbers(found, "leaf_count")
    return counts if len(counts) == splits + 1 else np.zeros(splits + 1)


def _children(children: NDArray[np.intp], splits: int) -> NDArray[np.intp]:
    """Return ids of children; LightGBM counts leaves as -1, -2 ... and they stand after the splits here."""
    return np.where(children < 0, splits + ~children, children)


def _categories(found: Mapping[str, str], nodes: list[int], threshold: NDArray[np.float64]) -> dict[int, tuple[int, ...]]:
    if not nodes:
        return {}
    ends, words = _numbers(found, "cat_boundaries", np.int64), _numbers(found, "cat_threshold", np.int64)
    result = {}
    for node in nodes:
        which = int(threshold[node])
        part = words[ends[which] : ends[which + 1]].astype("<u4")
        result[node] = tuple(np.flatnonzero(np.unpackbits(part.view(np.uint8), bitorder="little")).tolist())
    return result
