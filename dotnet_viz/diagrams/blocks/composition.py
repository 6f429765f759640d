"""A block in words: which layers it spans, what is inside, how large it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from dotnet_viz.diagrams.blocks.layer_text import describe, window
from dotnet_viz.graph import Edge, Node
from dotnet_viz.measures.structure.blocks import Block
from dotnet_viz.measures.structure.chain import is_heavy
from dotnet_viz.measures.structure.repeats import stretches
from dotnet_viz.translation.translate import translate

ARROW = " → "
MOST_PATHS = 5

_SEPARATORS = re.compile(r"[_/.\-:]")
_SHARED_PART = 0.6


def copy_name(nodes: Sequence[Node]) -> str:
    """Return the beginning that most names of a copy share, or its first and last name.

    Example:
        >>> from dotnet_viz.graph import Layer
        >>> names = "conv2_block1_1_conv", "conv2_block1_2_conv", "conv2_block1_add"
        >>> copy_name([Node(name, Layer(name, name, "Conv2D")) for name in names])
        'conv2_block1'
    """
    first, last = _ends(nodes)
    return first if first == last else f"{first} … {last}"


def _ends(nodes: Sequence[Node]) -> tuple[str, str]:
    """Return names for the first and the last layer: the beginning that most names share, where they have it."""
    names = [node.layer.name or translate("(no name)") for node in nodes]
    counts = Counter(head for name in names for head in _heads(name))
    shared = [head for head, count in counts.items() if count >= max(2, _SHARED_PART * len(names))]
    head = max(shared, key=len, default=None)
    first, last = (head if head is not None and head in _heads(name) else name for name in (names[0], names[-1]))
    return first, last


def _heads(name: str) -> list[str]:
    """Return what a name may begin with, a number at its end apart, which Keras gives to layers without a name."""
    marks = (mark for mark in _SEPARATORS.finditer(name) if mark.start() > 0)
    return [name[: mark.start()] for mark in marks if not name[mark.end() :].isdigit()]


def block_name(block: Block) -> str:
    """Return the range of names that a block and its repetitions span."""
    first, last = _ends(block.copies[0])[0], _ends(block.copies[-1])[1]
    if first == last and block.count > 1:
        first, last = block.nodes[0].layer.name, block.nodes[-1].layer.name
    return first if first == last else f"{first} … {last}"


def count_text(block: Block) -> str:
    """Return how often a block stands there, empty for once."""
    if block.count == 1:
        return ""
    return translate("× {count} side by side", count=block.count) if block.parallel else f"× {block.count}"


def composition(block: Block, edges: Iterable[Edge], detail: str = "full") -> list[str]:
    """Return what is inside one copy: a line for each path through it, or the number of layers of each kind.

    Args:
        block: whose first copy is described.
        edges: the edges between the nodes at the level of the block.
        detail: one of :data:`~dotnet_viz.diagrams.blocks.options.DETAILS`.
    """
    nodes = block.copies[0]
    described = [node for node in nodes if detail == "full" or is_heavy(node)] or nodes[:1]
    paths = BlockPaths.of(nodes, edges)
    if len(paths.lines) > MOST_PATHS or (detail == "counts" and len(described) > 1):
        return [" · ".join(_counted(described))]
    words = {node.id: describe(node, [copy[position] for copy in block.copies[1:]]) for position, node in enumerate(nodes)}
    joining = {target for _, target in block.branches}
    words |= {name: _with_source(words[name], is_skip=name not in joining) for name in paths.skips}
    if detail == "full":
        shown = [[words[node.id] for node in path] for path in paths.lines]
    else:
        shown = [_short(path, paths, words, joining) for path in paths.lines]
    texts = [ARROW.join(_folded(line)) for line in shown]
    if len(texts) == 1:
        return texts
    return [("→ " if path[0].id in paths.joins else "• ") + text for path, text in zip(paths.lines, texts, strict=True)]


def _with_source(words: str, *, is_skip: bool) -> str:
    return f"{words} ({translate('skip') if is_skip else translate('with another branch')})"


def _short(path: Sequence[Node], paths: BlockPaths, words: Mapping[str, str], joining: Set[str]) -> list[str]:
    """Return a path's heavy layers and joins; what stands between a tensor and its gate is called a gate."""
    shown: list[Node] = []
    texts: list[str] = []
    for node in path:
        if node.layer.kind == "Multiply" and node.id in paths.skips and node.id not in joining:
            kept = next((position for position, other in enumerate(shown) if other.id in paths.skips[node.id]), -1) + 1
            del shown[kept:], texts[kept:]
            texts.append(translate("gate"))
        elif is_heavy(node) or node.id in paths.joins or node.id in paths.skips:
            texts.append(words[node.id])
        else:
            texts.append("")
        shown.append(node)
    return [text for text in texts if text] or [words[path[0].id]]


