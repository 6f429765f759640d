"""One model at several times: a forward pass with the weights of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.explain.activations.batches import batches
from dotnet_viz.explain.activations.dense_pass import DensePass
from dotnet_viz.explain.activations.forward_pass import ForwardPass
from dotnet_viz.explain.live.live_model import load_live
from dotnet_viz.formatting import format_bytes, format_count
from dotnet_viz.graph import Graph, Weight

_BYTES = 4
_SAMPLES = 1024


@contextmanager
def passes_of_states(
    graphs: Sequence[Graph], model: object = None, layers: str | Sequence[str] | None = None
) -> Iterator[Iterator[ForwardPass]]:
    """Give a forward pass for each state of a model, each to be run before the next one is asked for.

    Args:
        graphs: the model at each time, with the values of its weights.
        model: the live model, or the path of a file that Keras loads: its weights are set to those of each state, and put
            back when the block ends, also by an exception. ``None`` computes chains of dense layers in NumPy.
        layers: see :func:`~dotnet_viz.explain.activations.forward_pass.forward_pass`.

    Raises:
        UnsupportedInputError: without ``model``, a network that is not computed in NumPy; or a model of another architecture.
        OptionError: a state that has no values, or samples only, of a weight; or an unknown layer.
    """
    if model is None:
        yield (_dense_pass(_whole(graph, len(graphs)), layers) for graph in graphs)
        return
    from dotnet_viz.explain.activations.keras_pass import KerasPass

    live = load_live(model)
    runner = KerasPass(live, layers)
    variables = _variables(live)
    before = [np.array(variable.numpy()) for variable in variables.values()]
    try:
        yield _set_one_by_one(graphs, live, variables, runner)
    finally:
        for variable, values in zip(variables.values(), before, strict=True):
            variable.assign(values)


def outputs_of_states(graphs: Sequence[Graph], x: Any, model: object = None) -> list[NDArray[np.float64]]:
    """Return what a model predicts at each time.

    Args:
        graphs: see :func:`passes_of_states`.
        x: samples of its only input.
        model: see :func:`passes_of_states`.

    Returns:
        For each state the outputs; shape (samples, outputs).

    Raises:
        VizError: see :func:`passes_of_states`; or samples that do not fit, or several outputs.

    Example:
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> graph = read([(np.array([[1.0], [-1.0]]), np.array([0.5]), "relu")])
        >>> outputs_of_states([graph], [[2.0, 1.0], [0.0, 3.0]])[0].tolist()
        [[1.5], [0.0]]
    """
    found = []
    with passes_of_states(graphs, model) as passes:
        for runner in passes:
            parts = [runner.predict(batch) for batch in batches(x, runner.input_shapes, runner.input_names, _SAMPLES)]
            outputs = np.concatenate(parts).astype(np.float64)
            found.append(outputs.reshape(len(outputs), -1))
    return found


def _dense_pass(graph: Graph, layers: str | Sequence[str] | None) -> DensePass:
    try:
        return DensePass(graph, layers)
    except UnsupportedInputError as error:
        raise UnsupportedInputError(f"{error}. Give the model, live or the path of its file: model=...") from error


def _set_one_by_one(
    graphs: Sequence[Graph], live: Any, variables: dict[str, Any], runner: ForwardPass
) -> Iterator[ForwardPass]:  # fmt: skip
    for graph in graphs:
        for variable, weight in _pairs(live, variables, _whole(graph, len(graphs))):
            # What LoRA adds is in the kernel already.
            variable.assign(weight.array if weight.merged_into is None else np.zeros(weight.shape))
        yield runner


def _variables(live: Any) -> dict[str, Any]:
    """Return the variables of a live model by ``"layer/weight"``, in the order of its graph."""
    from dotnet_viz.readers.keras.live.reader import linked

    found = {}
    for name, weight in _weights(linked(live)).items():
        variable = getattr(weight.source, "variable", None)
        if variable is not None:
            found[name] = variable
    known = {id(variable) for variable in found.values()}
    missing = [variable.path for variable in live.weights if id(variable) not in known]
    if missing:
        others = f" and {format_count(len(missing) - 1, 'other')}" if len(missing) > 1 else ""
        raise UnsupportedInputError(f"{missing[0]!r}{others} of the model cannot be set to what a record keeps")
    return found


def _pairs(live: Any, variables: dict[str, Any], graph: Graph) -> list[tuple[Any, Weight]]:
    """Return each variable with its weight: by name, or by order where layers got other names but are the same."""
    weights = _weights(graph)
    if weights.keys() != variables.keys():
        weights = dict(zip(variables, weights.values(), strict=False)) if len(weights) == len(variables) else {}
    pairs = [(variable, weights[name]) for name, variable in variables.items() if name in weights]
    if len(pairs) < len(variables) or any(tuple(variable.shape) != weight.shape for variable, weight in pairs):
        raise UnsupportedInputError(
            f"the model {live.name!r} is not of the architecture of {graph.name!r}, whose weights it should take: give "
            "model= one that is built in the same way"
        )
    return pairs


def _weights(graph: Graph) -> dict[str, Weight]:
    return {
        f"{layer.id}/{weight.name}": weight
        for layer in graph.layers
        for weight in layer.weights
        if weight.size and weight.shared_with is None
    }


def _is_in_kernel(weight: Weight) -> bool:
    return weight.merged_into is not None and weight.role.startswith("lora_")


def _whole(graph: Graph, count: int) -> Graph:
    """Return a graph, and raise where some of its weights have no values."""
    weights = _weights(graph)
    for name, weight in weights.items():
        if weight.source is None and not _is_in_kernel(weight):
            size = format_bytes(_BYTES * count * sum(one.size for one in weights.values()))
            raise OptionError(
                f"the record has no whole values of {name!r}, which a forward pass needs: record the training with "
                f"dv.ReportCallback(folder, snapshot_bytes=...); all weights of {format_count(count, 'epoch')} take {size}"
            )
    return graph
