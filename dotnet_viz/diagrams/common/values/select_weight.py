"""Which weight of a model a picture of one weight shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dotnet_viz.errors import UnsupportedInputError, unknown_choice
from dotnet_viz.formatting import format_sizes
from dotnet_viz.graph import Graph, Layer, Weight
from dotnet_viz.translation.translate import mark_plural, translate

# What readers call the layer of an array that has no name.
_NAMELESS = frozenset({"dense", "dense_1"})


@dataclass(frozen=True)
class Candidate:
    """A weight and the layer that has it."""

    layer: Layer
    weight: Weight

    @property
    def title(self) -> str:
        """Names of both, the weight's where it is not the layer's only kernel."""
        return self.layer.name if self.weight.name == "kernel" else f"{self.layer.name} · {self.weight.name}"


def candidates_of(graph: Graph, fits: Callable[[Layer, Weight], bool]) -> tuple[Candidate, ...]:
    """Return all weights of a model that a picture can show, in the order of their layers; those without values are left out.

    Args:
        graph: the model.
        fits: whether a weight of a layer can be shown.
    """
    found = tuple(Candidate(layer, weight) for layer in graph.layers for weight in layer.weights if fits(layer, weight))
    # A graph without any values is an error of its own, which says how to read them.
    return tuple(one for one in found if one.weight.has_values) or found


def title_of(graph: Graph, one: Candidate, rows: int, columns: int) -> str:
    """Return the names and the size of a weight; without names where the only layer of arrays has none of its own.

    Args:
        graph: the model.
        one: the weight and its layer.
        rows: of the weight as a table.
        columns: likewise.
    """
    size = format_sizes((rows, columns))
    if graph.kind == "Arrays" and one.layer.name in _NAMELESS and sum(bool(layer.weights) for layer in graph.layers) == 1:
        return translate("{size} weights", size=size)
    return translate("{name}: {size} weights", name=one.title, size=size)


def choose(found: Sequence[Candidate], layer: str | None, weight: str | None, what: str) -> tuple[Candidate, ...]:
    """Return those of a layer, and of a name, that was asked for; all of them where nothing was.

    Args:
        found: what there is, at least one.
        layer: name or id of a layer.
        weight: name of a weight, such as ``"recurrent_kernel"``.
        what: what all of them are, for the message.

    Raises:
        OptionError: there is no such layer or weight among them.
    """
    chosen = tuple(found)
    if layer is not None:
        chosen = tuple(one for one in chosen if one.layer.id == layer) or tuple(
            one for one in chosen if one.layer.name == layer
        )
        if not chosen:
            raise unknown_choice(f"layer with {what}", layer, dict.fromkeys(one.layer.id for one in found))
    if weight is not None:
        names = dict.fromkeys(one.weight.name for one in chosen)
        chosen = tuple(one for one in chosen if weight in (one.weight.name, one.weight.role))
        if not chosen:
            raise unknown_choice(f"{what}", weight, names)
    return chosen


FILTERS, WEIGHTS = "filters", "weights"
_ONE_DRAWN = {
    FILTERS: mark_plural("1 of {count} layer with filters is drawn", "1 of {count} layers with filters is drawn"),
    WEIGHTS: mark_plural("1 of {count} layer with weights is drawn", "1 of {count} layers with weights is drawn"),
}


def other_layers(found: Sequence[Candidate], layer: str | None, what: str) -> Iterator[str]:
    """Yield the note that one of several layers is drawn, where none was named.

    Args:
        found: what there is.
        layer: that was asked for.
        what: what they have: :data:`FILTERS` or :data:`WEIGHTS`.

    Example:
        >>> weight = Weight("kernel", "kernel", (2, 3), "float32")
        >>> list(other_layers([Candidate(Layer(name, name, "Dense"), weight) for name in "ab"], None, "weights"))
        ['1 of 2 layers with weights is drawn']
    """
    count = len({one.layer.id for one in found})
    if layer is None and count > 1:
        yield translate(*_ONE_DRAWN[what], count=count)


def nothing_to_show(graph: Graph, what: str, instead: str) -> UnsupportedInputError:
    """Make the error for a model that has nothing of a kind, or of which no weights are known.

    Args:
        graph: the model.
        what: what it lacks, such as ``"convolution kernel"``.
        instead: what to use.
    """
    if any(layer.lacks_weights for layer in graph.layers) and not any(layer.weights for layer in graph.layers):
        return UnsupportedInputError(
            f"the weights of model {graph.name!r} are not known: it is not built, or only its architecture is here; build it"
            " (keras.Input as its first layer, or model.build), or give the file that has them (weights=, --weights);"
            f" {instead}"
        )
    kinds = ", ".join(sorted({layer.kind for layer in graph.layers})[:8]) or "none"
    return UnsupportedInputError(f"model {graph.name!r} has no {what} (its layers: {kinds}); {instead}")
