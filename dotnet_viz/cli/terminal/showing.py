"""The picture of ``dotnet-viz show``: rows of layers or blocks, with the lines between them at the left.

Colours are those of the terminal's own palette, so that they are read on a light page and on a dark one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from dotnet_viz.diagrams.blocks.listing import ListedBlock, listed_blocks
from dotnet_viz.formatting import format_count
from dotnet_viz.graph import Graph
from dotnet_viz.measures.diagnostics.text import visible
from dotnet_viz.renderers.graphs.tracks import TextTracks

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

MOST_LAYERS = 40
"""Up to so many layers each has a row, where nothing else is asked for."""
MIN_WIDTH = 40
"""Columns that a picture takes at least."""

_WIDE = 80
_GAP = 2
_MAX_NAME = 32
_MAX_TRACKS = 24
_FAMILY_STYLES: Mapping[str, str] = {
    "dense": "blue",
    "convolution": "yellow",
    "pooling": "magenta",
    "recurrent": "green",
    "attention": "magenta",
    "normalization": "cyan",
    "regularization": "red",
    "activation": "cyan",
    "merging": "green",
    "preprocessing": "blue",
    "math": "red",
}
"""The six colours that terminals make readable on their page; the class in the row tells families of one colour apart."""


def show_architecture(graph: Graph, console: Console, *, fold: bool | None = None) -> None:
    """Print the rows of a model, folded to the width of a console.

    Args:
        graph: the model.
        console: of rich; without colours where it is not a terminal or ``NO_COLOR`` is set.
        fold: whether repeated blocks and chains are one row each; ``None`` for models of more than 40 layers.
    """
    from rich.text import Text

    is_folded = graph.layer_count > MOST_LAYERS if fold is None else fold
    width = max(console.width, MIN_WIDTH)
    rows = listed_blocks(graph, fold=is_folded)
    facts = [
        *([graph.name] if graph.name else []),
        graph.kind,
        format_count(graph.layer_count, "layer"),
        format_count(graph.parameter_count, "parameter"),
    ]
    lines = [*Text(visible(" · ".join(facts)), "bold").wrap(console, width, overflow="fold"), Text()]
    lines += _Picture(console, width, rows).lines()
    for note in graph.notes:
        lines += [Text(), *Text(visible(note), "dim").wrap(console, width, overflow="fold")]
    for line in lines:
        line.rstrip()
        console.print(line, no_wrap=True, overflow="ignore", crop=False, highlight=False)


@dataclass(frozen=True)
class _Tracks:
    """What stands at the left of a row: the lines above it, its own, those below it, and whether some enter and leave it."""

    above: tuple[str, ...]
    mark: str
    below: tuple[str, ...]
    is_reached: bool
    goes_on: bool


class _Picture:
    def __init__(self, console: Console, width: int, rows: Sequence[ListedBlock]) -> None:
        self._console = console
        self._rows = rows
        self._tracks = tuple(_tracks(rows))
        self._left = min(max((len(track.mark) for track in self._tracks), default=0), _MAX_TRACKS)
        self._room = max(width - self._left - 1, MIN_WIDTH // 2)
        longest = max((len(visible(f"{row.name} {row.count}".strip())) for row in rows), default=0)
        self._name_width = min(longest, _MAX_NAME)
        widest = max((len(visible(content)) for row in rows for content in row.contents), default=0)
        # What the contents do not need belongs to the facts, which are longer where a layer takes several tensors.
        self._contents_width = min(widest, (self._room - self._name_width - 2 * _GAP) * 11 // 20)

    def lines(self) -> Iterator[Text]:
        """Yield the lines of all rows, and the captions of frames where these begin."""
        from rich.text import Text

        frames: tuple[str, ...] = ()
        for row, tracks in zip(self._rows, self._tracks, strict=True):
            yield from (Text(track, "dim") for track in tracks.above)
            if row.frames != frames and row.frames:
                passing = tracks.mark.replace("●", "│" if tracks.is_reached else " ")
                yield Text.assemble((f"{passing} ", "dim"), (visible(" › ".join(row.frames)), "italic dim"))
            frames = row.frames
            yield from self._row(row, tracks)
            yield from (Text(track, "dim") for track in tracks.below)

    def _row(self, row: ListedBlock, tracks: _Tracks) -> Iterator[Text]:
        from rich.text import Text

        style = _FAMILY_STYLES.get(row.family, "default")
        name = Text(visible(row.name), "bold")
        if row.count:
            name.append(f" {row.count}", "bold cyan")
        contents = Text("\n".join(map(visible, row.contents)), style)
        facts = Text(visible(row.facts), "dim")
        below = tracks.mark.replace("●", "│" if tracks.goes_on else " ")
        for number, cells in enumerate(self._cells(name, contents, facts)):
            line = Text()
            for sign in (tracks.mark if number == 0 else below).ljust(self._left):
                line.append(sign, style if sign == "●" else "dim")
            line.append(" ")
            line.append_text(cells)
            yield line

    def _cells(self, name: Text, contents: Text, facts: Text) -> Iterator[Text]:
        """Yield the lines of a row: three columns where there is room for them, else one below the other."""
        from rich.text import Text

        if self._room < _WIDE:
            for indent, cell in ((0, name), (2, contents), (2, facts)):
                if cell.plain:
                    yield from (Text(" " * indent) + part for part in self._wrapped(cell, self._room - indent))
            return
        widths = self._name_width, self._contents_width, self._room - self._name_width - self._contents_width - 2 * _GAP
        columns = [self._wrapped(cell, size) for cell, size in zip((name, contents, facts), widths, strict=True)]
        for parts in zip_longest(*columns):
            line = Text()
            for part, size in zip(parts, widths, strict=True):
                cell = Text() if part is None else part
                line.append_text(cell)
                line.append(" " * (size - cell.cell_len + _GAP))
            yield line

    def _wrapped(self, text: Text, width: int) -> list[Text]:
        lines = list(text.wrap(self._console, width, overflow="fold"))
        for line in lines:
            line.rstrip()
        return lines


def _tracks(rows: Sequence[ListedBlock]) -> Iterator[_Tracks]:
    numbers = {row.id: number for number, row in enumerate(rows)}
    reached = {target for row in rows for target in row.targets}
    tracks = TextTracks()
    for number, row in enumerate(rows):
        above, mark = tuple(tracks.arrive(row.id)), tracks.row()
        # A line upwards, which only a model without a known order has, is not drawn.
        targets = [target for target in row.targets if numbers[target] > number]
        yield _Tracks(above, mark, tuple(tracks.leave(targets)), row.id in reached, bool(targets))
