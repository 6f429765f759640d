"""One model as stable text, one fact a line, so that the usual tools for text show what differs between two of them."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from dotnet_viz.graph import Array, Graph, Layer, Weight
from dotnet_viz.measures.comparison.fields import flat_settings
from dotnet_viz.measures.comparison.phrases import value_phrase
from dotnet_viz.measures.comparison.settings import is_stated, settings
from dotnet_viz.measures.summary import LayerSummary, summarise
from dotnet_viz.measures.summary_text import safe

DIGEST = 12
"""Hexadecimal digits of a weight's digest."""
# What a layer does where nobody says otherwise; anything else is told.
_USUAL: Mapping[str, tuple[Any, ...]] = {
    "data_format": ("channels_last",),
    "padding": ("valid",),
    "dilation_rate": (1, [1], [1, 1], [1, 1, 1]),
    "groups": (1,),
    "use_bias": (True,),
    "dtype": ("float32",),
    "kernel_initializer": ("glorot_uniform", "GlorotUniform"),
    "bias_initializer": ("zeros", "Zeros"),
}


def model_text(graph: Graph) -> str:
    """Return a model as text that is the same in every process and on every machine, whatever its file is called.

    First the model, then a line for each layer with its class, output shape, settings, number of parameters and, where it is
    not the layer above alone, what its inputs come from; then the training, and a line for each weight with its norm and a
    digest of its values. Settings that are as they always are without a word are left out.

    Args:
        graph: the model.

    Example:
        >>> from dotnet_viz.readers.arrays import read
        >>> print(model_text(read([np.ones((4, 3), "float32"), np.ones((3, 2), "float32")])))
        Arrays "arrays"
        18 parameters, 18 to be trained
        <BLANKLINE>
        layers
          input: InputLayer (None, 4)
          dense_1: Dense (None, 3), 12 parameters
          dense_2: Dense (None, 2), 6 parameters
        <BLANKLINE>
        weights
          dense_1/kernel (4, 3) float32, norm 3.4641, digest d4c6e0b4a1d3
          dense_2/kernel (3, 2) float32, norm 2.44949, digest 7f4b3b0f0c0a
    """
    parts = [_heading(graph), _layers(graph), _outputs(graph), _training(graph), _weights(graph), _notes(graph)]
    return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines) + "\n"


def _heading(graph: Graph) -> Iterator[str]:
    yield safe(f'{graph.kind} "{graph.name}"')
    yield f"{graph.parameter_count:,} parameters, {graph.trainable_count:,} to be trained"
    if graph.origin.framework_version:
        yield safe(f"written by version {graph.origin.framework_version}")


def _layers(graph: Graph) -> Iterator[str]:
    yield "layers"
    layers = {layer.id: layer for layer in graph.layers}
    above: dict[int, str] = {}
    for row in summarise(graph).layers:
        yield safe(f"  {'  ' * row.depth}{_line(layers[row.id], row, above.get(row.depth))}")
        above[row.depth] = row.name
        above.pop(row.depth + 1, None)


def _line(layer: Layer, row: LayerSummary, above: str | None) -> str:
    parts = [f"{row.name}: {row.kind} {', '.join(row.output_shapes)}".rstrip(), *_settings(layer)]
    if row.parameters:
        parts.append(f"{row.parameters:,} parameters")
    if row.trainable is False and row.parameters:
        parts.append("frozen")
    if row.calls > 1:
        parts.append(f"called {row.calls:,} times")
    if row.connected_to and list(row.connected_to) != [above]:
        parts.append(f"from {' and '.join(row.connected_to)}")
    return ", ".join(parts)


def _settings(layer: Layer) -> Iterator[str]:
    for name, value in settings(layer).items():
        short = name.removeprefix("config.")
        if is_stated(value) and not _is_usual(short, value) and short not in ("batch_shape", "batch_input_shape"):
            yield f"{short} {value_phrase(value)}"


def _is_usual(name: str, value: Any) -> bool:
    plain = value
    if isinstance(value, Mapping):
        inner = value.get("config") or {}
        plain = value.get("class_name") if not any(map(is_stated, inner.values())) else value
    return plain in _USUAL.get(name, ())


def _outputs(graph: Graph) -> Iterator[str]:
    names = [graph.node(port.node).layer.id for port in graph.outputs]
    last = next((layer.id for layer in reversed(graph.layers) if "/" not in layer.id), None)
    if names and names != [last]:
        yield safe(f"outputs from {' and '.join(names)}")


def _training(graph: Graph) -> Iterator[str]:
    rows = [(name, value) for name, value in flat_settings(graph.origin.training or {}) if is_stated(value)]
    if rows:
        yield "training"
        yield from (safe(f"  {name}: {value_phrase(value)}") for name, value in rows)


def _weights(graph: Graph) -> Iterator[str]:
    rows = [(layer, weight) for layer in graph.layers for weight in layer.weights]
    if rows:
        yield "weights"
        yield from (safe(f"  {layer.id}/{_weight(weight)}") for layer, weight in rows)


def _weight(weight: Weight) -> str:
    plain = f"{weight.name} {weight.shape} {weight.dtype}"
    frozen = "" if weight.trainable else ", not trained"
    if not weight.has_values:
        return plain + frozen
    norm, digest = _values(weight.chunks())
    return f"{plain}{frozen}, norm {norm:.6g}, digest {digest}"


def _values(pieces: Iterator[Array]) -> tuple[float, str]:
    """Return L2 norm and digest, each value looked at once; the digest does not know of the machine's order of bytes."""
    squares, digest = 0.0, hashlib.sha256()
    for piece in pieces:
        values = np.ascontiguousarray(piece)
        if values.dtype.byteorder == ">":
            values = values.astype(values.dtype.newbyteorder("<"))
        digest.update(values.view(np.uint8).data)
        doubles = values.astype(np.float64).ravel()
        squares += float(np.dot(doubles, doubles))
    return math.sqrt(squares), digest.hexdigest()[:DIGEST]


def _notes(graph: Graph) -> Sequence[str]:
    return [safe(f"note: {note}") for note in graph.notes]
