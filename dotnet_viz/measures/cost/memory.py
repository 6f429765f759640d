"""The memory of activations: what the tensors between the calls of a model take, for one sample.

In use, a tensor is alive from the call that makes it to the last call that takes it; tensors that the model returns are alive
to its end. In training, all of them are kept for the gradients. Every call is taken to make tensors of its own: what a
framework computes in place, fuses or shares (such as a ``Reshape``, which only names the same values anew) takes less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

from dotnet_viz.graph import Graph, Node
from dotnet_viz.graph.dtypes import bytes_of
from dotnet_viz.measures.cost.cost import LARGEST
from dotnet_viz.traversal import topological_order


@dataclass(frozen=True)
class ActivationMemory:
    """The memory of all activations of a model, for one sample.

    Args:
        total: bytes of the tensors that all calls make, which training keeps.
        peak: bytes of the tensors that are alive at the same time in use, at most.
        is_complete: whether the size of every tensor is known; where one is not, both are lower bounds.
    """

    total: int = 0
    peak: int = 0
    is_complete: bool = True

    @property
    def is_known(self) -> bool:
        """Whether anything is known of it: a lower bound of nothing says nothing."""
        return self.is_complete or bool(self.total)


def output_bytes(node: Node) -> int | None:
    """Return the bytes of the tensors that come out of a call; ``None`` where a shape or dtype is not known.

    Args:
        node: the call, whose tensors have the sizes of a batch of one.

    Example:
        >>> from dotnet_viz.graph import Layer, TensorSpec
        >>> output_bytes(Node("n0", Layer("d", "d", "Dense"), (), (TensorSpec((1, 10), "float32"),)))
        40
    """
    found = 0
    if hands_on(node):
        return 0
    for spec in node.outputs:
        if spec.shape is None or spec.dtype is None or None in spec.shape:
            return None
        size = bytes_of(spec.dtype, min(LARGEST + 1, prod(size for size in spec.shape if size is not None)))
        if size is None or size > LARGEST:
            return None
        found += size
    return found if node.outputs else None


def activation_memory(graph: Graph, sizes: Mapping[str, int | None]) -> ActivationMemory:
    """Return the memory of all activations of a model.

    Args:
        graph: the model.
        sizes: for each node without nodes inside the bytes of the tensors that come out of it, by its id.
    """
    order = _order(graph, list(sizes))
    last_use = _last_uses(graph, order)
    freed: dict[int, int] = {}
    alive = peak = 0
    for position, node_id in enumerate(order):
        size = sizes[node_id] or 0
        alive += size
        peak = max(peak, alive)
        freed[last_use[node_id]] = freed.get(last_use[node_id], 0) + size
        alive -= freed.pop(position, 0)
    return ActivationMemory(sum(size or 0 for size in sizes.values()), peak, None not in sizes.values())


def hands_on(node: Node) -> bool:
    """Whether a call makes no tensor: the input of a nested model is the tensor that the model is called on."""
    return node.layer.kind == "InputLayer" and node.parent is not None


def _last_uses(graph: Graph, order: Sequence[str]) -> dict[str, int]:
    """Return for each call the position of the last one that takes its tensors; behind the last for those of the model."""
    last_use = {node_id: position for position, node_id in enumerate(order)}
    index = dict(last_use)
    for port in graph.outputs:
        last_use[graph.leaf_exit(port).node] = len(order)
    edges = [edge for edge in graph.leaf_edges() if edge.source in index and edge.target in index]
    for edge in sorted(edges, key=lambda edge: -index[edge.source]):
        target = last_use[edge.target] if hands_on(graph.node(edge.target)) else index[edge.target]
        last_use[edge.source] = max(last_use[edge.source], target)
    return last_use


def _order(graph: Graph, leaves: Sequence[str]) -> Sequence[str]:
    """Return the calls in the order of the graph, in which Keras runs them, unless an edge leads back in it."""
    index = {node_id: position for position, node_id in enumerate(leaves)}
    edges = [(edge.source, edge.target) for edge in graph.leaf_edges() if edge.source in index and edge.target in index]
    if all(index[source] < index[target] for source, target in edges):
        return leaves
    return topological_order(leaves, edges, break_cycles=True)
