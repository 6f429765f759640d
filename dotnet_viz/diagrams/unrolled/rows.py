"""What stands in each row of an unrolled model: cells, layers that work on each step, layers that take all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dotnet_viz.diagrams.common.graphs.flat_graph import FlatGraph
from dotnet_viz.graph import Edge, Node
from dotnet_viz.graph.layer_kinds import core, family_of
from dotnet_viz.traversal import connected_groups

_EACH_STEP = frozenset({"input", "dense", "activation", "regularization", "normalization", "merging"})


@dataclass(frozen=True)
class StepRow:
    """A layer.

    Args:
        node: its call.
        form: ``"cell"`` for recurrent layers, ``"step"`` where each step is worked on alone, ``"wide"`` for a layer that takes
            and returns all steps, ``"whole"`` for one without steps.
        segment: number of the sequence that it belongs to.
        depth: number of its row in its sequence, above those of all layers before it.
        steps: how many steps the sequence has; ``None`` where that varies.
    """

    node: Node
    form: str
    segment: int
    depth: int
    steps: int | None

    @property
    def has_steps(self) -> bool:
        """Whether it has a box for each step, not one for all."""
        return self.form in ("cell", "step")

    @property
    def is_bidirectional(self) -> bool:
        """Whether cells run in both directions."""
        return self.node.layer.kind == "Bidirectional"

    @property
    def is_backward(self) -> bool:
        """Whether its cells run from the last step to the first."""
        return bool(core(self.node.layer).config.get("go_backwards"))

    @property
    def returns_sequences(self) -> bool:
        """Whether each step has an output, not the last one alone."""
        return bool(core(self.node.layer).config.get("return_sequences"))

    def is_final_state(self, port: int) -> bool:
        """Return whether a tensor that it returns is a state after all steps.

        Args:
            port: number of the tensor among those that it returns.
        """
        return port > 0 and self.form == "cell"

    def is_back_state(self, port: int) -> bool:
        """Return whether a tensor is such a state of the cells that run backwards beside others: the second half of all.

        Args:
            port: number of the tensor among those that it returns.
        """
        return self.is_bidirectional and self.is_final_state(port) and 2 * port > len(self.node.outputs) - 1

    def starts_back(self, port: int) -> bool:
        """Return whether a state that it starts with is that of the cells that run backwards beside others, likewise.

        Args:
            port: number of the tensor among those that it takes.
        """
        states = [number for number in range(len(self.node.inputs)) if is_state(self.node, number)]
        return self.is_bidirectional and len(states) > 1 and port in states[len(states) // 2 :]


def is_recurrent(node: Node) -> bool:
    """Return whether a layer has a state that goes from step to step.

    Args:
        node: a call of it.
    """
    return family_of(node.layer) == "recurrent" or core(node.layer).kind.startswith("ConvLSTM")


def is_state(node: Node, port: int) -> bool:
    """Return whether a tensor is the state that a layer starts with; a mask has an element for each step instead.

    Args:
        node: a call of the layer.
        port: number of the tensor among those that it takes.
    """
    is_mask = port < len(node.inputs) and node.inputs[port].dtype == "bool"
    return port > 0 and is_recurrent(node) and not is_mask


def rows_of(flat: FlatGraph) -> tuple[StepRow, ...]:
    """Return the rows of a model in the order of its data flow.

    Args:
        flat: its layers.
    """
    timed, into = _timed(flat), _into(flat)
    segments = _segments(flat, timed)
    depths: dict[str, int] = {}
    sequence: dict[str, int] = {}
    groups: dict[str, tuple[str, int]] = {}
    numbers: dict[tuple[str, int], int] = {}
    taken: set[tuple[int, int]] = set()
    rows = []
    for node in flat.nodes:
        sources = [edge.source for edge in into[node.id]]
        own = segments.get(node.id)
        group = (
            ("steps", own)
            if own is not None
            else max((groups[source] for source in sources), key=numbers.__getitem__, default=("", len(groups)))
        )
        groups[node.id] = group
        sequence[node.id] = numbers.setdefault(group, len(numbers))
        depth = 1 + max((depths[source] for source in sources if source in depths), default=-1)
        while (sequence[node.id], depth) in taken:
            depth += 1
        depths[node.id] = depth
        taken.add((sequence[node.id], depth))
        rows.append(StepRow(node, _form(node, timed), sequence[node.id], depths[node.id], timed.get(node.id)))
    return tuple(rows)


def _into(flat: FlatGraph) -> dict[str, list[Edge]]:
    """Return the edges into each node, without those of states."""
    found: dict[str, list[Edge]] = {node.id: [] for node in flat.nodes}
    by_id = {node.id: node for node in flat.nodes}
    for edge in flat.edges:
        if not is_state(by_id[edge.target], edge.target_port):
            found[edge.target].append(edge)
    return found


def _form(node: Node, timed: Mapping[str, int | None]) -> str:
    if is_recurrent(node):
        return "cell"
    if node.id not in timed:
        return "whole"
    return "step" if family_of(node.layer) in _EACH_STEP or node.layer.kind == "TimeDistributed" else "wide"


def _timed(flat: FlatGraph) -> dict[str, int | None]:
    """Return the number of steps of each node whose output has steps, and of recurrent layers."""
    found = {node.id: _steps(node.inputs[0].shape) if node.inputs else None for node in flat.nodes if is_recurrent(node)}
    before, into = flat.before(), _into(flat)
    by_id = {node.id: node for node in flat.nodes}
    for node in reversed(flat.nodes):
        for edge in into[node.id] if node.id in found else ():
            if edge.source not in found and _has_steps(by_id[edge.source], found[node.id], least_axes=2):
                found[edge.source] = found[node.id]
    for node in flat.nodes:
        sources = [name for name in before[node.id] if name in found and not _ends_steps(by_id[name])]
        if node.id not in found and sources and _has_steps(node, found[sources[0]], least_axes=3):
            found[node.id] = found[sources[0]]
    return found


def _ends_steps(node: Node) -> bool:
    """Whether a layer returns what it has after the last step, whose rows of pixels may be as many as there were steps."""
    given, shape = node.inputs[0].shape if node.inputs else None, node.output().shape
    return is_recurrent(node) and given is not None and shape is not None and len(shape) < len(given)


def _has_steps(node: Node, steps: int | None, least_axes: int) -> bool:
    shape = node.output().shape
    return shape is not None and len(shape) >= least_axes and _steps(shape) == steps


def _steps(shape: Sequence[int | None] | None) -> int | None:
    return shape[1] if shape is not None and len(shape) > 1 else None


def _segments(flat: FlatGraph, timed: Mapping[str, int | None]) -> dict[str, int]:
    """Return the number of the sequence of each layer with steps: what states or attention alone join are different ones."""
    by_id = {node.id: node for node in flat.nodes}
    pairs = [
        (edge.source, edge.target)
        for edge in flat.edges
        if edge.source in timed and edge.target in timed and not _joins_sequences(by_id[edge.target], edge)
    ]
    groups = connected_groups([node.id for node in flat.nodes if node.id in timed], pairs)
    return {name: number for number, group in enumerate(groups) for name in group}


def _joins_sequences(node: Node, edge: Edge) -> bool:
    """Whether a tensor is a state, or what attention looks at: they may come from another sequence."""
    is_looked_at = edge.target_port > 0 and family_of(node.layer) == "attention"
    return is_looked_at or is_state(node, edge.target_port) or edge.source_port > 0
