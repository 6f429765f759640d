"""Weights of Keras 3 in several files: a ``.weights.json`` that names the ``.h5`` file, or files, of each group."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.formats.json_text import json_file
from dotnet_viz.files.inside import file_inside
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.keras_format.hdf5.file import StoredFile


def shards_of(path: Path) -> tuple[tuple[StoredFile, ...], dict[str, int]]:
    """Return the files with the weights, and the order in which Keras wrote the groups, by their paths.

    Args:
        path: of the ``.weights.json`` file.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is damaged, or names no files.
        UnsafeFileError: it names files outside of its folder, or more than the limits take.
    """
    written = json_file(path).get("weight_map")
    if not isinstance(written, Mapping) or not written:
        raise UnreadableFileError(f"{str(path)!r} names no weights: it has no 'weight_map' as Keras writes it")
    files: dict[str, None] = {}
    for group, names in written.items():
        for name in names if isinstance(names, list) else [names]:
            if not isinstance(name, str):
                raise UnreadableFileError(
                    f"{str(path)!r} names {str(name)[:60]!r} as the file of {group[:60]!r}, which is no name"
                )
            files[name] = None
    if len(files) > active().shards:
        raise exceeded("shards", f"{str(path)!r} names {len(files):,} files")
    shards = tuple(StoredFile(file_inside(path.parent, name)) for name in files)
    return shards, {group.strip("/").removesuffix("/vars"): number for number, group in enumerate(written)}


def is_index_of_shards(content: bytes) -> bool:
    """Return whether the bytes of a JSON file may be an index of shards of Keras: other libraries have such indices too.

    Args:
        content: of the file.
    """
    return b'"weight_map"' in content and b'.h5"' in content
