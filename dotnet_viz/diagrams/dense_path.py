"""The longest way through a model that is made of dense layers alone: what a weight graph can draw.

Dense layers follow one another on it when nothing but layers that treat every unit by itself
(activations, dropout, normalisation, flattening) stands between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from dotnet_viz.errors import UnsupportedInputError
from dotnet_viz.graph import Array, Edge, Graph, Node

UNIT_WISE = frozenset(
    {
        "Activation",
        "ActivityRegularization",
        "AlphaDropout",
        "BatchNormalization",
        "Dropout",
        "ELU",
        "Flatten",
        "GaussianDropout",
        "GaussianNoise",
        "Identity",
        "InputLayer",
        "LayerNormalization",
        "LeakyReLU",
        "Normalization",
        "PReLU",
        "ReLU",
        "Rescaling",
        "Softmax",
        "ThresholdedReLU",
    }
)


@dataclass(frozen=True)
class DenseStep:
    """One dense layer on the way.

    Args:
        node: the call of the dense layer.
        before: the layers between it and the one before, in order; for the first what feeds it.
        after: for the last one the unit-wise layers behind it, in order.
    """

    node: Node
    before: tuple[Node, ...] = ()
    after: tuple[Node, ...] = ()

    @property
    def kernel(self) -> Array:
        """Weights, shape (inputs, units)."""
        weight = self.node.layer.weight("kernel")
        if weight is None:
            raise UnsupportedInputError(f"layer {self.node.layer.name!r} has no kernel")
        return weight.array

    @property
    def bias(self) -> Array | None:
        """Biases, shape (units,); ``None`` where the layer has none."""
        weight = self.node.layer.weight("bias")
        return None if weight is None else weight.array


def is_dense(node: Node) -> bool:
    """Whether a node is a dense layer whose kernel is a matrix."""
    kernel = node.layer.weight("kernel")
    return node.layer.kind == "Dense" and kernel is not None and len(kernel.shape) == 2


def dense_path(graph: Graph) -> tuple[DenseStep, ...]:
    """Return the longest chain of dense layers; of two equally long ones the one nearer to the output.

    Raises:
        UnsupportedInputError: the graph has no dense layer, or its weights have no values.
    """
    dense = [node for node in graph.nodes if is_dense(node)]
    if not dense:
        kinds = ", ".join(sorted({layer.kind for layer in graph.layers})[:8]) or "none"
        raise UnsupportedInputError(
            f"model {graph.name!r} has no Dense layer with a kernel to draw as a weight graph (its layers: {kinds}); "
            "the style 'plot-model' draws any model"
        )
    feeding = _feeding(graph.leaf_edges())
    chains: dict[str, tuple[DenseStep, ...]] = {}
    for node in dense:
        _chain(graph, node, feeding, chains)
    longest = max(len(chain) for chain in chains.values())
    best = [chain for chain in chains.values() if len(chain) == longest][-1]
    return (*best[:-1], DenseStep(best[-1].node, best[-1].before, _unit_wise_after(graph, best[-1].node)))


def _feeding(edges: tuple[Edge, ...]) -> Mapping[str, str]:
    """Return the node that feeds each node which has exactly one input."""
    counts = Counter(edge.target for edge in edges)
    return {edge.target: edge.source for edge in edges if counts[edge.target] == 1}


def _chain(
    graph: Graph, node: Node, feeding: Mapping[str, str], chains: dict[str, tuple[DenseStep, ...]]
) -> tuple[DenseStep, ...]:
    """Return the chain that ends in a dense node, working from the input on without recursion."""
    pending: list[tuple[Node, Node | None, tuple[Node, ...]]] = []
    current: Node | None = node
    while current is not None and current.id not in chains:
        before, previous = _upstream(graph, current, feeding)
        pending.append((current, previous, before))
        current = previous
    for item, previous, before in reversed(pending):
        head = () if previous is None else chains[previous.id]
        chains[item.id] = (*head, DenseStep(item, before))
    return chains[node.id]


def _upstream(graph: Graph, node: Node, feeding: Mapping[str, str]) -> tuple[tuple[Node, ...], Node | None]:
    """Return the unit-wise layers in front of a dense node, and the dense node before them if it fits."""
    between: list[Node] = []
    current = feeding.get(node.id)
    while current is not None:
        candidate = graph.node(current)
        if is_dense(candidate):
            return tuple(reversed(between)), candidate if _fits(candidate, node) else None
        between.append(candidate)
        if candidate.layer.kind not in UNIT_WISE:
            break
        current = feeding.get(current)
    return tuple(reversed(between)), None


def _fits(first: Node, second: Node) -> bool:
    """Whether the units of one layer are the inputs of the other."""
    left, right = first.layer.weight("kernel"), second.layer.weight("kernel")
    return left is not None and right is not None and left.shape[1] == right.shape[0]


def _unit_wise_after(graph: Graph, node: Node) -> tuple[Node, ...]:
    following: dict[str, list[str]] = {}
    for edge in graph.leaf_edges():
        following.setdefault(edge.source, []).append(edge.target)
    after: list[Node] = []
    current = node.id
    while len(following.get(current, ())) == 1:
        candidate = graph.node(following[current][0])
        if candidate.layer.kind not in UNIT_WISE:
            break
        after.append(candidate)
        current = candidate.id
    return tuple(after)
