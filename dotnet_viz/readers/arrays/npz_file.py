"""NumPy's ``.npz`` files: arrays by name, read without ever unpickling."""

from __future__ import annotations

import os
from pathlib import Path

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.npz_arrays import read_npz
from dotnet_viz.files.regular import check_file
from dotnet_viz.files.source import FileFormat, SourceFile
from dotnet_viz.files.zip_archive import ZIP
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
    found = read_npz(path, MAX_BYTES)
    if not found:
        raise UnreadableFileError(f"{str(path)!r} is a zip file without arrays; numpy.savez writes such that have some")
    return {name: numeric_array(found[name], f"array {name!r} in {str(path)!r}") for name in sorted(found, key=natural_key)}
