"""Where models come from: one module per source, in a folder a family; each says which sources are its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from dotnet_viz.errors import MissingDependencyError, UnreadableFileError, UnsupportedInputError
from dotnet_viz.files.source import FileFormat, SourceFile, open_source
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
    "dotnet_viz.readers.sklearn.pipeline",
    "dotnet_viz.readers.arrays.in_memory",
)
"""Modules that are readers, asked in this order; readers of other packages come after them."""

_OBJECTS = (
    "a Keras model or keras.Function, a scikit-learn estimator or Pipeline, a list of kernels"
    " or of (kernel, bias, activation), a dict of arrays, a Graph"
)


class Reader(Protocol):
    """A module, or any object, that makes a graph of one kind of source.

    One of files has ``FORMAT``, a :class:`dotnet_viz.files.source.FileFormat`; one of objects has ``can_read(source)``,
    which looks only and imports nothing for it. A reader of another package may have both, or ``can_read`` alone, which
    is asked about paths too then. All that a package has to have for a new kind of file is a module such as ::

        from dotnet_viz.files.source import FileFormat

        FORMAT = FileFormat(suffixes=(".onnx",), models="always")

        def read(source: str | os.PathLike[str]) -> Graph: ...

    and its name as an entry point of the group ``dotnet_viz.readers``.

    One for which the values of weights cost time may also have ``outline(source, details=True)``, which leaves
    them out, and the layers' configurations too where they are not needed.
    """

    def read(self, source: Any) -> Graph:
        """Return the graph of a source that is its own."""


def read(source: object, *, values: bool = True, details: bool = True) -> Graph:
    """Return the graph of whatever holds a model.

    A file is judged by its content first and by its suffix second, so a ``.keras`` that is an ``.h5`` is read.

    Args:
        source: a Keras model, a scikit-learn estimator, arrays, the path of a model file, ``REVISION:PATH`` of a git
            repository such as ``"HEAD~1:model.keras"``, or a graph, which is returned as it is.
        values: whether the values of the weights are needed. Without them a live model is read in a fraction of
            the time, for they are not copied.
        details: whether the layers' configurations are needed; without values and them a live model is read sooner still.

    Raises:
        UnsupportedInputError: no reader for such an object.
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
    if isinstance(source, str) and ":" in source:
        from dotnet_viz.files.git_revision import checkout, is_revision

        if is_revision(source):
            graph = read(checkout(source), values=values, details=details)
            return replace(graph, origin=replace(graph.origin, path=source))
    reader = reader_of_file(source) if isinstance(source, str | os.PathLike) else _reader_of_object(source)
    outline = None if values else getattr(reader, "outline", None)
    return reader.read(source) if outline is None else cast("Graph", outline(source, details=details))


def reader_of_file(source: str | os.PathLike[Any]) -> Reader:
    """Return the reader of a file: one that knows its content, else one that can say what is wrong with it.

    Args:
        source: path of the file.

    Raises:
        UnsupportedInputError: it is no path.
        MissingFileError: there is no such file.
        UnreadableFileError: no reader takes such a file.
        MissingDependencyError: the reader of another package, which may be the one, cannot be imported.
    """
    with open_source(_path(source)) as file:
        own = []
        for reader in _own_readers():
            form = _format(reader)
            if form is not None and form.is_format_of(file):
                return reader
            own += [] if form is None else [(reader, form)]
        begun = [(reader, form) for reader, form in own if form.starts(file)]
        for reader, form in begun:
            if form.has_suffix(file.path.name):
                return reader
        for reader in foreign_readers():
            foreign = _format(reader)
            if _can_read(reader, source) if foreign is None else foreign.is_format_of(file):
                return reader
        if begun:
            return begun[0][0]
        raise _unknown_file(file)


def known_formats() -> tuple[FileFormat, ...]:
    """Return the formats of files that can be read here; a reader of another package that cannot be imported is passed over."""
    readers: list[Reader] = list(_own_readers())
    for entry in _entry_points():
        with suppress(MissingDependencyError):
            readers.append(_load(entry))
    return tuple(form for reader in readers if (form := _format(reader)) is not None)


def names_model_file(name: str) -> bool:
    """Return whether the name of a file is one that models have, by the declarations of this package's readers.

    Args:
        name: of a file.

    Example:
        >>> names_model_file("epoch-2.keras"), names_model_file("log.csv")
        (True, False)
    """
    return any((form := _format(reader)) is not None and form.names_model(name) for reader in _own_readers())


def foreign_readers() -> Iterator[Reader]:
    """Yield the readers of other packages.

    Raises:
        MissingDependencyError: one of them cannot be imported.
    """
    for entry in _entry_points():
        yield _load(entry)


def _own_readers() -> Iterator[Reader]:
    for name in READERS:
        yield cast("Reader", import_module(name))


def _entry_points() -> list[EntryPoint]:
    # The lookup takes a third of NumPy's import, so it is the last resort.
    from importlib.metadata import entry_points

    return sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: (entry.name, entry.value))


def _load(entry: EntryPoint) -> Reader:
    try:
        return cast("Reader", entry.load())
    except (ImportError, AttributeError) as error:
        raise MissingDependencyError(f"the reader {entry.name!r} ({entry.value}) cannot be imported: {error}") from error


def _format(reader: Reader) -> FileFormat | None:
    return getattr(reader, "FORMAT", None)


def _can_read(reader: Reader, source: object) -> bool:
    return bool(reader.can_read(source)) if hasattr(reader, "can_read") else False


def _reader_of_object(source: object) -> Reader:
    for readers in (_own_readers(), foreign_readers()):
        for reader in readers:
            if _can_read(reader, source):
                return reader
    suffixes = ", ".join(suffix for form in known_formats() for suffix in form.suffixes)
    raise UnsupportedInputError(
        f"cannot read a model from {_type_name(source)}; what can be read: {_OBJECTS}, or the path of a file ({suffixes})"
    )


def _path(source: str | os.PathLike[Any]) -> Path:
    name = os.fspath(source)
    if not isinstance(name, str):
        raise UnsupportedInputError(f"a path has to be text, not {type(name).__name__}: {name!r}")
    if not name:
        raise UnsupportedInputError("the path of the model file is empty")
    return Path(name)


def _unknown_file(file: SourceFile) -> UnreadableFileError:
    formats = known_formats()
    known = f"known are {', '.join(suffix for form in formats for suffix in form.suffixes)}, recognised by their content"
    if any(form.has_suffix(file.path.name) for form in formats):
        return UnreadableFileError(
            f"{str(file.path)!r} is called {file.path.suffix} but is no such file, nor any other that is known; {known}"
        )
    return UnreadableFileError(f"{str(file.path)!r} is no model file that is known; {known}")


def _type_name(source: object) -> str:
    cls = type(source)
    return f"an object of type {cls.__qualname__}" if cls.__module__ == "builtins" else f"a {cls.__module__}.{cls.__qualname__}"
