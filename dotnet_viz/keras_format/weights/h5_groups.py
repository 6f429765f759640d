"""Weights of legacy ``.h5`` files as they are stored: a group for each outermost layer, in it variables by name."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from dotnet_viz.keras_format.hdf5.dataset import StoredArray
from dotnet_viz.keras_format.hdf5.file import OpenFile
from dotnet_viz.keras_format.hdf5.strings import texts_attribute
from dotnet_viz.keras_format.variables import Variable
from dotnet_viz.keras_format.weights.legacy_h5 import TOP_LEVEL, Named

if TYPE_CHECKING:
    import h5py

_WHOLE_MODEL = "model_weights"
_OPTIMIZER = "optimizer_weights"


def stored_groups(file: OpenFile, arrays: dict[str, StoredArray]) -> dict[str, Named] | None:
    """Return for each outermost layer its variables by the names that Keras gave them, such as ``"dense/kernel"``.

    Args:
        file: of a whole model, or of ``save_weights``, which has the same groups at its root.
        arrays: the datasets of the file by path.

    Returns:
        Groups in the order of the layers; ``None`` where the file is not written in this way.
    """
    is_whole = _WHOLE_MODEL in file.hdf5
    root = file.hdf5[_WHOLE_MODEL] if is_whole else file.hdf5
    if not is_whole and not any(name in root.attrs for name in ("layer_names", "layer_names0")):
        return None
    prefix = f"{_WHOLE_MODEL}/" if is_whole else ""
    names = [name for name in _texts(file, root, "layer_names") if name in root]
    if TOP_LEVEL in root:
        names.append(TOP_LEVEL)
    return {name: _variables(file, root[name], f"{prefix}{name}", arrays) for name in names}


def stored_optimizer(file: OpenFile, arrays: dict[str, StoredArray]) -> Named:
    """Return the variables of the optimizer by their names, such as ``"adam/iteration"``, in their order.

    Args:
        file: of a whole model.
        arrays: the datasets of the file by path.
    """
    has_one = any(path.startswith(f"{_OPTIMIZER}/") for path in arrays)
    return _variables(file, file.hdf5[_OPTIMIZER], _OPTIMIZER, arrays) if has_one else {}


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


def _variables(file: OpenFile, group: h5py.Group, path: str, arrays: dict[str, StoredArray]) -> Named:
    found = {}
    for name in _texts(file, group, "weight_names"):
        array = arrays.get(f"{path}/{name}")
        if array is not None:
            found[name.rpartition(":")[0] or name] = Variable(array.shape, array.dtype, array)
    return found
