"""What an HDF5 file of somebody else's may not ask for: data outside of it, or far more memory than it has bytes.

Source: the flaws found in Keras's own reader, CVE-2026-1669 (external storage), CVE-2026-12480 (virtual
datasets), CVE-2026-0897 and CVE-2026-12570 (shape and allocation bombs).
"""

from __future__ import annotations

import math
import zlib
from typing import Any

from dotnet_viz.errors import UnsafeFileError
from dotnet_viz.files.limits import SMALL, active, exceeded

LARGE = 1 << 30
"""Weights that are mostly zeros may be hundreds of times smaller; of more bytes than these unpacking alone takes a minute."""

_DEFLATE, _SHUFFLE, _FLETCHER32 = 1, 2, 3
_CHECKSUM = 4
_KEEP_SIZE = (_SHUFFLE, _FLETCHER32)


def check_size(declared: int, stored: int, what: str) -> None:
    """Refuse a declared size that the stored bytes cannot hold.

    Args:
        declared: bytes in memory.
        stored: bytes in the file.
        what: the dataset or file, for the message.

    Raises:
        UnsafeFileError: more than 64 MiB, and more times what is stored than the limits say.
    """
    limit = "hdf5_expansion" if declared <= LARGE else "hdf5_large_expansion"
    if declared > SMALL and declared > getattr(active(), limit) * stored:
        raise exceeded(limit, f"{what} declares {declared:,} bytes where {stored:,} are stored")


def check_dataset(dataset: Any, name: str) -> None:
    """Refuse a dataset whose data are in another file, or whose size is out of proportion.

    Args:
        dataset: an ``h5py.h5d.DatasetID`` of a numeric type.
        name: its path, for the message.

    Raises:
        UnsafeFileError: external or virtual storage, a size far beyond the stored bytes, too many chunks, or repeated filters.
    """
    from h5py import h5d

    if dataset.get_offset() is not None:
        return  # one run of bytes in this very file, as long as it declares
    plist = dataset.get_create_plist()
    if plist.get_external_count():
        raise UnsafeFileError(
            f"dataset {name!r} keeps its data in another file; refused, since a model file holds its own weights"
        )
    if plist.get_layout() == h5d.VIRTUAL:
        raise UnsafeFileError(
            f"dataset {name!r} is a view of other datasets; refused, since a model file holds its own weights"
        )
    item = dataset.get_type().get_size()
    stored = dataset.get_storage_size()
    check_size(math.prod(dataset.shape) * item, stored, f"dataset {name!r}")
    if plist.get_layout() == h5d.CHUNKED:
        check_size(math.prod(plist.get_chunk()) * item, stored, f"a chunk of dataset {name!r}")
        count = math.prod(-(-size // part) for size, part in zip(dataset.shape, plist.get_chunk(), strict=True))
        if count > active().hdf5_chunks:
            raise exceeded("hdf5_chunks", f"dataset {name!r} is in {count:,} chunks")
        _check_filters(plist, name)


def check_chunks(dataset: Any, name: str) -> None:
    """Refuse a dataset with a chunk that is not as long as it has to be, once it is unpacked.

    HDF5 unpacks a chunk before it looks at its size, and reads beyond one that is too short, so this is seen beforehand.

    Args:
        dataset: an ``h5py.h5d.DatasetID``.
        name: its path, for the message.

    Raises:
        UnsafeFileError: a chunk is longer or shorter than it may be.
    """
    from h5py import h5d

    plist = dataset.get_create_plist()
    if plist.get_layout() != h5d.CHUNKED:
        return
    limit = math.prod(plist.get_chunk()) * dataset.get_type().get_size()
    filters = _filters(plist)
    chunks: list[Any] = []
    dataset.chunk_iter(chunks.append)
    for chunk in chunks:
        used = [code for index, code in enumerate(filters) if not chunk.filter_mask >> index & 1]
        if set(used) <= {_DEFLATE, *_KEEP_SIZE}:  # of other filters nothing can be foreseen
            expected = limit + (_CHECKSUM if _FLETCHER32 in used else 0)
            size = _unpacked_size(dataset, chunk, expected, used) if _DEFLATE in used else chunk.size
            if size != expected:
                raise UnsafeFileError(
                    f"a chunk of dataset {name!r} has {'more' if size > expected else 'less'} than the {limit:,} bytes that it"
                    " declares; refused"
                )


def _unpacked_size(dataset: Any, chunk: Any, expected: int, filters: list[int]) -> int:
    """Return how long a packed chunk is once it is unpacked, or a little more than it may be."""
    _, packed = dataset.read_direct_chunk(chunk.chunk_offset)
    behind = _CHECKSUM if filters[-1] == _FLETCHER32 else 0
    try:
        return len(zlib.decompressobj().decompress(packed[: len(packed) - behind], expected - behind + 1)) + behind
    except zlib.error:
        return 0


def _filters(plist: Any) -> list[int]:
    return [plist.get_filter(index)[0] for index in range(plist.get_nfilters())]


def _check_filters(plist: Any, name: str) -> None:
    """Refuse all but one compressor at the end: only then is it known to what size a chunk unpacks."""
    filters = _filters(plist)
    if len(set(filters)) < len(filters) or sum(code not in _KEEP_SIZE for code in filters) > 1:
        raise UnsafeFileError(f"dataset {name!r} is packed more than once; refused, since a small file could fill the memory")
    if _DEFLATE in filters and set(filters[filters.index(_DEFLATE) + 1 :]) - {_FLETCHER32}:
        raise UnsafeFileError(f"dataset {name!r} is changed after it is packed; refused, since its size cannot be foreseen")
