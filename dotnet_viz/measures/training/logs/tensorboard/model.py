"""The architecture of the model, which Keras writes into the event file as JSON under the tag ``keras``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dotnet_viz.errors import VizError
from dotnet_viz.graph import Graph, Origin
from dotnet_viz.translation.sentences import sentence

PLUGIN = "graph_keras_model"


def read_config(text: bytes) -> Mapping[str, Any] | None:
    """Return the configuration of a model, ``None`` where the text is none."""
    from dotnet_viz.files.formats.json_text import parse_json

    try:
        config = parse_json(text, "the model's configuration in the log")
    except VizError:
        return None
    return config if isinstance(config, dict) and isinstance(config.get("config"), dict) else None


def names_in(config: Mapping[str, Any] | None) -> tuple[str | None, tuple[str, ...]]:
    """Return the name of a model and those of its layers, as far as its configuration has them."""
    inner = {} if config is None else config["config"]
    layers = inner.get("layers")
    entries = [layer.get("config") for layer in layers if isinstance(layer, dict)] if isinstance(layers, list) else []
    names = tuple(str(entry["name"]) for entry in entries if isinstance(entry, dict) and "name" in entry)
    return (str(inner["name"]) if "name" in inner else None), names


def graph_from(config: Mapping[str, Any], path: str) -> Graph:
    """Return the model without weights.

    Args:
        config: its configuration.
        path: of the log, for error messages.

    Raises:
        UnreadableFileError: the configuration is not that of a model.
    """
    from dotnet_viz.keras_format.to_graph import graph_of
    from dotnet_viz.keras_format.to_record import read_model

    version = config.get("keras_version")
    origin = Origin(
        format="tensorboard",
        path=path,
        framework="Keras",
        framework_version=version if isinstance(version, str) else None,
    )
    return graph_of(
        read_model(config, what=f"the log {path!r}"), origin, (sentence("The log has the architecture, no weights."),)
    )
