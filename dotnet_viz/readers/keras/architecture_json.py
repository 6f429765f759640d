"""Architectures without weights: ``to_json`` as a file or as text, and what ``get_config`` returns."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dotnet_viz.errors import VizError
from dotnet_viz.files.formats.json_text import json_file, parse_json
from dotnet_viz.files.limits import active
from dotnet_viz.files.source import FileFormat, SourceFile, is_json_text
from dotnet_viz.graph import Graph
from dotnet_viz.keras_format.architecture import (
    NO_WEIGHTS,
    Architecture,
    architecture_of,
    as_json,
    model_entry,
)
from dotnet_viz.keras_format.joined import joined
from dotnet_viz.keras_format.stored_weights import NONE
from dotnet_viz.keras_format.to_graph import graph_of


def _is_architecture(file: SourceFile) -> bool:
    content = file.content(active().json_bytes) if file.begins_as_json else b""
    return b'"class_name"' in content and model_entry(file.json) is not None


FORMAT = FileFormat(recognise=_is_architecture, models="seldom")


def _describes_model(text: str) -> bool:
    try:
        return model_entry(parse_json(text, "the text")) is not None
    except VizError:
        return False


def can_read(source: object) -> bool:
    """Whether this is JSON text, or the configuration of a model."""
    if isinstance(source, str):
        return is_json_text(source) and _describes_model(source)
    return isinstance(source, Mapping | list) and model_entry(source) is not None


def read(source: Any) -> Graph:
    """Return the graph of an architecture; its layers have no weights.

    Args:
        source: path of a file with the text of ``model.to_json()``, that text itself, or what ``model.get_config()`` returns.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it describes no model.
        UnsafeFileError: it is too long or nested too deep.

    Example:
        >>> dense = {"class_name": "Dense", "config": {"name": "a", "units": 2, "batch_input_shape": [None, 3]}}
        >>> [str(node.outputs[0]) for node in read([dense]).nodes]
        ['(None, 3)', '(None, 2)']
    """
    found = architecture(source)
    model, notes = joined(found.entry, NONE, found.origin.path or "the text")
    return graph_of(model, found.origin, [NO_WEIGHTS if note == "The file has no weights." else note for note in notes])


def architecture(source: Any) -> Architecture:
    """Return what is said of a model.

    Args:
        source: see :func:`read`.

    Raises:
        UnreadableFileError: it describes no model.
        UnsafeFileError: it is too long or nested too deep.
    """
    if is_json_text(source):
        return architecture_of(parse_json(source, "the text"), "the text", form="json-text")
    if isinstance(source, Mapping | list):
        return architecture_of(as_json(source), "the configuration", form="config")
    path = Path(source)
    found = architecture_of(json_file(path), repr(str(path)), form="json", path=os.fspath(source), size=path.stat().st_size)
    return replace(found, origin=replace(found.origin, file=path.absolute()))
