"""How the layers of a model are joined, as seen from each layer, calls and nested models resolved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import count

from dotnet_viz.graph import Graph

Tensor = tuple[str, int]
"""A layer's id and the number of its output."""


MOST_TWICE = 256


@dataclass(frozen=True)
class Topology:
    """Where tensors come from.

    Args:
        inputs: for each layer, for each of its calls, the tensors that go in, by port.
        outputs: the tensors that leave the model.
        parents: for each layer, the nested model it belongs to; ``None`` at the top.
        neighbours: for each layer, the ids of layers it gets tensors from and those it gives tensors to.
    """

    inputs: Mapping[str, tuple[tuple[Tensor, ...], ...]]
    outputs: tuple[Tensor, ...]
    parents: Mapping[str, str | None]
    neighbours: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]

    def without(self, layers: Collection[str]) -> Topology:
        """Return how the other layers are joined; the tensors of those that are left out are not put together again."""
        calls = {
            layer: tuple(tuple(tensor for tensor in call if tensor[0] not in layers) for call in found)
            for layer, found in self.inputs.items()
            if layer not in layers
        }
        around = {
            layer: (
                tuple(name for name in sources if name not in layers),
                tuple(name for name in targets if name not in layers),
            )
            for layer, (sources, targets) in self.neighbours.items()
            if layer not in layers
        }
        return Topology(calls, self.outputs, self.parents, around)

    def around(self, layer: str) -> tuple[str, ...]:
        """Return the ids of the layers beside one, each once."""
        inputs, outputs = self.neighbours.get(layer, ((), ()))
        return tuple(dict.fromkeys((*inputs, *outputs)))

    def bridged(self, tensors: tuple[Tensor, ...], stays: Callable[[str], bool]) -> tuple[Tensor, ...]:
        """Return tensors with those of removed layers replaced by the inputs of these layers.

        Args:
            tensors: the tensors that go into a layer.
            stays: whether the layer of an id is kept.

        Returns:
            Tensors of layers that are kept, in order.
        """
        found: list[Tensor] = []
        seen: set[str] = set()
        waiting = list(reversed(tensors))
        for steps in count():
            if not waiting:
                break
            tensor = waiting.pop()
            if stays(tensor[0]):
                found.append(tensor)
            elif tensor[0] not in seen or steps < MOST_TWICE:
                # A tensor that comes in by two paths counts twice, but paths through many diamonds are beyond number.
                seen.add(tensor[0])
                waiting += [inner for call in reversed(self.inputs.get(tensor[0], ())) for inner in reversed(call)]
        return tuple(found)


def topology_of(graph: Graph) -> Topology:
    """Return how the innermost layers of a graph are joined.

    Args:
        graph: a model.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> topology_of(read([np.ones((3, 2)), np.ones((2, 1))])).inputs["dense_2"]
        ((('dense_1', 0),),)
    """
    layer_of = {node.id: node.layer.id for node in graph.nodes}
    entering: dict[str, list[tuple[int, Tensor]]] = {}
    giving: dict[str, list[str]] = {}
    for edge in graph.leaf_edges():
        entering.setdefault(edge.target, []).append((edge.target_port, (layer_of[edge.source], edge.source_port)))
        giving.setdefault(layer_of[edge.source], []).append(layer_of[edge.target])
    inputs: dict[str, list[tuple[Tensor, ...]]] = {}
    for node in graph.nodes:
        tensors = tuple(tensor for _, tensor in sorted(entering.get(node.id, ()), key=lambda item: item[0]))
        inputs.setdefault(node.layer.id, []).append(tensors)
    calls = {layer: tuple(found) for layer, found in inputs.items()}
    return Topology(calls, _outputs(graph, layer_of), _parents(graph, layer_of), _neighbours(calls, giving))


def _outputs(graph: Graph, layer_of: Mapping[str, str]) -> tuple[Tensor, ...]:
    leaves = (graph.leaf_exit(port) for port in graph.outputs)
    return tuple((layer_of[port.node], port.index) for port in leaves)


def _parents(graph: Graph, layer_of: Mapping[str, str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for node in graph.nodes:
        found.setdefault(node.layer.id, None if node.parent is None else layer_of[node.parent])
    return found


def _neighbours(
    calls: Mapping[str, tuple[tuple[Tensor, ...], ...]], giving: Mapping[str, list[str]]
) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {
        layer: (tuple(source for call in found for source, _ in call), tuple(giving.get(layer, ())))
        for layer, found in calls.items()
    }
