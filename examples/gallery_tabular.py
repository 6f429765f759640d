"""The pictures of estimators for the gallery: trees, importances and curves, on data that come with scikit-learn."""

from __future__ import annotations

from types import ModuleType
from typing import Any


def cancer(dv: ModuleType) -> Any:
    """Return the decision tree of a classification."""
    from sklearn.datasets import load_breast_cancer
    from sklearn.tree import DecisionTreeClassifier

    data = load_breast_cancer()
    model = DecisionTreeClassifier(max_depth=4, random_state=0).fit(data.data, data.target)
    return dv.tree(
        model, data=(data.data, data.target), feature_names=data.feature_names, class_names=data.target_names
    )  # fmt: skip


def iris_sample(dv: ModuleType) -> Any:
    """Return the path of one sample through a decision tree, without data."""
    from sklearn.datasets import load_iris
    from sklearn.tree import DecisionTreeClassifier

    data = load_iris()
    model = DecisionTreeClassifier(max_depth=3, random_state=0).fit(data.data, data.target)
    return dv.tree(model, sample=data.data[77], feature_names=data.feature_names, class_names=data.target_names)


def diabetes(dv: ModuleType) -> Any:
    """Return the decision tree of a regression."""
    from sklearn.datasets import load_diabetes
    from sklearn.tree import DecisionTreeRegressor

    data = load_diabetes(scaled=False)
    model = DecisionTreeRegressor(max_depth=3, random_state=0).fit(data.data, data.target)
    return dv.tree(model, data=(data.data, data.target), feature_names=data.feature_names)


def boosted(dv: ModuleType) -> Any:
    """Return a tree of gradient boosting on data of which one value in ten is missing."""
    import numpy as np
    from sklearn.datasets import load_breast_cancer
    from sklearn.ensemble import HistGradientBoostingClassifier

    data = load_breast_cancer()
    x = data.data.copy()
    x[np.random.default_rng(0).random(x.shape) < 0.1] = np.nan
    y = data.target_names[data.target]
    model = HistGradientBoostingClassifier(max_iter=20, max_depth=3, random_state=0).fit(x, y)
    return dv.tree(model, data=(x, y), feature_names=data.feature_names, rankdir="LR", max_depth=3)


def forest(dv: ModuleType) -> Any:
    """Return the tree that is most like its forest."""
    from sklearn.datasets import load_breast_cancer
    from sklearn.ensemble import RandomForestClassifier

    data = load_breast_cancer()
    model = RandomForestClassifier(200, random_state=0).fit(data.data, data.target)
    return dv.tree(
        model, data=(data.data, data.target), feature_names=data.feature_names, class_names=data.target_names, max_depth=3
    )


def permutation(dv: ModuleType) -> Any:
    """Return permutation importances on data that the forest was not trained on."""
    from sklearn.datasets import load_breast_cancer
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.model_selection import train_test_split

    data = load_breast_cancer()
    x_train, x_test, y_train, y_test = train_test_split(data.data, data.target, random_state=0)
    model = RandomForestClassifier(200, random_state=0).fit(x_train, y_train)
    return dv.importances(model, x_test, y_test, metric="log_loss", feature_names=data.feature_names)


def coefficients(dv: ModuleType) -> Any:
    """Return scaled coefficients with standard errors."""
    from sklearn.datasets import load_diabetes
    from sklearn.linear_model import LinearRegression

    data = load_diabetes(scaled=False)
    model = LinearRegression().fit(data.data, data.target)
    return dv.importances(model, data.data, data.target, method="built-in", feature_names=data.feature_names)


def dependence(dv: ModuleType) -> Any:
    """Return partial dependence with the lines of single rows, and that on two features."""
    from sklearn.datasets import load_diabetes
    from sklearn.ensemble import RandomForestRegressor

    data = load_diabetes(scaled=False)
    model = RandomForestRegressor(50, min_samples_leaf=5, random_state=0).fit(data.data, data.target)
    return dv.partial_dependence(model, data.data, ["bmi", "s5", ("bmi", "s5")], feature_names=data.feature_names)


def pruning(dv: ModuleType) -> Any:
    """Return a validation curve."""
    from sklearn.datasets import load_breast_cancer
    from sklearn.tree import DecisionTreeClassifier

    data = load_breast_cancer()
    values = [0.0001, 0.001, 0.003, 0.01, 0.03, 0.1]
    return dv.validation_curve(DecisionTreeClassifier(random_state=0), data.data, data.target, "ccp_alpha", values)
