"""A block in words: which layers it spans, what is inside, how large it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

import numpy as np

from dotnet_viz.diagrams.blocks.layer_text import describe, window
from dotnet_viz.diagrams.blocks.paths import BlockPaths
from dotnet_viz.diagrams.blocks.shortcuts import Shortcut, around_all, pieces_of, shortcuts_of, with_projections_aside
from dotnet_viz.formatting import format_items
from dotnet_viz.graph import Edge, Node
from dotnet_viz.measures.structure.blocks import Block
from dotnet_viz.measures.structure.chain import is_heavy
from dotnet_viz.measures.structure.repeats import stretches
from dotnet_viz.translation.translate import translate

ARROW = " → "
MOST_PATHS = 5
MOST_PIECES = 6

_SEPARATORS = re.compile(r"[_/.\-:]")
_SHARED_PART = 0.6
_MOST_INPUTS = 4


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
    """Return the range of names that a block and its repetitions span; the inputs of a few side by side are named."""
    first, last = _ends(block.copies[0])[0], _ends(block.copies[-1])[1]
    inputs = [node.layer.name for node in block.nodes if node.layer.kind == "InputLayer"] if block.parallel else []
    if 1 < len(inputs) <= _MOST_INPUTS and len(block.copies[0]) > 1:
        return f"{format_items(inputs)} … {last}"
    if first == last and block.count > 1:
        first, last = block.nodes[0].layer.name, block.nodes[-1].layer.name
    return first if first == last else f"{first} … {last}"


def count_text(block: Block) -> str:
    """Return how often a block stands there, empty for once."""
    if block.count == 1:
        return ""
    return translate("× {count} side by side", count=block.count) if block.parallel else f"× {block.count}"


@dataclass(frozen=True)
class Contents:
    """What is inside one copy of a block.

    Args:
        lines: the texts.
        continued: numbers of the lines that go on with the path of the line above.
        rows: by id of a node of the first copy the number of its line; empty where the layers are counted.
        shortcuts: that can be drawn beside the lines.
    """

    lines: tuple[str, ...]
    continued: frozenset[int] = frozenset()
    rows: Mapping[str, int] = field(default_factory=dict)
    shortcuts: tuple[Shortcut, ...] = ()


def composition(block: Block, edges: Iterable[Edge], detail: str = "full") -> list[str]:
    """Return what is inside one copy in words alone: a line for each path through it, or the number of layers of each kind.

    Args:
        block: whose first copy is described.
        edges: the edges between the nodes at the level of the block.
        detail: one of :data:`~dotnet_viz.diagrams.blocks.options.DETAILS`.
    """
    paths = BlockPaths.of(block.copies[0], edges)
    counted = _all_counted(block, paths, detail)
    texts = _Texts(block, paths, detail)
    return [counted] if counted else list(texts.contents([[line] for line in paths.lines]).lines)


def drawn_contents(block: Block, edges: Sequence[Edge], detail: str = "full") -> Contents:
    """Return what is inside one copy, its shortcuts apart; lines are broken where these start and end.

    Args:
        block: whose first copy is described.
        edges: the edges between the nodes at the level of the block.
        detail: one of :data:`~dotnet_viz.diagrams.blocks.options.DETAILS`.
    """
    full = BlockPaths.of(block.copies[0], edges)
    found = shortcuts_of(block, edges, full)
    paths = with_projections_aside(full, found)
    counted = _all_counted(block, paths, detail)
    if counted:
        return Contents((counted,), shortcuts=around_all(found, paths))
    texts = _Texts(block, paths, detail)
    found = tuple(one for one in found if detail == "full" or not texts.is_gate(one.target))
    pieces = pieces_of(paths.lines, found)
    if sum(map(len, pieces)) > MOST_PIECES:
        return replace(texts.contents([[line] for line in paths.lines]), shortcuts=around_all(found, paths))
    return replace(texts.contents(pieces), shortcuts=found)


def _all_counted(block: Block, paths: BlockPaths, detail: str) -> str:
    """Return how many layers of each kind there are where paths are too many to be listed, or should not be."""
    nodes = block.copies[0]
    described = [node for node in nodes if detail == "full" or is_heavy(node)] or nodes[:1]
    is_counted = len(paths.lines) > MOST_PATHS or (detail == "counts" and len(described) > 1)
    return " · ".join(_counted(described)) if is_counted else ""


class _Texts:
    """The words for the layers of a block.

    Args:
        block: whose first copy is described.
        paths: through it.
        detail: ``"full"`` or less.
    """

    def __init__(self, block: Block, paths: BlockPaths, detail: str) -> None:
        self._paths, self._is_full = paths, detail == "full"
        self._joining = {target for _, target in block.branches}
        self._words = {
            node.id: describe(node, [copy[position] for copy in block.copies[1:]])
            for position, node in enumerate(block.copies[0])
        }
        self._kinds = {node.id: node.layer.kind for node in block.copies[0]}
        self._words |= {name: _with_source(self._words[name], is_skip=self._is_skip(name)) for name in paths.skips}

    def _is_skip(self, name: str) -> bool:
        """Whether what a node takes beside its path's tensor went past layers of the block, not just in from outside."""
        before = list(takewhile(lambda node: node != name, self._kinds))
        passed = {*before, *(source for node in before for source in self._paths.sources[node])}
        return name not in self._joining and not passed.isdisjoint(self._paths.skips[name])

    def is_gate(self, name: str) -> bool:
        """Whether a node multiplies a tensor by what layers make of it."""
        return self._kinds[name] == "Multiply" and name in self._paths.skips and self._is_skip(name)

    def contents(self, pieces: Sequence[Sequence[Sequence[Node]]]) -> Contents:
        """Return a line for each piece of each path."""
        texts: list[str] = []
        continued: set[int] = set()
        rows: dict[str, int] = {}
        for path in pieces:
            for number, piece in enumerate(path):
                words = [self._words[node.id] for node in piece] if self._is_full else self._short(piece)
                if not words and number == 0:
                    words = [self._words[piece[0].id]]
                if words:
                    continued |= {len(texts)} if number else set()
                    texts.append(self._mark(piece, number, len(pieces)) + ARROW.join(_folded(words)))
                rows |= dict.fromkeys((node.id for node in piece), len(texts) - 1)
        return Contents(tuple(texts), frozenset(continued), rows)

    def _mark(self, piece: Sequence[Node], number: int, count: int) -> str:
        if number or (count > 1 and piece[0].id in self._paths.joins):
            return "→ "
        return "• " if count > 1 else ""

    def _short(self, path: Sequence[Node]) -> list[str]:
        """Return a path's heavy layers and joins; what stands between a tensor and its gate is called a gate."""
        shown: list[Node] = []
        texts: list[str] = []
        for node in path:
            if self.is_gate(node.id):
                sources = self._paths.skips[node.id]
                kept = next((position for position, other in enumerate(shown) if other.id in sources), -1) + 1
                del shown[kept:], texts[kept:]
                texts.append(translate("gate"))
            elif is_heavy(node) or node.id in self._paths.joins or node.id in self._paths.skips:
                texts.append(self._words[node.id])
            else:
                texts.append("")
            shown.append(node)
        return [text for text in texts if text]


def _with_source(words: str, *, is_skip: bool) -> str:
    return f"{words} ({translate('skip') if is_skip else translate('with another branch')})"


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
