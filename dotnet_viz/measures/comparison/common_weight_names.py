"""Names of weights that both sides of a comparison have, where one knows no more of its layers than what they hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dotnet_viz.graph import Graph, Node, Weight
from dotnet_viz.graph.automatic_names import without_number
from dotnet_viz.keras_format.weights.quantised.roles import in_file_order

OWN_VARIABLE = "Variable"
"""Class of what stands for the variables that a model holds itself."""


@dataclass(frozen=True)
class _NamedWeight:
    """A weight in a layer of which its side may know no more.

    Args:
        name: the path below the layer.
        numbered: the same with the weight's number in the place of its own name, which a file may not have.
        weight: itself.
    """

    name: str
    numbered: str
    weight: Weight


_WeightsByLayer = Mapping[str, Sequence[_NamedWeight]]
"""Weights by the names of the layers that they are in."""


def commonly_named_weights(
    graphs: tuple[Graph, Graph], nodes: Sequence[Sequence[Node]]
) -> tuple[dict[str, list[Weight]], dict[str, list[Weight]]]:
    """Return the weights of both sides by their layers, under the same names where they belong together.

    Args:
        graphs: both models.
        nodes: the layers of each that are compared.
    """
    before, after = (_weights_by_layer(graph, own) for graph, own in zip(graphs, nodes, strict=True))
    sides: tuple[dict[str, list[Weight]], dict[str, list[Weight]]] = ({}, {})
    for name in {**before, **after}:
        pair = before.get(name, ()), after.get(name, ())
        names = _common_names(*pair)
        for side, (own, weights) in enumerate(zip(names, pair, strict=True)):
            if weights:
                named = zip(weights, own, strict=True)
                sides[side][name] = [replace(item.weight, name=text, role=text.rpartition("/")[2]) for item, text in named]
    return sides


def _weights_by_layer(graph: Graph, nodes: Sequence[Node]) -> _WeightsByLayer:
    """Collect the weights in each layer; the variables that a model holds itself are one part."""
    found: dict[str, list[_NamedWeight]] = {}
    for node in {node.layer.id: node for node in nodes}.values():
        is_own = node.layer.kind == OWN_VARIABLE
        # What is in a nested model stands by itself in a file without an architecture.
        outer, *inside = [node.layer.name] if graph.has_architecture else node.layer.name.split("/")
        weights = found.setdefault(OWN_VARIABLE if is_own else outer, [])
        counts = Counter({"": len(weights)})
        for below, weight in _weights(graph, node):
            path = (*inside, *below)
            if weight.shared_with is not None:  # a file has its values once
                continue
            around = "/".join([*path, *weight.name.split("/")[:-1]])
            name = node.layer.name if is_own else "/".join([*path, weight.name])
            weights.append(_NamedWeight(name, f"{around}/variable_{counts[around]}".lstrip("/"), weight))
            counts[around] += 1
    return {name: weights for name, weights in found.items() if weights}


def _weights(graph: Graph, node: Node) -> Iterator[tuple[tuple[str, ...], Weight]]:
    """Yield the weights of a node and of the nodes inside, each layer once, with the names of the layers around."""
    pending: list[tuple[tuple[str, ...], Node]] = [((), node)]
    seen: set[str] = set()
    while pending:
        path, current = pending.pop()
        if current.layer.id in seen:
            continue
        seen.add(current.layer.id)
        yield from ((path, weight) for weight in in_file_order(current.layer.weights))
        pending += [((*path, inner.layer.name), inner) for inner in reversed(graph.children(current.id))]


def _common_names(before: Sequence[_NamedWeight], after: Sequence[_NamedWeight]) -> tuple[list[str], list[str]]:
    pair = before, after
    kept = [[item for item in side if not _is_factor(item.weight)] for side in pair]
    if len(kept[0]) == len(kept[1]) and len(before) != len(after):  # a file that has the sum with LoRA, and no factors
        without = [dict(zip(map(id, side), names, strict=True)) for side, names in zip(kept, _common_names(*kept), strict=True)]
        one, other = ([names.get(id(item), item.name) for item in side] for side, names in zip(pair, without, strict=True))
        return one, other
    for names in (
        [[item.name for item in side] for side in pair],
        [[item.numbered for item in side] for side in pair],
        [[_without_numbers(item.name) for item in side] for side in pair],
    ):
        if sorted(names[0]) == sorted(names[1]) and len(set(names[0])) == len(names[0]):
            return names[0], names[1]
    # Nested parts have other names on both sides: a shape that stands once on each is one weight, others may be any.
    shapes = [Counter(_stored_shape(item) for item in side) for side in pair]
    first, second = (
        [
            f"the weight of shape {_stored_shape(item)}"
            if shapes[0][_stored_shape(item)] == shapes[1][_stored_shape(item)] == 1
            else f"{item.name} ({word})"
            for item in side
        ]
        for side, word in zip(pair, ("before", "after"), strict=True)
    )
    return first, second


def _stored_shape(item: _NamedWeight) -> tuple[int, ...]:
    return item.weight.stored_shape or item.weight.shape


def _is_factor(weight: Weight) -> bool:
    return weight.merged_into is not None and weight.role.startswith("lora_")


def _without_numbers(name: str) -> str:
    """Return a path without the numbers that Keras adds to the names of layers in one process."""
    *around, own = name.split("/")
    return "/".join([*map(without_number, around), own])