@dataclass(frozen=True)
class BlockPaths:
    """The nodes of a block as paths: each goes on while one node takes a tensor and joins no branches.

    A tensor that one layer goes on with, and that others take beside what comes out of that, is a skip: it does
    not end a path.

    Args:
        lines: the nodes of each path.
        skips: by id of a node that takes skips beside its path's tensor, the ids of the nodes they come from.
        joins: ids of the nodes that join several paths.
    """

    lines: tuple[tuple[Node, ...], ...]
    skips: Mapping[str, tuple[str, ...]]
    joins: frozenset[str]

    @classmethod
    def of(cls, nodes: Sequence[Node], edges: Iterable[Edge]) -> BlockPaths:
        """Return the paths through some nodes.

        Args:
            nodes: in an order in which edges lead forward.
            edges: between them and others.
        """
        places = {node.id: position for position, node in enumerate(nodes)}
        sources: dict[str, list[str]] = {node.id: [] for node in nodes}
        takers: dict[str, list[str]] = {}
        for source, target in dict.fromkeys((edge.source, edge.target) for edge in edges):
            if target in places:
                sources[target].append(source)
            if source in places:
                takers.setdefault(source, []).append(target)
        going_on = {source: _main(targets, sources) for source, targets in takers.items()}
        lines: dict[str, list[Node]] = {}
        skips: dict[str, tuple[str, ...]] = {}
        joins: set[str] = set()
        for node in nodes:
            # A source that comes later is on a cycle, which no model should have.
            real = [source for source in sources[node.id] if source in lines and going_on.get(source) == node.id]
            if len(sources[node.id]) > 1 and len(real) == 1:
                skips[node.id] = tuple(source for source in sources[node.id] if source not in real)
            elif len(sources[node.id]) > 1:
                joins.add(node.id)
            lines[node.id] = [*(lines.pop(real[0]) if len(real) == 1 else ()), node]
        ordered = sorted(lines.values(), key=lambda path: places[path[-1].id])
        return cls(tuple(tuple(path) for path in ordered), skips, frozenset(joins))


def _main(targets: Sequence[str], sources: Mapping[str, Sequence[str]]) -> str | None:
    """Return the node that goes on with a tensor: the only one that takes it, or the only one that joins nothing."""
    single = [target for target in targets if len(sources.get(target, ("", ""))) == 1]
    if len(targets) == 1:
        return targets[0]
    return single[0] if len(single) == 1 else None


def _counted(nodes: Sequence[Node]) -> list[str]:
    """Return how many layers there are of each kind, and with what windows."""
    windows: dict[str, dict[str, None]] = {}
    counts: Counter[str] = Counter()
    for node in nodes:
        kind = (node.layer.activation if node.layer.kind == "Activation" else None) or node.layer.kind
        windows.setdefault(kind, {}).setdefault(window(node.layer))
        counts[kind] += 1
    texts = []
    for kind, sizes in windows.items():
        known = ", ".join(size for size in sizes if size)
        texts.append((f"{counts[kind]} " if counts[kind] > 1 else "") + (f"{kind} ({known})" if known else kind))
    return texts


def _folded(words: Sequence[str]) -> list[str]:
    """Return the words with repetitions written once: ``3 × (relu → Conv2D)``."""
    numbers: dict[str, int] = {}
    text = np.array([[numbers.setdefault(word, len(numbers)) for word in words]]).reshape(1, -1)
    best = max(stretches(text), key=lambda item: (item.covered, -item.period), default=None)
    if best is None:
        return list(words)
    once, end = words[best.start : best.start + best.period], best.start + best.covered
    folded = f"{best.count} × ({ARROW.join(_folded(once))})" if best.period > 1 else f"{best.count} × {once[0]}"
    return [*_folded(words[: best.start]), folded, *_folded(words[end:])]
