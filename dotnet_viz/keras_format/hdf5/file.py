"""HDF5 bytes, in a file or in the middle of one, opened safely."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError, VizError
from dotnet_viz.files.limits import Limits, active
from dotnet_viz.files.regular import check_file
from dotnet_viz.keras_format.hdf5.file_view import FileView
from dotnet_viz.keras_format.hdf5.guard import ReadGuard
from dotnet_viz.keras_format.hdf5.headers import keeps_many
from dotnet_viz.keras_format.hdf5.heaps import LENGTH_SIZE
from dotnet_viz.keras_format.hdf5.walk import walk

if TYPE_CHECKING:
    import h5py

ADDRESS_SIZE = 8
_SAFE_VERSION = (2, 0, 0)


@dataclass(frozen=True)
class StoredFile:
    """Where some HDF5 bytes are.

    Args:
        path: the file that they are in.
        offset: where in it they start, in bytes.
        length: how many they are; ``None`` up to the end of the file.
        content: the bytes themselves, where the file holds them compressed.
        limits: how much of them is read, later too.
    """

    path: Path
    offset: int = 0
    length: int | None = None
    content: bytes | None = field(default=None, repr=False, compare=False)
    limits: Limits = field(default_factory=active, repr=False, compare=False)


@dataclass(frozen=True)
class OpenFile:
    """HDF5 bytes that are open.

    Args:
        hdf5: what the library makes of them.
        stream: the bytes themselves.
        size: how many they are.
        base: where the addresses in them are counted from.
        heaps: texts that were read already, by the places and numbers of what they lie in.
    """

    hdf5: h5py.File
    stream: ReadGuard
    size: int
    base: int = 0
    heaps: dict[int, dict[int, bytes]] = field(default_factory=dict)


@contextmanager
def open_stored(file: StoredFile) -> Iterator[OpenFile]:
    """Open HDF5 bytes for reading, after a look at every link.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: this is not HDF5, or it is damaged.
        UnsafeFileError: it has links other than hard ones, or groups nested too deep.
    """
    with opened(file) as found:
        for _ in objects_of(found):
            pass
        yield found


def objects_of(file: OpenFile) -> Iterator[tuple[str, Any, int]]:
    """Yield the path, low-level id and address of every object; what is in a group that is linked twice comes once.

    Raises:
        UnsafeFileError: a link is not a hard one, groups are nested too deep, or the installed HDF5 may crash on an object.
    """
    return walk(file.hdf5, None if survives_damaged_heaps() else lambda address: _refuse_heap(file, address))


def _refuse_heap(file: OpenFile, address: int) -> None:
    if keeps_many(file.stream, address, base=file.base):
        raise UnsafeFileError(
            "this HDF5 data keeps many links or attributes in a heap of the newer format, and the installed HDF5 may crash on"
            " a damaged one; refused. Install h5py 3.16 or newer: pip install -U h5py"
        )


@lru_cache(maxsize=1)
def survives_damaged_heaps() -> bool:
    """Whether the installed HDF5 library reports a damaged fractal heap and does not end the process: 2.0 and newer."""
    import h5py

    return tuple(h5py.version.hdf5_version_tuple) >= _SAFE_VERSION


@contextmanager
def opened(file: StoredFile) -> Iterator[OpenFile]:
    """Open HDF5 bytes for reading, as they are; :func:`open_stored` looks at them first.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: this is not HDF5, or it is damaged.
    """
    import h5py

    with read_errors(file), ReadGuard(_bytes(file)) as stream, h5py.File(stream, "r") as found:
        layout = found.id.get_create_plist()
        sizes = layout.get_sizes()
        if sizes != (ADDRESS_SIZE, LENGTH_SIZE):
            raise UnreadableFileError(
                f"{str(file.path)!r} has addresses and lengths of {sizes} bytes; Keras writes them with 8"
            )
        yield OpenFile(found, stream, int(found.id.get_filesize()), layout.get_userblock())


@contextmanager
def read_errors(file: StoredFile) -> Iterator[None]:
    """Turn what reading may raise into one clear line.

    Raises:
        UnreadableFileError: the file is damaged.
    """
    try:
        yield
    except VizError:
        raise
    except (OSError, RuntimeError, KeyError, ValueError, TypeError, OverflowError, MemoryError) as error:
        raise UnreadableFileError(f"{str(file.path)!r} is damaged, or holds no HDF5 data: {_reason(error)}") from error


def _bytes(file: StoredFile) -> Any:
    if file.content is not None:
        return io.BytesIO(file.content)
    size = check_file(file.path)
    stream = file.path.open("rb", buffering=0)
    length = size - file.offset if file.length is None else file.length
    return stream if (file.offset, length) == (0, size) else FileView(stream, file.offset, length)


def _reason(error: Exception) -> str:
    text = str(error).strip("'\" ")
    return text or type(error).__name__
