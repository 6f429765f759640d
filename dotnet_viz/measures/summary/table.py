"""A summary as a plain table for a terminal, whatever its names are made of."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from dotnet_viz.errors import OptionError
from dotnet_viz.fonts import ELLIPSIS, one_line
from dotnet_viz.formatting import format_bytes, format_count
from dotnet_viz.graph.layer_count import layers_in_words
from dotnet_viz.graph.parts import made_with
from dotnet_viz.measures.cost.cost import Cost, format_bound
from dotnet_viz.measures.summary.compiled import compile_facts, date_in_words
from dotnet_viz.measures.summary.numbers import LayerSummary, ModelSummary

MIN_WIDTH = 40
_MAX_COLUMN = 40
_GAP = "  "
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def format_summary(summary: ModelSummary, width: int | None = None) -> str:
    """Return a summary as text: what the model is, a table of its layers, and the totals.

    Line breaks, control characters and marks that turn the direction of text are replaced, so that no
    name can change what a terminal shows. Long names lose their middle.

    Args:
        summary: of a model.
        width: columns of the terminal, at least 40; ``None`` for as many as the table needs.

    Raises:
        OptionError: the width is less than 40.
    """
    if width is not None and width < MIN_WIDTH:
        raise OptionError(f"width {width!r} is too narrow for a table; give at least {MIN_WIDTH} columns")
    parts = [_heading(summary, width), _table(summary.layers, width), _totals(summary, width)]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def display_width(text: str) -> int:
    """Return how many columns a terminal takes for a text: two for Chinese and emoji, none for accents."""
    return sum(_columns(character) for character in text)


def clip(text: str, width: int) -> str:
    """Return a text with its middle replaced by ``…`` where it is wider than ``width`` columns.

    Args:
        text: one line.
        width: columns of the terminal; wide characters take two.

    Example:
        >>> clip("conv2d_transpose", 9)
        'conv…pose'
    """
    if display_width(text) <= width:
        return text
    room = max(0, width - 1)
    tail = _fitting(text[::-1], room // 2)
    head = _fitting(text, room - display_width(text[len(text) - tail :]))
    return text[:head] + ELLIPSIS + text[len(text) - tail :]


def safe(text: str) -> str:
    """Return a text that cannot change what a terminal shows: one line, no control characters, no marks of direction."""
    return "".join("�" if character in _DIRECTION_MARKS else character for character in one_line(text))


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _fitting(text: str, width: int) -> int:
    used = 0
    for count, character in enumerate(text):
        used += _columns(character)
        if used > width:
            return count
    return len(text)


def _heading(summary: ModelSummary, width: int | None) -> list[str]:
    made = made_with(summary.framework, summary.framework_version)
    source = [summary.format, f"made with {made}"] if made else [summary.format]
    if summary.file_size is not None:
        source.append(f"file {format_bytes(summary.file_size)}")
    if summary.date_saved is not None:
        source.append(f"saved {date_in_words(summary.date_saved)}")
    lines = [f"Model {summary.name} ({summary.kind})", f"Source: {', '.join(source)}"]
    return [_line(line, width) for line in lines]


def _line(text: str, width: int | None) -> str:
    return clip(safe(text), width or 3 * _MAX_COLUMN)


def _totals(summary: ModelSummary, width: int | None) -> list[str]:
    size = "" if summary.weight_bytes is None else f" ({format_bytes(summary.weight_bytes)})"
    lines = [
        f"Layers: {_layer_counts(summary)}",
        f"Parameters: {format_count(summary.parameter_count)}{size}",
        f"  trainable: {format_count(summary.trainable_count)}",
        f"  not trainable: {format_count(summary.non_trainable_count)}",
        *cost_lines(summary),
        *(f"Weights of {item.dtype}: {format_count(item.parameters)}" for item in summary.dtypes),
        *(f"{name}: {value}" for name, value in compile_facts(summary)),
        *(f"Input {tensor.name}: {tensor.shape} {tensor.dtype or ''}" for tensor in summary.inputs),
        *(f"Output {tensor.name}: {tensor.shape} {tensor.dtype or ''}" for tensor in summary.outputs),
    ]
    notes = [line for note in summary.notes for line in _wrapped(f"Note: {safe(note)}", width)]
    return [_line(line, width).rstrip() for line in lines] + notes


def cost_lines(summary: ModelSummary) -> tuple[str, str]:
    """Return what a model costs on one sample, in two lines: its operations, and the memory of its activations.

    Args:
        summary: of the model.
    """
    cost, memory = summary.cost, summary.activation_memory
    counts = (format_bound(count, unit, is_complete=cost.is_complete) for count, unit in _units(cost))
    bound = "" if memory.is_complete else "≥ "
    if not (memory.total or memory.is_complete):
        return f"Operations per sample: {', '.join(counts)}", "Activations per sample: ?"
    peak = f"{bound}{format_bytes(memory.peak)} at a time"
    return (
        f"Operations per sample: {', '.join(counts)}",
        f"Activations per sample: {bound}{format_bytes(memory.total)} ({peak})",
    )


def _units(cost: Cost) -> tuple[tuple[int, str], ...]:
    return (cost.macs, "MACs"), (cost.flops, "FLOPs")


def _layer_counts(summary: ModelSummary) -> str:
    """Return the number of layers; where the table has other rows, such as inputs, what they are."""
    rows = "" if summary.layer_count == len(summary.layers) else f" (the rows above: {layers_in_words(summary.layers)})"
    return f"{format_count(summary.layer_count)}{rows}"


def _wrapped(text: str, width: int | None) -> list[str]:
    if width is None:
        return [text]
    # Wide characters take two columns, which textwrap does not know.
    return [clip(line, width) for line in textwrap.wrap(text, width, subsequent_indent="  ")]


def _trainable(layer: LayerSummary) -> str:
    if layer.parameters == 0:
        return ""
    if layer.parameters is None:
        return "no" if layer.trainable is False else "?"
    if layer.trainable is False or layer.trainable_parameters == 0:
        return "no"
    return "yes" if layer.trainable_parameters == layer.parameters else format_count(layer.trainable_parameters)


def _operations(layer: LayerSummary, which: str) -> str:
    cost = layer.cost
    return "" if cost is None else format_bound(getattr(cost, which), is_complete=cost.is_complete)


def _memory(layer: LayerSummary) -> str:
    if layer.cost is None:
        return ""
    return "?" if layer.activation_bytes is None else format_bytes(layer.activation_bytes)


@dataclass(frozen=True)
class _Column:
    """A column of the table.

    Args:
        head: its title.
        cell: the text for a layer.
        align: ``"<"`` or ``">"``.
        least: to how few columns of the terminal it can be shortened; 0 if it cannot be, such as a number.
        leaves: which column leaves first where there is no room; 0 if it stays.
    """

    head: str
    cell: Callable[[LayerSummary], str]
    align: str = "<"
    least: int = 0
    leaves: int = 0


_COLUMNS = (
    _Column("Layer", lambda layer: "  " * layer.depth + safe(layer.name), least=14),
    _Column("Class", lambda layer: safe(layer.kind), least=12),
    _Column("Output shape", lambda layer: safe(" ".join(layer.output_shapes)) or "?", least=18, leaves=8),
    _Column("Activation", lambda layer: safe(layer.activation or ""), least=10, leaves=5),
    _Column("Dtype", lambda layer: safe(layer.dtype or "?"), least=8, leaves=1),
    _Column("Parameters", lambda layer: format_count(layer.parameters), align=">"),
    _Column("Trainable", _trainable, leaves=4),
    _Column("MACs", lambda layer: _operations(layer, "macs"), align=">", leaves=7),
    _Column("FLOPs", lambda layer: _operations(layer, "flops"), align=">", leaves=3),
    _Column("Memory", _memory, align=">", leaves=6),
    _Column("Connected to", lambda layer: safe(", ".join(layer.connected_to)), least=14, leaves=2),
)


@dataclass(frozen=True)
class _Texts:
    """A column with its texts, and how wide it is."""

    column: _Column
    cells: tuple[str, ...]
    width: int

    @property
    def least(self) -> int:
        return min(self.width, self.column.least or self.width)


def layer_rows(layers: Sequence[LayerSummary]) -> tuple[list[str], list[list[str]]]:
    """Return the titles of the columns that say something, and the cells of each layer, in full.

    Args:
        layers: of a summary.
    """
    columns = [(column.head, [column.cell(layer) for layer in layers]) for column in _COLUMNS]
    filled = [(head, cells) for head, cells in columns if any(cells)]
    return [head for head, _ in filled], [list(row) for row in zip(*(cells for _, cells in filled), strict=True)]


def _table(layers: Sequence[LayerSummary], width: int | None) -> list[str]:
    if not layers:
        return []
    texts = [_texts(column, layers) for column in _COLUMNS]
    fitted = _fit([item for item in texts if any(item.cells)], width)
    head = _row([(item.column.head, item) for item in fitted])
    rows = [_row([(item.cells[number], item) for item in fitted]) for number in range(len(layers))]
    return [head, "─" * _total(item.width for item in fitted), *rows]


def _texts(column: _Column, layers: Sequence[LayerSummary]) -> _Texts:
    cells = tuple(clip(column.cell(layer), _MAX_COLUMN) for layer in layers)
    return _Texts(column, cells, max(display_width(text) for text in (column.head, *cells)))


def _fit(texts: list[_Texts], width: int | None) -> list[_Texts]:
    """Let the least important columns leave, then shorten the widest, until a row fits."""
    while width is not None and _total(item.least for item in texts) > width:
        leaving = min((item for item in texts if item.column.leaves), key=lambda item: item.column.leaves, default=None)
        if leaving is None:
            break
        texts = [item for item in texts if item is not leaving]
    widths = [item.width for item in texts]
    while width is not None and _total(widths) > width:
        elastic = [number for number, item in enumerate(texts) if item.column.least and widths[number] > 1]
        if not elastic:
            break
        widths[max(elastic, key=lambda number: widths[number] - texts[number].least)] -= 1
    return [replace(item, width=wide) for item, wide in zip(texts, widths, strict=True)]


def _total(widths: Iterable[int]) -> int:
    listed = list(widths)
    return sum(listed) + len(_GAP) * (len(listed) - 1)


def _row(cells: Iterable[tuple[str, _Texts]]) -> str:
    return _GAP.join(_pad(clip(text, item.width), item.width, item.column.align) for text, item in cells).rstrip()


def _pad(text: str, width: int, align: str) -> str:
    space = " " * (width - display_width(text))
    return space + text if align == ">" else text + space
