"""What follows what in a model: from call to call, into nested models and out again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dotnet_viz.graph import Graph, Node, Port
from dotnet_viz.graph.layer_kinds import KernelAxes, LayerKind, core, core_kind
from dotnet_viz.runtime.cached import cached_property

BATCH_NORMALIZATION = ("BatchNormalization", "SyncBatchNormalization")

Through = Callable[[LayerKind], bool]
"""Which classes of layers a path goes through."""


def nothing(_kind: LayerKind) -> bool:
    """No class but those that give back their input."""
    return False


def moves_values(kind: LayerKind) -> bool:
    """Classes that move values but keep each of them, such as ``Flatten``."""
    return kind.keeps_values


def is_noise(kind: LayerKind) -> bool:
    """Classes that do something in training alone, such as dropout."""
    return kind.family == "regularization"


def is_dropout(kind: LayerKind) -> bool:
    """Classes that drop values in training, by a rate."""
    return is_noise(kind) and "rate" in kind.settings


def moves_values_or_is_noise(kind: LayerKind) -> bool:
    """Classes that change no value once the model is trained."""
    return moves_values(kind) or is_noise(kind)


def is_linear(kind: LayerKind) -> bool:
    """Classes without a kernel whose result is a linear function of the input."""
    return kind.linear and kind.kernel is None


def activation_of(node: Node) -> str | None:
    """Return the activation that a call ends with; ``None`` where there is none or a linear one.

    Example:
        >>> from dotnet_viz.graph import Layer
        >>> activation_of(Node("n0", Layer("r", "r", "ReLU"))), activation_of(Node("n0", Layer("d", "d", "Dense")))
        ('relu', None)
    """
    layer = node.layer
    function = core_kind(layer).activation
    if function or layer.category == "operation":
        return function or None
    written = core(layer).config.get("activation", layer.activation)
    name = written if isinstance(written, str) else layer.activation
    return None if name in (None, "linear", "identity") else name  # as Keras and scikit-learn call it


def is_pure_activation(node: Node) -> bool:
    """Whether a call is nothing but an activation."""
    return core(node.layer).kind == "Activation" or bool(core_kind(node.layer).activation)


def normalizes_batch(node: Node) -> bool:
    """Whether a call is a batch normalisation."""
    return core(node.layer).kind in BATCH_NORMALIZATION


def is_affine(node: Node) -> bool:
    """Whether a call multiplies by a kernel and adds a bias: dense and convolution layers, not depthwise ones."""
    kind = core_kind(node.layer)
    return kind.linear and kind.kernel in (KernelAxes.INPUT_UNIT, KernelAxes.OUTPUT_INPUT)


@dataclass(frozen=True)
class CallPaths:
    """The calls of a model and what follows each of them, through the borders of nested models."""

    graph: Graph

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The innermost calls, in order."""
        return tuple(node for node in self.graph.nodes if not self.graph.is_model(node))

    @cached_property
    def _after(self) -> dict[str, tuple[str, ...]]:
        return self._neighbours(forwards=True)

    @cached_property
    def _before(self) -> dict[str, tuple[str, ...]]:
        return self._neighbours(forwards=False)

    def _neighbours(self, *, forwards: bool) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for edge in self.graph.leaf_edges():
            start, end = (edge.source, edge.target) if forwards else (edge.target, edge.source)
            found.setdefault(start, []).append(end)
        return {start: tuple(ends) for start, ends in found.items()}

    @cached_property
    def ends(self) -> tuple[tuple[Port, Node | None], ...]:
        """Each output of the model, and the innermost call that makes it."""
        return tuple((port, self._leaf(port)) for port in self.graph.outputs)

    def _leaf(self, port: Port) -> Node | None:
        node = self.graph.node(self.graph.leaf_exit(port).node)
        return None if self.graph.is_model(node) else node

    @cached_property
    def _end_ids(self) -> frozenset[str]:
        return frozenset(node.id for _, node in self.ends if node is not None)

    def next_after(self, node: Node, through: Through) -> Node | None:
        """Return the one call that a tensor goes to next, past calls of some classes.

        Args:
            node: where the tensor comes from.
            through: says which classes are passed, besides those that give back their input.

        Returns:
            ``None`` where the tensor goes to several calls or out of the model, or meets others in a call.
        """
        while True:
            following = self._after.get(node.id, ())
            if len(following) != 1 or node.id in self._end_ids or len(self._before.get(following[0], ())) != 1:
                return None
            node = self.graph.node(following[0])
            if not _is_passed(node, through):
                return node

    def back_from(self, node: Node, through: Through) -> Node | None:
        """Return the nearest call, from a node backwards, whose class is not to be skipped.

        Args:
            node: where to begin.
            through: the classes that are skipped.

        Returns:
            The call; ``None`` where a skipped call has several inputs, or none.
        """
        while _is_passed(node, through):
            before = self._before.get(node.id, ())
            if len(before) != 1:
                return None
            node = self.graph.node(before[0])
        return node

    def pairs(self, through: Through) -> Iterator[tuple[Node, Node]]:
        """Yield each call with the one that follows it alone, each pair of layers once."""
        seen: set[tuple[str, str]] = set()
        for node in self.nodes:
            following = self.next_after(node, through)
            if following is not None and (node.layer.id, following.layer.id) not in seen:
                seen.add((node.layer.id, following.layer.id))
                yield node, following


def _is_passed(node: Node, through: Through) -> bool:
    kind = core_kind(node.layer)
    gives_back = kind.keeps_values and kind.element_wise
    is_identity = core(node.layer).kind == "Activation" and activation_of(node) is None and node.layer.activation is not None
    return gives_back or is_identity or through(kind)
