"""SavedModel folders: Keras 2 models whole, exported ones as far as their variables and signatures go; without TensorFlow."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.source import FolderFormat
from dotnet_viz.graph import Graph, Origin
from dotnet_viz.keras_format.architecture import Architecture
from dotnet_viz.keras_format.config.normalize import plain
from dotnet_viz.keras_format.joined import joined
from dotnet_viz.keras_format.stored_weights import WeightGroups
from dotnet_viz.keras_format.tensorflow.checkpoint import checkpoint_of
from dotnet_viz.keras_format.tensorflow.saved_model import SAVED_MODEL, VARIABLES, SavedModel, read_saved_model
from dotnet_viz.keras_format.tensorflow.weights import groups_of_layers
from dotnet_viz.keras_format.to_graph import graph_of

FOLDER = FolderFormat("a SavedModel", (SAVED_MODEL,))


def read(source: str | os.PathLike[str]) -> Graph:
    """Return the graph of a SavedModel; weights are read from its checkpoint when they are asked for.

    Args:
        source: path of the folder.

    Raises:
        UnreadableFileError: a file in it is damaged.
        UnsafeFileError: a file in it is a link out of it, or asks for far more memory than a model needs.
    """
    from dotnet_viz.keras_format.weights_only.exported import graph_of_exported, is_described, subclassed_model

    folder = Path(source)
    saved = read_saved_model(folder)
    checkpoint = checkpoint_of(folder)
    if "" not in saved.objects:
        return graph_of_exported(saved, checkpoint, _origin(saved, {}, source), folder.name)
    found = _architecture(saved, source)
    weights = WeightGroups(groups_of_layers(checkpoint, saved.objects))
    if is_described(found.entry):
        model, notes = joined(found.entry, weights, str(folder))
    else:
        model, notes = subclassed_model(found.entry, saved.objects, weights.groups, str(folder))
    return graph_of(model, found.origin, notes)


def architecture(source: str | os.PathLike[str]) -> Architecture:
    """Return what a SavedModel says of the layers.

    Args:
        source: path of the folder.

    Raises:
        UnreadableFileError: it is damaged, or was exported without saying what the layers are.
    """
    saved = read_saved_model(Path(source))
    if "" not in saved.objects:
        raise UnreadableFileError(f"{os.fspath(source)!r} was exported without its layers, so no other weights go with it")
    return _architecture(saved, source)


def _architecture(saved: SavedModel, source: str | os.PathLike[str]) -> Architecture:
    description = saved.objects[""].description
    config = description.get("config")
    named = {"name": description.get("name"), **(config if isinstance(config, Mapping) else {})}
    entry = {"class_name": str(description.get("class_name") or "Model"), "config": named}
    return Architecture(entry, _origin(saved, description, source))


def _origin(saved: SavedModel, description: Mapping[str, Any], source: str | os.PathLike[str]) -> Origin:
    folder = Path(source)
    training = plain(description.get("training_config") or {})
    version = description.get("keras_version") if description else saved.version
    return Origin(
        format="saved-model",
        path=os.fspath(source),
        framework="Keras" if description else "TensorFlow",
        framework_version=version if isinstance(version, str) else None,
        file_size=sum(part.stat().st_size for part in (*folder.glob("*.pb"), *folder.glob(f"{VARIABLES}/{VARIABLES}.*"))),
        training=training if isinstance(training, dict) and training else None,
        file=(folder / SAVED_MODEL).absolute(),
    )
