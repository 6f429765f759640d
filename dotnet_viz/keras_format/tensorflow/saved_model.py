"""A SavedModel folder: the Keras objects that it describes, its signatures, and the TensorFlow that wrote it.

Keras 2 writes what its objects are into ``keras_metadata.pb``, before TensorFlow 2.5 into ``saved_model.pb`` itself. What
Keras 3 exports, and models of TensorFlow alone, have no such description.

Source: ``tensorflow/core/protobuf/saved_model.proto``, ``meta_graph.proto``, ``saved_object_graph.proto``, and
``saved_metadata.proto`` of Keras 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError
from dotnet_viz.files.formats.json_text import parse_json
from dotnet_viz.files.inside import file_inside
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.files.paths import exists, reachable
from dotnet_viz.graph import TensorSpec
from dotnet_viz.keras_format.tensorflow.messages import DTYPES, STRING, message_file, number, parts, shape, text
from dotnet_viz.runtime.cached import cached_property

SAVED_MODEL, METADATA, VARIABLES = "saved_model.pb", "keras_metadata.pb", "variables"
MAX_SIGNATURES = 1000
MAX_DEPTH = 64

_KERAS = "_tf_keras_"
_ROOT = "root"


@dataclass(frozen=True)
class KerasObject:
    """A layer or a model as Keras 2 describes it.

    Args:
        path: attributes that lead to it from the model, joined by dots; empty for the model itself.
        text: its description as JSON.
    """

    path: str
    text: str

    @cached_property
    def description(self) -> Mapping[str, Any]:
        """What is said of it: ``name``, ``class_name``, ``config`` ...

        Raises:
            UnreadableFileError: it is not a JSON object.
        """
        value = parse_json(self.text, f"the description of {self.path or 'the model'}")
        if not isinstance(value, dict):
            raise UnreadableFileError(f"the description of {self.path or 'the model'} is not a JSON object")
        return value


@dataclass(frozen=True)
class Signature:
    """A function that the model offers.

    Args:
        name: such as ``"serving_default"``.
        inputs: by name.
        outputs: by name.
    """

    name: str
    inputs: Mapping[str, TensorSpec]
    outputs: Mapping[str, TensorSpec]

    def __str__(self) -> str:
        taken, returned = (
            ", ".join(f"{name} {spec.dtype or '?'} {spec}" for name, spec in specs.items()) or "nothing"
            for specs in (self.inputs, self.outputs)
        )
        return f"{self.name} takes {taken} and returns {returned}"


@dataclass(frozen=True)
class SavedModel:
    """What a SavedModel folder says of its model.

    Args:
        objects: those of Keras by their paths; none where nothing describes them.
        signatures: in the order of their names.
        version: of TensorFlow.
    """

    objects: Mapping[str, KerasObject]
    signatures: tuple[Signature, ...]
    version: str | None


def read_saved_model(folder: Path) -> SavedModel:
    """Return what a SavedModel folder says of its model.

    Args:
        folder: that has a ``saved_model.pb``.

    Raises:
        UnreadableFileError: a file in it is damaged.
        UnsafeFileError: a file in it is a link out of it, or asks for far more memory than a model needs.
    """
    data = message_file(file_inside(folder, SAVED_MODEL))
    graph = next(parts(data, 2), None)
    if graph is None:
        raise UnreadableFileError(f"{str(folder / SAVED_MODEL)!r} holds no model")
    start, end = graph
    information = next(parts(data, 1, start, end), None)
    version = "" if information is None else text(data, 5, *information)
    if exists(reachable(folder / METADATA)):
        objects = _from_metadata(message_file(file_inside(folder, METADATA), "metadata_bytes"))
    else:
        objects = _from_object_graph(data, start, end)
    return SavedModel(objects, _signatures(data, start, end), version or None)


def _from_metadata(data: bytes) -> dict[str, KerasObject]:
    found = {}
    for start, end in parts(data, 1):
        path, identifier = text(data, 3, start, end), text(data, 4, start, end)
        if identifier.startswith(_KERAS) and (path == _ROOT or path.startswith(f"{_ROOT}.")):
            own = path[len(_ROOT) + 1 :]
            found[own] = KerasObject(own, text(data, 5, start, end))
        if len(found) > active().objects:
            raise exceeded("objects", f"{METADATA} describes {len(found):,} objects and more")
        if path.count(".") > MAX_DEPTH:
            raise UnsafeFileError(f"{METADATA} nests objects more than {MAX_DEPTH} deep; refused")
    return found


def _from_object_graph(data: bytes, start: int, end: int) -> dict[str, KerasObject]:
    """Return the objects that ``saved_model.pb`` describes itself, under the first path that leads to each."""
    graph = next(parts(data, 7, start, end), None)
    if (
        graph is None or graph[1] - graph[0] > active().object_graph_bytes
    ):  # longer ones are of later versions, which have the other file
        return {}
    nodes = list(parts(data, 1, *graph))
    found: dict[str, KerasObject] = {}
    seen, waiting = {0}, [(0, "")] if nodes else []
    for index, path in waiting:  # grows while it is walked through
        for user_object in parts(data, 4, *nodes[index]):
            if text(data, 1, *user_object).startswith(_KERAS) and len(found) < active().objects:
                found[path] = KerasObject(path, text(data, 3, *user_object))
        for child in parts(data, 1, *nodes[index]):
            target, name = number(data, 1, *child), text(data, 2, *child)
            if 0 <= target < len(nodes) and target not in seen and path.count(".") < MAX_DEPTH:
                seen.add(target)
                waiting.append((target, f"{path}.{name}" if path else name))
    return found


def _signatures(data: bytes, start: int, end: int) -> tuple[Signature, ...]:
    found: list[Signature] = []
    for item in parts(data, 5, start, end):
        name = text(data, 1, *item)
        if name.startswith("__saved_model_"):
            continue
        if len(found) >= MAX_SIGNATURES:
            raise UnsafeFileError(f"{SAVED_MODEL} has more than {MAX_SIGNATURES:,} signatures; refused")
        found += [Signature(name, _tensors(data, 1, *part), _tensors(data, 2, *part)) for part in parts(data, 2, *item)]
    return tuple(sorted(found, key=lambda signature: signature.name))


def _tensors(data: bytes, field: int, start: int, end: int) -> dict[str, TensorSpec]:
    found = {}
    for item in parts(data, field, start, end):
        for tensor in parts(data, 2, *item):
            shapes = list(parts(data, 3, *tensor))
            dtype = number(data, 2, *tensor)
            known = "string" if dtype == STRING else DTYPES.get(dtype)
            found[text(data, 1, *item)] = TensorSpec(shape(data, *shapes[-1]) if shapes else (), known)
    return dict(sorted(found.items()))
