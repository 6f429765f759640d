"""Both models as one diagram: added, removed and changed layers are drawn in place, the others are folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dotnet_viz.diagrams.common.graphs.frames import cluster_id, frame_of
from dotnet_viz.diagrams.common.text_box import MAX_TEXT_WIDTH
from dotnet_viz.diagrams.diff.cards import card, fold_card
from dotnet_viz.diagrams.diff.change_styles import ADDED_LINE, APPEARANCES, REMOVED_LINE, key_of
from dotnet_viz.diagrams.diff.folding import MOST_BOXES, PAGE_BOXES, PAGE_PARTS, Folded, fold_nodes
from dotnet_viz.diagrams.diff.union import Union, UnionNode, union_of
from dotnet_viz.diagrams.options import check_options, option
from dotnet_viz.formatting import format_count
from dotnet_viz.measures.comparison.comparison import Comparison
from dotnet_viz.measures.comparison.texts.wording import description_of, folded_note, in_common, no_differences, title_of
from dotnet_viz.scene import DIRECTIONS, Cluster, Connection, KeyEntry, Scene, Shape
from dotnet_viz.translation.translate import translate

# What a picture of two boxes beside each other has besides their texts: margins, padding, a gap, a line around.
_AROUND_TEXT = 70.0


@dataclass(frozen=True)
class Merged:
    """Both models as one diagram; what is equal is folded.

    Args:
        fold: draw consecutive layers without a change as one box.
        context: number of layers around each change that are not folded.
        rankdir: direction of the data flow: ``"TB"`` from top to bottom, ``"LR"`` from left to right, ``"BT"`` or ``"RL"``.

    Raises:
        OptionError: an unknown ``rankdir``, or a ``context`` below 0.

    Command:
        dotnet-viz diff old.keras new.keras -o diff.svg
        dotnet-viz diff old.keras new.keras -o diff.svg --style merged --context 3

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> from dotnet_viz.measures.comparison import compare_graphs
        >>> found = compare_graphs(read([np.ones((3, 2))]), read([np.ones((3, 2)), np.ones((2, 1))]))
        >>> [shape.mark for shape in Merged().build(found).shapes]
        ['', '', 'added']
    """

    fold: bool = True
    context: int = option(1, least=0)
    rankdir: str = option("TB", choices=DIRECTIONS)

    def __post_init__(self) -> None:
        check_options(self)

    def smaller(self, comparison: Comparison, room: tuple[float, float]) -> Iterator[Scene]:
        """Yield ever smaller pictures, of which the first that has room on a page is drawn.

        Args:
            comparison: of the models.
            room: width and height of the page in CSS pixels, at a size at which texts can be read.
        """
        yield self.build(comparison)
        plain, narrow = _Size(), _Size(min(MAX_TEXT_WIDTH, room[0] / 2 - _AROUND_TEXT))
        for size in (plain, narrow):
            yield from (self._scene(comparison, replace(size, boxes=most), context=0) for most in PAGE_BOXES)
        yield from (self._scene(comparison, replace(narrow, parts=parts), context=0) for parts in PAGE_PARTS)

    def build(self, comparison: Comparison) -> Scene:
        """Return the picture of the differences, without positions."""
        return self._scene(comparison, _Size(), fold=self.fold, context=self.context)

    def _scene(self, comparison: Comparison, size: _Size, *, fold: bool = True, context: int) -> Scene:
        union = union_of(comparison)
        folded = fold_nodes(union, fold=fold, context=context, most=size.boxes, parts=size.parts)
        lines = tuple(_connections(union, folded))
        return Scene(
            title=title_of(comparison),
            description=description_of(comparison),
            shapes=tuple(_shapes(union, folded, size.wrapped_at)),
            connections=lines,
            clusters=tuple(_frame(union.nodes[name]) for name in folded.frames),
            legends=(key_of(Counter(entry.sort for entry in union.entries), _line_keys(lines)),) if comparison else (),
            notes=tuple(_notes(comparison, union, folded)),
            direction=self.rankdir,
            members={fold.id: fold.members for fold in folded.folds},
        )


@dataclass(frozen=True)
class _Size:
    """How much is drawn.

    Args:
        wrapped_at: width of the texts in boxes; ``None`` for that of the texts.
        boxes: above which more is folded.
        parts: boxes of everything; ``None`` leaves changes their own.
    """

    wrapped_at: float | None = None
    boxes: int = MOST_BOXES
    parts: int | None = None


def _shapes(union: Union, folded: Folded, wrapped_at: float | None) -> Iterator[Shape]:
    drawn, folds = set(folded.drawn), {fold.members[0]: fold for fold in folded.folds}
    for name, item in union.nodes.items():
        if name in drawn:
            yield card(item, _cluster(name if name in folded.frames else item.parent, folded), wrapped_at)
        elif name in folds:
            fold = folds[name]
            items = [union.nodes[member] for member in fold.members]
            nodes = [item.node for item in items]
            yield fold_card(fold.id, [item.entry for item in items], _cluster(fold.parent, folded), nodes, wrapped_at)


def _cluster(parent: str | None, folded: Folded) -> str | None:
    return cluster_id(parent) if parent is not None and parent in folded.frames else None


def _frame(item: UnionNode) -> Cluster:
    plain = frame_of(item.node)
    appearance = APPEARANCES[item.entry.sort]
    sign = "" if item.entry.sort == "same" else f"{item.entry.sign}  "
    return replace(
        plain,
        id=cluster_id(item.id),
        parent=None if item.parent is None else cluster_id(item.parent),
        label=replace(plain.label, text=f"{sign}{plain.label.text}"),
        stroke=appearance.stroke,
    )


def _connections(union: Union, folded: Folded) -> Iterator[Connection]:
    boxes = folded.boxes
    seen: set[tuple[str, str, str]] = set()
    for line in union.lines:
        source, target = boxes.get(line.source), boxes.get(line.target)
        if source is None or target is None or source == target:
            continue
        # Several tensors between two folds are one line; those of layers with a box of their own are all drawn.
        key = (source, target, line.state)
        if key in seen and (source.startswith("fold-") or target.startswith("fold-")):
            continue
        seen.add(key)
        yield _connection(source, target, line.state, line.words)


def _connection(source: str, target: str, state: str, words: str) -> Connection:
    if state == "added":
        return Connection(source, target, stroke=ADDED_LINE, width=2.2, tooltip=translate("added: {words}", words=words))
    if state == "removed":
        return Connection(source, target, stroke=REMOVED_LINE, width=1.6, dashed=True, tooltip=translate("removed"))
    return Connection(source, target, tooltip=words)


def _line_keys(lines: tuple[Connection, ...]) -> list[KeyEntry]:
    counts: Mapping[str, int] = Counter(line.stroke for line in lines)
    entries = []
    if counts.get(ADDED_LINE):
        added = translate("line: added ({number})", number=format_count(counts[ADDED_LINE]))
        entries.append(KeyEntry(added, "paper", ADDED_LINE))
    if counts.get(REMOVED_LINE):
        removed = translate("dashed line: removed ({number})", number=format_count(counts[REMOVED_LINE]))
        entries.append(KeyEntry(removed, "paper", REMOVED_LINE, dashed=True))
    return entries


def _notes(comparison: Comparison, union: Union, folded: Folded) -> Iterator[str]:
    if not comparison:
        yield no_differences(comparison)
    if nothing := in_common(comparison):
        yield nothing
    hidden = [union.nodes[member].entry for fold in folded.folds for member in fold.members]
    if hidden and comparison:
        yield folded_note(hidden, len(folded.folds))
    if comparison.ignored:
        yield translate("Ignored: {names}.", names=", ".join(comparison.ignored))
    if comparison.weights.note and "weights" not in comparison.ignored:
        note = comparison.weights.note
        yield f"{note[0].upper()}{note[1:]}."
