"""The description of a model without its weights, as ``to_json`` and ``get_config`` give it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError
from dotnet_viz.files.formats.json_text import parse_json
from dotnet_viz.graph import Origin
from dotnet_viz.graph.layer_kinds.layers import LAYERS
from dotnet_viz.keras_format.config.entries import is_model
from dotnet_viz.keras_format.config.normalize import plain
from dotnet_viz.translation.audience import addressed
from dotnet_viz.translation.sentences import sentence
from dotnet_viz.translation.translate import mark

NO_WEIGHTS = sentence(
    addressed(
        mark("This is an architecture without weights. Where they are in another file, hand it over too: {option}."),
        "weights=",
        "--weights",
        reader=mark("This is an architecture without weights."),
    )
)


@dataclass(frozen=True)
class Architecture:
    """A model as it is described.

    Args:
        entry: as Keras serialises it: ``class_name``, ``config`` ...
        origin: where the description is from.
    """

    entry: Mapping[str, Any]
    origin: Origin


def model_entry(value: object) -> Mapping[str, Any] | None:
    """Return a model as Keras serialises it, from any of the forms in which Keras gives it.

    Args:
        value: what ``to_json``, ``get_config`` or a file has, as dicts and lists.

    Returns:
        An object with ``class_name`` and ``config``; ``None`` where the value describes no model.

    Example:
        >>> dense = {"class_name": "Dense", "config": {"name": "a", "units": 2}}
        >>> model_entry([dense]) == model_entry({"layers": [dense]})
        True
        >>> model_entry(dense) is None
        True
    """
    if isinstance(value, list):
        return {"class_name": "Sequential", "config": {"layers": value}} if value and _are_layers(value) else None
    if not isinstance(value, Mapping):
        return None
    if isinstance(value.get("class_name"), str) and isinstance(value.get("config"), (Mapping, list)):
        return value if _is_whole_model(value) else None
    for key in ("model_config", "modelTopology"):
        inner = value.get(key)
        if isinstance(inner, (Mapping, str)):
            entry = model_entry(parse_json(inner, f"{key!r}") if isinstance(inner, str) else inner)
            version = value.get("keras_version")
            return entry if entry is None or version is None else {"keras_version": version, **entry}
    if isinstance(value.get("layers"), list) and _are_layers(value["layers"]):
        is_functional = "input_layers" in value and "output_layers" in value
        return {"class_name": "Functional" if is_functional else "Sequential", "config": value}
    return None


def as_json(value: object) -> Any:
    """Return a configuration as JSON would have it: tuples as lists, objects that JSON has not as their text.

    Args:
        value: what ``get_config`` returned.

    Raises:
        UnreadableFileError: it holds itself, or has keys that are no text.
        UnsafeFileError: it is nested too deep.
    """
    try:
        text = json.dumps(value, default=_plain_value)
    except RecursionError:
        raise UnsafeFileError("the configuration is nested deeper than Python can write it; refused") from None
    except (TypeError, ValueError) as error:
        raise UnreadableFileError(f"the configuration cannot be written as JSON: {error}") from error
    return parse_json(text, "the configuration")


def _plain_value(value: Any) -> Any:
    """Return a number of NumPy as one of Python, a shape as a list, a tensor by its shape, anything else by its class."""
    if callable(getattr(value, "as_list", None)):
        return value.as_list() if value.rank is not None else None
    item = getattr(value, "item", None)
    if callable(item) and getattr(value, "shape", None) == ():
        return item()
    if hasattr(value, "tolist"):
        return value.tolist()
    if hasattr(value, "shape") and hasattr(value, "dtype"):  # its values would fill the graph
        return f"{getattr(value.dtype, 'name', value.dtype)} tensor of shape {tuple(value.shape)}"
    return str(getattr(value, "__name__", None) or type(value).__name__)


def architecture_of(value: object, what: str, *, form: str, path: str | None = None, size: int | None = None) -> Architecture:
    """Return the architecture that a JSON value describes.

    Args:
        value: see :func:`model_entry`.
        what: what is read, for messages.
        form: name of the format, see :class:`~dotnet_viz.graph.Origin`.
        path: of the file; ``None`` for an object in memory.
        size: of the file in bytes.

    Raises:
        UnreadableFileError: it describes no model.
    """
    entry = model_entry(value)
    if entry is None:
        raise UnreadableFileError(f"{what} {_lack(value)}")
    version = entry.get("keras_version")
    training: Any = plain(entry.get("compile_config") or {})
    origin = Origin(
        format=form,
        path=path,
        framework="Keras",
        framework_version=version if isinstance(version, str) else None,
        file_size=size,
        training=training if isinstance(training, dict) and training else None,
    )
    return Architecture(entry, origin)


def _are_layers(value: list[Any]) -> bool:
    return all(isinstance(item, Mapping) and isinstance(item.get("class_name"), str) and "config" in item for item in value)


def _is_whole_model(entry: Mapping[str, Any]) -> bool:
    """Whether an object is a model; one of its author's own class is, a layer of Keras is none."""
    return isinstance(entry["config"], list) or is_model(entry) or str(entry["class_name"]) not in LAYERS


def _lack(value: object) -> str:
    if isinstance(value, Mapping) and isinstance(value.get("class_name"), str):
        return f"describes one layer alone, {value['class_name']!r}, and no model with layers; those come from model.to_json()"
    keys = ", ".join(map(str, list(value)[:6])) if isinstance(value, Mapping) and value else "nothing that a model has"
    return (
        "is JSON but no model: neither an architecture (model.to_json()), nor TensorFlow.js (model.json), nor a graph that was"
        f" saved by this package; it has: {keys}"
    )
