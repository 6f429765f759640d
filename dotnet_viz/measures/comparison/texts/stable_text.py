"""One model as stable text, one fact a line, so that the usual tools for text show what differs between two of them."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from dotnet_viz.errors import unknown_choice
from dotnet_viz.formatting import format_count
from dotnet_viz.graph import Array, Graph, Layer, Weight
from dotnet_viz.graph.automatic_names import unnumbered_model_name, unnumbered_names, unnumbered_weight_name
from dotnet_viz.measures.comparison.config.changes import flat_settings
from dotnet_viz.measures.comparison.config.values import is_stated, settings
from dotnet_viz.measures.comparison.config.wording import value_phrase
from dotnet_viz.measures.comparison.texts.stable_order import ABOVE, CallLine, call_lines, output_sources
from dotnet_viz.measures.summary.columns import safe
from dotnet_viz.measures.summary.numbers import LayerSummary
from dotnet_viz.measures.summary.summary import layer_summaries

NAMES = ("unnumbered", "as-saved")
"""Which names of layers a text has: automatic ones without their numbers, or all as they are in the model."""
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
_WORD = re.compile(r"\w+")
# Shown by the shapes or by the name of the layer itself.
_STATED_BY_SHAPES = frozenset({"batch_shape", "batch_input_shape", "name"})


def model_text(graph: Graph, *, names: str = "unnumbered") -> str:
    """Return a model as text that is the same in every process and on every machine, whatever its file is called.

    First the model, then a line for each layer with its class, output shape, settings, number of parameters and, where it is
    not the layer above alone, what its inputs come from; then the training, and a line for each weight with its norm and a
    digest of its values. Settings that are as they always are without a word are left out.

    One more layer is one more line: the order is that of :mod:`.stable_order`, and names that Keras made (``conv2d_11``) have
    no number, which would be another one for every layer of the class behind it, and in every process.

    Args:
        graph: the model.
        names: of layers, one of :data:`NAMES`: ``"as-saved"`` keeps the numbers.

    Raises:
        OptionError: no such ``names``.

    Example:
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> print(model_text(read([np.ones((4, 3), "float32"), np.ones((3, 2), "float32")])), end="")
        Arrays "arrays"
        2 layers, 18 parameters, 18 to be trained
        <BLANKLINE>
        layers
          input: InputLayer (None, 4)
          dense: Dense (None, 3), units 3, 12 parameters
          dense: Dense (None, 2), units 2, 6 parameters
        <BLANKLINE>
        weights
          dense/kernel (4, 3) float32, norm 3.4641, digest 6ea78411bee8
          dense/kernel (3, 2) float32, norm 2.44949, digest f46913286d89
    """
    if names not in NAMES:
        raise unknown_choice("names", names, NAMES)
    shown = unnumbered_names(graph) if names == "unnumbered" else {layer.id: layer.name for layer in graph.layers}
    title = unnumbered_model_name(graph) if names == "unnumbered" else graph.name
    by_name = {layer.name: shown[layer.id] for layer in graph.layers if shown[layer.id] != layer.name}
    lines = call_lines(graph, shown)
    parts = [
        _heading(graph, title),
        _layers(graph, lines),
        _outputs(graph, shown),
        _training(graph, by_name),
        _weights(lines, is_plain=names == "as-saved"),
        (safe(f"note: {_renamed(note, by_name)}") for note in graph.notes),
    ]
    return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines) + "\n"


def _heading(graph: Graph, name: str) -> Iterator[str]:
    yield safe(f'{graph.kind} "{name}"')
    counts = format_count(graph.layer_count, "layer"), format_count(graph.parameter_count, "parameter")
    yield f"{', '.join(counts)}, {format_count(graph.trainable_count)} to be trained"
    if graph.origin.framework_version:
        yield safe(f"written by {graph.origin.made_with}")


def _layers(graph: Graph, lines: Sequence[CallLine]) -> Iterator[str]:
    yield "layers"
    rows = {row.id: row for row in layer_summaries(graph)}
    for line in lines:
        text = _first_call(line, rows[line.node.layer.id]) if line.number == 1 else f"{line.name}, call {line.number}:"
        yield safe(f"  {'  ' * line.depth}{text}{_from(line)}")


def _from(line: CallLine) -> str:
    if line.number > 1:
        return f" from {line.sources or ABOVE}"
    return f", from {line.sources}" if line.sources else ""


def _first_call(line: CallLine, row: LayerSummary) -> str:
    parts = [f"{line.name}: {row.kind} {', '.join(row.output_shapes)}".rstrip(), *_settings(line.node.layer)]
    if row.parameters != 0:
        parts.append(format_count(row.parameters, "parameter"))
    if row.trainable is False and row.parameters != 0:
        parts.append("frozen")
    if row.calls > 1:
        parts.append(f"called {format_count(row.calls, 'time')}")
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
        settings = value.get("config") or {}
        if not isinstance(settings, Mapping):
            return False
        # The default of an initializer's own settings: gain 1, no seed.
        inner = {key: item for key, item in settings.items() if is_stated(item) and (key, item) != ("gain", 1)}
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


def _outputs(graph: Graph, names: Mapping[str, str]) -> Iterator[str]:
    sources = output_sources(graph, names) if graph.outputs else ""
    if sources:
        yield safe(f"outputs from {sources}")


def _training(graph: Graph, names: Mapping[str, str]) -> Iterator[str]:
    rows = [(name, value) for name, value in flat_settings("", graph.origin.training or {}) if is_stated(value)]
    if rows:
        yield "training"
        yield from (safe(f"  {_renamed(name, names)}: {_bounded(_value(value))}") for name, value in rows)


def _weights(lines: Sequence[CallLine], *, is_plain: bool) -> Iterator[str]:
    rows = [(line, weight) for line in lines if line.number == 1 for weight in line.node.layer.weights]
    if rows:
        yield "weights"
    for line, weight in rows:
        name = weight.name if is_plain else unnumbered_weight_name(line.node.layer, weight)
        yield safe(f"  {line.path}/{name} {_weight(weight)}")


def _weight(weight: Weight) -> str:
    plain = f"{weight.shape} {weight.dtype}"
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


def _renamed(text: str, names: Mapping[str, str]) -> str:
    """Return a text that names layers, such as ``"loss.dense_7"``, with other names of theirs."""
    return _WORD.sub(lambda word: names.get(word[0], word[0]), text)
