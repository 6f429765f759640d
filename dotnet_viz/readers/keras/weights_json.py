"""Weights of Keras 3 in shards: a ``.weights.json`` file and the ``.h5`` files beside it that it names."""

from __future__ import annotations

import os
from pathlib import Path

from dotnet_viz.files.limits import active
from dotnet_viz.files.source import FileFormat, SourceFile
from dotnet_viz.graph import Graph, Origin
from dotnet_viz.keras_format.files.weight_shards import is_index_of_shards


def _is_index(file: SourceFile) -> bool:
    return file.begins_as_json and is_index_of_shards(file.content(active().json_bytes))


FORMAT = FileFormat((".weights.json",), recognise=_is_index, weights_endings=(".weights.json",))


def read(source: str | os.PathLike[str]) -> Graph:
    """Return the graph of sharded weights; values are read from the shards when they are asked for.

    Raises:
        MissingFileError: there is no such file, or a shard is not there.
        UnreadableFileError: one of the files is damaged, or none has weights.
        UnsafeFileError: one of them asks for what reading weights never needs, or a name leads out of the folder.
    """
    from dotnet_viz.keras_format.stored_weights import sharded_paths
    from dotnet_viz.keras_format.weights_only.graph import graph_of_weights

    path = Path(source)
    found = sharded_paths(path)
    size = path.stat().st_size + found.size
    origin = Origin("weights.json", os.fspath(source), framework="Keras", file_size=size, file=path.absolute())
    return graph_of_weights(found.weights, origin, found.positions, has_empty_groups=False)
