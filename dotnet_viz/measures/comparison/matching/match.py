"""Which layer of one model is which of the other.

1. **Given** pairs, from the caller.
2. **Names that an author gave** are kept: equal ids, then equal names that occur once on each side. Names that Keras
   numbered (``dense_3``) only break ties, since they are given anew in every process.
3. **Order.** What is left between pairs that keep their order is aligned at the least cost (:mod:`.alignment`): nothing for the
   same class and settings, 1 for a layer that changed, 1 for one that is on one side only. Ties go to the pair with the
   same neighbourhood, shapes of weights, values of weights and automatic name, in this order.
4. **Elsewhere.** Layers still alone are joined if they have the same class and settings, or the same automatic name and
   class, those with the most matched neighbours in common first.
5. **Second thoughts.** Where a layer beside a pair fits as well and fewer connections differ with it, it is taken instead.

Time: ``n * m`` cells of step 3 for models of n and m layers, at most :data:`.alignment.MOST_CELLS`; stretches beyond are cut at
layers that occur once on both sides. The result does not depend on which model is first.
"""

from __future__ import annotations

from collections.abc import Mapping

from dotnet_viz.arguments import mapping_in
from dotnet_viz.errors import OptionError, near_miss
from dotnet_viz.graph import Graph, Layer
from dotnet_viz.graph.automatic_names import is_automatic
from dotnet_viz.measures.comparison.layer_changes import LayerMatch
from dotnet_viz.measures.comparison.matching.leftovers import match_leftovers
from dotnet_viz.measures.comparison.matching.masks import mask_operations
from dotnet_viz.measures.comparison.matching.pairing import Pair, Pairing
from dotnet_viz.measures.comparison.matching.refine import refine
from dotnet_viz.measures.comparison.matching.sequence import match_in_order
from dotnet_viz.measures.comparison.matching.similarity import NEVER, dissimilarity, traits_of
from dotnet_viz.measures.comparison.topology import topology_of
from dotnet_viz.translation.translate import mark

_MOST_NAMED = 30


def match_layers(before: Graph, after: Graph, mapping: Mapping[str, str] | None = None) -> tuple[LayerMatch, ...]:
    """Return the pairs of layers that are the same one, in the order of the second model.

    Args:
        before: the first model.
        after: the second model.
        mapping: names or ids of layers of the first model, and of those of the second that they became.

    Raises:
        OptionError: the mapping names a layer that is not there, or one twice.

    Example:
        >>> old, new = Layer("dense_3", "dense_3", "Dense"), Layer("dense_7", "dense_7", "Dense")
        >>> from dotnet_viz.graph import Node
        >>> [match] = match_layers(Graph("a", "M", (Node("n0", old),)), Graph("b", "M", (Node("n0", new),)))
        >>> match.after.id, match.reason
        ('dense_7', 'same settings and neighbours')
    """
    given = _given(before, after, {} if mapping is None else mapping_in("mapping", mapping))
    swapped = _order_key(after) < _order_key(before)
    first, second = (after, before) if swapped else (before, after)
    pairs = _pairs(first, second, {new: old for old, new in given.items()} if swapped else given)
    matches = [_match(pair, swapped) for pair in pairs]
    indices = {layer.id: index for index, layer in enumerate(after.layers)}
    return tuple(sorted(matches, key=lambda match: indices[match.after.id]))


def _pairs(first: Graph, second: Graph, given: Mapping[str, str]) -> list[Pair]:
    masks = mask_operations(first, second)
    topologies = topology_of(first).without(masks), topology_of(second).without(masks)
    layers, others = (tuple(layer for layer in graph.layers if layer.id not in masks) for graph in (first, second))
    pairing = Pairing(layers, others, traits_of(layers, topologies[0]), traits_of(others, topologies[1]), *topologies)
    for old, new in given.items():
        pairing.join(old, new, mark("given"))
    _match_names(pairing)
    match_in_order(pairing)
    match_leftovers(pairing)
    refine(pairing)
    return pairing.pairs


def _match_names(pairing: Pairing) -> None:
    for key in (_own_id, _own_name):
        firsts, seconds = _by_key(pairing.first_left, key), _by_key(pairing.second_left, key)
        for name, layer in firsts.items():
            other = seconds.get(name)
            if layer is None or other is None:
                continue
            if dissimilarity(pairing.first_traits[layer.id], pairing.second_traits[other.id]) < NEVER:
                pairing.join(
                    layer.id, other.id, mark("same name") if layer.id == other.id else mark("same name, in another model")
                )


def _own_id(layer: Layer) -> str:
    return layer.id


def _own_name(layer: Layer) -> str:
    return layer.name


def _by_key(layers: list[Layer], key: object) -> dict[str, Layer | None]:
    """Return layers by names that an author gave; ``None`` for a name that occurs twice."""
    found: dict[str, Layer | None] = {}
    for layer in layers:
        if not is_automatic(layer):
            name = key(layer)  # type: ignore[operator]
            found[name] = None if name in found else layer
    return found


def _order_key(graph: Graph) -> list[str]:
    return [f"{layer.id}\0{layer.kind}\0{sorted(layer.config.items(), key=lambda item: item[0])!r}" for layer in graph.layers]


def _match(pair: Pair, swapped: bool) -> LayerMatch:
    one, other = (pair.second, pair.first) if swapped else (pair.first, pair.second)
    return LayerMatch(one, other, pair.reason, pair.score)


def _given(before: Graph, after: Graph, mapping: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for old, new in mapping.items():
        ids = _id_of(before, old, "first"), _id_of(after, new, "second")
        if ids[0] in found or ids[1] in found.values():
            raise OptionError(f"the mapping names {old!r} or {new!r} twice; a layer becomes one layer")
        found[ids[0]] = ids[1]
    return found


def _id_of(graph: Graph, name: str, which: str) -> str:
    ids = {layer.id: layer.id for layer in graph.layers}
    names = {layer.name: layer.id for layer in reversed(graph.layers)} | ids
    if name in names:
        return names[name]
    rest = " ..." if len(ids) > _MOST_NAMED else ""
    raise OptionError(
        f"the mapping names {name!r}, which is no layer of the {which} model{near_miss(name, names)};"
        f" it has: {', '.join(list(ids)[:_MOST_NAMED])}{rest}"
    )
