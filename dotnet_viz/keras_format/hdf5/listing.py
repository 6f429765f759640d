"""What HDF5 bytes hold: datasets and names, listed quickly and without reading a value."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.keras_format.hdf5.byte_run import ByteRun, FileStamp, stamp_of
from dotnet_viz.keras_format.hdf5.dataset import StoredArray
from dotnet_viz.keras_format.hdf5.file import OpenFile, StoredFile, objects_of, opened
from dotnet_viz.keras_format.hdf5.limits import check_dataset, check_size
from dotnet_viz.keras_format.hdf5.positions import add_position
from dotnet_viz.keras_format.hdf5.strings import text_attribute

_NUMERIC = "biuf"


@dataclass(frozen=True)
class Listing:
    """What HDF5 bytes hold, which are open meanwhile.

    Args:
        file: the open bytes.
        arrays: datasets of numbers by path (``"layers/dense/vars/0"``); those of text or records are left out.
        names: the attribute ``name`` of each group called ``vars`` by the group's path (``"layers/dense/vars"``): the layer's
            name, ``None`` where it has none.
        positions: how far into the data each group reaches; see :func:`~dotnet_viz.keras_format.hdf5.positions.add_position`.
        count: of its groups and arrays.
    """

    file: OpenFile
    arrays: dict[str, StoredArray]
    names: dict[str, str | None]
    positions: dict[str, int]
    count: int


@contextmanager
def open_listed(file: StoredFile) -> Iterator[Listing]:
    """Open HDF5 bytes for reading, after a look at every link that also lists what they hold, without reading a value.

    A group that is linked twice is listed once.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: this is not HDF5, or it is damaged.
        UnsafeFileError: it has links other than hard ones, data outside of the file, more arrays than the limits say, or sizes
            far beyond the bytes that it has.
    """
    import h5py

    arrays: dict[str, StoredArray] = {}
    names: dict[str, str | None] = {}
    positions: dict[str, int] = {}
    declared = count = 0
    stamp = None if file.content is not None else stamp_of(file.path)
    with opened(file) as source:
        for path, found, address in objects_of(source):
            count += 1
            is_group = isinstance(found, h5py.h5g.GroupID)
            add_position(positions, path if is_group else path.rpartition("/")[0], address)
            if isinstance(found, h5py.h5d.DatasetID):
                array = _stored_array(file, source, path, found, stamp)
                if array is not None:
                    arrays[path] = array
                    if len(arrays) > active().tensors:
                        raise exceeded("tensors", f"{str(file.path)!r} has more than {active().tensors:,} arrays")
                    declared += math.prod(array.shape) * found.get_type().get_size()
            elif path.rpartition("/")[2] == "vars":
                names[path] = text_attribute(source, found, "name")
        check_size(declared, source.size, f"{str(file.path)!r}")
        yield Listing(source, arrays, names, positions, count)


def list_arrays(file: StoredFile) -> tuple[dict[str, StoredArray], dict[str, str | None]]:
    """Return the arrays and names of a :class:`Listing`.

    Raises:
        VizError: see :func:`open_listed`.
    """
    with open_listed(file) as listing:
        return listing.arrays, listing.names


def _stored_array(file: StoredFile, source: OpenFile, path: str, dataset: Any, stamp: FileStamp | None) -> StoredArray | None:
    import h5py

    try:
        kind = dataset.dtype
    except TypeError:
        return None  # a type that NumPy does not have holds no numbers of a layer
    shape = dataset.shape
    if shape is None:
        return None
    flagged = h5py.h5a.exists(dataset, b"dtype") and text_attribute(source, dataset, "dtype") == "bfloat16"
    dtype = _dtype_name(kind, flagged)
    if dtype is None:
        return None
    check_dataset(dataset, path)
    return StoredArray(file, path, shape, dtype, _run(file, dataset, shape, kind, stamp))


def _run(
    file: StoredFile, dataset: Any, shape: tuple[int, ...], kind: np.dtype[Any], stamp: FileStamp | None
) -> ByteRun | None:
    """Return where the values lie, if they are one run of bytes of a type that NumPy has."""
    offset = dataset.get_offset()
    if offset is None or kind.kind not in "iuf" or not dataset.get_type().equal(_hdf5_type(kind)):
        return None
    if file.content is None and stamp is None:
        return None
    end = offset + math.prod(shape) * kind.itemsize
    limit = len(file.content) if file.content is not None else _length(file, stamp)
    return ByteRun(file.offset + offset, kind.str, stamp) if end <= limit else None


def _length(file: StoredFile, stamp: FileStamp | None) -> int:
    if file.length is not None:
        return file.length
    return stamp.size - file.offset if stamp else 0


@lru_cache(maxsize=64)
def _hdf5_type(kind: np.dtype[Any]) -> Any:
    import h5py

    return h5py.h5t.py_create(kind)


@lru_cache(maxsize=256)
def _dtype_name(kind: np.dtype[Any], flagged: bool) -> str | None:
    """Return the name of a numeric dtype; what h5py makes of bfloat16 depends on the release that wrote it."""
    opaque = kind.itemsize == 2 and kind.kind == "V" and kind.fields is None and kind.subdtype is None
    if opaque or (flagged and (kind == np.uint16 or kind.kind == "f")):  # .h5 files do not flag it
        return "bfloat16"
    return kind.name if kind.kind in _NUMERIC else None
