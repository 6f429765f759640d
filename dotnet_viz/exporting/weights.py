"""The weights of a model as a folder of ``.npy`` files, as one ``.npz`` or as a ``.csv``, piece by piece."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

import numpy as np

from dotnet_viz.errors import OptionError
from dotnet_viz.exporting.tensors import Tensor
from dotnet_viz.files.output import open_output, output_folder
from dotnet_viz.files.paths import is_folder
from dotnet_viz.graph import Array

FORMATS = (".npz", ".csv")
INDEX = "index.json"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_ROWS = 1 << 16


def write_weights(tensors: Sequence[Tensor], path: str | os.PathLike[str]) -> Path:
    """Write weights where a path says, in the format that its suffix says: a folder where it has none.

    A file is there whole or not at all. Of a folder that exists, files of the same names are replaced and others are kept.

    Args:
        tensors: to write.
        path: of a ``.npz`` file (an array for each weight, named ``layer/weight``), of a ``.csv`` file (a line for each
            value: layer, weight, indices, value) or of a folder (a ``.npy`` file for each weight, and ``index.json``).

    Raises:
        OptionError: another suffix.
        OutputError: the file or folder cannot be written.
        UnreadableFileError: the model's file has changed or is damaged.
    """
    target = Path(path)
    suffix = target.suffix.lower()
    if is_folder(target) or not suffix:
        return _write_folder(tensors, target)
    writers: dict[str, Callable[[Sequence[Tensor], IO[bytes]], None]] = {".npz": _write_npz, ".csv": _write_csv}
    with open_output(target) as stream:
        writers[suffix](tensors, stream)
    return target


def check_format(path: object) -> None:
    """Raise where a path has a suffix that no weights are written in.

    Args:
        path: of a file or folder.

    Raises:
        OptionError: it has, or it is not a path.
    """
    if not isinstance(path, str | os.PathLike) or not isinstance(os.fspath(path), str) or not os.fspath(path):
        raise OptionError(f"weights are written to a path, such as 'weights.npz', not to {path!r}")
    target = Path(os.fspath(path))
    if is_folder(target) or target.suffix.lower() in ("", *FORMATS):
        return
    raise OptionError(
        f"weights are written into {', '.join(FORMATS)} files or, without a suffix, into a folder of .npy files; not as"
        f" {target.suffix!r}"
    )


def _write_folder(tensors: Sequence[Tensor], target: Path) -> Path:
    with output_folder(target, last=INDEX) as folder:
        facts = []
        for tensor in tensors:
            name = f"{'.'.join(tensor.parts)}.npy"
            with (folder / name).open("xb") as stream:
                _write_npy(tensor, stream)
            weight = tensor.weight
            fact = {"file": name, "layer": tensor.layer, "weight": weight.name, "shape": weight.shape, "dtype": weight.dtype}
            facts.append(fact)
        (folder / INDEX).write_text(f"{json.dumps(facts, indent=1)}\n", encoding="utf-8")
    return target


def _write_npz(tensors: Sequence[Tensor], stream: IO[bytes]) -> None:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for tensor in tensors:
            member = zipfile.ZipInfo(f"{'/'.join(tensor.parts)}.npy", _EARLIEST)
            with archive.open(member, "w", force_zip64=True) as written:
                _write_npy(tensor, written)


def _write_npy(tensor: Tensor, stream: IO[bytes]) -> None:
    dtype = tensor.dtype
    header = {"descr": np.lib.format.dtype_to_descr(dtype), "fortran_order": False, "shape": tensor.weight.shape}
    np.lib.format.write_array_header_1_0(stream, header)
    for values in tensor.chunks():
        stream.write(np.ascontiguousarray(values, dtype).tobytes())


def _write_csv(tensors: Sequence[Tensor], stream: IO[bytes]) -> None:
    axes = max(len(tensor.weight.shape) for tensor in tensors)
    text = TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="")
    text.write(",".join(["layer", "weight", *(f"index_{axis}" for axis in range(axes)), "value"]) + "\n")
    for tensor in tensors:
        start = f"{_field(tensor.layer)},{_field(tensor.weight.name)},"
        blank = "," * (axes - len(tensor.weight.shape))
        for rows in _rows(tensor.chunks(), tensor.weight.shape):
            text.writelines(f"{start}{row[0]}{blank}{row[1]}\n" for row in rows)
    text.flush()
    text.detach()


def _rows(chunks: Iterable[Array], shape: tuple[int, ...]) -> Iterator[Iterator[tuple[str, str]]]:
    """Yield indices, each with a comma behind it, and the value of every value, many at once."""
    first = 0
    for chunk in chunks:
        for offset in range(0, chunk.size, _ROWS):
            values = chunk[offset : offset + _ROWS]
            flat = np.arange(first, first + values.size)
            first += values.size
            indices: Any = np.unravel_index(flat, shape) if shape else ()
            written = (
                ["".join(f"{index}," for index in row) for row in zip(*(axis.tolist() for axis in indices), strict=True)]
                if shape
                else [""]
            )
            yield zip(written, values.astype(str).tolist(), strict=True)


def _field(text: str) -> str:
    """Return a name as CSV has it: in quotes where it has signs of CSV in it, and never a formula for a spreadsheet."""
    shown = f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
    return '"' + shown.replace('"', '""') + '"' if any(sign in shown for sign in ',"\r\n') else shown
