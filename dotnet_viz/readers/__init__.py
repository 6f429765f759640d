"""Where models come from: one module per source, found by asking each in turn."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from dotnet_viz.errors import MissingDependencyError, UnreadableFileError, UnsupportedInputError
from dotnet_viz.files.git_revision import checkout, is_revision
from dotnet_viz.files.kind import SUFFIXES, file_kind
from dotnet_viz.graph import Graph

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

ENTRY_POINTS = "dotnet_viz.readers"

READERS = (
    "dotnet_viz.readers.keras.keras_file",
    "dotnet_viz.readers.keras.h5_file",
    "dotnet_viz.readers.arrays.npz_file",
    "dotnet_viz.readers.graph_json",
    "dotnet_viz.readers.keras.live.reader",
    "dotnet_viz.readers.sklearn.mlp",
    "dotnet_viz.readers.sklearn.linear",
    "dotnet_viz.readers.arrays.in_memory",
)
"""Modules that are readers, asked in this order; readers of other packages come after them."""

_TAKEN = (
    "a Keras model, a fitted scikit-learn MLPClassifier, MLPRegressor or linear estimator, a list of kernels or of"
    " (kernel, bias, activation), a dict of arrays, a Graph, or the path of a .keras, .h5, .npz or .json file"
)


class Reader(Protocol):
    """A module, or any object, that makes a graph of one kind of source.

    One for which the values of weights cost time may also have ``outline(source, details=True)``, which leaves
    them out, and the layers' configurations too where they are not needed.
    """

    def can_read(self, source: object) -> bool:
        """Whether this reader takes the source; it looks only, and imports nothing for it."""

    def read(self, source: Any) -> Graph:
        """Return the graph of a source that it can read."""


def read(source: object, *, values: bool = True, details: bool = True) -> Graph:
    """Return the graph of whatever holds a model.

    A file is judged by its content first and by its suffix second, so a ``.keras`` that is an ``.h5`` is read.

    Args:
        source: a Keras model, a scikit-learn network, arrays, the path of a model file, ``REVISION:PATH`` of a git
            repository such as ``"HEAD~1:model.keras"``, or a graph, which is returned as it is.
        values: whether the values of the weights are needed. Without them a live model is read in a fraction of
            the time, for they are not copied.
        details: whether the layers' configurations are needed; without values and them a live model is read sooner still.

    Raises:
        UnsupportedInputError: no reader takes such an object, or such a file.
        MissingFileError: there is no such file.
        UnreadableFileError: the file is damaged, or is no model.
        UnsafeFileError: the file asks for what reading a model never needs.

    Example:
        >>> import numpy as np
        >>> graph = read([np.ones((2, 3)), np.ones((3, 1))])
        >>> graph.kind, graph.parameter_count, read(graph) is graph
        ('Arrays', 9, True)
    """
    if isinstance(source, Graph):
        return source
    if is_revision(source):
        return _of_revision(str(source), values=values, details=details)
    for reader in _readers(source):
        if reader.can_read(source):
            outline = None if values else getattr(reader, "outline", None)
            return reader.read(source) if outline is None else cast("Graph", outline(source, details=details))
    if isinstance(source, str | os.PathLike):
        raise _unknown_file(source)
    raise UnsupportedInputError(f"cannot read a model from {_type_name(source)}; what can be read: {_TAKEN}")


def _of_revision(source: str, *, values: bool, details: bool) -> Graph:
    graph = read(checkout(source), values=values, details=details)
    return replace(graph, origin=replace(graph.origin, path=source))


def _readers(source: object) -> Iterator[Reader]:
    if isinstance(source, str | os.PathLike):
        file_kind(_path(source))  # a missing file is told before any reader is asked
    for name in READERS:
        yield cast("Reader", import_module(name))
    yield from _foreign_readers()


def _foreign_readers() -> Iterator[Reader]:
    """Readers of other packages; the lookup takes a third of NumPy's import, so it is the last resort."""
    from importlib.metadata import entry_points

    for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: (entry.name, entry.value)):
        yield _load(entry)


def _load(entry: EntryPoint) -> Reader:
    try:
        return cast("Reader", entry.load())
    except (ImportError, AttributeError) as error:
        raise MissingDependencyError(f"the reader {entry.name!r} ({entry.value}) cannot be imported: {error}") from error


def _path(source: str | os.PathLike[Any]) -> Path:
    name = os.fspath(source)
    if not isinstance(name, str):
        raise UnsupportedInputError(f"a path has to be text, not {type(name).__name__}: {name!r}")
    if not name:
        raise UnsupportedInputError("the path of the model file is empty")
    return Path(name)


def _unknown_file(source: str | os.PathLike[str]) -> UnreadableFileError:
    path = Path(source)
    known = ", ".join(SUFFIXES)
    if path.suffix.lower() in SUFFIXES:
        return UnreadableFileError(
            f"{str(path)!r} is called {path.suffix} but is no such file: it holds neither a zip archive nor HDF5 data nor JSON"
        )
    return UnreadableFileError(f"{str(path)!r} is no model file that is known; known are {known}, told by their content")


def _type_name(source: object) -> str:
    cls = type(source)
    return f"an object of type {cls.__qualname__}" if cls.__module__ == "builtins" else f"a {cls.__module__}.{cls.__qualname__}"
