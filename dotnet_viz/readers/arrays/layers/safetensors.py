"""The tensors of a ``.safetensors`` file by name, without the library and without their values.

Eight bytes are the length of the header; the header has dtype, shape and place of each tensor among the bytes that follow.

Source: https://github.com/huggingface/safetensors#format.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.formats.json_text import parse_json
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.files.paths import reason_of
from dotnet_viz.files.regular import check_file
from dotnet_viz.keras_format.files.raw_values import FilePiece, RawValues, item_size
from dotnet_viz.readers.arrays.layers.weight_array import WeightArray

MAX_RANK = 32

_LENGTH = 8
_METADATA = "__metadata__"
_FRAMEWORKS = {"pt": "PyTorch", "tf": "TensorFlow", "flax": "Flax", "np": "NumPy", "numpy": "NumPy", "mlx": "MLX"}
_DTYPES = {
    "BOOL": "bool",
    "U8": "uint8",
    "I8": "int8",
    "U16": "uint16",
    "I16": "int16",
    "U32": "uint32",
    "I32": "int32",
    "U64": "uint64",
    "I64": "int64",
    "F16": "float16",
    "BF16": "bfloat16",
    "F32": "float32",
    "F64": "float64",
    "F8_E4M3": "float8_e4m3fn",
    "F8_E5M2": "float8_e5m2",
}


def read_tensors(path: Path) -> tuple[dict[str, WeightArray], str | None]:
    """Return the tensors of a file by name, and the framework that its metadata names; no value is read.

    Args:
        path: of the file.

    Raises:
        VizError: as :func:`read`.
    """
    size = check_file(path)
    what = repr(str(path))
    header, start = _header(path, what)
    metadata = header.pop(_METADATA, None)
    if len(header) > active().tensors:
        raise exceeded("tensors", f"{what} has {len(header):,} tensors")
    tensors = {}
    spans = []
    for name, entry in header.items():
        tensor, span = _tensor(entry, path, start, size, f"tensor {name[:80]!r} in {what}")
        tensors[name] = tensor
        spans.append((*span, name))
    _check_apart(spans, what)
    form = metadata.get("format") if isinstance(metadata, Mapping) else None
    return tensors, _FRAMEWORKS.get(form) if isinstance(form, str) else None


def header_length(path: Path) -> int:
    """Return how many bytes of JSON a file has before its tensors.

    Args:
        path: of the file.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is cut off, or no such file.
        UnsafeFileError: the header is longer than the limits take.
    """
    size, what = check_file(path), repr(str(path))
    try:
        with path.open("rb") as stream:
            first = stream.read(_LENGTH)
    except OSError as error:
        raise UnreadableFileError(f"cannot read {what}: {reason_of(error)}") from error
    length: int = struct.unpack("<Q", first)[0] if len(first) == _LENGTH else size
    if length > size - _LENGTH:
        raise UnreadableFileError(f"{what} is cut off, or no such file: its header is not whole in it")
    if length > active().json_bytes:
        raise exceeded("json_bytes", f"{what} has a header of {length:,} bytes")
    return length


def _header(path: Path, what: str) -> tuple[dict[str, Any], int]:
    """Return the header, and where the bytes of the tensors begin."""
    length = header_length(path)
    try:
        with path.open("rb") as stream:
            stream.seek(_LENGTH)
            header = parse_json(stream.read(length), f"the header of {what}")
    except OSError as error:
        raise UnreadableFileError(f"cannot read {what}: {reason_of(error)}") from error
    if not isinstance(header, dict):
        raise UnreadableFileError(f"the header of {what} is no object with the names of tensors")
    return header, _LENGTH + length


def _tensor(entry: object, path: Path, start: int, size: int, what: str) -> tuple[WeightArray, tuple[int, int]]:
    """Return a tensor, and where its first byte is and the one behind its last."""
    if not isinstance(entry, Mapping):
        raise UnreadableFileError(f"{what} has no dtype, shape and place")
    dtype: Any = entry.get("dtype")
    shape: Any = entry.get("shape")
    offsets: Any = entry.get("data_offsets")
    if not isinstance(dtype, str) or dtype not in _DTYPES:
        raise UnreadableFileError(f"{what} is of {str(dtype)[:40]!r}; read are {', '.join(_DTYPES)}")
    if not _are_sizes(shape) or len(shape) > MAX_RANK or not _are_sizes(offsets) or len(offsets) != 2:
        raise UnreadableFileError(f"{what} has no shape or no place that could be one")
    first, behind = offsets
    if behind < first or start + behind > size:
        raise UnreadableFileError(f"{what} is not in the file: its bytes {first:,} to {behind:,} end behind it")
    name, sizes = _DTYPES[dtype], tuple(shape)
    if math.prod(sizes) * item_size(name) != behind - first:
        raise UnreadableFileError(f"{what} has {behind - first:,} bytes, which its shape {sizes} of {dtype} does not")
    return WeightArray(sizes, name, RawValues((FilePiece(path, start + first, behind - first),), sizes, name)), (first, behind)


def _are_sizes(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, int) and not isinstance(one, bool) and one >= 0 for one in value)


def _check_apart(spans: list[tuple[int, int, str]], what: str) -> None:
    """Refuse tensors that share bytes, which no writer makes."""
    end, before = 0, ""
    for first, behind, name in sorted(spans):
        if first < end and behind > first:
            raise UnreadableFileError(f"tensors {before[:80]!r} and {name[:80]!r} in {what} lie on the same bytes")
        end, before = max(end, behind), name
