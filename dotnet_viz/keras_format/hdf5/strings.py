"""Texts beside the data of HDF5: attributes of a group, dataset or file that are one text or a list of texts.

Attributes of any other type are left alone: damaged ones can end the whole process in the HDF5 library. It also reserves
what a text says that it is long before it looks whether so much is there, so that this is looked at here.
"""

from __future__ import annotations

import math
import struct
from typing import Any

import numpy as np

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError
from dotnet_viz.keras_format.hdf5.file import OpenFile
from dotnet_viz.keras_format.hdf5.headers import StoredAttribute, stored_attributes

_POINTER = struct.Struct("<IQI")
"""A text of any length in an attribute: its length, the place of its heap, and its number there."""


def text_attribute(file: OpenFile, location: Any, name: str) -> str | None:
    """Return an attribute that is one text, ``None`` if there is none.

    Args:
        file: that it is in.
        location: the id of a group, dataset or file: ``group.id`` of h5py.
        name: of the attribute.

    Raises:
        UnsafeFileError: the text says that it is longer than the file.
        UnreadableFileError: its length is not where Keras has it.
    """
    stored = _stored(file, location, name.encode())
    if len(stored) == 1 and stored[0].is_one_text and len(stored[0].value) >= _POINTER.size:
        return _own_text(file, *_POINTER.unpack_from(stored[0].value))
    attribute = _text_of(location, name)
    return None if attribute is None or attribute.shape != () else _decoded(_values(file, location, attribute)[()])


def texts_attribute(file: OpenFile, location: Any, name: str) -> list[str] | None:
    """Return an attribute that is a list of texts, ``None`` if there is none.

    Args:
        file: that it is in.
        location: the id of a group, dataset or file: ``group.id`` of h5py.
        name: of the attribute.

    Raises:
        UnsafeFileError: a text says that it is longer than the file.
        UnreadableFileError: the lengths are not where Keras has them.
    """
    attribute = _text_of(location, name)
    if attribute is None or len(attribute.shape) != 1:
        return None
    return [_decoded(value) for value in _values(file, location, attribute)]


def _text_of(location: Any, name: str) -> Any:
    import h5py

    if not h5py.h5a.exists(location, name.encode()):
        return None
    attribute = h5py.h5a.open(location, name.encode())
    has_shape = attribute.shape is not None
    return attribute if has_shape and isinstance(attribute.get_type(), h5py.h5t.TypeStringID) else None


def _values(file: OpenFile, location: Any, attribute: Any) -> Any:
    if attribute.get_type().is_variable_str():
        _check_lengths(file, location, attribute)
    else:
        _check_length(file, math.prod(attribute.shape) * attribute.dtype.itemsize)
    values = np.empty(attribute.shape, dtype=attribute.dtype)
    attribute.read(values)
    return values


def _stored(file: OpenFile, location: Any, name: bytes) -> list[StoredAttribute]:
    import h5py

    address = int(h5py.h5g.get_objinfo(location).objno[0])
    return stored_attributes(file.stream, address, name, base=file.base)


def _own_text(file: OpenFile, length: int, address: int, index: int) -> str:
    """Return a text from the heap that it lies in; a file has few heaps of many texts each."""
    if not length:
        return ""
    _check_length(file, length)
    if address not in file.heaps:
        file.heaps[address] = file.stream.heap(file.base + address)
    content = file.heaps[address].get(index)
    if content is None or len(content) != length:
        raise UnreadableFileError(f"a text of {length:,} bytes in this HDF5 data is not where it should be")
    return _decoded(content.partition(b"\0")[0])


def _check_lengths(file: OpenFile, location: Any, attribute: Any) -> None:
    count = math.prod(attribute.shape)
    found = _stored(file, location, attribute.name)
    stored = [one.value for one in found]
    if not found or any(len(one.value) < count * _POINTER.size or one.character_size != 1 for one in found):
        raise UnreadableFileError(
            f"the attribute {attribute.name.decode('utf-8', 'replace')!r} is not stored as Keras does it; "
            "load the model with Keras and save it again"
        )
    for value in stored:  # each text has a place of its own, so that all together are no longer than the file
        _check_length(file, sum(length for length, _, _ in _POINTER.iter_unpack(value[: count * _POINTER.size])))


def _check_length(file: OpenFile, length: int) -> None:
    if length > file.size:
        raise UnsafeFileError(f"texts in this HDF5 data declare {length:,} bytes of {file.size:,}; refused")


def _decoded(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
