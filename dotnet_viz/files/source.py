"""The file of a model: opened once for all readers to look at, and what a reader declares of the files that it takes."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from dotnet_viz.errors import OptionError, VizError, unknown_choice
from dotnet_viz.files.formats.zip_archive import ZIP, ArchiveStream, member_names
from dotnet_viz.files.limits import active
from dotnet_viz.files.paths import is_file, unreadable
from dotnet_viz.files.regular import ordinary_size, refuse_lfs_pointer
from dotnet_viz.runtime.cached import cached_property

SHARES = ("always", "usually", "seldom")
_START = 512
_PIECE = 1 << 20


@dataclass(frozen=True, eq=False)
class SourceFile:
    """An ordinary file that is open, for readers to look at and decide whether it is theirs.

    Args:
        path: the file.
        size: its length in bytes.
        start: its first bytes, at most 512.
        stream: the file itself.
    """

    path: Path
    size: int
    start: bytes
    stream: ArchiveStream = field(repr=False)

    @cached_property
    def zip_names(self) -> tuple[str, ...]:
        """The names of the members of a zip archive; none where it is no such archive, or a damaged one."""
        return member_names(self.stream) if self.start.startswith(ZIP) else ()

    @property
    def begins_as_json(self) -> bool:
        """Whether the first sign is the bracket that an object of JSON begins with."""
        return self.start.removeprefix(BOM_UTF8).lstrip().startswith(b"{")

    def content(self, most: int) -> bytes:
        """Return the whole file, nothing where it is longer.

        Args:
            most: number of bytes.
        """
        return self._content if self.size <= most else b""

    @cached_property
    def _content(self) -> bytes:
        self.stream.seek(0)
        return b"".join(iter(lambda: self.stream.read(_PIECE), b""))

    @cached_property
    def json(self) -> Any:
        """The value of the file as JSON, which all readers look at; ``None`` where it is none, or more than is read."""
        from dotnet_viz.files.formats.json_text import parse_json  # NumPy, which files of other formats need not wait for

        try:
            return parse_json(self.content(active().json_bytes), repr(str(self.path)))
        except VizError:
            return None

    def has(self, content: bytes, offset: int) -> bool:
        """Return whether the file has some bytes at an offset.

        Args:
            content: the bytes.
            offset: from the start of the file, in bytes.
        """
        if offset + len(content) > self.size:
            return False
        self.stream.seek(offset)
        return self.stream.read(len(content)) == content


@contextmanager
def open_source(path: Path, endings: Callable[[], tuple[str, ...]] | None = None) -> Iterator[SourceFile]:
    """Open a file to find out what it is.

    Args:
        path: of the file.
        endings: of the files that are mentioned where there is none at the path, in lower case; ``None`` for any.

    Raises:
        MissingFileError: there is no such file; a file of nearly that name is mentioned.
        UnreadableFileError: it is a folder, a pipe or a device, it is empty, it may not be read, or it is only Git LFS's
            pointer to a file.
    """
    size = ordinary_size(path, endings)
    try:
        stream = ArchiveStream.of(path)
    except OSError as error:
        raise unreadable(path, error) from error
    with stream:
        start = stream.read(_START)
        refuse_lfs_pointer(path, start)
        yield SourceFile(path, size, start, stream)


@dataclass(frozen=True)
class FileFormat:
    """Which files a reader takes; a module that reads files has one as its ``FORMAT``.

    A file is recognised by its content. The suffix counts where the content shows nothing: in a folder, whose files are not
    opened, and for a damaged file, so that the reader that it was meant for says what is wrong with it.

    Args:
        suffixes: what the names of such files end with, in lower case with the dot, as in ``(".h5", ".hdf5")``;
            none for a format that shares the suffix of another and is recognised by its content.
        first_bytes: what such a file may start with; empty where its format has nothing of the kind.
        recognise: whether an open file is such a one; ``None`` where its first bytes decide, or else its suffix.
        models: how often a file with such a suffix is a model: ``"always"``, so that git may show all of them as text,
            ``"usually"``, so that those of a folder are taken for models, or ``"seldom"``, as ``.json``.
        weights_endings: endings of the names of such files that hold weights alone, as ``.weights.h5``.

    Raises:
        OptionError: there is nothing to know such files by, a suffix is not written as above, or ``models`` is another word.

    Example:
        >>> onnx = FileFormat(suffixes=(".onnx",), models="always")
        >>> onnx.names_model("epoch-2.ONNX"), onnx.names_model("epoch-2.keras")
        (True, False)
    """

    suffixes: tuple[str, ...] = ()
    first_bytes: tuple[bytes, ...] = ()
    recognise: Callable[[SourceFile], bool] | None = None
    models: Literal["always", "usually", "seldom"] = "usually"
    weights_endings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for suffix in self.suffixes or (() if self.recognise else ("",)):
            if not suffix.startswith(".") or len(suffix) < 2 or suffix != suffix.lower():
                raise OptionError(f"suffixes are written in lower case with their dots, as ('.onnx',), not {self.suffixes!r}")
        if self.models not in SHARES:
            raise unknown_choice("models", self.models, SHARES)

    def is_format_of(self, file: SourceFile) -> bool:
        """Return whether a file is of this format, by its content where that decides."""
        if self.recognise is not None:
            return self.recognise(file)
        return self.starts(file) if self.first_bytes else self.has_suffix(file.path.name)

    def starts(self, file: SourceFile) -> bool:
        """Return whether a file begins as one of this format, whatever comes then."""
        return file.start.startswith(self.first_bytes) if self.first_bytes else False

    def has_suffix(self, name: str) -> bool:
        """Return whether the name of a file ends with one of the suffixes, in capitals or not, and is more than that."""
        return name.lower().endswith(self.suffixes) and name.lower() not in self.suffixes

    def names_model(self, name: str) -> bool:
        """Return whether a file of that name in a folder is taken for a model."""
        return self.models != "seldom" and self.has_suffix(name)

    def names_weights(self, name: str) -> bool:
        """Return whether a file of that name has weights without an architecture."""
        return self.names_model(name) and name.lower().endswith(self.weights_endings)


@dataclass(frozen=True)
class FolderFormat:
    """Which folders are models as a whole; a module that reads such has one as its ``FOLDER``.

    Args:
        words: what such a folder is called in messages.
        members: names of the files that it has to hold.
        recognise: whether the first of them, open, is of such a folder; ``None`` where its name is enough.
    """

    words: str
    members: tuple[str, ...]
    recognise: Callable[[SourceFile], bool] | None = None

    def is_format_of(self, folder: Path) -> bool:
        """Return whether a folder holds those files.

        Args:
            folder: an existing folder.
        """
        if not all(is_file(folder / member) for member in self.members):
            return False
        if self.recognise is None:
            return True
        try:
            with open_source(folder / self.members[0]) as file:
                return self.recognise(file)
        except VizError:
            return False


def is_json_text(source: object) -> bool:
    """Return whether something is the text of a JSON object and not a path: it begins with a bracket.

    Example:
        >>> is_json_text(' {"class_name": "Sequential"}'), is_json_text("model.json")
        (True, False)
    """
    return isinstance(source, str) and source.lstrip().startswith("{")
