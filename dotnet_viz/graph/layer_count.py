"""What counts as a layer, everywhere: in summaries, checks, reports, comparisons and below pictures.

A layer is what Keras's ``model.layers`` would list once nested models are opened: every layer once, however often it is
called. Beside the layers stand, under names of their own, what ``model.summary()`` has rows for as well:

- inputs (``InputLayer``), through which data comes in and nothing is computed,
- nested models, whose layers are counted in their place,
- operations such as ``x + y``, which Keras does not keep as layers either,
- variables that a model holds by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from dotnet_viz.formatting import format_count, format_list
from dotnet_viz.translation.translate import mark

_NOUNS = ("layer", "operation", "input", "nested model", "variable")
_COUNTED = (mark("{count} operation", "{count} operations"), mark("{count} nested model", "{count} nested models"))
"""The nouns that are counted nowhere else, for the catalogues of translations."""


class CountedLayer(Protocol):
    """A layer of a graph, or the row of a table about one."""

    @property
    def kind(self) -> str:
        """Class name."""

    @property
    def category(self) -> str:
        """``"layer"``, ``"operation"`` or ``"model"``."""


def count_layers(layers: Iterable[CountedLayer]) -> int:
    """Return how many of some definitions are layers.

    Args:
        layers: each once, such as :attr:`Graph.layers`.

    Example:
        >>> from dotnet_viz.graph import Layer
        >>> count_layers([Layer("x", "x", "InputLayer"), Layer("d", "d", "Dense"), Layer("m", "m", "Sequential", "model")])
        1
    """
    return sum(_noun(layer) == "layer" for layer in layers)


def layers_in_words(layers: Iterable[CountedLayer]) -> str:
    """Return how many layers there are, and what else stands among them, so that the numbers add up to that of all.

    Args:
        layers: each once, such as the rows of a table.

    Example:
        >>> from dotnet_viz.graph import Layer
        >>> layers_in_words([Layer("x", "x", "InputLayer"), Layer("a", "a", "Dense"), Layer("b", "b", "Dense")])
        '2 layers and 1 input'
        >>> layers_in_words([])
        '0 layers'
    """
    counts = Counter(map(_noun, layers))
    return format_list([format_count(counts[noun], noun) for noun in _NOUNS if counts[noun]]) or format_count(0, "layer")


def layers_or_others(layers: Iterable[CountedLayer]) -> str:
    """Return how many layers there are in few words; only where there is none, what there is instead.

    Args:
        layers: each once, such as what one box of a picture stands for.

    Example:
        >>> from dotnet_viz.graph import Layer
        >>> layers_or_others([Layer("x", "x", "InputLayer"), Layer("a", "a", "Dense"), Layer("n", "n", "Abs", "operation")])
        '1 layer'
        >>> layers_or_others([Layer("x", "x", "InputLayer")])
        '1 input'
    """
    given = tuple(layers)
    count = count_layers(given)
    return format_count(count, "layer") if count else layers_in_words(given)


def _noun(layer: CountedLayer) -> str:
    if layer.category == "model":
        return "nested model"
    if layer.category == "operation":
        return "operation"
    return {"InputLayer": "input", "Variable": "variable"}.get(layer.kind, "layer")
