"""Legacy ``.h5`` files of Keras 2 and 3, read without Keras and without running anything in them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.formats.json_text import parse_json, parse_object
from dotnet_viz.files.formats.zip_archive import ZIP
from dotnet_viz.files.source import FileFormat, SourceFile
from dotnet_viz.graph import Graph, Origin
from dotnet_viz.keras_format.architecture import Architecture
from dotnet_viz.keras_format.config.normalize import plain
from dotnet_viz.keras_format.hdf5.file import OpenFile, StoredFile, open_stored
from dotnet_viz.keras_format.hdf5.listing import open_listed
from dotnet_viz.keras_format.hdf5.strings import text_attribute
from dotnet_viz.keras_format.joined import joined
from dotnet_viz.keras_format.optimizer import optimizer_state
from dotnet_viz.keras_format.stored_weights import StoredWeights, WeightGroups, WeightPaths, listed_paths
from dotnet_viz.keras_format.to_graph import graph_of
from dotnet_viz.keras_format.variables import Variable, with_slashes
from dotnet_viz.keras_format.weights.h5_groups import stored_groups, stored_optimizer
from dotnet_viz.translation.audience import spelled

_WEIGHT_PATH = re.compile(r"(^|/)vars/[^/]+$|^layer_\d+/param_\d+$")
"""Where Keras since 2.12 has the variables of an object, and where it had them before 1.0."""
_HDF5 = b"\x89HDF\r\n\x1a\n"
_USER_BLOCKS = tuple(512 << power for power in range(12))


def _is_hdf5(file: SourceFile) -> bool:
    """Whether HDF5 data start at once or after bytes of somebody else, at 512, 1024, 2048 ..."""
    if file.start.startswith((_HDF5, *ZIP)):
        return file.start.startswith(_HDF5)
    return any(file.has(_HDF5, offset) for offset in _USER_BLOCKS)


FORMAT = FileFormat((".h5", ".hdf5"), (_HDF5,), recognise=_is_hdf5, weights_endings=(".weights.h5",))


def read(source: str | os.PathLike[str]) -> Graph:
    """Return the graph of a legacy ``.h5`` file, or of the weights that are all that a file has.

    Values are read when they are asked for.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is damaged, or has neither a model nor weights.
        UnsafeFileError: it asks for what reading a model never needs.
    """
    path = Path(source)
    with open_listed(StoredFile(path)) as listing:
        file, arrays = listing.file, listing.arrays
        groups = stored_groups(file, arrays)
        is_model = text_attribute(file, file.hdf5.id, "model_config") is not None
        has_weights = groups is not None or any(_WEIGHT_PATH.search(name) for name in arrays)
        entry = {} if has_weights and not is_model else _model_entry(file, path)
        origin = _origin(file, path, source, stored_optimizer(file, arrays))
    if is_model:
        model, notes = joined(entry, WeightGroups(groups or {}), str(path))
        return graph_of(model, origin, notes)
    weights = listed_paths(arrays, listing.names, None) if groups is None else WeightGroups(groups)
    return _weights_only(path, weights, origin, listing.positions)


def _weights_only(path: Path, weights: StoredWeights, origin: Origin, written: Mapping[str, int]) -> Graph:
    from dotnet_viz.keras_format.weights_only.graph import graph_of_weights

    if not weights.stored:
        raise UnreadableFileError(f"{str(path)!r} has neither an architecture nor weights of layers")
    positions: dict[str, int] = {}
    if isinstance(weights, WeightPaths):
        origin = replace(origin, optimizer=optimizer_state(weights.optimizer, None))
        positions = with_slashes(written)
    return graph_of_weights(weights, origin, positions)


def architecture(source: str | os.PathLike[str]) -> Architecture:
    """Return what a legacy ``.h5`` file says of a model without its weights.

    Args:
        source: path of the file.

    Raises:
        UnreadableFileError: it is damaged, is not a model, or has weights only.
    """
    path = Path(source)
    with open_stored(StoredFile(path)) as file:
        return Architecture(_model_entry(file, path), _origin(file, path, source))


def _model_entry(file: OpenFile, path: Path) -> dict[str, Any]:
    text = text_attribute(file, file.hdf5.id, "model_config")
    if text is None:
        raise UnreadableFileError(
            f"{str(path)!r} has no Keras model: nothing in it says what the layers are."
            " Save the whole model with model.save('model.keras') and read that; weights alone go with an architecture: "
            + spelled("dv.read('model.json', weights='model.weights.h5')", "model.json --weights model.weights.h5")
        )
    return parse_object(text, f"'model_config' in {str(path)!r}")


def _origin(
    file: OpenFile, path: Path, source: str | os.PathLike[str], optimizer: Mapping[str, Variable] = MappingProxyType({})
) -> Origin:
    text = text_attribute(file, file.hdf5.id, "training_config")
    training = plain(parse_json(text, f"'training_config' in {str(path)!r}")) if text else None
    kept = training if isinstance(training, dict) and training else None
    return Origin(
        format="h5",
        path=os.fspath(source),
        framework="Keras",
        framework_version=text_attribute(file, file.hdf5.id, "keras_version"),
        file_size=path.stat().st_size,
        training=kept,
        optimizer=optimizer_state(optimizer, kept),
        file=path.absolute(),
    )
