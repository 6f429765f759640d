"""scikit-learn's networks: ``MLPClassifier`` and ``MLPRegressor``."""

from __future__ import annotations

from typing import Any

from dotnet_viz.errors import UnsupportedInputError
from dotnet_viz.graph import Graph, Origin
from dotnet_viz.readers.common.dense_chain import DenseArrays, dense_graph, numeric_array
from dotnet_viz.readers.sklearn.estimator import class_names, version

_NETWORKS = ("MLPClassifier", "MLPRegressor")
_KERAS_NAMES = {"logistic": "sigmoid", "identity": "linear"}


def can_read(source: object) -> bool:
    """Whether this is such a network; scikit-learn is not imported."""
    return _class_name(source) is not None


def read(network: Any) -> Graph:
    """Return the graph of a fitted network; its weights are copied.

    Activations have the names that Keras uses (``"sigmoid"`` for ``"logistic"``, ``"linear"`` for
    ``"identity"``); the layer's config keeps scikit-learn's. The output layer's config has ``class_names``
    (two of them, but one unit, in a classifier of two classes), the input layer's has ``feature_names``
    where the network was fitted with a table.

    Args:
        network: the estimator.

    Raises:
        UnsupportedInputError: the network is not fitted yet.

    Example:
        >>> from sklearn.neural_network import MLPRegressor
        >>> graph = read(MLPRegressor(hidden_layer_sizes=(3,), tol=10.0).fit([[0.0, 1.0], [1.0, 0.0]], [1.0, 2.0]))
        >>> [layer.name for layer in graph.layers], graph.parameter_count
        (['input', 'hidden_1', 'output'], 13)
    """
    kind = _class_name(network) or type(network).__name__
    if not hasattr(network, "coefs_"):
        raise UnsupportedInputError(f"this {kind} is not fitted yet, so it has no weights: call its fit(x, y) first")
    names = getattr(network, "feature_names_in_", None)
    return dense_graph(
        _layers(network),
        name=type(network).__name__,
        kind=kind,
        origin=Origin("sklearn", framework="scikit-learn", framework_version=version(), training=_training(network)),
        input_config={} if names is None else {"feature_names": [str(name) for name in names]},
    )


def _class_name(estimator: object) -> str | None:
    """Return the name of the network of scikit-learn that an object is of, ``None`` where it is none."""
    for cls in type(estimator).__mro__:
        if cls.__module__.partition(".")[0] == "sklearn" and cls.__name__ in _NETWORKS:
            return cls.__name__
    return None


def _layers(network: Any) -> list[DenseArrays]:
    last = len(network.coefs_) - 1
    layers = []
    for number, (kernel, bias) in enumerate(zip(network.coefs_, network.intercepts_, strict=True)):
        name = "output" if number == last else f"hidden_{number + 1}"
        activation = network.out_activation_ if number == last else network.activation
        config: dict[str, Any] = {"activation": activation}
        if number == last:
            config |= class_names(network)
        kernel, bias = numeric_array(kernel, f"the kernel of {name!r}"), numeric_array(bias, f"the bias of {name!r}")  # noqa: PLW2901
        layers.append(DenseArrays(name, kernel, bias, _KERAS_NAMES.get(activation, activation), config))
    return layers


def _training(network: Any) -> dict[str, Any]:
    return {"optimizer": str(network.solver), "loss": str(network.loss)}
