"""How much is read of somebody else's file, and how to read more.

Source: flaws found in readers of model files, CVE-2026-0897 and CVE-2026-12570 (shapes and allocations out of proportion),
and measurements: with these limits a damaged or hostile file takes less than two seconds and 500 MB to be read or refused, and
one that has as much as a limit takes does too. The largest networks that were published have a fifth of most of them.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, fields
from types import TracebackType

from dotnet_viz.errors import OptionError, UnsafeFileError

SMALL = 64 << 20
"""What unpacks to no more bytes than these is never out of proportion."""


@dataclass(frozen=True)
class Limits:
    """How much is read of a file at most; a file that has more is refused in one line that names the limit.

    As a context manager they hold for all files that are read inside, and for weights of those files that are read later.

    Args:
        json_bytes: length of one JSON text, such as the configuration of a model, or of the headers of all shards together; a
            layer has about two kilobytes.
        json_values: values in one JSON text; a layer has about sixty, and in Python a value takes up to two hundred bytes.
        json_depth: how deep JSON is nested; more than 900 are more than Python's own parser takes.
        nodes: calls of layers in a graph, those of models inside models included; these can multiply without end, and each
            takes a tenth of a millisecond. The deepest networks that were published have a few thousand.
        connections: tensors that go from one layer to another; each takes twenty microseconds, and a layer seldom has more than
            two.
        tensors: arrays that one file names, or the shards of one model together, such as weights or variables; each takes a
            tenth of a millisecond.
        objects: entries of a TensorFlow checkpoint, and objects of a SavedModel; each takes thirty microseconds.
        shards: files that the weights of one model are in; to look for each takes half a millisecond.
        message_bytes: length of a file that is one protocol buffer, such as ``saved_model.pb``.
        metadata_bytes: length of ``keras_metadata.pb`` of a SavedModel, and of the index of a checkpoint.
        object_graph_bytes: length of a checkpoint's graph of objects.
        message_fields: fields of one message in it.
        zip_directory_bytes: length of a zip archive's table of contents, which has about a hundred bytes for each member.
        zip_expansion: how many times larger than what is stored a member of a zip archive of more than 64 MiB may be.
        unpacked_bytes: weights of a zip archive that have to be unpacked in memory.
        hdf5_expansion: the same for a dataset of HDF5 of up to 1 GiB; deflate reaches 1,032.
        hdf5_large_expansion: the same for larger ones, of which unpacking alone may take minutes.
        hdf5_objects: groups and arrays in HDF5 data, or in the shards of one model together, each of which takes a tenth of a
            millisecond; a layer has three or four, and the largest published models have five thousand.
        hdf5_chunks: chunks of one dataset; HDF5 takes up to four kilobytes of memory for each, empty ones included.
        array_bytes: arrays of one ``.npz`` or ``.npy`` file.
        table_bytes: length of a ``.csv`` file of data or predictions.
        table_cells: cells of it that are kept; of more rows the first are.
        pixels: of an image.
        log_bytes: length of a training log in text, such as CSV or JSON; a number of it takes up to forty bytes of memory.
        log_values: cells of a training log of which some are empty or quoted; each takes up to two microseconds then.
        log_rows: rows of a training log in a database, each of which takes a microsecond.
        record_bytes: length of the record of a training; a number of it takes a hundred bytes of memory.
        revision_bytes: length of a file in a revision of git.

    Raises:
        OptionError: a limit is not a whole number above zero.

    Example:
        >>> Limits(json_values=10_000_000).json_values, active().json_values
        (10000000, 600000)
        >>> with Limits(json_values=10_000_000):
        ...     active().json_values
        10000000
    """

    json_bytes: int = 16 << 20
    json_values: int = 600_000
    json_depth: int = 200
    nodes: int = 10_000
    connections: int = 50_000
    tensors: int = 16_000
    objects: int = 50_000
    shards: int = 2_000
    message_bytes: int = 1 << 30
    metadata_bytes: int = 64 << 20
    object_graph_bytes: int = 16 << 20
    message_fields: int = 300_000
    zip_directory_bytes: int = 1 << 20
    zip_expansion: int = 100
    unpacked_bytes: int = 1 << 30
    hdf5_expansion: int = 1100
    hdf5_large_expansion: int = 100
    hdf5_objects: int = 12_000
    hdf5_chunks: int = 40_000
    array_bytes: int = 4 << 30
    table_bytes: int = 256 << 20
    table_cells: int = 10_000_000
    pixels: int = 1 << 26
    log_bytes: int = 12 << 20
    log_values: int = 600_000
    log_rows: int = 600_000
    record_bytes: int = 20 << 20
    revision_bytes: int = 8 << 30

    def __post_init__(self) -> None:
        for name in LIMIT_NAMES:
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                raise OptionError(f"the limit {name} must be a whole number above zero, not {value!r}")

    def __enter__(self) -> Limits:
        _ENTERED.set((*_ENTERED.get(), self))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        _ENTERED.set(_ENTERED.get()[:-1])


LIMIT_NAMES = tuple(field.name for field in fields(Limits))
_DEFAULT = Limits()
_ENTERED: ContextVar[tuple[Limits, ...]] = ContextVar("limits", default=(_DEFAULT,))


def active() -> Limits:
    """Return the limits that hold now: those of the innermost ``with``, or the usual ones."""
    return _ENTERED.get()[-1]


def exceeded(name: str, what: str) -> UnsafeFileError:
    """Return the error for a file that has more than a limit.

    Args:
        name: of the limit, see :class:`Limits`.
        what: what has too much, and how much of it.

    Example:
        >>> print(exceeded("tensors", "'m.safetensors' has 300,000 tensors"))
        'm.safetensors' has 300,000 tensors; at most 16,000 are read (--max-tensors or dv.Limits(tensors=...) takes more)
    """
    most = getattr(active(), name)
    return UnsafeFileError(f"{what}; at most {most:,} are read ({flag_of(name)} or dv.Limits({name}=...) takes more)")


def flag_of(name: str) -> str:
    """Return the flag that sets a limit.

    Args:
        name: of the limit.

    Example:
        >>> flag_of("json_bytes")
        '--max-json-bytes'
    """
    return f"--max-{name.replace('_', '-')}"
