"""Legacy ``.h5`` files of Keras 2 and 3, read without Keras and without running anything in them."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.source import FileFormat, SourceFile
from dotnet_viz.files.zip_archive import ZIP
from dotnet_viz.graph import Graph, Origin
from dotnet_viz.keras_format.archive import parse_json
from dotnet_viz.keras_format.config.normalize import plain
from dotnet_viz.keras_format.config.records import ModelRecord
from dotnet_viz.keras_format.hdf5.dataset import StoredArray
from dotnet_viz.keras_format.hdf5.file import OpenFile, StoredFile, open_stored
from dotnet_viz.keras_format.hdf5.listing import list_arrays
from dotnet_viz.keras_format.hdf5.strings import text_attribute, texts_attribute
from dotnet_viz.keras_format.shared_parts import with_shared_parts, with_shared_variables
from dotnet_viz.keras_format.to_graph import graph_of
from dotnet_viz.keras_format.to_record import read_model
from dotnet_viz.keras_format.variables import Variable
from dotnet_viz.keras_format.weights.legacy_h5 import TOP_LEVEL, with_layer_names, with_variables
from dotnet_viz.keras_format.weights.shared_layers import with_equal_layers
from dotnet_viz.keras_format.weights.unmatched import unmatched_notes, unweighted_notes

if TYPE_CHECKING:
    import h5py

_WEIGHTS = "model_weights"
_HDF5 = b"\x89HDF\r\n\x1a\n"
_USER_BLOCKS = tuple(512 << power for power in range(12))


def _is_hdf5(file: SourceFile) -> bool:
    """Whether HDF5 data start at once or after bytes of somebody else, at 512, 1024, 2048 ..."""
    if file.start.startswith((_HDF5, *ZIP)):
        return file.start.startswith(_HDF5)
    return any(file.has(_HDF5, offset) for offset in _USER_BLOCKS)


FORMAT = FileFormat((".h5", ".hdf5"), (_HDF5,), recognise=_is_hdf5, other_endings=(".weights.h5",))


def read(source: str | os.PathLike[str]) -> Graph:
    """Return the graph of a legacy ``.h5`` file; weights are read from it when they are asked for.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is damaged, is not a model, or has weights only.
        UnsafeFileError: it asks for what reading a model never needs.
    """
    path = Path(source)
    stored = StoredFile(path)
    arrays, _ = list_arrays(stored)
    with open_stored(stored) as file:
        entry = _model_entry(file, path)
        groups = with_shared_variables(_groups(file, arrays))
        origin = _origin(file, path, source)
    model = with_variables(read_model(with_layer_names(entry, groups), what=str(path)), groups)
    shared = with_shared_parts(with_equal_layers(model), written_once=False)
    return graph_of(shared, origin, _notes(model, shared, groups))


def _notes(model: ModelRecord, shared: ModelRecord, groups: dict[str, dict[str, Variable]]) -> list[str]:
    """Return what has to be said: of what the file has before layers became one, of what lacks only after that."""
    stored = {f"{name}/{key}": value for name, own in groups.items() for key, value in own.items()}
    return [*unmatched_notes(model, stored), *unweighted_notes(shared, stored)]


def _model_entry(file: OpenFile, path: Path) -> dict[str, Any]:
    text = text_attribute(file, file.hdf5.id, "model_config")
    if text is None:
        kind = "weights but no model" if _has_weights(file.hdf5) else "no Keras model"
        raise UnreadableFileError(
            f"{str(path)!r} has {kind}: nothing in it says what the layers are."
            " Save the whole model with model.save('model.keras') and read that"
        )
    entry = parse_json(text, f"'model_config' in {str(path)!r}")
    if not isinstance(entry, dict):
        raise UnreadableFileError(f"'model_config' in {str(path)!r} holds a {type(entry).__name__} where a model has an object")
    return entry


def _has_weights(file: h5py.File) -> bool:
    return any(name in file.attrs for name in ("layer_names", "layer_names0")) or any(
        name in file for name in ("layers", "_layer_checkpoint_dependencies", _WEIGHTS)
    )


def _texts(file: OpenFile, group: h5py.Group, name: str) -> list[str]:
    """Return a list of names, which Keras splits into ``name0``, ``name1`` ... where it is long."""
    whole = texts_attribute(file, group.id, name)
    if whole is not None:
        return whole
    found: list[str] = []
    for number in count():
        part = texts_attribute(file, group.id, f"{name}{number}")
        if part is None:
            return found
        found += part
    return found


def _groups(file: OpenFile, arrays: dict[str, StoredArray]) -> dict[str, dict[str, Variable]]:
    if _WEIGHTS not in file.hdf5:
        return {}
    root = file.hdf5[_WEIGHTS]
    names = [name for name in _texts(file, root, "layer_names") if name in root]
    if TOP_LEVEL in root:
        names.append(TOP_LEVEL)
    return {name: _variables(file, root[name], f"{_WEIGHTS}/{name}", arrays) for name in names}


def _variables(file: OpenFile, group: h5py.Group, path: str, arrays: dict[str, StoredArray]) -> dict[str, Variable]:
    found = {}
    for name in _texts(file, group, "weight_names"):
        array = arrays.get(f"{path}/{name}")
        if array is not None:
            found[name.rpartition(":")[0] or name] = Variable(array.shape, array.dtype, array)
    return found


def _origin(file: OpenFile, path: Path, source: str | os.PathLike[str]) -> Origin:
    text = text_attribute(file, file.hdf5.id, "training_config")
    training = plain(parse_json(text, f"'training_config' in {str(path)!r}")) if text else None
    return Origin(
        format="h5",
        path=os.fspath(source),
        framework="Keras",
        framework_version=text_attribute(file, file.hdf5.id, "keras_version"),
        file_size=path.stat().st_size,
        training=training if isinstance(training, dict) and training else None,
        file=path.absolute(),
    )
