"""A graph that was saved as JSON by :meth:`dotnet_viz.graph.Graph.to_json`; it has shapes but no values."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from dotnet_viz.errors import GraphError, UnreadableFileError, UnsafeFileError
from dotnet_viz.files.formats.json_text import json_file, parse_json
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.files.source import FileFormat, is_json_text
from dotnet_viz.graph import Graph
from dotnet_viz.keras_format.architecture import architecture_of

FORMAT = FileFormat((".json",), recognise=lambda file: file.begins_as_json, models="seldom")

_KEYS = frozenset({"nodes", "layers", "edges"})
_LIMITS = {"nodes": "nodes", "edges": "connections"}
"""Which limit each list of a graph has."""


def can_read(source: object) -> bool:
    """Whether this is JSON text."""
    return is_json_text(source)


def read(source: str | os.PathLike[str]) -> Graph:
    """Return the graph of a JSON file.

    Args:
        source: path of the file, or its text.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is no graph that this package saved.
        UnsafeFileError: it is too long or nested too deep.
    """
    is_text = is_json_text(source)
    what = "the text" if is_text else repr(str(source))
    value = _of_text(str(source)) if is_text else json_file(Path(source))
    if isinstance(value, dict) and not _KEYS & value.keys():
        architecture_of(value, what, form="json")  # which says what it lacks
    _check_counts(value, what)
    try:
        return Graph.from_dict(value)
    except GraphError as error:
        raise UnreadableFileError(f"{what} is JSON, but no graph saved by this package: {error}") from error
    except (ValueError, TypeError, LookupError) as error:
        raise UnreadableFileError(f"{what} is JSON, but no graph saved by this package") from error


def _check_counts(value: Any, what: str) -> None:
    """Count nodes and edges, those inside of layers too, before anything is made of them."""
    counts, pending = dict.fromkeys(_LIMITS, 0), [value]
    while pending:
        graph = pending.pop()
        parts = {name: graph.get(name) if isinstance(graph, dict) else None for name in counts}
        for name, part in parts.items():
            counts[name] += len(part) if isinstance(part, list) else 0
            if counts[name] > getattr(active(), _LIMITS[name]):
                raise exceeded(_LIMITS[name], f"{what} has {counts[name]:,} {name}")
        nodes = parts["nodes"] if isinstance(parts["nodes"], list) else []
        pending += [node["inside"] for node in nodes if isinstance(node, dict) and "inside" in node]


def _of_text(text: str) -> Any:
    try:
        return parse_json(text, "the text")
    except UnsafeFileError:
        raise
    except UnreadableFileError as error:
        raise UnreadableFileError(
            f"text that begins with a bracket is read as the JSON of a model, and {text[:40]!r} is none ({error});"
            " to name a file that is called so, begin its path with ./"
        ) from error
