"""NumPy's ``.npz`` files: arrays by name, read without ever unpickling."""

from __future__ import annotations

import os
from pathlib import Path

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.formats.npz_arrays import read_npz
from dotnet_viz.files.formats.zip_archive import ZIP
from dotnet_viz.files.regular import check_file
from dotnet_viz.files.source import FileFormat, SourceFile
from dotnet_viz.graph import Array, Graph, Origin
from dotnet_viz.graph.matrix_layouts import check_layout
from dotnet_viz.natural_order import natural_key
from dotnet_viz.readers.arrays.layers.by_name import graph_of_named
from dotnet_viz.readers.arrays.layers.state_dict.groups import is_state_dict
from dotnet_viz.readers.arrays.layers.weight_array import tensor_of


def _has_arrays(file: SourceFile) -> bool:
    return any(name.endswith(".npy") for name in file.zip_names)


FORMAT = FileFormat((".npz",), ZIP, recognise=_has_arrays)


HAS_LAYOUT = True


def read(source: str | os.PathLike[str], *, layout: str = "auto") -> Graph:
    """Return the graph of the layers in a ``.npz`` file.

    Arrays are taken in the natural order of their names (``arr_2`` before ``arr_10``), those of a ``state_dict`` in the
    order of the file, and put together as :func:`dotnet_viz.readers.arrays.layers.by_name.graph_of_named` says. Nothing is
    unpickled.

    Args:
        source: path of the file.
        layout: axes of matrices, see :func:`dotnet_viz.readers.arrays.in_memory.read`.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is damaged, or holds something other than arrays of numbers.
        UnsafeFileError: it unpacks to far more than it has bytes.
        ShapeError: there are no arrays in it, or shapes do not follow one another.
    """
    check_layout(layout)
    path = Path(source)
    size = check_file(path)
    arrays = _read_arrays(path)
    origin = Origin("npz", framework="NumPy", path=os.fspath(source), file_size=size, file=path.absolute())
    names = arrays if is_state_dict(arrays) else sorted(arrays, key=natural_key)
    tensors = {name: tensor_of(arrays[name], f"array {name!r} in {str(path)!r}") for name in names}
    return graph_of_named(tensors, layout, origin, path.stem)


def _read_arrays(path: Path) -> dict[str, Array]:
    found = read_npz(path)
    if not found:
        raise UnreadableFileError(f"{str(path)!r} is a zip file without arrays; numpy.savez writes such that have some")
    return found
