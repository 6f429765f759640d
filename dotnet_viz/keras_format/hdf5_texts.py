"""Texts beside the data of HDF5: attributes of a group, dataset or file that are one text or a list of texts.

Attributes of any other type are left alone: damaged ones can end the whole process in the HDF5 library.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def text_attribute(location: Any, name: str) -> str | None:
    """Return an attribute that is one text, ``None`` if there is none.

    Args:
        location: the id of a group, dataset or file: ``group.id`` of h5py.
        name: of the attribute.
    """
    attribute = _text_of(location, name)
    return None if attribute is None or attribute.shape != () else _decoded(_values(attribute)[()])


def texts_attribute(location: Any, name: str) -> list[str] | None:
    """Return an attribute that is a list of texts, ``None`` if there is none.

    Args:
        location: the id of a group, dataset or file: ``group.id`` of h5py.
        name: of the attribute.
    """
    attribute = _text_of(location, name)
    if attribute is None or len(attribute.shape) != 1:
        return None
    return [_decoded(value) for value in _values(attribute)]


def _text_of(location: Any, name: str) -> Any:
    import h5py

    if not h5py.h5a.exists(location, name.encode()):
        return None
    attribute = h5py.h5a.open(location, name.encode())
    has_shape = attribute.shape is not None
    return attribute if has_shape and isinstance(attribute.get_type(), h5py.h5t.TypeStringID) else None


def _values(attribute: Any) -> Any:
    values = np.empty(attribute.shape, dtype=attribute.dtype)
    attribute.read(values)
    return values


def _decoded(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
