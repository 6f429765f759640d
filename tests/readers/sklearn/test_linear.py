from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import UnsupportedInputError
from dotnet_viz.readers import read
from dotnet_viz.readers.sklearn.linear import can_read

X = np.abs(np.random.default_rng(0).normal(size=(60, 4)))
Y = X @ [1.0, 2.0, 0.0, -1.0] + 9
CLASSES = np.digitize(Y, [9.0, 11.0])


def decision(graph: Any, x: Any) -> Any:
    kernel, *bias = (weight.array for weight in graph.layers[1].weights)
    return x @ kernel + (bias[0] if bias else 0.0)


@pytest.mark.parametrize("name", ["LinearRegression", "Ridge", "Lasso", "ElasticNet", "HuberRegressor", "BayesianRidge"])
def test_the_graph_predicts_what_the_estimator_does(name: str) -> None:
    import sklearn.linear_model

    estimator = getattr(sklearn.linear_model, name)().fit(X, Y)
    graph = read(estimator)
    assert graph.kind == name
    assert np.allclose(decision(graph, X)[:, 0], estimator.predict(X))


@pytest.mark.parametrize(("classes", "units", "activation"), [(CLASSES, 3, "softmax"), (CLASSES > 1, 1, "sigmoid")])
def test_classifiers(classes: Any, units: int, activation: str) -> None:
    from sklearn.linear_model import LogisticRegression

    estimator = LogisticRegression().fit(X, classes)
    graph = read(estimator)
    output = graph.layers[1]
    assert (output.weights[0].shape, output.activation) == ((4, units), activation)
    assert output.config["class_names"] == [str(label) for label in estimator.classes_]
    assert np.allclose(np.squeeze(decision(graph, X)), estimator.decision_function(X))


def test_other_modules_sparse_and_without_intercept() -> None:
    from sklearn.linear_model import LinearRegression, SGDClassifier
    from sklearn.svm import LinearSVC

    assert read(LinearSVC().fit(X, CLASSES)).layers[1].weights[0].shape == (4, 3)
    assert len(read(LinearRegression(fit_intercept=False).fit(X, Y)).layers[1].weights) == 1
    sparse = SGDClassifier(random_state=0).fit(X, CLASSES)
    dense = sparse.coef_.copy()
    assert (read(sparse.sparsify()).layers[1].weights[0].array == dense.T).all()


@pytest.mark.parametrize(
    ("power", "link", "activation"), [(0, "auto", "linear"), (1.5, "auto", "exponential"), (0, "log", "exponential")]
)
def test_links(power: float, link: str, activation: str) -> None:
    from sklearn.linear_model import TweedieRegressor

    assert read(TweedieRegressor(power=power, link=link).fit(X, Y)).layers[1].activation == activation


def test_what_is_not_fitted_or_not_linear() -> None:
    from sklearn.linear_model import Lasso
    from sklearn.tree import DecisionTreeClassifier

    with pytest.raises(UnsupportedInputError, match="Lasso is not fitted"):
        read(Lasso())
    assert not can_read(DecisionTreeClassifier())
    assert not can_read([np.ones((2, 2))])
