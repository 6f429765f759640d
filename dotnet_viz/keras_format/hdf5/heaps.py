"""What HDF5 keeps texts and names in, looked at before the HDF5 library takes it apart.

The library walks from object to object of a global heap by the sizes that the file gives; with a size of 0, or one so large
that the sum starts anew, it walks for ever. So it does along the free blocks of a local heap, each of which says where the
next one is, and keeps them all. What it reads first is where a heap begins, so that this is seen in time.

Source: HDF5 File Format Specification 3.0, sections III.D, "Level 1D - Local Heaps", and III.E, "Level 1E - Global Heap".
"""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.errors import UnsafeFileError

LENGTH_SIZE = 8
"""Bytes of a length in the files that are read; the superblock says how many they are."""

GLOBAL, LOCAL = b"GCOL", b"HEAP"
HEADER = _OBJECT_HEADER = 8 + LENGTH_SIZE
LOCAL_HEADER = 8 + 3 * LENGTH_SIZE
_FREE_BLOCK = 2 * LENGTH_SIZE
_LAST_FREE = 1
_ALIGNMENT = 8


def check_free_blocks(data: bytes, first: int) -> None:
    """Refuse a local heap whose free blocks lead back to one of them.

    Args:
        data: that the heap holds.
        first: place of the first free block in them.

    Raises:
        UnsafeFileError: the blocks do not come to an end.
    """
    offset, seen = first, set[int]()
    while offset != _LAST_FREE and offset + _FREE_BLOCK <= len(data):
        if offset in seen:
            raise UnsafeFileError("the names in this HDF5 data are in a heap whose free blocks run in a circle; refused")
        seen.add(offset)
        offset = length_at(data, offset)


def check_heap(data: bytes) -> None:
    """Refuse a global heap whose objects do not follow one another to its end.

    Args:
        data: bytes from the start of the heap on, or of anything else, which is left alone.

    Raises:
        UnsafeFileError: the heap is cut off, or an object has no size, or one beyond the end of the heap.
    """
    for _ in objects_in(data):
        pass


def objects_in(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the number of each object of a global heap, and where its content begins and ends; nothing where there is none.

    Raises:
        UnsafeFileError: the heap is cut off, or its objects do not follow one another to its end.
    """
    if not data.startswith(GLOBAL):
        return
    size = length_at(data, 8)
    if size > len(data):
        raise UnsafeFileError(f"texts in this HDF5 data declare {size:,} bytes, more than there are; refused")
    offset = HEADER
    while offset + _OBJECT_HEADER <= size:
        index = int.from_bytes(data[offset : offset + 2], "little")
        length = length_at(data, offset + 8)
        # The size of what is free counts its header, that of an object does not.
        step = length if index == 0 else _OBJECT_HEADER + -(-length // _ALIGNMENT) * _ALIGNMENT
        if step < _OBJECT_HEADER or offset + step > size:
            raise UnsafeFileError(
                f"a text in this HDF5 data declares {length:,} bytes at a place where that cannot be; refused"
            )
        yield index, offset + _OBJECT_HEADER, offset + _OBJECT_HEADER + length
        offset += step


def length_at(data: bytes, offset: int) -> int:
    """Return the length that stands in some bytes.

    Args:
        data: the bytes.
        offset: where in them it stands.
    """
    return int.from_bytes(data[offset : offset + LENGTH_SIZE], "little")
