"""Any fitted estimator that has decision trees, as a tree and what makes data into the numbers that it compares."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import names_in, positions_in
from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError, not_fitted
from dotnet_viz.formatting import format_items
from dotnet_viz.measures.estimators.unwrap import Unwrapped, unwrap
from dotnet_viz.measures.trees.choice import Choice
from dotnet_viz.measures.trees.node_data import TreeData, tree_data
from dotnet_viz.measures.trees.numbers import Prepare, numbers_of
from dotnet_viz.measures.trees.tree import CLASSIFICATION, Numbers, Tree
from dotnet_viz.measures.trees.typical import typical_tree
from dotnet_viz.translation.translate import translate

_TAKEN = (
    "a decision tree, a forest, gradient boosting or histogram gradient boosting of scikit-learn, bagged or boosted trees, "
    "a pipeline or search that ends in one of these, or a model of XGBoost or LightGBM"
)

_FORESTS = tuple(f"sklearn.ensemble._{name}" for name in ("forest", "iforest", "bagging", "weight_boosting"))


@dataclass(frozen=True, eq=False)
class ReadTree:
    """A tree, and what makes rows of data into the numbers that it compares.

    Args:
        tree: the tree.
        prepare: returns the features of rows as the tree has them; shape (rows, features).
        classes: the labels of a classifier in the order of its outputs; empty for what is none.
        class_names: their names.
        output: position of the target's column that the tree is for, where it has several; ``None`` where it has one.
    """

    tree: Tree
    prepare: Prepare
    classes: tuple[Any, ...] = ()
    class_names: tuple[str, ...] = ()
    output: int | None = None

    def data(self, x: Any, y: Any) -> TreeData:
        """Return rows and their targets as the tree has them.

        Args:
            x: rows as the estimator takes them.
            y: their targets.

        Raises:
            ShapeError: they do not fit to the tree or to each other.
            OptionError: a label that the estimator does not know.
        """
        return tree_data(self.tree, self.prepare(x), y, self.classes, self.class_names, self.output)

    def sample(self, row: Any) -> Numbers:
        """Return the features of one row as the tree has them; shape (features,).

        Args:
            row: one row as the estimator takes it, alone or as a table of one.

        Raises:
            ShapeError: more than one row, or another number of features.
        """
        table = row.to_frame().T.infer_objects() if hasattr(row, "to_frame") and not hasattr(row, "columns") else row
        found = self.tree.checked(self.prepare(table if np.ndim(table) > 1 else np.asarray(table).reshape(1, -1)))
        if len(found) != 1:
            raise ShapeError(f"sample must be one row, such as x[0], not {len(found):,}")
        only: Numbers = found[0]
        return only


@dataclass(frozen=True)
class _Kind:
    """A kind of estimators, and how they are read."""

    matches: Callable[[Any], bool]
    fitted: str
    read: Callable[[Any, Choice], Tree]
    prepare: Callable[[Any], Prepare] = lambda model: numbers_of


def read_tree(
    estimator: Any,
    *,
    index: int | None = None,
    output: int | str | None = None,
    feature_names: Sequence[str] | None = None,
    class_names: Sequence[str] | None = None,
    x: Any = None,
) -> ReadTree:
    """Return one tree of a fitted estimator.

    Args:
        estimator: of scikit-learn, XGBoost or LightGBM; also a pipeline or a search that ends in one.
        index: which of several trees, from 0, for boosting the iteration; ``None`` for the tree of a forest that is most
            like the forest, and for the first iteration of boosting.
        output: of models with a tree for each class: which class, by name or position.
        feature_names: of the features that the estimator was fitted to; ``None`` for those that it knows.
        class_names: of the classes; ``None`` for those that it knows.
        x: rows of data by which a tree of a forest is chosen.

    Raises:
        NotBuiltError: it is not fitted.
        UnsupportedInputError: it has no decision trees.
        OptionError: no such tree or output, or a wrong number of names.

    Example:
        >>> from sklearn.tree import DecisionTreeClassifier
        >>> found = read_tree(DecisionTreeClassifier().fit([[0.0], [1.0]], ["no", "yes"]), feature_names=["age"])
        >>> found.tree.class_names, found.tree.predict(found.prepare([[0.2]])).tolist()
        (('no', 'yes'), [[1.0, 0.0]])
    """
    unwrapped = unwrap(estimator)
    model = unwrapped.estimator
    kind = _kind_of(model)
    prepare_features = kind.prepare(model)

    def prepare(rows: Any) -> NDArray[np.float64]:
        return prepare_features(_in_order(unwrapped.transformed(rows), getattr(model, "feature_names_in_", None)))

    choice = Choice(
        None if index is None else _one_index(index),
        output,
        _feature_names(unwrapped, feature_names),
        None if class_names is None else names_in("class_names", class_names),
        _columns(x) if not unwrapped.before else None,
        lambda forest: typical_tree(forest, None if x is None else prepare(x)),
    )
    tree = kind.read(model, choice)
    if unwrapped.before:
        note = translate(
            "the features are those after the pipeline's steps before the last: {steps}",
            steps=format_items(unwrapped.step_names),
        )
        tree = replace(tree, notes=(*tree.notes, note))
    output = choice.output_position(outputs, ()) if (outputs := int(getattr(model, "n_outputs_", 1))) > 1 else None
    labels = _labels(model, output)
    names = tree.class_names if tree.task == CLASSIFICATION else choice.classes(len(labels), labels) if labels else ()
    return ReadTree(tree, prepare, labels, names, output)


def _in_order(x: Any, names: Any) -> Any:
    """Return a table with its columns in the order of the training, where it has the same ones in another order."""
    if names is None or not hasattr(x, "iloc") or not hasattr(x, "columns"):
        return x
    wanted, found = [str(name) for name in names], [str(name) for name in x.columns]
    return x[list(names)] if wanted != found and sorted(wanted) == sorted(found) else x


def _one_index(index: Any) -> int:
    found = positions_in("index", index)
    if len(found) != 1:
        raise OptionError(f"index must be one whole number, not {index!r}")
    return found[0]


def _columns(x: Any) -> tuple[str, ...] | None:
    """Return the names of the columns of a table, ``None`` for what is none."""
    return tuple(map(str, x.columns)) if hasattr(x, "columns") and hasattr(x, "iloc") else None


def _labels(model: Any, output: int | None) -> tuple[Any, ...]:
    """Return the classes that a model knows, for one output of several; empty for a regression."""
    found = getattr(model, "classes_", ())
    if output is not None:
        found = found[output] if len(found) else ()
    return tuple(np.asarray(found).tolist())


def _feature_names(unwrapped: Unwrapped, given: Sequence[str] | None) -> tuple[str, ...] | None:
    """Return the names of the features of the trees; ``None`` for those that the model knows."""
    names = None if given is None else names_in("feature_names", given)
    if not unwrapped.before:
        return names
    return unwrapped.feature_names(names) or names


def _kind_of(model: Any) -> _Kind:
    """Return how a model is read.

    Raises:
        NotBuiltError: it is not fitted.
        UnsupportedInputError: it has no decision trees.
    """
    for kind in _KINDS:
        if kind.matches(model):
            if kind.fitted and not hasattr(model, kind.fitted):
                raise not_fitted(model)
            return kind
    if isinstance(model, (str, os.PathLike)):
        raise UnsupportedInputError(
            f"{os.fspath(model)!r} is not opened, since a file of an estimator can hold code that runs when it is loaded; "
            "load it yourself, as with joblib.load(path) or xgboost.Booster(model_file=path), and give the model"
        )
    if isinstance(model, type):
        raise UnsupportedInputError(f"{model.__name__} is a class, not a fitted estimator: write {model.__name__}().fit(x, y)")
    raise UnsupportedInputError(f"{type(model).__name__} has no decision trees; give {_TAKEN}")


def _is_of(*modules: str) -> Callable[[Any], bool]:
    """Return whether a model's class, or one that it inherits from, stands in one of some modules."""
    return lambda model: any(cls.__module__.startswith(modules) for cls in type(model).__mro__)


