"""A TensorFlow checkpoint: variables by their keys, and the graph of the objects that have them.

``variables.index`` is a sorted table with an entry for each tensor: dtype, shape, and where in which of the data files it is.

Source: ``tensorflow/core/protobuf/tensor_bundle.proto``, ``trackable_object_graph.proto``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.formats.protobuf import varint
from dotnet_viz.files.formats.sorted_table import table_entries
from dotnet_viz.files.inside import file_inside
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.files.paths import exists, reachable
from dotnet_viz.files.regular import check_file
from dotnet_viz.keras_format.files.raw_values import FilePiece, RawValues, item_size
from dotnet_viz.keras_format.tensorflow.messages import DTYPES, STRING, message_file, number, parts, shape, text
from dotnet_viz.keras_format.variables import Variable

_GRAPH = b"_CHECKPOINTABLE_OBJECT_GRAPH"
_CHECKSUM = 4
_VARIABLES = "variables"


@dataclass(frozen=True)
class TrackedObject:
    """One object of a checkpoint.

    Args:
        children: the objects that it has, by the names of attributes or by their numbers in a list.
        key: of its value among the checkpoint's variables; empty where it is no variable.
        name: full name of the variable, such as ``"dense/kernel"``.
    """

    children: Mapping[str, int]
    key: str = ""
    name: str = ""


@dataclass(frozen=True)
class Checkpoint:
    """What a checkpoint has.

    Args:
        variables: by key; tensors of text are left out.
        objects: those of the graph, the root first; none where the checkpoint is one of TensorFlow 1.
    """

    variables: Mapping[str, Variable]
    objects: tuple[TrackedObject, ...]

    def at(self, path: str, root: int = 0) -> int | None:
        """Return the number of an object, ``None`` where there is none.

        Args:
            path: names of attributes from the root, joined by dots; empty for the root.
            root: number of the object that the path starts from.
        """
        for name in path.split(".") if path else ():
            child = self.objects[root].children.get(name) if root < len(self.objects) else None
            if child is None:
                return None
            root = child
        return root if root < len(self.objects) else None

    def variables_in(self, index: int) -> list[int]:
        """Return the numbers of a Keras object's variables, the trained ones first, as it lists them itself.

        Args:
            index: number of the object.
        """
        return [child for child in self.listed_in(self.objects[index].children.get("variables")) if self.has_value(child)]

    def listed_in(self, index: int | None) -> list[int]:
        """Return the numbers of the objects in a list, in order.

        Args:
            index: number of the list; ``None`` and one that is not there are an empty list.
        """
        if index is None or index >= len(self.objects):
            return []
        order = sorted((int(name), child) for name, child in self.objects[index].children.items() if name.isdecimal())
        return [child for _, child in order if child < len(self.objects)]

    def has_value(self, index: int) -> bool:
        """Return whether an object is a variable that the checkpoint has.

        Args:
            index: number of the object.
        """
        return self.objects[index].key in self.variables


def checkpoint_of(folder: Path) -> Checkpoint:
    """Return the variables of a SavedModel, none where it has no file of them, as one of a function without state.

    Args:
        folder: of the model.

    Raises:
        UnreadableFileError: the checkpoint is damaged.
        UnsafeFileError: it is a link out of the folder, or asks for far more memory than a model needs.
    """
    if not exists(reachable(folder / _VARIABLES / f"{_VARIABLES}.index")):
        return Checkpoint({}, ())
    return read_checkpoint(file_inside(folder, f"{_VARIABLES}/{_VARIABLES}"))


def read_checkpoint(prefix: Path) -> Checkpoint:
    """Return what a checkpoint has; values are read when they are asked for.

    Args:
        prefix: path of its files without ``.index`` and ``.data-00000-of-00001``.

    Raises:
        MissingFileError: its index is not there.
        UnreadableFileError: it is damaged, compressed, or of a machine with the other order of bytes.
        UnsafeFileError: it asks for far more memory than a model needs.
    """
    index = file_inside(prefix.parent, f"{prefix.name}.index")
    what = repr(str(index))
    entries = table_entries(message_file(index, "metadata_bytes"), what)
    header = entries.pop(b"", b"")
    if number(header, 2):
        raise UnreadableFileError(f"{what} is of a machine with the other order of bytes, which is not read")
    data = _DataFiles(prefix, max(1, number(header, 1)))
    variables = {}
    graph = b""
    for key, value in entries.items():
        if key == _GRAPH:
            graph = _text_value(value, data)
        elif (variable := _variable(value, data)) is not None:
            variables[key.decode("utf-8", "replace")] = variable
            if len(variables) > active().tensors:
                raise exceeded("tensors", f"{what} has more than {active().tensors:,} variables")
    return Checkpoint(variables, _objects(graph))


class _DataFiles:
    """The files of values, each looked at once."""

    def __init__(self, prefix: Path, count: int) -> None:
        self._prefix, self._count = prefix, count
        self._sizes: dict[int, tuple[Path, int]] = {}

    def piece(self, entry: bytes) -> FilePiece:
        """Return where the bytes of a tensor are."""
        shard, offset, size = (number(entry, field) for field in (3, 4, 5))
        if shard not in self._sizes:
            path = file_inside(self._prefix.parent, f"{self._prefix.name}.data-{shard:05d}-of-{self._count:05d}")
            self._sizes[shard] = path, check_file(path)
        path, length = self._sizes[shard]
        if offset < 0 or size < 0 or offset + size > length:
            raise UnreadableFileError(f"{str(path)!r} is shorter than its index says")
        return FilePiece(path, offset, size)


def _variable(entry: bytes, data: _DataFiles) -> Variable | None:
    dtype = DTYPES.get(number(entry, 1))
    found = list(parts(entry, 2))
    sizes = shape(entry, *found[-1]) if found else ()
    if dtype is None or sizes is None or None in sizes:
        return None
    if next(parts(entry, 7), None) is not None:  # one in slices has no bytes of its own
        return Variable(tuple(size or 0 for size in sizes), dtype, None)
    known = tuple(size or 0 for size in sizes)
    piece = data.piece(entry)
    if piece.size != math.prod(known) * item_size(dtype):
        raise UnreadableFileError(f"the checkpoint has {piece.size:,} bytes for a tensor of {dtype} with the shape {known}")
    return Variable(known, dtype, RawValues((piece,), known, dtype))


def _text_value(entry: bytes, data: _DataFiles) -> bytes:
    """Return the one text of a tensor: its length, a checksum of that, and itself."""
    piece = data.piece(entry)
    if piece.size > active().object_graph_bytes:
        raise exceeded("object_graph_bytes", f"the checkpoint's graph of objects has {piece.size:,} bytes")
    if number(entry, 1) != STRING:
        raise UnreadableFileError("the checkpoint's graph of objects is not text")
    with piece.opened() as stream:
        content = stream.read(piece.size)
    length, start = varint(content, 0, len(content))
    start += _CHECKSUM
    if start + length > len(content):
        raise UnreadableFileError("the checkpoint's graph of objects is cut off")
    return content[start : start + length]


def _objects(graph: bytes) -> tuple[TrackedObject, ...]:
    found = []
    for start, end in parts(graph, 1):
        children = {text(graph, 2, *child): number(graph, 1, *child) for child in parts(graph, 1, start, end)}
        key = name = ""
        for attribute in parts(graph, 2, start, end):
            if text(graph, 1, *attribute) == "VARIABLE_VALUE":
                name, key = text(graph, 2, *attribute), text(graph, 3, *attribute)
        found.append(TrackedObject({name: child for name, child in children.items() if child >= 0}, key, name))
        if len(found) > active().objects:
            raise exceeded("objects", f"the checkpoint has {len(found):,} objects and more")
    return tuple(found)
