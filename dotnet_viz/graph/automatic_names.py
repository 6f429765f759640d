"""Names that nobody chose: Keras makes them of the class and of a number that counts on in every process."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from dotnet_viz.graph.layer_kinds.lookup import FOREIGN_OPERATIONS
from dotnet_viz.graph.model import Graph
from dotnet_viz.graph.parts import Layer
from dotnet_viz.graph.weights import Weight

_NUMBER = re.compile(r"(?<=.)_\d+$")
_NOT_IN_NAMES = re.compile(r"\W|_")
# What Keras calls inputs and models whose class has another name.
_STEMS = frozenset({"input", "keras_tensor", "functional", "sequential", "model"})


def without_number(name: str) -> str:
    """Return a name without the number that Keras adds for each further object in one process.

    Example:
        >>> without_number("lstm_cell_3"), without_number("conv2d")
        ('lstm_cell', 'conv2d')
    """
    return _NUMBER.sub("", name)


def is_automatic(layer: Layer) -> bool:
    """Return whether Keras made up the name of a layer, so that it says nothing: ``dense_3``, ``max_pooling2d``.

    Example:
        >>> is_automatic(Layer("d", "conv2d_7", "Conv2D")), is_automatic(Layer("d", "dense_block", "Dense"))
        (True, False)
    """
    if layer.kind in FOREIGN_OPERATIONS and layer.name.startswith("tf"):  # tf.math.add_1
        return True
    return _is_made_of(layer.name, layer.kind)


def _is_made_of(name: str, kind: str) -> bool:
    stem = without_number(name)
    return _NOT_IN_NAMES.sub("", stem).lower() == _NOT_IN_NAMES.sub("", kind).lower() or stem in _STEMS


def unnumbered_names(graph: Graph) -> Mapping[str, str]:
    """Return the names of layers by id, automatic ones without their numbers; names that an author gave stay as they are.

    Names of one model are not unique then: the number says only how many layers of a class a process made before.

    Args:
        graph: the model.

    Example:
        >>> from dotnet_viz.graph import Node
        >>> layers = Layer("a", "conv2d_7", "Conv2D"), Layer("b", "stem_1", "Conv2D")
        >>> dict(unnumbered_names(Graph("m", "Functional", tuple(Node(layer.id, layer) for layer in layers))))
        {'a': 'conv2d', 'b': 'stem_1'}
    """
    automatic = {layer.name for layer in graph.layers if is_automatic(layer)}
    return {layer.id: _unnumbered(layer, automatic) for layer in graph.layers}


def _unnumbered(layer: Layer, automatic: Collection[str]) -> str:
    if is_automatic(layer):
        return without_number(layer.name)
    # The input that old versions of Keras put before a stack is called after its first layer.
    owner = layer.name.removesuffix("_input")
    if layer.kind == "InputLayer" and owner != layer.name and owner in automatic:
        return f"{without_number(owner)}_input"
    return layer.name


def unnumbered_model_name(graph: Graph) -> str:
    """Return the name of a model, an automatic one without its number.

    Args:
        graph: the model.

    Example:
        >>> [unnumbered_model_name(Graph(name, "Sequential", ())) for name in ("sequential_4", "v_4")]
        ['sequential', 'v_4']
    """
    return without_number(graph.name) if _is_made_of(graph.name, graph.kind) else graph.name


def unnumbered_weight_name(layer: Layer, weight: Weight) -> str:
    """Return the name of a weight, with automatic names of layers inside a wrapper without their numbers.

    Args:
        layer: that has the weight.
        weight: one of its weights.

    Example:
        >>> inside = {"class_name": "Dense", "config": {"name": "dense_27"}}
        >>> layer = Layer("t", "t", "TimeDistributed", config={"layer": inside})
        >>> unnumbered_weight_name(layer, Weight("dense_27/kernel", "kernel", (3, 2), "float32"))
        'dense/kernel'
    """
    *around, own = weight.name.split("/")
    if all(without_number(part) == part for part in around):
        return weight.name
    made = set(_automatic_inside(layer.config))
    return "/".join([*(without_number(part) if part in made else part for part in around), own])


def _automatic_inside(config: object) -> Iterator[str]:
    """Yield the automatic names of layers that stand in a configuration."""
    waiting = [config]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            inner, kind = value.get("config"), value.get("class_name")
            name = inner.get("name") if isinstance(inner, Mapping) else None
            if isinstance(name, str) and isinstance(kind, str) and _is_made_of(name, kind):
                yield name
            waiting += value.values()
        elif isinstance(value, list | tuple):
            waiting += value