def _read_by(module: str, function: str) -> Callable[[Any, Choice], Tree]:
    """Return a function that imports its module when it is called."""

    def read(model: Any, choice: Choice) -> Tree:
        from importlib import import_module

        found: Tree = getattr(import_module(f"dotnet_viz.measures.trees.{module}"), function)(model, choice)
        return found

    return read


def _histogram_features(model: Any) -> Prepare:
    from dotnet_viz.measures.trees.from_histogram_boosting import prepare_for

    return prepare_for(model)


def _xgboost_features(model: Any) -> Prepare:
    from dotnet_viz.measures.trees.from_xgboost import category_names

    names = category_names(model)
    return lambda x: numbers_of(x, names)


def _lightgbm_features(model: Any) -> Prepare:
    from dotnet_viz.measures.trees.from_lightgbm import booster_of, category_names

    names = category_names(booster_of(model))
    return lambda x: numbers_of(x, names)


def _is_forest(model: Any) -> bool:
    return hasattr(model, "estimators_") or _is_of(*_FORESTS)(model)


_KINDS = (
    _Kind(_is_of("xgboost."), "", _read_by("from_xgboost", "xgboost_tree"), _xgboost_features),
    _Kind(_is_of("lightgbm."), "", _read_by("from_lightgbm", "lightgbm_tree"), _lightgbm_features),
    _Kind(
        _is_of("sklearn.ensemble._hist_gradient_boosting"), "_predictors",
        _read_by("from_histogram_boosting", "histogram_boosted_tree"), _histogram_features,
    ),
    _Kind(_is_of("sklearn.ensemble._gb"), "estimators_", _read_by("from_scikit_learn", "boosted_tree")),
    _Kind(_is_of("sklearn.tree."), "tree_", _read_by("from_scikit_learn", "single_tree")),
    _Kind(_is_forest, "estimators_", _read_by("from_scikit_learn", "forest_tree")),
)  # fmt: skip
