"""What a file is, judged by its first bytes; its suffix decides only where they do not."""

from __future__ import annotations

import zipfile
from pathlib import Path

from dotnet_viz.files.regular import check_file, read_start

SUFFIXES = {".keras": "keras", ".h5": "h5", ".hdf5": "h5", ".npz": "npz", ".json": "json"}

_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_HDF5_MAGIC = b"\x89HDF\r\n\x1a\n"
_FIRST_USER_BLOCK = 512
_LAST_USER_BLOCK = 1 << 20


def file_kind(path: Path) -> str | None:
    """Return what kind of file this is.

    Args:
        path: an existing file.

    Returns:
        ``"keras"`` for a zip, ``"npz"`` for a zip of arrays, ``"h5"`` for HDF5, ``"json"``, or ``None``.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is a folder, a pipe or a device, it is empty, or it may not be read.
    """
    start = read_start(path, 512)
    if start[:4] in _ZIP_MAGIC:
        return _zip_kind(path)
    if start.startswith(_HDF5_MAGIC) or _has_user_block(path):
        return "h5"
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return "json"
    return None


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "npz" if path.suffix.lower() == ".npz" else "keras"  # damaged: its reader tells how
    if "config.json" in names:
        return "keras"
    return "npz" if path.suffix.lower() == ".npz" or any(name.endswith(".npy") for name in names) else "keras"


def _has_user_block(path: Path) -> bool:
    """Whether HDF5 data start after bytes of somebody else, at 512, 1024, 2048 ..."""
    size = check_file(path)
    position = _FIRST_USER_BLOCK
    with path.open("rb") as stream:
        while position <= min(size, _LAST_USER_BLOCK):
            stream.seek(position)
            if stream.read(len(_HDF5_MAGIC)) == _HDF5_MAGIC:
                return True
            position *= 2
    return False
