"""``model.json`` of TensorFlow.js: the topology of a layers model, with its weights in shards beside it.

Source of the format: ``WeightsManifestConfig`` in ``tfjs-core/src/io/types.ts``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.formats.json_text import json_file
from dotnet_viz.files.limits import active
from dotnet_viz.files.paths import is_folder
from dotnet_viz.files.source import FileFormat, FolderFormat, SourceFile
from dotnet_viz.graph import Graph
from dotnet_viz.keras_format.architecture import Architecture, architecture_of
from dotnet_viz.keras_format.joined import joined, named_groups
from dotnet_viz.keras_format.stored_weights import WeightGroups
from dotnet_viz.keras_format.to_graph import graph_of
from dotnet_viz.keras_format.weights.tfjs_shards import manifest_variables

_MODEL = "model.json"
_TOPOLOGY, _MANIFEST = "modelTopology", "weightsManifest"


def _is_tfjs(file: SourceFile) -> bool:
    content = file.content(active().json_bytes) if file.begins_as_json else b""
    if f'"{_TOPOLOGY}"'.encode() not in content and f'"{_MANIFEST}"'.encode() not in content:
        return False
    return isinstance(file.json, dict) and (_TOPOLOGY in file.json or _MANIFEST in file.json)


FORMAT = FileFormat(recognise=_is_tfjs, models="seldom")
FOLDER = FolderFormat("a model of TensorFlow.js", (_MODEL,), _is_tfjs)


def read(source: str | os.PathLike[str]) -> Graph:
    """Return the graph of a layers model; weights are read from the shards when they are asked for.

    Args:
        source: path of the ``model.json``, beside which the shards are, or of their folder.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is damaged, or is a graph model, which has operations of TensorFlow and no layers.
        UnsafeFileError: it names shards outside of its folder, or asks for far more memory than they have bytes.
    """
    path = _model_file(Path(source))
    value = json_file(path)
    found = _architecture(value, path, source)
    variables, notes = manifest_variables(value.get(_MANIFEST), path.parent)
    weights = WeightGroups(named_groups(found.entry, variables, str(path)))
    model, others = joined(found.entry, weights, str(path))
    return graph_of(model, found.origin, [*notes, *others])


def architecture(source: str | os.PathLike[str]) -> Architecture:
    """Return the topology.

    Args:
        source: path of the ``model.json``, or of its folder.

    Raises:
        UnreadableFileError: it is damaged, or has no layers.
    """
    path = _model_file(Path(source))
    return _architecture(json_file(path), path, source)


def _model_file(path: Path) -> Path:
    return path / _MODEL if is_folder(path) else path


def _architecture(value: Mapping[str, Any], path: Path, source: str | os.PathLike[str]) -> Architecture:
    topology = value.get(_TOPOLOGY)
    if value.get("format") == "graph-model" or (isinstance(topology, Mapping) and "node" in topology):
        raise UnreadableFileError(
            f"{str(path)!r} is a graph model of TensorFlow.js, which has operations and no layers of Keras; read the model that"
            " it was made from, or convert that with --output_format=tfjs_layers_model"
        )
    if topology is None:
        raise UnreadableFileError(f"{str(path)!r} lists weights of TensorFlow.js, but no topology says what the layers are")
    found = architecture_of(value, repr(str(path)), form="tfjs", path=os.fspath(source), size=path.stat().st_size)
    return replace(found, origin=replace(found.origin, file=path.absolute()))
