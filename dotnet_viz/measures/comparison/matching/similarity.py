"""How alike two layers are: what the alignment of two models pays for a pair."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.graph import Layer
from dotnet_viz.graph.layer_kinds import core_kind
from dotnet_viz.measures.comparison.config.values import is_stated, settings, written
from dotnet_viz.measures.comparison.topology import Topology

NEVER = 9.0
"""More than taking one layer away and adding the other."""
SAMPLED_VALUES = 64

# Of any other family, an author who changes one class for another changed a layer.
_UNRELATED = ("input", "math", "model", "other")


@dataclass(frozen=True)
class Traits:
    """What distinguishes a layer.

    Args:
        layer: the layer.
        choices: its stated settings as texts, name and value.
        shapes: of its weights.
        surroundings: the texts of ever wider neighbourhoods, as numbers.
    """

    layer: Layer
    choices: frozenset[str]
    shapes: tuple[tuple[int, ...], ...]
    surroundings: tuple[int, ...]

    @property
    def label(self) -> tuple[str, str, frozenset[str]]:
        """Equal for layers of the same class and settings."""
        return (self.layer.category, self.layer.kind, self.choices)


def traits_of(layers: Sequence[Layer], topology: Topology, rounds: int = 3) -> dict[str, Traits]:
    """Return the traits of layers by their ids.

    Neighbourhoods are distinguished by the colour refinement of Weisfeiler and Leman (1968): in each round a layer's number is
    made of its own and those of the layers around it, inputs in their order.

    Args:
        layers: of one model.
        topology: how they are joined.
        rounds: how far a neighbourhood reaches.
    """
    choices = {layer.id: _choices(layer) for layer in layers}
    rings = [{layer.id: _number(layer.kind, *sorted(choices[layer.id])) for layer in layers}]
    for _ in range(rounds):
        rings.append({layer.id: _around(layer.id, rings[-1], topology) for layer in layers})
    return {
        layer.id: Traits(
            layer, choices[layer.id], tuple(w.shape for w in layer.weights), tuple(ring[layer.id] for ring in rings[1:])
        )
        for layer in layers
    }


def _choices(layer: Layer) -> frozenset[str]:
    stated = {name: value for name, value in settings(layer).items() if is_stated(value) and name != "config.batch_shape"}
    return frozenset(f"{name}={written(value)}" for name, value in stated.items())


def _number(*parts: str) -> int:
    return zlib.crc32("\0".join(parts).encode("utf-8", "surrogatepass"))


def _around(layer_id: str, ring: Mapping[str, int], topology: Topology) -> int:
    inputs, outputs = topology.neighbours.get(layer_id, ((), ()))
    sources = (str(ring.get(source, 0)) for source in inputs)
    targets = sorted(str(ring.get(target, 0)) for target in outputs)
    return _number(str(ring[layer_id]), *sources, "|", *targets)


def dissimilarity(one: Traits, other: Traits) -> float:
    """Return how unlike the classes and settings of two layers are: 0 for equal ones, below 2 for a layer that changed.

    Args:
        one: of the first model.
        other: of the second model.
    """
    if one.layer.category != other.layer.category or (one.layer.kind == "InputLayer") != (other.layer.kind == "InputLayer"):
        return NEVER
    if one.layer.kind != other.layer.kind and not related(one.layer, other.layer):
        return NEVER
    if one.label == other.label:
        return 0.0
    together = len(one.choices | other.choices)
    unlike = len(one.choices ^ other.choices) / together if together else 0.0
    return 1.0 + (0.5 if one.layer.kind != other.layer.kind else 0.0) + 0.4 * unlike


def related(one: Layer, other: Layer) -> bool:
    """Return whether a layer of one class can have been replaced by one of the other: both are of one family.

    Args:
        one: a layer of the first model.
        other: a layer of the second model.

    Example:
        >>> related(Layer("a", "a", "LSTM"), Layer("b", "b", "GRU"))
        True
    """
    if one.category == other.category == "model":
        return True
    kinds = core_kind(one), core_kind(other)
    same = kinds[0].family == kinds[1].family and kinds[0].family not in _UNRELATED
    return same and (kinds[0].family != "dense" or kinds[0].kernel is kinds[1].kernel)


def samples(layer: Layer) -> NDArray[np.uint32] | None:
    """Return some values of a layer's first large weight as bits, to distinguish layers that are equal otherwise."""
    weight = max((weight for weight in layer.weights if weight.has_values), key=lambda weight: weight.size, default=None)
    if weight is None or not weight.size:
        return None
    piece = next(iter(weight.chunks(SAMPLED_VALUES)))
    return np.frombuffer(np.ascontiguousarray(piece).tobytes(), np.uint8).astype(np.uint32)
