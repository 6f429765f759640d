"""Which readers there are, and which of them takes a source."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from dotnet_viz.errors import MissingDependencyError, UnreadableFileError, UnsupportedInputError
from dotnet_viz.files.other_formats import format_by_content, format_by_suffix
from dotnet_viz.files.paths import is_folder, reachable
from dotnet_viz.files.source import FileFormat, FolderFormat, SourceFile, open_source
from dotnet_viz.graph import Graph
from dotnet_viz.runtime.installed import entry_points_of

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

ENTRY_POINTS = "dotnet_viz.readers"

READERS = (
    "dotnet_viz.readers.keras.keras_file",
    "dotnet_viz.readers.keras.h5_file",
    "dotnet_viz.readers.keras.saved_model",
    "dotnet_viz.readers.keras.weights_json",
    "dotnet_viz.readers.keras.tfjs_file",
    "dotnet_viz.readers.keras.architecture_json",
    "dotnet_viz.readers.arrays.npz_file",
    "dotnet_viz.readers.arrays.safetensors_file",
    "dotnet_viz.readers.arrays.safetensors_index",
    "dotnet_viz.readers.graph_json",
    "dotnet_viz.readers.keras.live.reader",
    "dotnet_viz.readers.keras.keras_2.reader",
    "dotnet_viz.readers.sklearn.mlp",
    "dotnet_viz.readers.sklearn.linear",
    "dotnet_viz.readers.sklearn.pipeline",
    "dotnet_viz.readers.arrays.in_memory",
)
"""Modules that are readers, asked in this order; readers of other packages come after them."""

_OBJECTS = (
    "a Keras model or keras.Function, a scikit-learn estimator or Pipeline, a list of kernels"
    " or of (kernel, bias, activation), what get_weights() or state_dict() returns, a dict of arrays, the JSON text or"
    " get_config() of a Keras model, a Graph"
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

    One whose models are folders has ``FOLDER``, a :class:`dotnet_viz.files.source.FolderFormat`. One that can read what the
    layers are without their weights has ``architecture(source)``, which returns a
    :class:`dotnet_viz.keras_format.architecture.Architecture`; weights of another file go with it.

    One of arrays that may be stored transposed has ``HAS_LAYOUT = True`` and takes ``layout`` in :meth:`read` too.

    One for which the values of weights cost time may also have ``outline(source, details=True)``, which leaves
    them out, and the layers' configurations too where they are not needed.
    """

    def read(self, source: Any) -> Graph:
        """Return the graph of a source that is its own."""


def reader_of_file(source: str | os.PathLike[Any]) -> Reader:
    """Return the reader of a file: one that knows its content, else one that can say what is wrong with it.

    Args:
        source: path of the file.

    Raises:
        UnsupportedInputError: it is not a path.
        MissingFileError: there is no such file.
        UnreadableFileError: no reader takes such a file.
        MissingDependencyError: the reader of another package, which may be the one, cannot be imported.
    """
    path = reachable(path_of(source))
    return _reader_of_folder(path) if is_folder(path) else _reader_of_content(path, source)


def _reader_of_content(path: Path, source: object) -> Reader:
    with open_source(path, suffixes_of_models) as file:
        own = []
        for reader in _own_readers():
            form = _format(reader)
            if form is not None and form.is_format_of(file):
                return reader
            own += [] if form is None else [(reader, form)]
        return _likely_reader(file, source, [(reader, form) for reader, form in own if form.starts(file)])


def _likely_reader(file: SourceFile, source: object, begun: list[tuple[Reader, FileFormat]]) -> Reader:
    """Return the reader that can say what is wrong with a file, or one of another package."""
    certain = format_by_content(file)
    for reader, form in begun:
        if certain is None and form.has_suffix(file.path.name):
            return reader
    for reader in foreign_readers():
        foreign = _format(reader)
        if _can_read(reader, source) if foreign is None else foreign.is_format_of(file):
            return reader
    if certain is not None:
        raise certain.error(file)
    if begun:
        return begun[0][0]
    raise _unknown_file(file)


def is_model_folder(folder: str | os.PathLike[str]) -> bool:
    """Return whether a folder is one model, as a SavedModel is, and no folder of several.

    Args:
        folder: any path.
    """
    return _folder_reader(Path(folder)) is not None


