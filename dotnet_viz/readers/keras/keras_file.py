"""``.keras`` files of Keras 2.12 and later, and folders of ``save(zipped=False)``, read without running anything in them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dotnet_viz.files.formats.zip_archive import ZIP
from dotnet_viz.files.paths import is_folder
from dotnet_viz.files.source import FileFormat, FolderFormat
from dotnet_viz.graph import Graph, Origin
from dotnet_viz.keras_format.architecture import Architecture
from dotnet_viz.keras_format.config.normalize import plain
from dotnet_viz.keras_format.files.archive import CONFIG, METADATA, Archive, open_archive, open_folder
from dotnet_viz.keras_format.joined import joined
from dotnet_viz.keras_format.optimizer import optimizer_state
from dotnet_viz.keras_format.stored_weights import stored_paths
from dotnet_viz.keras_format.to_graph import graph_of
from dotnet_viz.keras_format.variables import Variable

_DATE = re.compile(r"(\d{4}-\d\d-\d\d)@(\d\d:\d\d:\d\d)", re.ASCII)

FORMAT = FileFormat((".keras",), ZIP, recognise=lambda file: CONFIG in file.zip_names, models="always")
"""A zip archive; what older Keras wrote under that suffix is HDF5."""

FOLDER = FolderFormat("the folder of save(zipped=False)", (CONFIG, METADATA))


def read(source: str | os.PathLike[str]) -> Graph:
    """Return the graph of a ``.keras`` file or of its members in a folder; weights are read when they are asked for.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is damaged, or is not a model.
        UnsafeFileError: it asks for what reading a model never needs.
    """
    archive = _open(source)
    weights = stored_paths(archive.weights, archive.version)
    model, notes = joined(archive.config, weights, str(archive.path))
    return graph_of(model, _origin(archive, source, weights.optimizer), notes)


def architecture(source: str | os.PathLike[str]) -> Architecture:
    """Return what a ``.keras`` file says of a model without its weights.

    Args:
        source: path of the file, or of a folder.

    Raises:
        UnreadableFileError: it is damaged, or is not a model.
    """
    archive = _open(source)
    return Architecture(archive.config, _origin(archive, source))


def _open(source: str | os.PathLike[str]) -> Archive:
    path = Path(source)
    return open_folder(path) if is_folder(path) else open_archive(path)


def _date(archive: Archive) -> str | None:
    """Return when the file was saved; nothing that is not a date as Keras writes it."""
    date = archive.metadata.get("date_saved")
    found = _DATE.fullmatch(date) if isinstance(date, str) else None
    return None if found is None else f"{found[1]}T{found[2]}"


def _origin(
    archive: Archive, source: str | os.PathLike[str], optimizer: Mapping[str, Variable] = MappingProxyType({})
) -> Origin:
    training: Any = plain(archive.config.get("compile_config") or {})
    kept = training if isinstance(training, dict) and training else None
    unpacked = is_folder(archive.path)
    file = archive.path / CONFIG if unpacked else archive.path
    return Origin(
        format="keras-folder" if unpacked else "keras",
        path=os.fspath(source),
        framework="Keras",
        framework_version=archive.version,
        file_size=sum(part.stat().st_size for part in _parts(archive)),
        training=kept,
        date_saved=_date(archive),
        optimizer=optimizer_state(optimizer, kept),
        file=file.absolute(),
    )


def _parts(archive: Archive) -> list[Path]:
    if not is_folder(archive.path):
        return [archive.path]
    parts = [archive.path / CONFIG, archive.path / METADATA]
    return [*parts, archive.weights.path] if archive.weights else parts
