"""The functions that draw decision trees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dotnet_viz.charts.estimators.tree import TreeDrawing


def tree(
    estimator: Any,
    *,
    data: Sequence[Any] | None = None,
    sample: Any = None,
    feature_names: Sequence[str] | None = None,
    class_names: Sequence[str] | None = None,
    index: int | None = None,
    output: int | str | None = None,
    theme: str = "light",
    **options: Any,
) -> TreeDrawing:
    """Draw a decision tree: what each split asks for, how the data are distributed there, and what each leaf answers.

    Args:
        estimator: a fitted decision tree, forest, bagged or boosted trees of scikit-learn, a pipeline or search that ends in
            one, or a model of XGBoost or LightGBM (``Booster`` or estimator).
        data: rows and their targets, ``(x, y)``, as the estimator takes them: each split then shows the distribution of its
            feature among the rows that reach it, by class or with the target, and counts are those of the data.
        sample: one row, whose path is shown, with its value at each split.
        feature_names: one for each feature; ``None`` for those that the estimator or the table of data has.
        class_names: one for each class, in the order of ``estimator.classes_``; ``None`` for the classes themselves.
        index: which of several trees, from 0, for boosting the iteration. ``None`` takes the tree of a forest that is most
            like the forest, which the picture states, and the first iteration of boosting.
        output: of models with trees for each class or output, which one: its name or position.
        theme: see :func:`dotnet_viz.draw`.
        options: the options of :class:`~dotnet_viz.diagrams.tree.options.TreeOptions`: ``max_depth``, ``max_nodes``,
            ``rankdir``, ``bins``, ``max_points``, ``show_impurity``.

    Returns:
        A drawing to show or to save (``.svg``, ``.dot``, ``.html``, ``.png``, ``.pdf``). Its ``.tree`` is the tree as arrays,
        and ``.to_dict()`` and ``.to_frame()`` have all its nodes.

    Raises:
        NotBuiltError: the estimator is not fitted.
        UnsupportedInputError: it has no decision trees.
        ShapeError: the data or the sample do not fit to it.
        OptionError: an unknown option, or a value that it cannot take.

    Example:
        >>> from sklearn.datasets import load_iris
        >>> from sklearn.tree import DecisionTreeClassifier
        >>> iris = load_iris()
        >>> model = DecisionTreeClassifier(max_depth=1).fit(iris.data, iris.target)
        >>> drawing = tree(model, data=(iris.data, iris.target), class_names=iris.target_names)
        >>> [shape.name for shape in drawing.scene.boxes][1:]
        ['setosa', 'versicolor']
    """
    from dataclasses import fields

    from dotnet_viz.charts.estimators.tree import TreeDrawing
    from dotnet_viz.diagrams import synonyms
    from dotnet_viz.diagrams.tree.options import TreeOptions
    from dotnet_viz.diagrams.tree.style import TreeDiagram
    from dotnet_viz.errors import OptionError, unknown_choice
    from dotnet_viz.measures.trees.read import read_tree

    known = [one.name for one in fields(TreeOptions)]
    for name in options:
        if name not in known:
            raise unknown_choice("option of tree:", name, known, synonyms=synonyms.OPTIONS)
    if data is not None and not (isinstance(data, (tuple, list)) and len(data) == 2):
        raise OptionError("data must be rows and their targets: data=(x, y)")
    x = None if data is None else data[0]
    diagram = TreeDiagram(**options)
    found = read_tree(estimator, index=index, output=output, feature_names=feature_names, class_names=class_names, x=x)
    rows = None if data is None else found.data(*data)
    one = None if sample is None else found.sample(sample)
    return TreeDrawing(
        diagram.build(found.tree, rows, one),
        theme=theme,
        details=lambda: diagram.build_folded(found.tree, rows, one),
        tree=found.tree,
        data=rows,
    )
