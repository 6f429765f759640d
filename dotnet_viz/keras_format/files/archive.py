"""A ``.keras`` file: a zip with the metadata, the configuration and the weights of a model."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError
from dotnet_viz.files.formats.json_text import json_file, parse_object
from dotnet_viz.files.formats.zip_archive import check_expansion, check_method, open_zip
from dotnet_viz.files.inside import file_inside
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.files.paths import exists, reachable
from dotnet_viz.files.regular import check_file
from dotnet_viz.keras_format.hdf5.file import StoredFile

CONFIG, METADATA, WEIGHTS = "config.json", "metadata.json", "model.weights.h5"

_LOCAL_HEADER = 30
_ENCRYPTED = 0x1


@dataclass(frozen=True)
class Archive:
    """What a ``.keras`` file holds.

    Args:
        path: the file.
        metadata: the Keras version and the date; empty where the file has none.
        config: the model as Keras serialised it.
        weights: where the HDF5 bytes of the weights are; ``None`` where the file has none.
    """

    path: Path
    metadata: dict[str, Any]
    config: dict[str, Any]
    weights: StoredFile | None

    @property
    def version(self) -> str | None:
        """Of the Keras that wrote it; ``None`` where it is not stated."""
        version = self.metadata.get("keras_version")
        return version if isinstance(version, str) else None


def open_archive(path: Path) -> Archive:
    """Read the JSON parts of a ``.keras`` file, and find its weights without reading them.

    A re-zipped file, whose weights are compressed, is unpacked into memory up to 1 GiB.

    Args:
        path: the file.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is no zip, is damaged, or is not a model.
        UnsafeFileError: it asks for far more memory than it has bytes, or has names that lead out of it.
    """
    path = Path(path)
    size = check_file(path)
    with open_zip(path, ".keras") as archive:
        members = _members(archive, path)
        if CONFIG not in members:
            raise UnreadableFileError(f"{str(path)!r} is a zip file but no Keras model: it has no {CONFIG}")
        return Archive(
            path,
            _json_member(archive, members.get(METADATA), path),
            _json_member(archive, members[CONFIG], path),
            _weights(archive, members.get(WEIGHTS), path, size),
        )


def open_folder(path: Path) -> Archive:
    """Read the same of a folder, as ``model.save(path, zipped=False)`` writes it.

    Args:
        path: the folder.

    Raises:
        MissingFileError: a file that it needs is not there.
        UnreadableFileError: a file in it is damaged, or is not a model.
        UnsafeFileError: a file in it is a link that leads out of the folder.
    """
    weights = file_inside(path, WEIGHTS) if exists(reachable(path / WEIGHTS)) else None
    return Archive(
        path,
        json_file(file_inside(path, METADATA)) if exists(reachable(path / METADATA)) else {},
        json_file(file_inside(path, CONFIG)),
        None if weights is None else StoredFile(weights),
    )


def _members(archive: zipfile.ZipFile, path: Path) -> dict[str, zipfile.ZipInfo]:
    members: dict[str, zipfile.ZipInfo] = {}
    for member in archive.infolist():
        _check_name(member.filename, path)
        if member.filename in members:
            raise UnsafeFileError(f"{str(path)!r} has two members called {member.filename!r}; which one counts is open")
        members[member.filename] = member
    for name in (CONFIG, METADATA, WEIGHTS):
        if name in members:
            _check_member(members[name], path)
    return members


def _check_name(name: str, path: Path) -> None:
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    if posix.is_absolute() or windows.anchor or ".." in posix.parts + windows.parts:
        raise UnsafeFileError(f"{str(path)!r} has a member {name!r} that leads out of the archive; refused")


def _check_member(member: zipfile.ZipInfo, path: Path) -> None:
    if member.flag_bits & _ENCRYPTED:
        raise UnreadableFileError(f"{member.filename!r} in {str(path)!r} is encrypted; unpack it and save the model again")
    what = f"{member.filename!r} in {str(path)!r}"
    check_method(member, what)
    check_expansion(member.file_size, member.compress_size, what)


def _json_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo | None, path: Path) -> dict[str, Any]:
    if member is None:
        return {}
    what = f"{member.filename!r} in {str(path)!r}"
    with archive.open(member) as stream:
        return parse_object(stream.read(active().json_bytes + 1), what)


def _weights(archive: zipfile.ZipFile, member: zipfile.ZipInfo | None, path: Path, size: int) -> StoredFile | None:
    if member is None:
        return None
    if member.compress_type != zipfile.ZIP_STORED:
        return StoredFile(path, 0, member.file_size, _unpacked(archive, member, path))
    offset = _data_offset(path, member)
    if offset + member.file_size > size:
        raise UnreadableFileError(
            f"{str(path)!r} is cut off: {WEIGHTS} ends {offset + member.file_size - size:,} bytes after it"
        )
    return StoredFile(path, offset, member.file_size)


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> bytes:
    if member.file_size > active().unpacked_bytes:
        raise exceeded(
            "unpacked_bytes",
            f"the weights in {str(path)!r} are compressed, and unpack to {member.file_size:,} bytes in memory; zip the members"
            " again without compression (zip -0)",
        )
    return archive.read(member)


def _data_offset(path: Path, member: zipfile.ZipInfo) -> int:
    """Return where a member's bytes start: after its local header, whose extra field has a length of its own."""
    with path.open("rb") as stream:
        stream.seek(member.header_offset)
        header = stream.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04":
        raise UnreadableFileError(f"{str(path)!r} is damaged: {member.filename} is not where its table of contents says")
    name, extra = int.from_bytes(header[26:28], "little"), int.from_bytes(header[28:30], "little")
    return member.header_offset + _LOCAL_HEADER + name + extra
