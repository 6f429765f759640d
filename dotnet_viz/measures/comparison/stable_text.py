"""One model as stable text, one fact a line, so that the usual tools for text show what differs between two of them."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from dotnet_viz.formatting import format_count
from dotnet_viz.graph import Array, Graph, Layer, Weight
from dotnet_viz.measures.comparison.config_changes import flat_settings
from dotnet_viz.measures.comparison.config_values import is_stated, settings
from dotnet_viz.measures.comparison.config_wording import value_phrase
from dotnet_viz.measures.summary.numbers import LayerSummary
from dotnet_viz.measures.summary.summary import summarise
from dotnet_viz.measures.summary.table import safe

DIGEST = 12
"""Hexadecimal digits of a weight's digest."""
LONGEST = 300
"""Characters of a setting that are shown; what is longer, such as a vocabulary, is shown by a digest too."""
# Usual values by the names of settings; any other value is listed.
_USUAL: Mapping[str, tuple[Any, ...]] = {
    "data_format": ("channels_last",),
    "padding": ("valid",),
    "strides": (1, [1], [1, 1], [1, 1, 1]),
    "dilation_rate": (1, [1], [1, 1], [1, 1, 1]),
    "groups": (1,),
    "use_bias": (True,),
    "trainable": (True,),
    "center": (True,),
    "scale": (True,),
    "dropout": (0,),
    "recurrent_dropout": (0,),
    "dtype": ("float32",),
    "activation": ("linear",),
    "kernel_initializer": ("glorot_uniform", "GlorotUniform"),
    "recurrent_initializer": ("orthogonal", "Orthogonal"),
    "bias_initializer": ("zeros", "Zeros"),
    "beta_initializer": ("zeros", "Zeros"),
    "gamma_initializer": ("ones", "Ones"),
    "moving_mean_initializer": ("zeros", "Zeros"),
    "moving_variance_initializer": ("ones", "Ones"),
}
# Shown by the shapes or by the name of the layer itself.
_STATED_BY_SHAPES = frozenset({"batch_shape", "batch_input_shape", "name"})


def model_text(graph: Graph) -> str:
    """Return a model as text that is the same in every process and on every machine, whatever its file is called.

    First the model, then a line for each layer with its class, output shape, settings, number of parameters and, where it is
    not the layer above alone, what its inputs come from; then the training, and a line for each weight with its norm and a
    digest of its values. Settings that are as they always are without a word are left out.

    Args:
        graph: the model.

    Example:
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> print(model_text(read([np.ones((4, 3), "float32"), np.ones((3, 2), "float32")])), end="")
        Arrays "arrays"
        2 layers, 18 parameters, 18 to be trained
        <BLANKLINE>
        layers
          input: InputLayer (None, 4)
          dense_1: Dense (None, 3), units 3, 12 parameters
          dense_2: Dense (None, 2), units 2, 6 parameters
        <BLANKLINE>
        weights
          dense_1/kernel (4, 3) float32, norm 3.4641, digest 6ea78411bee8
          dense_2/kernel (3, 2) float32, norm 2.44949, digest f46913286d89
    """
    parts = [_heading(graph), _layers(graph), _outputs(graph), _training(graph), _weights(graph), _notes(graph)]
    return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines) + "\n"


def _heading(graph: Graph) -> Iterator[str]:
    yield safe(f'{graph.kind} "{graph.name}"')
    counts = format_count(graph.layer_count, "layer"), format_count(graph.parameter_count, "parameter")
    yield f"{', '.join(counts)}, {format_count(graph.trainable_count)} to be trained"
    if graph.origin.framework_version:
        yield safe(f"written by {graph.origin.made_with}")


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
    if row.parameters != 0:
        parts.append(format_count(row.parameters, "parameter"))
    if row.trainable is False and row.parameters != 0:
        parts.append("frozen")
    if row.calls > 1:
        parts.append(f"called {format_count(row.calls, 'time')}")
    if row.connected_to and list(row.connected_to) != [above]:
        parts.append(f"from {' and '.join(row.connected_to)}")
    return ", ".join(parts)


def _settings(layer: Layer) -> Iterator[str]:
    layer_settings = {name.removeprefix("config."): value for name, value in settings(layer).items()}
    # A pooling layer steps by its window unless its strides are set.
    if "pool_size" in layer_settings and layer_settings.get("strides") == layer_settings["pool_size"]:
        del layer_settings["strides"]
    yield from _pairs(layer_settings)


def _pairs(layer_settings: Mapping[str, Any]) -> Iterator[str]:
    for name, value in layer_settings.items():
        if is_stated(value) and not _is_usual(name, value) and name not in _STATED_BY_SHAPES:
            yield f"{name} {_bounded(_value(value))}"


def _is_usual(name: str, value: Any) -> bool:
    if isinstance(value, Mapping) and "class_name" in value:
        # The default of an initializer's own settings: gain 1, no seed.
        inner = {
            key: item for key, item in (value.get("config") or {}).items() if is_stated(item) and (key, item) != ("gain", 1)
        }
        return not inner and value["class_name"] in _USUAL.get(name, ())
    return value in _USUAL.get(name, ())


def _value(value: Any) -> str:
    """Return a setting whole: of a layer or object inside, such as the one that a wrapper holds, its class and settings."""
    if isinstance(value, Mapping) and "class_name" in value:
        inner = value.get("config")
        pairs = ", ".join(_pairs(inner)) if isinstance(inner, Mapping) else _value(inner)
        return f"{value['class_name']}({pairs})"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} {_value(item)}" for key, item in value.items() if is_stated(item)) + "}"
    if isinstance(value, list) and any(isinstance(item, Mapping | list) for item in value):
        return f"({', '.join(map(_value, value))})"
    return value_phrase(value, longest=None)


def _bounded(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… (digest {_short(hashlib.sha256(text.encode()))})"


def _outputs(graph: Graph) -> Iterator[str]:
    names = [graph.node(port.node).layer.id for port in graph.outputs]
    last = next((layer.id for layer in reversed(graph.layers) if "/" not in layer.id), None)
    if names and names != [last]:
        yield safe(f"outputs from {' and '.join(names)}")


def _training(graph: Graph) -> Iterator[str]:
    rows = [(name, value) for name, value in flat_settings("", graph.origin.training or {}) if is_stated(value)]
    if rows:
        yield "training"
        yield from (safe(f"  {name}: {_bounded(_value(value))}") for name, value in rows)


def _weights(graph: Graph) -> Iterator[str]:
    rows = [(layer, weight) for layer in graph.layers for weight in layer.weights]
    if rows:
        yield "weights"
        yield from (safe(f"  {layer.id}/{_weight(weight)}") for layer, weight in rows)


def _weight(weight: Weight) -> str:
    plain = f"{weight.name} {weight.shape} {weight.dtype}"
    frozen = {True: "", False: ", not trained", None: ", trained or not"}[weight.trainable]
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
    return math.sqrt(squares), _short(digest)


def _short(digest: hashlib._Hash) -> str:
    return digest.hexdigest()[:DIGEST]


def _notes(graph: Graph) -> Sequence[str]:
    return [safe(f"note: {note}") for note in graph.notes]
