"""Live Keras 3 models on any backend: what Keras would save, without saving it.

The connections of subclassed models, which no file has, are found by running their forward pass once on symbolic
tensors. Keras is imported only once there is a model of it. Weights are copied at once, so that training goes on
without changing a graph that was read before.
"""

from __future__ import annotations

from typing import Any

from dotnet_viz.errors import UnsupportedInputError
from dotnet_viz.graph import Graph, Origin
from dotnet_viz.keras_format.config.normalize import plain
from dotnet_viz.keras_format.optimizer import optimizer_state
from dotnet_viz.keras_format.to_graph import graph_of
from dotnet_viz.keras_format.variables import Variable
from dotnet_viz.keras_format.weights.live import Values, read_variable
from dotnet_viz.readers.keras.live.objects import is_function, is_model
from dotnet_viz.readers.keras.live.records import LiveModels
from dotnet_viz.readers.keras.live.tracing import Tracer

_KERAS_2 = ("tf_keras.", "keras.engine.", "keras.src.engine.", "tensorflow.python.keras.")


def can_read(source: object) -> bool:
    """Whether this is a Keras model or function, by the modules of its classes; Keras is not imported for that."""
    return is_model(source) or is_function(source)


def _is_old_model(source: object) -> bool:
    return any(kind.__name__ == "Model" and kind.__module__.startswith(_KERAS_2) for kind in type(source).__mro__)


def read(source: Any) -> Graph:
    """Return the graph of a live model, equal to that of the file that it would be saved to.

    Args:
        source: a ``keras.Model`` (Sequential, Functional or subclassed) or a ``keras.Function``.

    Raises:
        UnsupportedInputError: it is no model of Keras 3.
    """
    return _graph(source, values="copied")


def outline(source: Any, *, details: bool = True) -> Graph:
    """Return the graph of a live model without the values of its weights, which takes far less time.

    Args:
        source: see :func:`read`.
        details: whether layers have their configurations; without, they only have what every picture shows.

    Raises:
        UnsupportedInputError: it is no model of Keras 3.
    """
    return _graph(source, values="none", details=details)


def linked(source: Any) -> Graph:
    """Return the graph of a live model whose weights are read from the model whenever they are asked for.

    The source of each weight is a :class:`~dotnet_viz.keras_format.weights.linked.LinkedValues`, which has the variable.

    Args:
        source: see :func:`read`.

    Raises:
        UnsupportedInputError: it is no model of Keras 3.
    """
    return _graph(source, values="linked")


def _graph(source: Any, *, values: Values, details: bool = True) -> Graph:
    if not is_model(source) and not is_function(source):
        raise UnsupportedInputError(_refusal(source))
    with Tracer(source).entered() as tracer:
        live = LiveModels(tracer, values=values, details=details)
        model = live.model(source)
    return graph_of(model, _origin(source), live.notes())


def _refusal(source: object) -> str:
    if _is_old_model(source):
        return (
            f"a live model of Keras 2 ({type(source).__module__.split('.')[0]}) cannot be read;"
            " save it with model.save('model.keras') or model.save('model.h5') and give the file's path"
        )
    return f"a {type(source).__name__} is no Keras model; give a keras.Model or the path of a .keras or .h5 file"


def _origin(source: Any) -> Origin:
    import keras

    training = plain(_compile_config(source))
    kept = training if isinstance(training, dict) and training else None
    return Origin(
        "keras-model",
        framework="Keras",
        framework_version=str(keras.__version__),
        training=kept,
        optimizer=optimizer_state(_optimizer(source), kept),
    )


def _compile_config(source: Any) -> Any:
    import keras

    try:
        if not source.compiled:
            return None
        config = dict(source.get_compile_config())
        # Saving an .h5 file takes the optimizer out of what Keras keeps.
        if "optimizer" not in config and source.optimizer is not None:
            config["optimizer"] = keras.saving.serialize_keras_object(source.optimizer)
    except Exception:  # a custom loss may refuse to be written down, and the graph does not need it
        return None
    return config


def _optimizer(source: Any) -> dict[str, Variable]:
    """Return the variables of the optimizer, with the values of those alone that are one number."""
    found: dict[str, Variable] = {}
    try:
        for item in getattr(getattr(source, "optimizer", None), "variables", ()):
            name = str(item.path) if item.path not in found else f"{item.path}#{len(found)}"
            found[name] = read_variable(item, "none" if len(item.shape) else "copied")
    except Exception:  # an optimizer of one's own may have none, and the graph does not need them
        return {}
    return found
