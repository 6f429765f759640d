"""The weights of TensorFlow.js: listed in a manifest, stored as bare bytes in shards, quantised on request."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.inside import file_inside
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.files.paths import is_file, reachable
from dotnet_viz.keras_format.config.inbound_nodes import read_shape
from dotnet_viz.keras_format.config.names import listed
from dotnet_viz.keras_format.files.raw_values import FilePiece, RawValues, item_size
from dotnet_viz.keras_format.variables import Variable
from dotnet_viz.translation.sentences import sentence

_DTYPES = ("float32", "int32", "bool")
_QUANTISED = ("uint8", "uint16", "float16")


def manifest_variables(manifest: object, folder: Path) -> tuple[dict[str, Variable], list[str]]:
    """Return the variables that a manifest lists, and notes on what is not there.

    Quantised values are those that the model computes with: ``stored * scale + min``, or 16-bit floats.

    Args:
        manifest: groups of ``paths`` of shards and of ``weights`` that lie in them one behind the other.
        folder: that the shards have to be in.

    Returns:
        Variables by name such as ``"dense/kernel"``. Where a shard is missing, those of its group have no values.

    Raises:
        UnreadableFileError: the manifest is damaged, or shards are shorter than what they should have.
        UnsafeFileError: a shard is outside of the folder, or there are more than any model has.
    """
    variables: dict[str, Variable] = {}
    notes: list[str] = []
    count = 0
    for group in _objects(manifest or [], "weightsManifest"):
        paths = group.get("paths")
        if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
            raise UnreadableFileError(f"the weights manifest in {str(folder)!r} does not say which shards there are")
        count += len(paths)
        if count > active().shards:
            raise exceeded("shards", f"the weights manifest in {str(folder)!r} names {count:,} shards")
        shards = [file_inside(folder, path) for path in paths]
        missing = [shard.name for shard in shards if not is_file(reachable(shard))]
        if missing:
            notes.append(sentence("The values of weights are left out: {names} is not there.", names=listed(missing)))
        variables |= _group_variables(group, None if missing else _Shards(shards))
        if len(variables) > active().tensors:
            raise exceeded("tensors", f"the weights manifest in {str(folder)!r} lists {len(variables):,} weights")
    return variables, notes


class _Shards:
    """Files whose bytes follow one another."""

    def __init__(self, paths: list[Path]) -> None:
        self._paths = paths
        self._sizes = [path.stat().st_size for path in paths]
        self._ends = list(accumulate(self._sizes))

    def between(self, offset: int, size: int, name: str) -> tuple[FilePiece, ...]:
        """Return where some of the bytes of all of them together are."""
        if offset + size > (self._ends[-1] if self._ends else 0):
            raise UnreadableFileError(f"the shards are shorter than the manifest says: weight {name!r} is not whole in them")
        pieces = []
        index = bisect_right(self._ends, offset)
        while size > 0:
            start = offset - (self._ends[index] - self._sizes[index])
            taken = min(size, self._sizes[index] - start)
            if taken:
                pieces.append(FilePiece(self._paths[index], start, taken))
            size, offset, index = size - taken, offset + taken, index + 1
        return tuple(pieces)


def _group_variables(group: Mapping[str, Any], shards: _Shards | None) -> dict[str, Variable]:
    found = {}
    offset = 0
    for entry in _objects(group.get("weights"), "weights"):
        name, shape = entry.get("name"), read_shape(entry.get("shape"))
        sizes = None if shape is None else tuple(size for size in shape if size is not None)
        if not isinstance(name, str) or sizes is None or len(sizes) != len(shape or ()):
            raise UnreadableFileError("the weights manifest has a weight without a name or a shape")
        stored, scale, minimum = _stored(entry, name)
        size = math.prod(sizes) * item_size(stored)
        pieces = None if shards is None else shards.between(offset, size, name)
        offset += size
        source = None if pieces is None else RawValues(pieces, sizes, stored, scale, minimum)
        dtype = str(entry.get("dtype")) if scale is None and stored != "float16" else "float32"
        found[name] = Variable(sizes, dtype, source)
    return found


def _stored(entry: Mapping[str, Any], name: str) -> tuple[str, float | None, float]:
    """Return the dtype of the bytes of a weight, and the scale and the smallest value where it is quantised."""
    quantization = entry.get("quantization")
    if quantization is None:
        if entry.get("dtype") not in _DTYPES:
            raise UnreadableFileError(f"weight {name!r} is of {entry.get('dtype')!r}; read are {', '.join(_DTYPES)}")
        return str(entry["dtype"]), None, 0.0
    kind = quantization.get("dtype") if isinstance(quantization, Mapping) else None
    if kind not in _QUANTISED:
        raise UnreadableFileError(f"weight {name!r} is quantised to {kind!r}; read are {', '.join(_QUANTISED)}")
    if kind == "float16":
        return "float16", None, 0.0
    scale, minimum = quantization.get("scale"), quantization.get("min", 0.0)
    if not _is_number(scale) or not _is_number(minimum):
        raise UnreadableFileError(f"weight {name!r} is quantised without a scale")
    return kind, float(scale), float(minimum)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e38


def _objects(value: object, what: str) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise UnreadableFileError(f"{what!r} of TensorFlow.js is no list of objects")
    return value
