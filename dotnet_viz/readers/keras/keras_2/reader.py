"""Live models of Keras 2: ``tf_keras``, and the Keras inside of TensorFlow up to 2.15.

What Keras would write into a file is asked of the model, its variables are read from its layers. The connections of subclassed
models, which no file has, are found by running their forward pass once on symbolic tensors.
"""

from __future__ import annotations

import sys
from typing import Any

from dotnet_viz.graph import Graph, Origin
from dotnet_viz.keras_format.config.names import listed
from dotnet_viz.keras_format.config.normalize import plain
from dotnet_viz.keras_format.optimizer import optimizer_state
from dotnet_viz.keras_format.to_graph import graph_of
from dotnet_viz.keras_format.to_record import read_model
from dotnet_viz.readers.keras.keras_2.objects import engine, is_model
from dotnet_viz.readers.keras.keras_2.serialized import Descriptions
from dotnet_viz.readers.keras.keras_2.tracing import NetworkTracer
from dotnet_viz.readers.keras.keras_2.variables import Variables, optimizer_variables
from dotnet_viz.translation.sentences import sentence


def can_read(source: object) -> bool:
    """Whether this is a model of Keras 2, by the modules of its classes."""
    return is_model(source)


def read(source: Any) -> Graph:
    """Return the graph of a live model, equal to that of the ``.h5`` file that it would be saved to.

    Args:
        source: a ``tf_keras.Model``: Sequential, Functional or subclassed.
    """
    return _graph(source, copied=True)


def outline(source: Any, *, details: bool = True) -> Graph:
    """Return the graph of a live model without copies of the values of its weights, which takes less time.

    Args:
        source: see :func:`read`.
        details: has no effect: the configurations are what the layers are known by.
    """
    del details
    return _graph(source, copied=False)


def _graph(source: Any, *, copied: bool) -> Graph:
    with NetworkTracer(source).entered() as tracer:
        descriptions = Descriptions(tracer)
        record = read_model(descriptions.entry(source), what=f"the model {source.name!r}")
        model = Variables(tracer.networks, descriptions, copied=copied).model(record, source)
    silent = list(dict.fromkeys(descriptions.silent))
    cannot = "{names} cannot write down a configuration (no usable get_config), so it is not shown."
    notes = [sentence(cannot, names=listed(silent))] if silent else []
    return graph_of(model, _origin(source), notes)


def _origin(source: Any) -> Origin:
    home = engine(source, "functional").__name__.split(".")[0]
    version = getattr(sys.modules.get(home), "__version__", None)
    training = plain(_training(source))
    kept = training if isinstance(training, dict) and training else None
    return Origin(
        "keras-model",
        framework="Keras",
        framework_version=version if isinstance(version, str) and home != "tensorflow" else None,
        training=kept,
        optimizer=optimizer_state(optimizer_variables(source), kept),
    )


def _training(source: Any) -> Any:
    try:
        return source.get_compile_config() if source.optimizer is not None else None
    except Exception:  # a custom loss may refuse to be written down, and the graph does not need it
        return None
