"""A comparison as plain JSON values."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from dotnet_viz.graph import Layer
from dotnet_viz.measures.comparison.costs import costs_of
from dotnet_viz.measures.comparison.differences import Differences
from dotnet_viz.measures.comparison.layer_changes import FieldChange, LayerChange, LayerMatch, LayerMove
from dotnet_viz.measures.comparison.weights.changes import LayerWeightChange, WeightDifferences

VERSION = 1


def comparison_to_dict(comparison: Differences) -> dict[str, Any]:
    """Return a comparison as plain JSON values; numbers that are not finite are texts.

    Args:
        comparison: of two models.

    Returns:
        ``version``, ``differs``, ``nothing_in_common``,
        ``summary``, ``costs``, ``layers`` (``matches``, ``added`` ...), ``connections``, ``weights``,
        ``training``, ``model`` and ``ignored``. Layers are given by their ids.
    """
    layers = comparison.layers
    found = {
        "version": VERSION,
        "differs": bool(comparison),
        "nothing_in_common": comparison.nothing_in_common,
        "summary": asdict(comparison.summary),
        "costs": dict(zip(("before", "after"), map(asdict, costs_of(comparison)), strict=True)),
        "layers": {
            "matches": [_match(match) for match in layers.matches],
            "added": [_layer(layer) for layer in layers.added],
            "removed": [_layer(layer) for layer in layers.removed],
            "changed": [_change(change) for change in layers.changed],
            "resized": [_change(change) for change in layers.resized],
            "moved": [_move(move) for move in layers.moved],
            "renamed": [_ids(match) for match in layers.renamed],
        },
        "connections": [asdict(change) for change in comparison.connections],
        "weights": _weights(comparison.weights),
        "training": [_field(change) for change in comparison.training],
        "model": [_field(change) for change in comparison.model],
        "ignored": list(comparison.ignored),
    }
    plain: dict[str, Any] = plain_values(found)
    return plain


def plain_values(value: Any) -> Any:
    """Return a value in which every number can be written as JSON."""
    if isinstance(value, Mapping):
        return {str(key): plain_values(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_values(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _layer(layer: Layer) -> dict[str, Any]:
    return {"id": layer.id, "name": layer.name, "class": layer.kind, "parameters": layer.parameter_count}


def _ids(match: LayerMatch) -> dict[str, Any]:
    return {"before": match.before.id, "after": match.after.id}


def _match(match: LayerMatch) -> dict[str, Any]:
    return {**_ids(match), "reason": match.reason, "score": match.score}


def _field(change: FieldChange) -> dict[str, Any]:
    return asdict(change)


def _change(change: LayerChange) -> dict[str, Any]:
    return {
        **_ids(change.match),
        "fields": [_field(field) for field in change.fields],
        "consequences": [_field(field) for field in change.consequences],
    }


def _move(move: LayerMove) -> dict[str, Any]:
    return {**_ids(move.match), "from": move.before, "to": move.after}


def _weights(weights: WeightDifferences) -> dict[str, Any]:
    groups = {"changed": weights.changed, "unchanged": weights.unchanged, "left_out": weights.left_out}
    return {
        "compared": weights.compared,
        "note": weights.note,
        **{name: [_layer_weights(layer) for layer in group] for name, group in groups.items()},
    }


def _layer_weights(layer: LayerWeightChange) -> dict[str, Any]:
    return {
        **_ids(layer.match),
        "relative_change": layer.relative_change,
        "cosine": layer.cosine,
        "trainable": layer.trainable,
        "weights": [{field.name: getattr(weight, field.name) for field in fields(weight)} for weight in layer.weights],
    }
