"""A part of a file as a file of its own: the HDF5 data in a zip archive."""

from __future__ import annotations

import io
from typing import BinaryIO


class FileView(io.RawIOBase):
    """A part of a file as a file of its own, so that a member of a zip can be read where it lies.

    Args:
        stream: the file around it, opened for reading; the view closes it.
        offset: where the part starts, in bytes.
        length: how long it is, in bytes.

    Example:
        >>> view = FileView(io.BytesIO(b"abcdef"), 2, 3)
        >>> view.seek(1), view.read(10)
        (1, b'de')
    """

    def __init__(self, stream: BinaryIO, offset: int, length: int) -> None:
        super().__init__()
        self._stream = stream
        self._offset = offset
        self._length = length
        self._position = 0

    def readable(self) -> bool:
        """Whether bytes can be read: always."""
        return True

    def seekable(self) -> bool:
        """Whether the position can be set: always."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Set the position and return it, counted in bytes from the start of the part.

        Args:
            offset: bytes from where ``whence`` points.
            whence: the start, the position or the end of the part, as in :meth:`io.IOBase.seek`.
        """
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._length}[whence]
        self._position = max(0, start + offset)
        return self._position

    def tell(self) -> int:
        """Return the position, counted from the start of the part."""
        return self._position

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill a buffer from the position on and return how many bytes there were."""
        left = max(0, self._length - self._position)
        target = memoryview(buffer).cast("B")[:left]
        self._stream.seek(self._offset + self._position)
        count = int(self._stream.readinto(target))  # type: ignore[attr-defined]
        self._position += count
        return count

    def close(self) -> None:
        """Close the view and the file around it."""
        if not self.closed:
            self._stream.close()
        super().close()
