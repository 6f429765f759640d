"""The functions that show which features matter to a model, and how it does with more data or other parameters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from dotnet_viz.translation.translate import mark

if TYPE_CHECKING:
    from dotnet_viz.charts.chart import Chart


def importances(  # noqa: PLR0913 - each is a word that users know
    model: Any,
    x: Any = None,
    y: Any = None,
    *,
    method: str | None = None,
    repeats: int = 5,
    metric: str | Callable[..., float] | None = None,
    seed: int = 0,
    features: Sequence[int | str] | None = None,
    feature_names: Sequence[str] | None = None,
    max_features: int | None = 20,
    theme: str = "light",
    title: str | None = None,
    background: str | None = None,
) -> Chart:
    """Draw how much each feature matters to a model.

    Args:
        model: a fitted estimator or pipeline of scikit-learn, XGBoost or LightGBM, or any model with ``predict``, such as a
            live Keras model of one or several inputs.
        x: rows as the model takes them; for importances of held-out data, rows that it was not trained on.
        y: their targets.
        method: ``"permutation"`` (how much the score drops when a feature is shuffled; any model), ``"built-in"`` (gains of the
            splits of trees, or coefficients), or ``"drop-column"`` (how much it drops when the model is trained without a
            feature). ``None`` takes the first with ``x`` and ``y``, else the second.
        repeats: how often each feature is shuffled; of ``"drop-column"`` the folds of the cross-validation.
        metric: name of a score of scikit-learn, such as ``"roc_auc"``, ``"log_loss"`` or ``"mae"``; ``None`` for accuracy
            or R².
        seed: of the shuffling or the folds.
        features: names or positions of those that are measured; ``None`` for all.
        feature_names: one for each feature; ``None`` for those that the model or the table has.
        max_features: most features that are drawn, the largest; ``None`` for all.
        theme: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        title: heading over the chart; ``None`` for none.
        background: ``"transparent"``, or a colour of the paper; ``None`` for that of the theme.

    Returns:
        A chart. Its ``.to_dict()`` and ``.to_frame()`` have the importance and deviation of every feature, and each repeat.

    Raises:
        NotBuiltError: the model is not fitted.
        UnsupportedInputError: the model cannot be measured so.
        ShapeError: ``x`` and ``y`` do not fit.
        OptionError: an unknown option, or a value that it cannot take.

    Example:
        >>> from sklearn.datasets import load_iris
        >>> from sklearn.ensemble import RandomForestClassifier
        >>> x, y = load_iris(return_X_y=True)
        >>> chart = importances(RandomForestClassifier(20, random_state=0).fit(x, y), feature_names=["a", "b", "c", "d"])
        >>> sorted(chart.to_dict()["feature"][:2])
        ['c', 'd']
    """
    from dotnet_viz.charts.estimators.importance import importance_chart
    from dotnet_viz.errors import OptionError, unknown_choice
    from dotnet_viz.measures.importance.built_in import built_in_importances
    from dotnet_viz.measures.importance.drop_column import drop_column_importances
    from dotnet_viz.measures.importance.permutation import permutation_importances
    from dotnet_viz.measures.importance.result import BUILT_IN, METHODS, PERMUTATION

    has_data = x is not None and y is not None
    chosen = method or (PERMUTATION if has_data else BUILT_IN)
    if chosen not in METHODS:
        raise unknown_choice("method", chosen, METHODS)
    if max_features is not None and max_features < 1:
        raise OptionError(f"max_features must be a whole number of at least 1, or None for all, not {max_features!r}")
    if chosen == BUILT_IN:
        found = built_in_importances(model, x, y, feature_names=feature_names)
    else:
        if not has_data:
            raise OptionError(f"method {chosen!r} needs rows and their targets: importances(model, x, y)")
        measure = permutation_importances if chosen == PERMUTATION else drop_column_importances
        found = measure(
            model, x, y, repeats=repeats, metric=metric, seed=seed, features=features, feature_names=feature_names
        )  # fmt: skip
    return importance_chart(found, max_features=max_features).presented(theme, title, background)


def partial_dependence(  # noqa: PLR0913 - each is a word that users know
    model: Any,
    x: Any,
    features: Sequence[Any],
    *,
    target: int | str | None = None,
    grid: int | None = None,
    percentiles: tuple[float, float] = (0.05, 0.95),
    max_lines: int = 50,
    centered: bool = False,
    feature_names: Sequence[str] | None = None,
    class_names: Sequence[str] | None = None,
    theme: str = "light",
    title: str | None = None,
    background: str | None = None,
) -> Chart:
    """Draw how predictions depend on features: the mean over all rows, and lines of single rows.

    Args:
        model: see :func:`importances`.
        x: rows as the model takes them.
        features: names or positions, each with a panel; a pair is drawn as a plane: ``["age", ("age", "size")]``.
        target: class or output, by name or position; ``None`` for the second of two classes, or all of several.
        grid: how many values each feature is given; ``None`` gives 100, and 25 to each feature of a pair.
        percentiles: between which percentiles of the feature these lie, as shares.
        max_lines: most rows with a line of their own; 0 draws the mean alone.
        centered: whether all lines start at 0.
        feature_names: one for each feature; ``None`` for those that the table has.
        class_names: one for each class or output.
        theme: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        title: heading over the chart; ``None`` for none.
        background: ``"transparent"``, or a colour of the paper; ``None`` for that of the theme.

    Returns:
        A chart. Its ``.to_dict()`` and ``.to_frame()`` have the mean at each value, as ``sklearn.inspection`` has it.

    Raises:
        NotBuiltError: the model is not fitted.
        UnsupportedInputError: the model cannot predict, or the data are no tables.
        OptionError: an unknown feature, target or option.

    Example:
        >>> from sklearn.datasets import load_diabetes
        >>> from sklearn.linear_model import LinearRegression
        >>> x, y = load_diabetes(return_X_y=True)
        >>> partial_dependence(LinearRegression().fit(x, y), x, [2], grid=5).to_dict()["feature"]
        ['feature 2', 'feature 2', 'feature 2', 'feature 2', 'feature 2']
    """
    from dotnet_viz.arguments import whole_number
    from dotnet_viz.charts.estimators.partial_dependence import dependence_chart
    from dotnet_viz.measures.importance import partial_dependence as measures

    found = measures.partial_dependence(
        model, x, features, grid=grid, percentiles=percentiles, feature_names=feature_names, class_names=class_names
    )
    lines = whole_number("max_lines", max_lines, least=0)
    return dependence_chart(found, target=target, max_lines=lines, centered=centered).presented(theme, title, background)


def learning_curve(  # noqa: PLR0913 - each is a word that users know
    estimator: Any,
    x: Any,
    y: Any,
    *,
    sizes: Sequence[float] = (0.1, 0.325, 0.55, 0.775, 1.0),
    folds: int = 5,
    metric: str | Callable[..., float] | None = None,
    seed: int = 0,
    theme: str = "light",
    title: str | None = None,
    background: str | None = None,
) -> Chart:
    """Draw the score of an estimator over the amount of training data, by cross-validation.

    Args:
        estimator: of scikit-learn's interface; copies of it are trained, it need not be fitted.
        x: rows.
        y: targets.
        sizes: shares of the training data up to 1, or numbers of samples.
        folds: of the cross-validation.
        metric: see :func:`importances`.
        seed: of the order in which samples are added.
        theme: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        title: heading over the chart; ``None`` for none.
        background: ``"transparent"``, or a colour of the paper; ``None`` for that of the theme.

    Raises:
        UnsupportedInputError: it cannot be copied and trained.
        OptionError: sizes, folds or a metric that do not fit to the data.

    Example:
        >>> from sklearn.datasets import load_iris
        >>> from sklearn.tree import DecisionTreeClassifier
        >>> chart = learning_curve(DecisionTreeClassifier(), *load_iris(return_X_y=True), sizes=[0.5, 1.0])
        >>> chart.to_dict()["training samples"]
        [60, 120]
    """
    from dotnet_viz.charts.estimators.score_curves import score_curve_chart
    from dotnet_viz.measures.model_selection.score_curves import learning_scores

    found = learning_scores(estimator, x, y, sizes=sizes, folds=folds, metric=metric, seed=seed)
    return score_curve_chart(found, mark("Learning curve")).presented(theme, title, background)


def validation_curve(  # noqa: PLR0913 - each is a word that users know
    estimator: Any,
    x: Any,
    y: Any,
    parameter: str,
    values: Sequence[Any],
    *,
    folds: int = 5,
    metric: str | Callable[..., float] | None = None,
    theme: str = "light",
    title: str | None = None,
    background: str | None = None,
) -> Chart:
    """Draw the score of an estimator over the values of one of its parameters, by cross-validation.

    Args:
        estimator: of scikit-learn's interface; copies of it are trained, it need not be fitted.
        x: rows.
        y: targets.
        parameter: its name, such as ``"max_depth"``, or ``"step__max_depth"`` in a pipeline.
        values: that it is given.
        folds: of the cross-validation.
        metric: see :func:`importances`.
        theme: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        title: heading over the chart; ``None`` for none.
        background: ``"transparent"``, or a colour of the paper; ``None`` for that of the theme.

    Raises:
        UnsupportedInputError: it cannot be copied and trained.
        OptionError: an unknown parameter, no values, or folds or a metric that do not fit to the data.

    Example:
        >>> from sklearn.datasets import load_iris
        >>> from sklearn.tree import DecisionTreeClassifier
        >>> chart = validation_curve(DecisionTreeClassifier(), *load_iris(return_X_y=True), "max_depth", [1, 2])
        >>> chart.to_dict()["max_depth"], chart.to_dict()["best"]
        ([1, 2], 2)
    """
    from dotnet_viz.charts.estimators.score_curves import score_curve_chart
    from dotnet_viz.measures.model_selection.score_curves import validation_scores

    found = validation_scores(estimator, x, y, parameter, values, folds=folds, metric=metric)
    return score_curve_chart(found, mark("Validation curve")).presented(theme, title, background)
