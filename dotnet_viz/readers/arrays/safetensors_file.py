"""``.safetensors`` files: tensors by name, read without the library and only when they are asked for."""

from __future__ import annotations

import os
import struct
from pathlib import Path

from dotnet_viz.files.regular import check_file
from dotnet_viz.files.source import FileFormat, SourceFile
from dotnet_viz.graph import Graph, Origin
from dotnet_viz.graph.matrix_layouts import check_layout
from dotnet_viz.readers.arrays.layers.by_name import graph_of_named
from dotnet_viz.readers.arrays.layers.safetensors import read_tensors

HAS_LAYOUT = True

_SUFFIX = ".safetensors"
_LENGTH = 8


def _is_safetensors(file: SourceFile) -> bool:
    """Whether a file begins as one, or is called one, so that what is wrong with it is said."""
    if file.path.name.lower().endswith(_SUFFIX):
        return True
    if len(file.start) <= _LENGTH or not file.start[_LENGTH:].startswith(b"{"):
        return False
    (length,) = struct.unpack_from("<Q", file.start)
    return bool(2 <= length <= file.size - _LENGTH)


FORMAT = FileFormat((_SUFFIX,), recognise=_is_safetensors)


def read(source: str | os.PathLike[str], *, layout: str = "auto") -> Graph:
    """Return the graph of the layers in a ``.safetensors`` file; values are read from it when they are asked for.

    Args:
        source: path of the file.
        layout: axes of matrices, see :func:`dotnet_viz.readers.arrays.in_memory.read`.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is damaged, or has a dtype that is not read.
        UnsafeFileError: its header is longer or deeper than any model needs.
        ShapeError: there are no tensors in it, or those of a layer do not fit each other.
    """
    check_layout(layout)
    path = Path(source)
    size = check_file(path)
    tensors, framework = read_tensors(path)
    origin = Origin("safetensors", framework=framework, path=os.fspath(source), file_size=size, file=path.absolute())
    return graph_of_named(tensors, layout, origin, path.name.partition(".")[0] or "model", is_ordered=False)
