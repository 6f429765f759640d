"""The arrays in a ``.npz`` file of somebody else: nothing is unpickled, and no header makes room for what is not there."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from tokenize import TokenError
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError, first_line
from dotnet_viz.files.formats.zip_archive import check_expansion, check_method, open_zip
from dotnet_viz.files.limits import active, exceeded

_MAGIC, _LONGEST_HEADER = 8, 64 << 10
"""Bytes of the magic words and the version; and of a header, of which NumPy itself takes 10,000."""


def read_npz(path: Path, max_bytes: int | None = None, names: Collection[str] | None = None) -> dict[str, NDArray[Any]]:
    """Return the arrays of a ``.npz`` file by name, in the order of the file.

    Args:
        path: the file.
        max_bytes: that the arrays may take together; ``None`` for as many as the limits of reading say.
        names: of the arrays that are wanted; ``None`` for all.

    Raises:
        UnreadableFileError: the file is damaged, or an array holds Python objects.
        UnsafeFileError: it unpacks to more than that, or to far more than it has bytes.
    """
    with open_zip(path, ".npz") as archive:
        found = {member.filename[:-4]: member for member in archive.infolist() if member.filename.endswith(".npy")}
        wanted = [name for name in found if names is None or name in names]
        _check_sizes([found[name] for name in wanted], path, max_bytes)
        arrays = {}
        for name in wanted:
            member, what = found[name], f"array {name!r} in {str(path)!r}"
            check_method(member, what)
            with archive.open(member) as stream:
                arrays[name] = _read_array(stream, member.file_size, what)
    return arrays


def map_npy(path: Path) -> NDArray[Any]:
    """Return the array of a ``.npy`` file, mapped and not read at once.

    Args:
        path: the file.

    Raises:
        UnreadableFileError: the file is damaged or cut off, or the array holds Python objects.
    """
    what = repr(str(path))
    try:
        with path.open("rb") as stream:
            shape, _, dtype = _header(stream, what)
            _check_room(shape, dtype, path.stat().st_size - stream.tell(), what)
        mapped: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise UnreadableFileError(f"{what} is not an array: {first_line(error)}") from error
    return mapped


def _check_sizes(members: list[zipfile.ZipInfo], path: Path, max_bytes: int | None) -> None:
    size, packed = sum(member.file_size for member in members), sum(member.compress_size for member in members)
    if max_bytes is None and size > active().array_bytes:
        raise exceeded("array_bytes", f"{str(path)!r} holds {size:,} bytes of arrays")
    if max_bytes is not None and size > max_bytes:
        raise UnsafeFileError(f"{str(path)!r} holds {size:,} bytes of arrays; at most {max_bytes:,} are read")
    check_expansion(size, packed, repr(str(path)))


def _read_array(stream: IO[bytes], size: int, what: str) -> NDArray[Any]:
    shape, is_fortran, dtype = _header(stream, what)
    _check_room(shape, dtype, size, what)
    count = math.prod(shape)
    data = stream.read(count * dtype.itemsize)
    if len(data) < count * dtype.itemsize:
        raise UnreadableFileError(f"{what} is cut off: its shape {shape} needs more bytes than are there")
    return np.frombuffer(data, dtype=dtype, count=count).reshape(shape, order="F" if is_fortran else "C")


@lru_cache(maxsize=512)
def _parsed(header: bytes) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    """Return what a header says; many arrays of a model have the same, and NumPy parses it as Python."""
    stream = io.BytesIO(header)
    readers = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
    return readers[np.lib.format.read_magic(stream)](stream)


def _check_room(shape: tuple[int, ...], dtype: np.dtype[Any], size: int, what: str) -> None:
    """Refuse an array that needs more bytes than there are, or that holds what is no bytes."""
    if dtype.hasobject:
        raise UnreadableFileError(
            f"{what} holds Python objects, which could run code when read; save it as an array of numbers"
        )
    if math.prod(shape) * dtype.itemsize > size:
        raise UnreadableFileError(f"{what} is cut off: its shape {shape} needs more bytes than are there")


def _header(stream: IO[bytes], what: str) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    """Read the header alone, since numpy makes room for whatever shape it declares."""
    start = stream.read(_MAGIC)
    width = 4 if start[-2:-1] == b"\x02" else 2
    size = stream.read(width)
    try:
        shape, is_fortran, dtype = _parsed(start + size + stream.read(min(int.from_bytes(size, "little"), _LONGEST_HEADER)))
    except (KeyError, ValueError, TypeError, SyntaxError, TokenError, RecursionError, MemoryError) as error:
        raise UnreadableFileError(f"{what} is not an array of numbers: its header cannot be read") from error
    if any(isinstance(axis, bool) or axis < 0 for axis in shape):
        raise UnreadableFileError(f"{what} is damaged: its shape {shape} has a size that is negative or no number")
    return shape, is_fortran, dtype
