"""``model.safetensors.index.json``: which of several ``.safetensors`` files beside it has which tensor."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.formats.json_text import json_file
from dotnet_viz.files.inside import file_inside
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.files.source import FileFormat, SourceFile
from dotnet_viz.graph import Graph, Origin
from dotnet_viz.graph.matrix_layouts import check_layout
from dotnet_viz.readers.arrays.layers.by_name import graph_of_named
from dotnet_viz.readers.arrays.layers.safetensors import header_length, read_tensors
from dotnet_viz.readers.arrays.layers.weight_array import WeightArray

HAS_LAYOUT = True
_MAP = "weight_map"


def _is_index(file: SourceFile) -> bool:
    content = file.content(active().json_bytes) if file.begins_as_json else b""
    return f'"{_MAP}"'.encode() in content and b'.safetensors"' in content


FORMAT = FileFormat(recognise=_is_index, models="seldom")


def read(source: str | os.PathLike[str], *, layout: str = "auto") -> Graph:
    """Return the graph of the layers in all shards.

    Args:
        source: path of the index, beside which the shards are.
        layout: axes of matrices, see :func:`dotnet_viz.readers.arrays.in_memory.read`.

    Raises:
        MissingFileError: there is no such file, or a shard is missing.
        UnreadableFileError: a file is damaged, or a shard lacks a tensor that the index names.
        UnsafeFileError: a shard is outside of the folder, or there are more than the limits take.
        ShapeError: there are no tensors, or those of a layer do not fit each other.
    """
    check_layout(layout)
    path = Path(source)
    places = json_file(path).get(_MAP)
    if not isinstance(places, Mapping) or not all(isinstance(name, str) for name in places.values()):
        raise UnreadableFileError(f"{str(path)!r} does not say which tensor is in which file")
    names = list(dict.fromkeys(places.values()))
    if len(names) > active().shards:
        raise exceeded("shards", f"{str(path)!r} names {len(names):,} files")
    if len(places) > active().tensors:
        raise exceeded("tensors", f"{str(path)!r} names {len(places):,} tensors")
    shards = _read_shards({name: file_inside(path.parent, name) for name in names}, path)
    tensors = {tensor: _of_shard(tensor, shard, shards[shard][0], path) for tensor, shard in places.items()}
    frameworks = {framework for _, framework in shards.values()}
    origin = Origin(
        "safetensors",
        framework=frameworks.pop() if len(frameworks) == 1 else None,
        path=os.fspath(source),
        file_size=path.stat().st_size + sum((path.parent / name).stat().st_size for name in names),
        file=path.absolute(),
    )
    return graph_of_named(tensors, layout, origin, path.name.partition(".")[0] or "model", is_ordered=False)


def _read_shards(files: Mapping[str, Path], path: Path) -> dict[str, tuple[dict[str, WeightArray], str | None]]:
    """Return what :func:`read_tensors` returns of each file; together they have no more than one file may have."""
    length = sum(map(header_length, files.values()))
    if length > active().json_bytes:
        raise exceeded("json_bytes", f"the files that {str(path)!r} names have headers of {length:,} bytes")
    shards, count = {}, 0
    for name, file in files.items():
        shards[name] = read_tensors(file)
        count += len(shards[name][0])
        if count > active().tensors:
            some = f"{len(shards):,} of the {len(files):,} files that {str(path)!r} names"
            raise exceeded("tensors", f"{some} have {count:,} tensors")
    return shards


def _of_shard(tensor: str, shard: str, held: Mapping[str, WeightArray], path: Path) -> WeightArray:
    if tensor not in held:
        raise UnreadableFileError(f"{shard!r} has no tensor {tensor[:80]!r}, which {str(path)!r} says is in it")
    return held[tensor]
