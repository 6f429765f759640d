"""HDF5 bytes, in a file or in the middle of one: listed quickly, opened safely, read when asked for."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import numpy as np

from dotnet_viz.errors import UnreadableFileError, VizError
from dotnet_viz.graph import Array
from dotnet_viz.keras_format.byte_run import ByteRun, FileStamp, stamp_of
from dotnet_viz.keras_format.hdf5_checks import SMALL, check_chunks, check_dataset, check_size
from dotnet_viz.keras_format.hdf5_walk import link_error, walk
from dotnet_viz.keras_format.regular_file import FileView, check_file

if TYPE_CHECKING:
    import h5py

_NUMERIC = "biuf"


@dataclass(frozen=True)
class StoredFile:
    """Where some HDF5 bytes are.

    Args:
        path: the file that they are in.
        offset: where in it they start, in bytes.
        length: how many they are; ``None`` up to the end of the file.
        content: the bytes themselves, where the file holds them compressed.
    """

    path: Path
    offset: int = 0
    length: int | None = None
    content: bytes | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class StoredArray:
    """One dataset, read when asked for; the file is opened for that and closed again.

    Values that lie in one run of bytes are read from there, which takes a fifth of the time that HDF5 takes.

    Args:
        file: where the HDF5 bytes are.
        dataset: its path in them, such as ``"layers/dense/vars/0"``.
        shape: sizes of the axes.
        dtype: name of the dtype; ``"bfloat16"`` is read as float32, since NumPy has no such type.
        run: where the values lie in the file, if they lie one after the other.
    """

    file: StoredFile
    dataset: str
    shape: tuple[int, ...]
    dtype: str
    run: ByteRun | None = field(default=None, repr=False, compare=False)

    def read(self) -> Array:
        """Return all values; the array is not writeable.

        Raises:
            UnreadableFileError: the file has changed or is damaged.
        """
        run = self._current_run()
        if run is not None:
            with _read_errors(self.file):
                values = self._decode(run.read(self._bytes(), math.prod(self.shape))).reshape(self.shape)
        else:
            with _opened(self.file) as file:
                values = self._decode(self._find(file)[()])
        values.setflags(write=False)
        return values

    def chunks(self, max_values: int) -> Iterator[Array]:
        """Yield the values in order, flat, at most ``max_values`` at a time.

        Raises:
            UnreadableFileError: the file has changed or is damaged.
        """
        run = self._current_run()
        pieces = self._from_hdf5(max_values) if run is None else self._from_bytes(run, max_values)
        for values in pieces:
            values.setflags(write=False)
            yield values

    def _from_bytes(self, run: ByteRun, max_values: int) -> Iterator[Array]:
        with _read_errors(self.file):
            for values in run.pieces(self._bytes(), math.prod(self.shape), max_values):
                yield self._decode(values)

    def _from_hdf5(self, max_values: int) -> Iterator[Array]:
        with _opened(self.file) as file:
            dataset = self._find(file)
            if dataset.chunks and math.prod(self.shape) * dataset.dtype.itemsize <= SMALL:
                dataset = dataset[()]  # unpacking every chunk once is quicker than once a row
            for block in _blocks(self.shape, max_values):
                yield self._decode(dataset[block]).reshape(-1)

    def _current_run(self) -> ByteRun | None:
        """Return where the values lie, unless the file has changed since: then HDF5 has to look again."""
        if self.run is None or (self.file.content is None and self.run.stamp != stamp_of(self.file.path)):
            return None
        return self.run

    def _bytes(self) -> Path | bytes:
        return self.file.path if self.file.content is None else self.file.content

    def _find(self, file: h5py.File) -> h5py.Dataset:
        import h5py

        location: Any = h5py.h5g.open(file.id, b"/")
        for part in self.dataset.encode("utf-8", "surrogateescape").split(b"/"):
            if location.links.get_info(part).type != h5py.h5l.TYPE_HARD:
                raise link_error(self.dataset)
            location = h5py.h5o.open(location, part)
        dataset = h5py.Dataset(location)
        if dataset.shape != self.shape:
            raise UnreadableFileError(f"dataset {self.dataset!r} of {str(self.file.path)!r} has changed since it was listed")
        check_dataset(location, self.dataset)
        check_chunks(location, self.dataset)
        return dataset

    def _decode(self, values: Any) -> Array:
        array = np.asarray(values)
        if self.dtype != "bfloat16" or array.dtype.kind == "f":
            return array
        bits = np.ascontiguousarray(array).view(np.uint16).astype(np.uint32) << 16
        return bits.view(np.float32).reshape(array.shape)


@contextmanager
def open_stored(file: StoredFile) -> Iterator[h5py.File]:
    """Open HDF5 bytes for reading, after a look at every link.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: this is not HDF5, or it is damaged.
        UnsafeFileError: it has links other than hard ones, or groups nested too deep.
    """
    with _opened(file) as opened:
        for _ in walk(opened):
            pass
        yield opened


def list_arrays(file: StoredFile) -> tuple[dict[str, StoredArray], dict[str, str]]:
    """List the datasets of numbers, without reading one, and the names that Keras writes beside them.

    Datasets of text or records are left out. A group that is linked twice is listed once.

    Returns:
        The arrays by path (``"layers/dense/vars/0"``), and the attribute ``name`` of each group called
        ``vars`` by the group's path (``"layers/dense/vars"``): the layer's name.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: this is not HDF5, or it is damaged.
        UnsafeFileError: it has links other than hard ones, data outside of the file, or sizes far
            beyond the bytes that it has.
    """
    import h5py

    arrays: dict[str, StoredArray] = {}
    names: dict[str, str] = {}
    declared = 0
    stamp = None if file.content is not None else stamp_of(file.path)
    with _opened(file) as opened:
        for path, found in walk(opened):
            if isinstance(found, h5py.h5d.DatasetID):
                array = _stored_array(file, path, found, stamp)
                if array is not None:
                    arrays[path] = array
                    declared += math.prod(array.shape) * found.get_type().get_size()
            elif path.rpartition("/")[2] == "vars":
                name = text_attribute(found, "name")
                if name is not None:
                    names[path] = name
        check_size(declared, _stored_bytes(opened), f"{str(file.path)!r}")
    return arrays, names


def text_attribute(location: Any, name: str) -> str | None:
    """Return an attribute that is one text, ``None`` if there is none.

    Args:
        location: the id of a group, dataset or file: ``group.id`` of h5py.
        name: of the attribute.
    """
    import h5py

    if not h5py.h5a.exists(location, name.encode()):
        return None
    attribute = h5py.h5a.open(location, name.encode())
    if attribute.shape != () or not isinstance(attribute.get_type(), h5py.h5t.TypeStringID):
        return None
    value = np.empty((), dtype=attribute.dtype)
    attribute.read(value)
    text: Any = value[()]
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)


@contextmanager
def _opened(file: StoredFile) -> Iterator[h5py.File]:
    import h5py

    with _read_errors(file), _stream(file) as stream, h5py.File(stream, "r") as opened:
        yield opened


@contextmanager
def _read_errors(file: StoredFile) -> Iterator[None]:
    try:
        yield
    except VizError:
        raise
    except (OSError, RuntimeError, KeyError, ValueError, TypeError, OverflowError, MemoryError) as error:
        raise UnreadableFileError(f"{str(file.path)!r} is damaged, or holds no HDF5 data: {_reason(error)}") from error


def _stream(file: StoredFile) -> BinaryIO:
    if file.content is not None:
        return io.BytesIO(file.content)
    size = check_file(file.path)
    stream = file.path.open("rb")
    length = size - file.offset if file.length is None else file.length
    if (file.offset, length) == (0, size):
        return stream
    return cast("BinaryIO", io.BufferedReader(FileView(stream, file.offset, length)))


def _stored_array(file: StoredFile, path: str, dataset: Any, stamp: FileStamp | None) -> StoredArray | None:
    import h5py

    try:
        kind = dataset.dtype
    except TypeError:
        return None  # a type that NumPy does not have holds no numbers of a layer
    shape = dataset.shape
    if shape is None:
        return None
    flagged = h5py.h5a.exists(dataset, b"dtype") and text_attribute(dataset, "dtype") == "bfloat16"
    dtype = _dtype_name(kind, flagged)
    if dtype is None:
        return None
    check_dataset(dataset, path)
    return StoredArray(file, path, shape, dtype, _run(file, dataset, kind, stamp))


def _run(file: StoredFile, dataset: Any, kind: np.dtype[Any], stamp: FileStamp | None) -> ByteRun | None:
    """Return where the values lie, if they are one run of bytes of a type that NumPy has."""
    offset = dataset.get_offset()
    if offset is None or kind.kind not in "iuf" or not dataset.get_type().equal(_hdf5_type(kind)):
        return None
    if file.content is None and stamp is None:
        return None
    end = offset + math.prod(dataset.shape) * kind.itemsize
    limit = len(file.content) if file.content is not None else _length(file, stamp)
    return ByteRun(file.offset + offset, kind.str, stamp) if end <= limit else None


def _length(file: StoredFile, stamp: FileStamp | None) -> int:
    if file.length is not None:
        return file.length
    return stamp.size - file.offset if stamp else 0


@lru_cache(maxsize=64)
def _hdf5_type(kind: np.dtype[Any]) -> Any:
    import h5py

    return h5py.h5t.py_create(kind)


@lru_cache(maxsize=256)
def _dtype_name(kind: np.dtype[Any], flagged: bool) -> str | None:
    """Return the name of a numeric dtype; what h5py makes of bfloat16 depends on the release that wrote it."""
    opaque = kind.itemsize == 2 and kind.kind == "V" and kind.fields is None and kind.subdtype is None
    if opaque or (flagged and (kind == np.uint16 or kind.kind == "f")):  # .h5 files do not flag it
        return "bfloat16"
    return kind.name if kind.kind in _NUMERIC else None


def _stored_bytes(opened: h5py.File) -> int:
    return int(opened.id.get_filesize())


def _blocks(shape: tuple[int, ...], max_values: int) -> Iterator[tuple[Any, ...]]:
    """Yield selections that cover an array in order, each of at most ``max_values`` values."""
    if 0 in shape:
        return
    axis = next(k for k in range(len(shape) + 1) if math.prod(shape[k + 1 :]) <= max_values)
    if axis >= len(shape):
        yield ()
        return
    step = max(1, max_values // math.prod(shape[axis + 1 :]))
    for outer in np.ndindex(shape[:axis]):
        for start in range(0, shape[axis], step):
            yield (*outer, slice(start, min(start + step, shape[axis])))


def _reason(error: Exception) -> str:
    text = str(error).strip("'\" ")
    return text or type(error).__name__
