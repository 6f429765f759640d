"""Zip archives of somebody else, opened so that they can neither fill the memory nor fail without a reason."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError, VizError
from dotnet_viz.files.limits import SMALL, active, exceeded

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
"""What a zip archive starts with; the second is that of an empty one."""


class ArchiveStream(io.BufferedReader):
    """A file open for reading that refuses an absurdly long table of contents: Python's zipfile reads it in one go.

    Attributes:
        limit: the most bytes of one read; ``None`` once the table of contents is read.
    """

    limit: int | None = None

    @classmethod
    def of(cls, path: Path) -> ArchiveStream:
        """Open a file."""
        stream = cls(io.FileIO(path))
        stream.limit = active().zip_directory_bytes
        return stream

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the next bytes.

        Raises:
            UnsafeFileError: they are more than the limit.
        """
        if self.limit is not None and size is not None and size > self.limit:
            raise exceeded("zip_directory_bytes", f"{str(self.name)!r} says that its table of contents has {size:,} bytes")
        return super().read(size)


@contextmanager
def open_zip(path: Path, suffix: str) -> Iterator[zipfile.ZipFile]:
    """Open a zip archive for reading.

    Args:
        path: the file.
        suffix: that of the files that it should be one of, for messages.

    Raises:
        UnreadableFileError: it is no such archive, or damaged, which may turn out only while a member is read.
        UnsafeFileError: its table of contents is absurdly long.
    """
    try:
        with ArchiveStream.of(path) as stream, zipfile.ZipFile(stream) as archive:
            stream.limit = None
            yield archive
    except VizError:
        raise
    except zipfile.BadZipFile as error:
        raise UnreadableFileError(f"{str(path)!r} is no {suffix} file, or is cut off: {error}") from error
    except (OSError, EOFError, RuntimeError, NotImplementedError, ValueError, zlib.error) as error:
        raise UnreadableFileError(f"{str(path)!r} cannot be unpacked: {error}") from error


def member_names(stream: ArchiveStream) -> tuple[str, ...]:
    """Return the names of the members of a zip archive; none where it is damaged or refused, as :func:`open_zip` says."""
    try:
        with zipfile.ZipFile(stream) as archive:
            return tuple(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnsafeFileError):
        return ()


def check_method(member: zipfile.ZipInfo, what: str) -> None:
    """Refuse what is packed by another method than deflate: such a header alone may ask for gigabytes of memory.

    Args:
        member: of an archive.
        what: what it is, for the message.

    Raises:
        UnreadableFileError: it is packed by bzip2, LZMA or another method.
    """
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnreadableFileError(
            f"{what} is packed by method {member.compress_type} of zip; only plain and deflated members are read,"
            " so unpack it and zip it again"
        )


def check_expansion(size: int, packed: int, what: str) -> None:
    """Refuse what unpacks to far more than it has bytes.

    Args:
        size: bytes that it unpacks to.
        packed: bytes that it has.
        what: what it is, for the message.

    Raises:
        UnsafeFileError: it is more times as large than the limits say, and more than 64 MiB.
    """
    if size > SMALL and size > active().zip_expansion * packed:
        raise exceeded(
            "zip_expansion", f"{what} unpacks from {packed:,} to {size:,} bytes, {size // max(1, packed):,} times as many"
        )
