from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import UnsupportedInputError
from dotnet_viz.graph import Graph
from dotnet_viz.readers.sklearn.mlp import can_read, read

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")

X = np.random.default_rng(0).normal(size=(60, 4))


def classifier(**options: Any) -> Any:
    from sklearn.neural_network import MLPClassifier

    return MLPClassifier(**{"hidden_layer_sizes": (5, 3), "max_iter": 2, "random_state": 0, **options})


def regressor(**options: Any) -> Any:
    from sklearn.neural_network import MLPRegressor

    return MLPRegressor(**{"hidden_layer_sizes": (5,), "max_iter": 2, "random_state": 0, **options})


def forward(graph: Graph, x: Any) -> Any:
    """Compute what the graph says, to see that it says the same as the estimator."""
    functions: dict[str, Callable[[Any], Any]] = {
        "relu": lambda z: np.maximum(z, 0),
        "tanh": np.tanh,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "linear": lambda z: z,
        "softmax": lambda z: np.exp(z - z.max(1, keepdims=True)) / np.exp(z - z.max(1, keepdims=True)).sum(1, keepdims=True),
    }
    for layer in graph.layers[1:]:
        kernel, bias = (weight.array for weight in layer.weights)
        x = functions[str(layer.activation)](x @ kernel + bias)
    return x


@pytest.mark.parametrize("activation", ["relu", "tanh", "logistic", "identity"])
def test_a_classifier_gives_the_probabilities_of_its_graph(activation: str) -> None:
    model = classifier(activation=activation).fit(X, np.array(["cat", "dog", "emu"] * 20))
    graph = read(model)
    assert np.allclose(forward(graph, X), model.predict_proba(X))
    assert [layer.name for layer in graph.layers] == ["input", "hidden_1", "hidden_2", "output"]
    assert graph.layer("output").config["class_names"] == ["cat", "dog", "emu"]
    assert graph.layer("hidden_1").config["activation"] == activation


def test_a_classifier_of_two_classes_has_one_output() -> None:
    model = classifier().fit(X, X[:, 0] > 0)
    graph = read(model)
    assert np.allclose(forward(graph, X)[:, 0], model.predict_proba(X)[:, 1])
    assert graph.layer("output").config["class_names"] == ["False", "True"]
    assert graph.nodes[-1].outputs[0].shape == (None, 1)


def test_a_regressor_gives_the_values_of_its_graph() -> None:
    model = regressor().fit(X, np.stack([X[:, 0], X[:, 1] ** 2], axis=1))
    graph = read(model)
    assert np.allclose(forward(graph, X), model.predict(X))
    assert graph.kind == "MLPRegressor"
    assert "class_names" not in graph.layer("output").config
    assert graph.notes == ()


def test_origin_says_how_it_was_trained() -> None:
    import sklearn

    origin = read(regressor(solver="lbfgs").fit(X, X[:, 0])).origin
    assert (origin.format, origin.framework_version) == ("sklearn", sklearn.__version__)
    assert origin.training == {"optimizer": "lbfgs", "loss": "squared_error"}


def test_names_of_features_come_from_the_table_it_was_fitted_with() -> None:
    model = regressor().fit(X, X[:, 0])
    assert "feature_names" not in read(model).layers[0].config
    model.feature_names_in_ = np.array(["a", "b", "c", "d"], dtype=object)
    assert read(model).layers[0].config["feature_names"] == ["a", "b", "c", "d"]


def test_values_are_copied() -> None:
    model = regressor().fit(X, X[:, 0])
    graph = read(model)
    before = graph.layers[1].weights[0].array.copy()
    model.coefs_[0][:] = 9
    assert np.array_equal(graph.layers[1].weights[0].array, before)


def test_a_subclass_is_read() -> None:
    from sklearn.neural_network import MLPRegressor

    class Mine(MLPRegressor):  # type: ignore[misc]
        pass

    model = Mine(hidden_layer_sizes=(2,), max_iter=2).fit(X, X[:, 0])
    assert can_read(model)
    assert (read(model).name, read(model).kind) == ("Mine", "MLPRegressor")


def test_an_unfitted_network_says_what_to_do() -> None:
    with pytest.raises(UnsupportedInputError, match=r"MLPClassifier is not fitted yet.*fit\(x, y\)"):
        read(classifier())


def test_other_objects_are_left_alone() -> None:
    from sklearn.linear_model import LinearRegression
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline

    class MLPRegressor:
        pass

    others: list[object] = [LinearRegression(), make_pipeline(MLPClassifier()), MLPRegressor(), [], "mlp", None]
    assert not any(can_read(other) for other in others)
