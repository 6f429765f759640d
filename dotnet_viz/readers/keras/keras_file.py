"""``.keras`` files of Keras 2.12 and later, read without Keras and without running anything in them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from dotnet_viz.files.source import FileFormat
from dotnet_viz.files.zip_archive import ZIP
from dotnet_viz.graph import Graph, Origin
from dotnet_viz.keras_format.archive import CONFIG, Archive, open_archive
from dotnet_viz.keras_format.config.normalize import plain
from dotnet_viz.keras_format.hdf5.listing import list_arrays
from dotnet_viz.keras_format.shared_parts import with_shared_parts
from dotnet_viz.keras_format.to_graph import graph_of
from dotnet_viz.keras_format.to_record import read_model
from dotnet_viz.keras_format.variables import EMPTY, Variable, tree_of_paths, with_slashes
from dotnet_viz.keras_format.weights.shared_layers import with_shared_layers
from dotnet_viz.keras_format.weights.unmatched import file_notes

FORMAT = FileFormat((".keras",), ZIP, recognise=lambda file: CONFIG in file.zip_names, models="always")
"""A zip archive; what older Keras wrote under that suffix is HDF5."""


def read(source: str | os.PathLike[str]) -> Graph:
    """Return the graph of a ``.keras`` file; weights are read from it when they are asked for.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is damaged, or is not a model.
        UnsafeFileError: it asks for what reading a model never needs.
    """
    path = Path(source)
    archive = open_archive(path)
    stored, names = _variables(archive)
    tree = tree_of_paths(stored, names)
    model = read_model(archive.config, tree, str(path), _version(archive))
    if tree is not EMPTY:
        model = with_shared_layers(model, names_all=tree.name is not None)
        model = with_shared_parts(model, written_once=True)
    return graph_of(model, _origin(archive, source), file_notes(model, stored))


def _variables(archive: Archive) -> tuple[dict[str, Variable], dict[str, str | None]]:
    if archive.weights is None:
        return {}, {}
    arrays, names = list_arrays(archive.weights)
    stored = {
        path: Variable(array.shape, array.dtype, array)
        for path, array in with_slashes(arrays).items()
        if not path.startswith("optimizer/") and "seed_generator" not in path
    }
    return stored, with_slashes(names)


def _version(archive: Archive) -> str | None:
    version = archive.metadata.get("keras_version")
    return version if isinstance(version, str) else None


def _origin(archive: Archive, source: str | os.PathLike[str]) -> Origin:
    training: Any = plain(archive.config.get("compile_config") or {})
    return Origin(
        format="keras",
        path=os.fspath(source),
        framework="Keras",
        framework_version=_version(archive),
        file_size=archive.path.stat().st_size,
        training=training if isinstance(training, dict) and training else None,
        file=archive.path.absolute(),
    )