def _folder_reader(folder: Path) -> Reader | None:
    if not is_folder(folder):
        return None
    for reader in _own_readers():
        form = getattr(reader, "FOLDER", None)
        if isinstance(form, FolderFormat) and form.is_format_of(folder):
            return reader
    return None


def _reader_of_folder(folder: Path) -> Reader:
    reader = _folder_reader(folder)
    if reader is None:
        forms = [getattr(each, "FOLDER", None) for each in _own_readers()]
        known = " or ".join(form.words for form in forms if form is not None)
        raise UnreadableFileError(f"{str(folder)!r} is a folder, and not {known}; name a model file in it")
    return reader


def known_formats() -> tuple[FileFormat, ...]:
    """Return the formats of files that can be read here; a reader of another package that cannot be imported is passed over."""
    readers: list[Reader] = list(_own_readers())
    for entry in entry_points_of(ENTRY_POINTS):
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


def suffixes_of_models() -> tuple[str, ...]:
    """Return what the names of the files end with that some reader takes, of other packages too.

    Example:
        >>> ".keras" in suffixes_of_models(), ".py" in suffixes_of_models()
        (True, False)
    """
    return tuple(suffix for form in known_formats() for suffix in form.suffixes)


def foreign_readers() -> Iterator[Reader]:
    """Yield the readers of other packages.

    Raises:
        MissingDependencyError: one of them cannot be imported.
    """
    for entry in entry_points_of(ENTRY_POINTS):
        yield _load(entry)


def _own_readers() -> Iterator[Reader]:
    for name in READERS:
        yield cast("Reader", import_module(name))


def _load(entry: EntryPoint) -> Reader:
    try:
        return cast("Reader", entry.load())
    except (ImportError, AttributeError) as error:
        raise MissingDependencyError(f"the reader {entry.name!r} ({entry.value}) cannot be imported: {error}") from error


def _format(reader: Reader) -> FileFormat | None:
    return getattr(reader, "FORMAT", None)


def _can_read(reader: Reader, source: object) -> bool:
    return bool(reader.can_read(source)) if hasattr(reader, "can_read") else False


def reader_of_object(source: object) -> Reader:
    """Return the reader of an object in memory.

    Args:
        source: anything but a path.

    Raises:
        UnsupportedInputError: no reader takes such an object.
        MissingDependencyError: the reader of another package, which may be the one, cannot be imported.
    """
    for readers in (_own_readers(), foreign_readers()):
        for reader in readers:
            if _can_read(reader, source):
                return reader
    if callable(getattr(source, "state_dict", None)):
        raise UnsupportedInputError(f"{type_name(source)} has no layers that can be read; give its weights: model.state_dict()")
    suffixes = ", ".join(suffixes_of_models())
    raise UnsupportedInputError(
        f"cannot read a model from {type_name(source)}; what can be read: {_OBJECTS}, or the path of a file ({suffixes})"
    )


def path_of(source: str | os.PathLike[Any]) -> Path:
    """Return a path that a user gave.

    Args:
        source: a text, or an object that stands for a path.

    Raises:
        UnsupportedInputError: it is not a path, or an empty one.
    """
    try:
        name = os.fspath(source)
    except TypeError:
        raise UnsupportedInputError(f"a path has to be text, not {type_name(source)}") from None
    if not isinstance(name, str):
        raise UnsupportedInputError(f"a path has to be text, not {type(name).__name__}: {name!r}")
    if not name:
        raise UnsupportedInputError("the path of the model file is empty")
    return Path(name)


def _unknown_file(file: SourceFile) -> UnreadableFileError:
    formats = known_formats()
    known = f"known are {', '.join(suffixes_of_models())}, recognised by their content"
    if any(form.has_suffix(file.path.name) for form in formats):
        return UnreadableFileError(
            f"{str(file.path)!r} is called {file.path.suffix} but is no such file, nor any other that is known; {known}"
        )
    if (other := format_by_suffix(file.path.name)) is not None:
        return other.error(file)
    return UnreadableFileError(f"{str(file.path)!r} is not a known model file; {known}")


def type_name(source: object) -> str:
    """Return in words what type an object has.

    Example:
        >>> from fractions import Fraction
        >>> type_name(3), type_name(Fraction(1, 3))
        ('an object of type int', 'a fractions.Fraction')
    """
    cls = type(source)
    return f"an object of type {cls.__qualname__}" if cls.__module__ == "builtins" else f"a {cls.__module__}.{cls.__qualname__}"
