"""The framing of TensorFlow's record files, such as TensorBoard's event files: length, its CRC, record, its CRC."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.formats.crc32c import masked_crc32c
from dotnet_viz.files.paths import unreadable

MAX_RECORD_BYTES = 256 << 20
"""A longer record is passed over: no number that is looked for takes so much."""

_PIECE = 1 << 20
_AROUND = 16
_LENGTH = struct.Struct("<Q")


def read_records(path: Path) -> Iterator[list[bytes]]:
    """Yield the records of a file in groups whose CRCs were checked; a torn end is left out.

    The memory that is taken does not depend on the size of the file, but for its largest record.

    Args:
        path: an ordinary file.

    Raises:
        UnreadableFileError: a CRC does not fit, after all records before it were yielded; or the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            size, offset, waiting = path.stat().st_size, 0, b""
            while piece := stream.read(_PIECE):
                frames = _split(waiting + piece)
                fitting = frames.count_fitting()
                yield frames.records[:fitting]
                if fitting < len(frames.lengths):
                    raise UnreadableFileError(f"{str(path)!r} is damaged: its record {fitting + 1} has another CRC")
                offset, waiting = offset + frames.used, frames.rest
                if frames.wanted > size - offset:
                    return
                if frames.wanted > MAX_RECORD_BYTES:
                    offset, waiting = offset + frames.wanted, b""
                    stream.seek(offset)
                else:
                    waiting += stream.read(max(0, frames.wanted - len(waiting) - _PIECE))
    except OSError as error:
        raise unreadable(path, error) from error


def is_whole(path: Path) -> bool:
    """Return whether a file ends where a record does, so that another one can be appended.

    Args:
        path: an ordinary file; only the lengths of its records are read.
    """
    with path.open("rb") as stream:
        size, offset = path.stat().st_size, 0
        while offset < size:
            stream.seek(offset)
            offset += int.from_bytes(stream.read(_LENGTH.size), "little") + _AROUND
    return offset == size


def frame_records(records: Sequence[bytes]) -> bytes:
    """Return the content of a file with some records.

    Example:
        >>> len(frame_records([b"abc"])) - len(b"abc")
        16
    """
    lengths = [_LENGTH.pack(len(record)) for record in records]
    crcs = (masked_crc32c(parts).astype("<u4") for parts in (lengths, records))
    return b"".join(
        length + crc_of_length.tobytes() + record + crc.tobytes()
        for length, record, crc_of_length, crc in zip(lengths, records, *crcs, strict=True)
    )


@dataclass(frozen=True)
class _Frames:
    """The frames in a piece of a file.

    Args:
        lengths: of the records, as they are stored, and of the one that the piece does not hold whole.
        length_crcs: the CRC of each length.
        records: those that are there whole.
        crcs: the CRC of each record.
        used: bytes of the piece that they take.
        rest: the bytes behind them.
        wanted: bytes of the frame that is not there whole, as far as they are known.
    """

    lengths: list[bytes]
    length_crcs: list[bytes]
    records: list[bytes]
    crcs: list[bytes]
    used: int
    rest: bytes
    wanted: int

    def count_fitting(self) -> int:
        """Return how many of the lengths, and the records behind them, have the right CRC before the first that has not."""
        right = masked_crc32c(self.lengths) == _numbers(self.length_crcs)
        right[: len(self.records)] &= masked_crc32c(self.records) == _numbers(self.crcs)
        return len(right) if right.all() else int(np.argmin(right))


def _split(piece: bytes) -> _Frames:
    lengths, length_crcs, records, crcs = [], [], [], []
    offset, end, wanted = 0, len(piece), _AROUND
    while offset + 12 <= end:
        body = offset + 12
        length = piece[offset : offset + 8]
        stop = body + int.from_bytes(length, "little")
        lengths.append(length)
        length_crcs.append(piece[offset + 8 : body])
        if stop + 4 > end:
            wanted = stop + 4 - offset
            break
        records.append(piece[body:stop])
        crcs.append(piece[stop : stop + 4])
        offset = stop + 4
    return _Frames(lengths, length_crcs, records, crcs, offset, piece[offset:], wanted)


def _numbers(crcs: Sequence[bytes]) -> NDArray[np.uint32]:
    return np.frombuffer(b"".join(crcs), dtype="<u4")
