"""One dataset of HDF5 bytes, read when asked for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.limits import SMALL
from dotnet_viz.graph import Array
from dotnet_viz.keras_format.hdf5.byte_run import ByteRun, stamp_of
from dotnet_viz.keras_format.hdf5.file import StoredFile, opened, read_errors
from dotnet_viz.keras_format.hdf5.limits import check_chunks, check_dataset
from dotnet_viz.keras_format.hdf5.walk import link_error

if TYPE_CHECKING:
    import h5py


_PART = 4 << 20


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
            with read_errors(self.file):
                values = self._decode(run.read(self._bytes(), math.prod(self.shape))).reshape(self.shape)
        else:
            with opened(self.file) as file:
                values = self._decode(self._find(file.hdf5)[()])
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
        with read_errors(self.file):
            for values in run.pieces(self._bytes(), math.prod(self.shape), max_values):
                yield self._decode(values)

    def _from_hdf5(self, max_values: int) -> Iterator[Array]:
        with opened(self.file) as file:
            dataset = self._find(file.hdf5)
            for part in _parts(dataset):
                # Chunks are unpacked once each, not once for every row of theirs.
                values = dataset[part] if dataset.chunks and part != () else dataset
                for block in _blocks(values.shape, max_values):
                    yield self._decode(values[block]).reshape(-1)

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
        with self.file.limits:
            check_dataset(location, self.dataset)
        check_chunks(location, self.dataset)
        return dataset

    def _decode(self, values: Any) -> Array:
        array = np.asarray(values)
        if self.dtype != "bfloat16" or array.dtype.kind == "f":
            return array
        bits = np.ascontiguousarray(array).view(np.uint16).astype(np.uint32) << 16
        return bits.view(np.float32).reshape(array.shape)


def _parts(dataset: h5py.Dataset) -> Iterator[Any]:
    """Yield selections that cover a dataset in order: whole rows of chunks, or all where these would take too much memory."""
    row_bytes = math.prod(dataset.shape[1:]) * dataset.dtype.itemsize
    rows = dataset.chunks[0] if dataset.chunks else 0
    if not rows * row_bytes or rows * row_bytes > SMALL:
        yield ()
        return
    rows *= max(1, _PART // (rows * row_bytes))
    for start in range(0, dataset.shape[0], rows):
        yield slice(start, start + rows)


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
