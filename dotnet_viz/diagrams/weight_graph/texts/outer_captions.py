"""Captions of gates on a page, above and below all columns, where no line passes: letters in the circles say which is which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from dotnet_viz.diagrams.weight_graph.columns import NAME_SIZE, NeuronColumn
from dotnet_viz.diagrams.weight_graph.texts.captions import MAX_CAPTION_WIDTH, column_caption
from dotnet_viz.fonts import one_line, shorten
from dotnet_viz.scene import Caption, Label, Shape
from dotnet_viz.translation.translate import translate

# Apart enough to be seen as groups: gates of one layer, and what belongs to different ones.
_BETWEEN_GATES = 5.0
_BETWEEN_BLOCKS = 14.0

_Block = tuple[NeuronColumn, ...]


def outer_captions(columns: Iterable[NeuronColumn]) -> tuple[Caption, ...]:
    """Return the captions of the first and the last block of each rank; of those between, none.

    Args:
        columns: of the picture, in order.

    Returns:
        Nothing where no gates have letters, or some have others on both sides: then each column has its caption behind it.
    """
    columns = tuple(columns)
    ranks = _by_rank(columns).values()
    inner = [column for blocks in ranks for block in blocks[1:-1] for column in block]
    if not any(column.letter for column in columns) or any(column.letter for column in inner):
        return ()
    found = []
    for blocks in ranks:
        named = len({block[0].name for block in blocks}) > 1
        found += [_caption(blocks[0], above=True, named=named)] if len(blocks) > 1 else []
        found.append(_caption(blocks[-1], above=False, named=named))
    return tuple(found)


def spaces(columns: Iterable[NeuronColumn]) -> dict[str, float | None]:
    """Return how much room is behind each column that others of its rank follow, by its id.

    Args:
        columns: of the picture, in order.

    Returns:
        Pixels; ``None`` for what has its caption there, since it is neither above nor below all others.
    """
    found: dict[str, float | None] = {}
    for blocks in _by_rank(columns).values():
        for position, block in enumerate(blocks):
            found |= {column.stage.id: _BETWEEN_GATES for column in block[:-1]}
            if position < len(blocks) - 1:
                found[block[-1].stage.id] = _BETWEEN_BLOCKS if position == 0 else None
    return found


def space(column: NeuronColumn, height: float) -> Shape:
    """Return room behind a column.

    Args:
        column: in front of others.
        height: in pixels.
    """
    name = translate("caption of {name}", name=column.name)
    return Shape(f"c{column.number}-caption", name, 1.0, height, form="area", rank=column.rank, kind="caption")


def _by_rank(columns: Iterable[NeuronColumn]) -> dict[int, list[_Block]]:
    """Return what has a caption of its own: the gates of one layer and direction together, and each other column."""
    ranks: dict[int, list[_Block]] = {}
    for (rank, *_), block in groupby(columns, key=_block_key):
        ranks.setdefault(rank, []).append(tuple(block))
    return ranks


def _block_key(column: NeuronColumn) -> tuple[int, str, object]:
    return column.rank, column.name, column.stage.part[1:] if column.letter else column.number


def _caption(block: _Block, *, above: bool, named: bool) -> Caption:
    """Return the caption of a block; gates have the name of their layer in it where those of several layers share a rank."""
    if not block[0].letter:
        return replace(column_caption(block[0]), above=above)
    return Caption(block[0].rank, tuple(_gate_lines(block, named=named)), above=above)


def _gate_lines(block: _Block, *, named: bool) -> Iterator[Label]:
    titles = [one_line(block[0].name)] if named else []
    for title in (*titles, *(translate(word) for word in block[0].stage.part[1:] if word)):
        yield Label(shorten(title, NAME_SIZE, MAX_CAPTION_WIDTH, bold=True), size=NAME_SIZE, bold=True)
    for column in block:
        text = f"{column.letter}: {translate(column.stage.part[0])}"
        yield Label(shorten(text, NAME_SIZE, MAX_CAPTION_WIDTH), size=NAME_SIZE)
