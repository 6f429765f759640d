"""The parts of a training record on disk: how they are called, and the file of one epoch's arrays, written and read.

``docs/training-record.md`` describes the whole schema.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.formats.npz_arrays import read_npz
from dotnet_viz.files.output import write_output
from dotnet_viz.measures.training.statistics import BINS, STATISTICS, Measured
from dotnet_viz.measures.weights.moments import Doubles

SCHEMA = 1
EVENTS = "record.jsonl"
MODEL = "model.json"
ARRAYS = "epochs"
MAX_FILE_BYTES = 2 << 30

_DAMAGE = (KeyError, TypeError, AttributeError, OverflowError, RecursionError, ValueError)

Singles = NDArray[np.float32]


def arrays_path(folder: Path, epoch: int) -> Path:
    """Return where the arrays of an epoch are.

    Args:
        folder: of the run.
        epoch: counted from 1.

    Example:
        >>> arrays_path(Path("runs/7"), 12).as_posix()
        'runs/7/epochs/000012.npz'
    """
    return folder / ARRAYS / f"{epoch:06}.npz"


@dataclass(frozen=True, eq=False)
class EpochArrays:
    """What a record has of one epoch beside the numbers in its line.

    Args:
        epoch: from 1; 0 is before the first.
        tensors: (quantity, tensor) for each row of the arrays below.
        statistics: names of the columns of ``numbers``.
        numbers: shape (tensors, statistics).
        limits: borders of the first and last bin of each histogram; shape (tensors, 2).
        counts: values in each bin; shape (tensors, bins).
        snapshot: weights at the end of the epoch, by ``"layer/weight"``.
    """

    epoch: int
    tensors: tuple[tuple[str, str], ...]
    statistics: tuple[str, ...]
    numbers: Doubles
    limits: Doubles
    counts: NDArray[np.integer[Any]]
    snapshot: Mapping[str, Singles] = field(default_factory=dict)

    @classmethod
    def of(cls, epoch: int, measured: Sequence[Measured], snapshot: Mapping[str, Singles]) -> EpochArrays:
        """Put together what was measured in an epoch.

        Args:
            epoch: counted from 1.
            measured: statistics and histogram of each tensor.
            snapshot: values of weights that are kept, by name.
        """
        return cls(
            epoch,
            tuple((one.quantity, one.tensor) for one in measured),
            STATISTICS,
            np.array([one.numbers for one in measured]).reshape(-1, len(STATISTICS)),
            np.array([one.limits for one in measured]).reshape(-1, 2),
            np.array([one.counts for one in measured], np.int64).reshape(-1, BINS),
            snapshot,
        )


def write_arrays(folder: Path, arrays: EpochArrays) -> Path:
    """Write the arrays of an epoch in one step: the file is there whole, or not at all.

    Args:
        folder: of the run.
        arrays: of one epoch.

    Raises:
        OutputError: it cannot be written there.
    """
    header = {
        "schema": SCHEMA,
        "epoch": arrays.epoch,
        "tensors": arrays.tensors,
        "statistics": arrays.statistics,
        "snapshot": [[name, values.shape] for name, values in arrays.snapshot.items()],
    }
    flat = [values.reshape(-1) for values in arrays.snapshot.values()]
    buffer = io.BytesIO()
    np.savez(
        buffer,
        header=np.frombuffer(json.dumps(header).encode(), np.uint8),
        numbers=arrays.numbers,
        limits=arrays.limits,
        counts=arrays.counts.astype(np.uint32),
        snapshot=np.concatenate(flat, dtype=np.float32) if flat else np.empty(0, np.float32),
    )
    path = arrays_path(folder, arrays.epoch)
    path.parent.mkdir(exist_ok=True)
    return write_output(path, buffer.getvalue())


def read_arrays(path: Path, *, max_bytes: int = MAX_FILE_BYTES) -> EpochArrays:
    """Read what was measured in an epoch; the snapshot is left out.

    Args:
        path: of the file.
        max_bytes: that the arrays may take.

    Raises:
        UnreadableFileError: it is damaged, or of a schema that this release does not know.
        UnsafeFileError: it asks for more memory.
    """
    found = read_npz(path, max_bytes, ("header", "numbers", "limits", "counts"))
    try:
        header = _header(found, path)
        arrays = EpochArrays(
            int(header["epoch"]),
            tuple((str(quantity), str(tensor)) for quantity, tensor in header["tensors"]),
            tuple(map(str, header["statistics"])),
            found["numbers"].astype(np.float64),
            found["limits"].astype(np.float64),
            found["counts"].astype(np.int64),
        )
        _check(arrays)
    except _DAMAGE as error:
        raise UnreadableFileError(f"{str(path)!r} holds no arrays of an epoch: {error}") from error
    return arrays


def read_snapshot(path: Path) -> dict[str, Singles]:
    """Read the weights at the end of an epoch, by ``"layer/weight"``.

    Args:
        path: of the file.

    Raises:
        UnreadableFileError: it is damaged, or of a schema that this release does not know.
        UnsafeFileError: it asks for far too much memory.
    """
    found = read_npz(path, MAX_FILE_BYTES, ("header", "snapshot"))
    try:
        return _parts(found["snapshot"], _header(found, path)["snapshot"])
    except _DAMAGE as error:
        raise UnreadableFileError(f"{str(path)!r} holds no weights: {error}") from error


def _header(found: Mapping[str, NDArray[Any]], path: Path) -> dict[str, Any]:
    header: dict[str, Any] = json.loads(found["header"].tobytes())
    if header["schema"] != SCHEMA:
        raise UnreadableFileError(f"{str(path)!r} is of schema {header['schema']!r}; this release reads {SCHEMA}")
    return header


def _parts(flat: NDArray[Any], written: Sequence[tuple[str, Sequence[int]]]) -> dict[str, Singles]:
    parts: dict[str, Singles] = {}
    start = 0
    for name, shape in written:
        sizes = tuple(map(int, shape))
        if min(sizes, default=1) < 0:
            raise ValueError(f"a weight of shape {sizes}")
        stop = start + int(np.prod(sizes, dtype=object))
        parts[str(name)] = flat[start:stop].astype(np.float32, copy=False).reshape(sizes)
        start = stop
    return parts


def _check(arrays: EpochArrays) -> None:
    rows = len(arrays.tensors)
    expected = {"numbers": (rows, len(arrays.statistics)), "limits": (rows, 2), "counts": (rows, BINS)}
    for name, shape in expected.items():
        if getattr(arrays, name).shape != shape:
            raise ValueError(f"{name} have the shape {getattr(arrays, name).shape}, not {shape}")
