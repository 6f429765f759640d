"""NumPy's ``.npz`` files: arrays by name, read without ever unpickling."""

from __future__ import annotations

import math
import os
import zipfile
from pathlib import Path
from tokenize import TokenError
from typing import IO, Any

import numpy as np

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError
from dotnet_viz.files.regular import check_file
from dotnet_viz.files.source import FileFormat, SourceFile
from dotnet_viz.files.zip_archive import ZIP, check_expansion, open_zip
from dotnet_viz.graph import Array, Graph, Origin
from dotnet_viz.natural_order import natural_key
from dotnet_viz.readers.arrays.names import group_arrays
from dotnet_viz.readers.common.dense_chain import dense_graph, numeric_array

MAX_BYTES = 4 << 30


def _has_arrays(file: SourceFile) -> bool:
    return any(name.endswith(".npy") for name in file.zip_names)


FORMAT = FileFormat((".npz",), ZIP, recognise=_has_arrays)


def read(source: str | os.PathLike[str]) -> Graph:
    """Return the graph of the dense layers in a ``.npz`` file.

    Arrays are taken in the natural order of their names (``arr_2`` before ``arr_10``) and put together as
    :func:`dotnet_viz.readers.arrays.names.group_arrays` says. Nothing is unpickled.

    Args:
        source: path of the file.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is damaged, or holds something other than arrays of numbers.
        UnsafeFileError: it unpacks to far more than it has bytes.
        ShapeError: there are no arrays in it, or shapes do not follow one another.
    """
    path = Path(source)
    size = check_file(path)
    arrays = _read_arrays(path)
    origin = Origin("npz", framework="NumPy", path=os.fspath(source), file_size=size, file=path.absolute())
    return dense_graph(group_arrays(arrays), name=path.stem, kind="Arrays", origin=origin)


def _read_arrays(path: Path) -> dict[str, Array]:
    with open_zip(path, ".npz") as archive:
        members = [member for member in archive.infolist() if member.filename.endswith(".npy")]
        _check_sizes(members, path)
        arrays = {}
        for member in sorted(members, key=lambda member: natural_key(member.filename)):
            name = member.filename.removesuffix(".npy")
            with archive.open(member) as stream:
                arrays[name] = _read_array(stream, member.file_size, f"array {name!r} in {str(path)!r}")
    if not arrays:
        raise UnreadableFileError(f"{str(path)!r} is a zip file without arrays; numpy.savez writes such that have some")
    return arrays


def _check_sizes(members: list[zipfile.ZipInfo], path: Path) -> None:
    size, packed = sum(member.file_size for member in members), sum(member.compress_size for member in members)
    if size > MAX_BYTES:
        raise UnsafeFileError(f"{str(path)!r} holds {size:,} bytes of arrays; at most {MAX_BYTES:,} are read")
    check_expansion(size, packed, repr(str(path)))


def _read_array(stream: IO[bytes], size: int, what: str) -> Array:
    shape, is_fortran, dtype = _header(stream, what)
    if dtype.hasobject:
        raise UnreadableFileError(
            f"{what} holds Python objects, which could run code when read; save it as an array of numbers"
        )
    count = math.prod(shape)
    if count * dtype.itemsize > size:
        raise UnreadableFileError(f"{what} is cut off: its shape {shape} needs more bytes than are there")
    data = stream.read(count * dtype.itemsize)
    if len(data) < count * dtype.itemsize:
        raise UnreadableFileError(f"{what} is cut off: its shape {shape} needs more bytes than are there")
    values = numeric_array(np.frombuffer(data, dtype=dtype, count=count), what)
    return values.reshape(shape, order="F" if is_fortran else "C")


def _header(stream: IO[bytes], what: str) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    """Read the header alone, since numpy makes room for whatever shape it declares."""
    readers = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
    try:
        shape, is_fortran, dtype = readers[np.lib.format.read_magic(stream)](stream)
    except (KeyError, ValueError, TypeError, SyntaxError, TokenError, RecursionError, MemoryError) as error:
        raise UnreadableFileError(f"{what} is no array of numbers: its header cannot be read") from error
    if any(axis < 0 for axis in shape):
        raise UnreadableFileError(f"{what} is damaged: its shape {shape} has a negative size")
    return shape, is_fortran, dtype
