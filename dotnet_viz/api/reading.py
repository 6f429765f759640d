"""Reading of models: files, live models and arrays become graphs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from dotnet_viz.errors import OptionError, UnreadableFileError, UnsupportedInputError
from dotnet_viz.files.limits import Limits
from dotnet_viz.files.paths import entries, is_folder, reachable
from dotnet_viz.files.source import is_json_text
from dotnet_viz.graph import Graph
from dotnet_viz.readers import read as read_graph
from dotnet_viz.readers import registry
from dotnet_viz.translation.audience import spelled

if TYPE_CHECKING:
    from dotnet_viz.measures.training.run import TrainingRun


def read(
    source: object,
    *,
    weights: str | os.PathLike[str] | None = None,
    layout: str = "auto",
    limits: Limits | None = None,
) -> Graph:
    """Return the graph of a model.

    Args:
        source: a live Keras model, the path of a ``.keras``, ``.h5`` or ``.npz`` file, of weights alone, of the ``.json`` file
            of an architecture or of a model folder, such a file in a revision of a
            git repository (``"HEAD~1:models/m.keras"``), what ``model.to_json()`` or ``model.get_config()`` returns, a list of
            ``(kernel, bias, activation)`` with kernels of shape (inputs, units), what ``model.get_weights()`` returns, a dict
            of arrays, the ``state_dict()`` of a PyTorch model, a ``.safetensors`` file, a scikit-learn
            estimator or ``Pipeline``, a graph, or the folder of a training's log, of which the model and the last weights
            are taken.
        weights: path of the ``.h5``, ``.weights.h5``, ``.weights.json`` or ``.keras`` file with the weights of an architecture.
        layout: axes of matrices in arrays without an architecture (a dict, a ``.npz`` or ``.safetensors`` file): ``"torch"``
            for (units, inputs), ``"keras"`` for (inputs, units), ``"auto"`` for what names and shapes show; a note says which.
        limits: how much is read of a file; ``None`` for the usual limits, or those of ``with dv.Limits(...):`` around the call.

    Raises:
        UnsupportedInputError: no reader for such an object.
        MissingFileError: the file does not exist.
        UnreadableFileError: the file is damaged or is not a model, or the weights belong to no layer of it.
        OptionError: there are weights, and the source is no architecture that they go with; or the limits are none.

    Example:
        >>> import numpy as np
        >>> [layer.kind for layer in read([np.ones((3, 2)), np.ones((2, 1))]).layers]
        ['InputLayer', 'Dense', 'Dense']
    """
    if limits is not None:
        if not isinstance(limits, Limits):
            raise OptionError(f"limits must be a dv.Limits, such as dv.Limits(nodes=20_000), not {limits!r}")
        with limits:
            return read(source, weights=weights, layout=layout)
    if weights is None and is_path(source) and is_folder(source) and (run := run_in(source)) is not None:
        from dotnet_viz.measures.training.snapshots import graph_of_epoch

        graph = graph_of_epoch(run)
        if graph is None:
            raise UnsupportedInputError(f"the training log {os.fspath(source)!r} does not have the model")
        return graph
    return read_graph(source, weights=weights, layout=layout)


def is_path(source: object) -> TypeGuard[str | os.PathLike[str]]:
    """Return whether something is a path; the JSON text of a model is none.

    Args:
        source: anything that users hand over as a model or a training.
    """
    return isinstance(source, str | os.PathLike) and not is_json_text(source)


def run_in(source: object) -> TrainingRun | None:
    """Return the training that a source is: the path of a training log, or a run itself; ``None`` for a model.

    Args:
        source: anything that users hand over as a model or a training.

    Raises:
        VizError: it is a training log, but damaged, or a folder of several.

    Example:
        >>> run_in("HEAD~1:model.keras") is None
        True
    """
    if not isinstance(source, str | os.PathLike):
        from dotnet_viz.measures.training.run import TrainingRun

        return source if isinstance(source, TrainingRun) else None
    path = Path(source)
    # A file is known by its name alone: models should not wait for the readers of logs.
    if is_json_text(source) or registry.names_model_file(path.name) or registry.is_model_folder(reachable(path)):
        return None
    from dotnet_viz.measures.training.logs import damaged_record, find_log_format, find_logs, read_run

    if find_log_format(path) is not None or (is_folder(path) and find_logs(path)):
        return read_run(path)
    if damaged := damaged_record(path):
        raise UnreadableFileError(damaged)
    if is_folder(path):
        what = "has no known training log" if entries(path) else "is empty"
        several = spelled("dv.reports", "dotnet-viz report")
        raise UnreadableFileError(
            f"the folder {str(path)!r} {what}; give the folder of a run, or a model file (a folder of models is for {several})"
        )
    return None


def graph_and_run(source: object) -> tuple[Graph | None, TrainingRun | None]:
    """Return the model that a source is, and the training where it is one; the model and its weights are those of its log then.

    Args:
        source: anything that :func:`read` takes, or a training log.

    Raises:
        VizError: it cannot be read.

    Example:
        >>> import numpy as np
        >>> graph, run = graph_and_run([np.ones((3, 2))])
        >>> graph.kind, run
        ('Arrays', None)
    """
    run = run_in(source)
    if run is None:
        return read(source), None
    from dotnet_viz.measures.training.snapshots import graph_of_epoch, readable_run

    run = readable_run(run)[0]
    return graph_of_epoch(run), run
