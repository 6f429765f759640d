"""A model as boxes in one column or two: attention alone, feed-forward layers together, a sum with its normalization."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dotnet_viz.diagrams.common.graphs.flat_graph import FlatGraph
from dotnet_viz.fonts import one_line
from dotnet_viz.graph import Edge, Node
from dotnet_viz.graph.layer_kinds import Merge, core_kind, family_of, kind_of
from dotnet_viz.graph.layer_kinds.settings import short_settings
from dotnet_viz.translation.translate import mark, translate
from dotnet_viz.traversal import depth_first_order

PORTS = ("Q", "V", "K")
"""What the inputs of attention are, in the order of its arguments; where no key is given, it is the value."""

_TITLES = {
    (False, False): mark("Self-attention"),
    (False, True): mark("Masked self-attention"),
    (True, False): mark("Cross-attention"),
    (True, True): mark("Masked cross-attention"),
}
_SMALL = frozenset({"regularization", "activation"})


@dataclass(frozen=True)
class Sublayer:
    """A box.

    Args:
        nodes: the calls in it, in order.
        column: 0 for the encoder, or the only column; 1 for the decoder.
        inputs: for each edge from another box that box's number, and the edge.
        is_cross: whether it is attention whose values come from elsewhere than its queries.
    """

    nodes: tuple[Node, ...]
    column: int
    inputs: tuple[tuple[int, Edge], ...] = ()
    is_cross: bool = False

    @property
    def is_attention(self) -> bool:
        """Whether it has queries, keys and values."""
        return is_attention(self.nodes[0])

    @property
    def family(self) -> str:
        """The family of its first layer."""
        return family_of(self.nodes[0].layer)

    @property
    def title(self) -> str:
        """What it is in a few words."""
        first = self.nodes[0]
        if self.is_attention:
            return translate(_TITLES[self.is_cross, _is_masked(first)])
        if _is_sum(first):
            return translate("Add & Norm") if any(_is_norm(node) for node in self.nodes) else first.layer.kind
        if sum(family_of(node.layer) == "dense" for node in self.nodes) > 1:
            return translate("Feed forward")
        return first.layer.name if first.layer.kind == "InputLayer" else first.layer.kind

    @property
    def lines(self) -> tuple[str, ...]:
        """The layers in it with their sizes."""
        if _is_sum(self.nodes[0]):
            return tuple(node.layer.kind for node in self.nodes[1:])
        if self.nodes[0].layer.kind == "InputLayer":
            sizes = self.nodes[0].output().shape
            return ("×".join("?" if size is None else str(size) for size in sizes[1:]),) if sizes and len(sizes) > 1 else ()
        rows = [_line(node) for node in self.nodes]
        first = rows[0].removeprefix(self.title).strip()
        return (*([first] if first else []), *rows[1:])

    @property
    def signature(self) -> tuple[object, ...]:
        """What is equal for boxes that are made alike."""
        return self.is_cross, tuple((node.layer.kind, _line(node), node.constants, _marks(node)) for node in self.nodes)


def _marks(node: Node) -> tuple[str, ...]:
    """Return what is said of a call alone, so that blocks of which one is frozen or has other shared weights are not one."""
    return tuple(node.layer.id if remark.is_shared else remark.text for remark in node.remarks if remark.is_mark)


def mark_lines(part: Sublayer, *, is_repeated: bool) -> Iterator[str]:
    """Yield what is said of the layers in a box, with their names where it is not said of all that have weights.

    Args:
        part: the box.
        is_repeated: whether the box stands for later calls too.
    """
    found: dict[str, list[Node]] = {}
    for node in part.nodes:
        for remark in node.remarks:
            if remark.is_mark:
                text = translate("shared") if remark.is_shared and is_repeated else remark.text
                found.setdefault(text, []).append(node)
    weighted = sum(bool(node.layer.weights) for node in part.nodes)
    for text, nodes in found.items():
        is_whole = len(part.nodes) == 1 or sum(bool(node.layer.weights) for node in nodes) == weighted > 0
        yield text if is_whole else f"{', '.join(one_line(node.layer.name) for node in nodes)}: {text}"


def is_attention(node: Node) -> bool:
    """Return whether a layer takes queries, values and keys.

    Args:
        node: a call of it.
    """
    return family_of(node.layer) == "attention" and (len(node.inputs) > 1 or "Attention" in node.layer.kind)


def parts_of(flat: FlatGraph) -> tuple[Sublayer, ...]:
    """Return the boxes of a model, so that every input comes from an earlier one in the same column or from the other column.

    Args:
        flat: its layers.
    """
    encoder = _encoder(flat)
    made = _Maker(flat, encoder)
    before, by_id = flat.before(), {node.id: node for node in flat.nodes}
    ends = [node.id for node in flat.nodes if node.id in flat.outputs]
    for name in depth_first_order([*ends, *by_id], before.__getitem__):
        made.add(by_id[name])
    return made.parts()


def _is_masked(node: Node) -> bool:
    return any(name.endswith("use_causal_mask") and value for name, value in node.constants)


def _is_sum(node: Node) -> bool:
    return kind_of(node.layer).symbol == "+" and len(node.inputs) > 1


def _is_norm(node: Node) -> bool:
    return family_of(node.layer) == "normalization"


def _line(node: Node) -> str:
    layer = node.layer
    words = [word for word in short_settings(layer, without=("activation",)) if word]
    if layer.activation not in (None, "linear") and not core_kind(layer).activation:
        words.append(str(layer.activation))
    name = layer.activation if layer.kind == "Activation" and layer.activation else layer.kind
    return f"{name} {', '.join(words)}" if words else str(name)


def _encoder(flat: FlatGraph) -> frozenset[str]:
    """Return the nodes that values of cross-attention come from, and all before them."""
    before = flat.before()
    found: set[str] = set()
    for node in flat.nodes:
        sources = {edge.target_port: edge.source for edge in flat.edges if edge.target == node.id}
        if is_attention(node) and _is_cross(sources):
            waiting = [sources[1]]
            while waiting:
                name = waiting.pop()
                if name not in found:
                    found.add(name)
                    waiting += before[name]
    return frozenset(found)


def _is_cross(sources: Mapping[int, str]) -> bool:
    return 1 in sources and sources.get(0) != sources[1]


@dataclass
class _Maker:
    flat: FlatGraph
    encoder: frozenset[str]
    groups: list[list[Node]] = field(default_factory=list)
    owner: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._before, self._after = self.flat.before(), self.flat.after()

    def add(self, node: Node) -> None:
        group = self._joined(node)
        if group is None:
            self.groups.append([])
            group = len(self.groups) - 1
        self.groups[group].append(node)
        self.owner[node.id] = group

    def _joined(self, node: Node) -> int | None:
        """Return the box that a node stands in with the one before it, ``None`` where it begins one."""
        sources = self._before[node.id]
        if len(sources) != 1 or len(self._after[sources[0]]) != 1 or self._column(sources[0]) != self._column(node.id):
            return None
        group = self.groups[self.owner[sources[0]]]
        first, last, family = group[0], group[-1], family_of(node.layer)
        if last.id != sources[0] or first.layer.kind == "InputLayer" or is_attention(node):
            return None
        if family in _SMALL or (_is_sum(first) and _is_norm(node) and not any(map(_is_norm, group))):
            return self.owner[last.id]
        return (
            self.owner[last.id] if family == "dense" and family_of(first.layer) == "dense" and _is_dense(first, node) else None
        )

    def _column(self, name: str) -> int:
        return int(bool(self.encoder) and name not in self.encoder)

    def parts(self) -> tuple[Sublayer, ...]:
        inputs: list[list[tuple[int, Edge]]] = [[] for _ in self.groups]
        for edge in self.flat.edges:
            source, target = self.owner[edge.source], self.owner[edge.target]
            if source != target:
                inputs[target].append((source, edge))
        return tuple(
            Sublayer(
                tuple(group), self._column(group[0].id), tuple(inputs[number]),
                is_attention(group[0]) and _is_cross({edge.target_port: edge.source for _, edge in inputs[number]}),
            )
            for number, group in enumerate(self.groups)
        )  # fmt: skip


def _is_dense(*nodes: Node) -> bool:
    """Return whether layers multiply by matrices, not look words up."""
    return all("Embedding" not in node.layer.kind and kind_of(node.layer).merge is not Merge.JOIN for node in nodes)
