"""The weights in a file of Keras, whichever it is: on their own, or those of a whole model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.formats.zip_archive import ZIP
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.files.other_formats import format_by_content
from dotnet_viz.files.paths import exists, is_folder, reachable
from dotnet_viz.files.source import open_source
from dotnet_viz.keras_format.files.archive import CONFIG, WEIGHTS, open_archive, open_folder
from dotnet_viz.keras_format.files.weight_shards import is_index_of_shards, shards_of
from dotnet_viz.keras_format.hdf5.dataset import StoredArray
from dotnet_viz.keras_format.hdf5.file import StoredFile
from dotnet_viz.keras_format.hdf5.listing import list_arrays, open_listed
from dotnet_viz.keras_format.variables import Variable, with_slashes
from dotnet_viz.keras_format.weights.h5_groups import stored_groups
from dotnet_viz.keras_format.weights.legacy_h5 import Named
from dotnet_viz.natural_order import natural_key

_OPTIMIZER = "optimizer/"


@dataclass(frozen=True)
class WeightGroups:
    """Weights that are named after the outermost layers, as in legacy ``.h5`` files.

    Args:
        groups: for each outermost layer, its variables by the names that Keras gave them, such as ``"dense/kernel"``.
    """

    groups: Mapping[str, Named]

    @property
    def stored(self) -> dict[str, Variable]:
        """Every variable by group and name."""
        return {f"{group}/{key}": variable for group, named in self.groups.items() for key, variable in named.items()}


@dataclass(frozen=True)
class WeightPaths:
    """Weights at paths of objects, as in ``.keras`` files and in ``.weights.h5`` files of Keras 3.

    Args:
        variables: by path, such as ``"layers/dense/vars/0"``.
        names: of objects by the path of their ``vars`` group, ``None`` where one has no name.
        version: of Keras, which defines how layers without names are numbered; ``None`` where it is unknown.
        optimizer: variables of the optimizer, by path below it, such as ``"vars/0"``, in their order.
    """

    variables: Mapping[str, Variable] = field(default_factory=dict)
    names: Mapping[str, str | None] = field(default_factory=dict)
    version: str | None = None
    optimizer: Mapping[str, Variable] = field(default_factory=dict)

    @property
    def stored(self) -> dict[str, Variable]:
        """Every variable by path."""
        return dict(self.variables)


StoredWeights = WeightGroups | WeightPaths
NONE = WeightPaths()


def read_weights(path: Path) -> StoredWeights:
    """Return the weights of a ``.h5``, ``.weights.h5``, ``.weights.json`` or ``.keras`` file; values are read when asked for.

    Args:
        path: the file, or a model folder.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is damaged, or has no weights.
        UnsafeFileError: it asks for what reading weights never needs.
    """
    if is_folder(reachable(path)):
        return _folder_weights(path)
    with open_source(path) as file:
        if CONFIG not in file.zip_names and (other := format_by_content(file)) is not None:
            raise other.error(file)
        is_zip = file.start.startswith(ZIP)
        is_json = not is_zip and file.begins_as_json
        is_index = is_json and is_index_of_shards(file.content(active().json_bytes))
        if is_json and not is_index:
            raise UnreadableFileError(
                f"{str(path)!r} is JSON and has no weights; give a .h5, .weights.h5, .weights.json or .keras file"
            )
    if is_index:
        return sharded_paths(path).weights
    if is_zip:
        archive = open_archive(path)
        found: StoredWeights = stored_paths(archive.weights, archive.version)
    else:
        found = _hdf5_weights(path)
    if not found.stored:
        raise UnreadableFileError(f"{str(path)!r} has no weights; give the file that model.save_weights or model.save wrote")
    return found


def _folder_weights(folder: Path) -> StoredWeights:
    from dotnet_viz.keras_format.tensorflow.checkpoint import checkpoint_of  # most models are files of Keras
    from dotnet_viz.keras_format.tensorflow.saved_model import SAVED_MODEL, read_saved_model
    from dotnet_viz.keras_format.tensorflow.weights import exported_groups, groups_of_layers

    if exists(reachable(folder / SAVED_MODEL)):
        objects, checkpoint = read_saved_model(folder).objects, checkpoint_of(folder)
        found: StoredWeights = WeightGroups(
            groups_of_layers(checkpoint, objects) if objects else exported_groups(checkpoint)[0]
        )
    elif exists(reachable(folder / WEIGHTS)):
        archive = open_folder(folder)
        found = stored_paths(archive.weights, archive.version)
    else:
        raise UnreadableFileError(f"{str(folder)!r} is a folder and no model; name the file that has the weights")
    if not found.stored:
        raise UnreadableFileError(f"the folder {str(folder)!r} has no weights")
    return found


def stored_paths(weights: StoredFile | None, version: str | None) -> WeightPaths:
    """Return the weights of Keras 3 and of ``.keras`` files, without those of metrics, random generators and optimizers.

    Args:
        weights: where the HDF5 bytes are; ``None`` where there are none.
        version: of Keras.

    Raises:
        UnreadableFileError: they are damaged.
        UnsafeFileError: they ask for what reading weights never needs.
    """
    if weights is None:
        return NONE
    return listed_paths(*list_arrays(weights), version)


def listed_paths(arrays: Mapping[str, StoredArray], names: Mapping[str, str | None], version: str | None) -> WeightPaths:
    """Return the same of what :func:`~dotnet_viz.keras_format.hdf5.listing.list_arrays` listed.

    Args:
        arrays: by path.
        names: of objects by the path of their ``vars`` group.
        version: of Keras.
    """
    everything = {path: Variable(array.shape, array.dtype, array) for path, array in with_slashes(arrays).items()}
    others = (_OPTIMIZER, "metrics/", *_other_optimizers(everything))
    variables = {
        path: variable for path, variable in everything.items() if not path.startswith(others) and "seed_generator" not in path
    }
    own = sorted((path for path in everything if path.startswith(_OPTIMIZER)), key=natural_key)
    optimizer = {path.removeprefix(_OPTIMIZER): everything[path] for path in own}
    return WeightPaths(variables, with_slashes(names), version, optimizer)


def _other_optimizers(variables: Mapping[str, Variable]) -> Iterator[str]:
    """Yield the groups of optimizers that a model keeps beside its own, as a GAN does: by their names and what comes first."""
    for path, variable in variables.items():
        name, _, rest = path.partition("/")
        if rest == "vars/0" and "optimizer" in name and variable.shape == () and variable.dtype.startswith(("int", "uint")):
            yield f"{name}/"


class ShardedWeights(NamedTuple):
    """What is in the files that a ``.weights.json`` names.

    Args:
        weights: of all files.
        positions: the order of their groups, by the paths of these.
        size: of the files in bytes.
    """

    weights: WeightPaths
    positions: dict[str, int]
    size: int


def sharded_paths(path: Path) -> ShardedWeights:
    """Return the weights in the files that a ``.weights.json`` names.

    Args:
        path: of the ``.weights.json`` file.

    Raises:
        MissingFileError: there is no such file, or a file that it names is not there.
        UnreadableFileError: one of them is damaged, two have the same weight, or none has any.
        UnsafeFileError: it names files outside of its folder, one asks for what reading weights never needs, or together they
            have more than one file may have.
    """
    shards, positions = shards_of(path)
    variables: dict[str, Variable] = {}
    names: dict[str, str | None] = {}
    count = 0
    for shard in shards:
        with open_listed(shard) as listing:
            found = listed_paths(listing.arrays, listing.names, None)
            count += listing.count
        if both := variables.keys() & found.variables.keys():
            raise UnreadableFileError(f"two files that {str(path)!r} names have the weight {min(both)!r}")
        variables |= found.variables
        names |= {group: name for group, name in found.names.items() if name is not None or group not in names}
        for limit, total, what in (("tensors", len(variables), "weights"), ("hdf5_objects", count, "groups and arrays")):
            if total > getattr(active(), limit):
                raise exceeded(limit, f"the files that {str(path)!r} names have {total:,} {what} and more")
    if not variables:
        raise UnreadableFileError(f"the files that {str(path)!r} names have no weights")
    return ShardedWeights(WeightPaths(variables, names), positions, sum(shard.path.stat().st_size for shard in shards))


def _hdf5_weights(path: Path) -> StoredWeights:
    with open_listed(StoredFile(path)) as listing:
        groups = stored_groups(listing.file, listing.arrays)
    return listed_paths(listing.arrays, listing.names, None) if groups is None else WeightGroups(groups)
