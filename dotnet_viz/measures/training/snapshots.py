"""The model of a training as it was after an epoch: the logged graph with the weights that were kept then."""

from __future__ import annotations

from dataclasses import replace

from dotnet_viz.errors import VizError
from dotnet_viz.graph import Graph, Layer, Weight
from dotnet_viz.measures.training.run import Arrays, TrainingRun, no_graph
from dotnet_viz.translation.sentences import sentence


def graph_of_epoch(run: TrainingRun, epoch: int | None = None) -> Graph | None:
    """Return the model with the weights of an epoch.

    A weight of which the log kept a sample only, or nothing, has no values.

    Args:
        run: of a training.
        epoch: one of its ``snapshot_epochs``; ``None`` for the last one, or for no values where there is none.

    Returns:
        The graph, ``None`` where the log does not have the model.

    Raises:
        OptionError: there are no weights of that epoch.
        VizError: the log is damaged.

    Example:
        >>> graph_of_epoch(TrainingRun("a", "test")) is None
        True
    """
    graph = run.load_graph()
    if epoch is None and run.snapshot_epochs:
        epoch = run.snapshot_epochs[-1]
    if graph is None or epoch is None:
        return graph
    return with_weights(graph, run.load_snapshot(epoch))


def readable_run(run: TrainingRun) -> tuple[TrainingRun, tuple[str, ...]]:
    """Return a run without the parts of its model that are damaged, and in words what was left out, also in its notes.

    A damaged file of the model must not hide what the training did. Of weights those of the last epoch that can be read stay.

    Args:
        run: of a training.

    Example:
        >>> readable_run(TrainingRun("a", "test"))[1]
        ()
    """
    reasons, notes, graph, epochs = [], [], run.load_graph, run.snapshot_epochs
    try:
        run.load_graph()
    except VizError as error:
        reasons.append(sentence("the model of the log is left out, since {reason}", reason=str(error)))
        notes.append(sentence("The model of the log is left out, since {reason}.", reason=str(error)))
        graph, epochs = no_graph, ()
    while epochs:
        try:
            run.load_snapshot(epochs[-1])
            break
        except VizError as error:
            epoch, reason = str(epochs[-1]), str(error)
            reasons.append(sentence("the weights after epoch {epoch} are left out, since {reason}", epoch=epoch, reason=reason))
            notes.append(sentence("The weights after epoch {epoch} are left out, since {reason}.", epoch=epoch, reason=reason))
            epochs = epochs[:-1]
    if not reasons:
        return run, ()
    return replace(run, load_graph=graph, snapshot_epochs=epochs, notes=(*run.notes, *notes)), tuple(reasons)


def with_weights(graph: Graph, arrays: Arrays) -> Graph:
    """Return a graph whose weights have the values of arrays.

    Args:
        graph: whose weights say shapes and names.
        arrays: by ``"layer/weight"``; one of another shape than its weight is left out.
    """
    layers = {layer.id: _with_weights(layer, arrays) for layer in graph.layers}
    return replace(graph, nodes=tuple(replace(node, layer=layers[node.layer.id]) for node in graph.nodes))


def _with_weights(layer: Layer, arrays: Arrays) -> Layer:
    return replace(layer, weights=tuple(_with_values(weight, arrays, f"{layer.id}/{weight.name}") for weight in layer.weights))


def _with_values(weight: Weight, arrays: Arrays, name: str) -> Weight:
    array = arrays.get(name)
    if array is None or array.shape != weight.shape:
        return weight
    return replace(weight, source=Weight.from_array(weight.name, array).source)
