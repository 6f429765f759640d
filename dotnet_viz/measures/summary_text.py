"""A summary as a plain table for a terminal, whatever its names are made of."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dotnet_viz.errors import OptionError
from dotnet_viz.fonts import ELLIPSIS, one_line

if TYPE_CHECKING:
    from dotnet_viz.measures.summary import LayerSummary, Summary

MIN_WIDTH = 40
_MAX_COLUMN = 40
_GAP = "  "
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB")


def format_summary(summary: Summary, width: int | None = None) -> str:
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


def readable_size(count: int) -> str:
    """Return a number of bytes in the largest fitting unit.

    Example:
        >>> readable_size(1536), readable_size(10)
        ('1.5 KiB', '10 bytes')
    """
    size, unit = float(count), 0
    while size >= 1024 and unit < len(_UNITS) - 1:
        size, unit = size / 1024, unit + 1
    return f"{count} bytes" if unit == 0 else f"{size:.1f} {_UNITS[unit]}"


def display_width(text: str) -> int:
    """Return how many columns a terminal takes for a text: two for Chinese and emoji, none for accents."""
    return sum(_columns(character) for character in text)


def clip(text: str, width: int) -> str:
    """Return a text with its middle replaced by ``…`` where it takes more than ``width`` columns.

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


def _safe(text: str) -> str:
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


def _heading(summary: Summary, width: int | None) -> list[str]:
    source = [summary.format]
    if summary.framework_version:
        source.append(f"version {summary.framework_version}")
    if summary.file_size is not None:
        source.append(f"file {readable_size(summary.file_size)}")
    lines = [f"Model {summary.name} ({summary.kind})", f"Source: {', '.join(source)}"]
    return [_line(line, width) for line in lines]


def _line(text: str, width: int | None) -> str:
    return clip(_safe(text), width or 3 * _MAX_COLUMN)


def _totals(summary: Summary, width: int | None) -> list[str]:
    size = "" if summary.weight_bytes is None else f" ({readable_size(summary.weight_bytes)})"
    lines = [
        f"Parameters: {summary.parameter_count:,}{size}",
        f"  trainable: {summary.trainable_count:,}",
        f"  not trainable: {summary.non_trainable_count:,}",
        *(f"Weights of {item.dtype}: {item.parameters:,}" for item in summary.dtypes),
        *(f"Input {tensor.name}: {tensor.shape} {tensor.dtype or ''}" for tensor in summary.inputs),
        *(f"Output {tensor.name}: {tensor.shape} {tensor.dtype or ''}" for tensor in summary.outputs),
    ]
    notes = [line for note in summary.notes for line in _wrapped(f"Note: {_safe(note)}", width)]
    return [_line(line, width).rstrip() for line in lines] + notes


def _wrapped(text: str, width: int | None) -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent="  ") if width else [text]


def _trainable(layer: LayerSummary) -> str:
    if layer.parameters == 0:
        return ""
    if layer.trainable is False or layer.trainable_parameters == 0:
        return "no"
    return "yes" if layer.trainable_parameters == layer.parameters else f"{layer.trainable_parameters:,}"


_Cell = Callable[["LayerSummary"], str]

_COLUMNS: tuple[tuple[str, str, _Cell], ...] = (
    ("Layer", "<", lambda layer: "  " * layer.depth + _safe(layer.name)),
    ("Class", "<", lambda layer: _safe(layer.kind)),
    ("Output shape", "<", lambda layer: _safe(" ".join(layer.output_shapes)) or "?"),
    ("Activation", "<", lambda layer: _safe(layer.activation or "")),
    ("Dtype", "<", lambda layer: _safe(layer.dtype or "?")),
    ("Parameters", ">", lambda layer: f"{layer.parameters:,}"),
    ("Trainable", "<", _trainable),
    ("Connected to", "<", lambda layer: _safe(", ".join(layer.connected_to))),
)


def _table(layers: Sequence[LayerSummary], width: int | None) -> list[str]:
    if not layers:
        return []
    columns = [(head, align, [clip(cell(layer), _MAX_COLUMN) for layer in layers]) for head, align, cell in _COLUMNS]
    columns = [column for column in columns if any(column[2])]
    widths = _fit([max(display_width(text) for text in (head, *texts)) for head, _, texts in columns], width)
    while width is not None and len(widths) > 2 and sum(widths) + len(_GAP) * (len(widths) - 1) > width:
        columns.pop()
        widths = _fit([max(display_width(text) for text in (head, *texts)) for head, _, texts in columns], width)
    aligns = [align for _, align, _ in columns]
    head = _row([head for head, _, _ in columns], widths, aligns)
    rows = [_row(texts, widths, aligns) for texts in zip(*(texts for _, _, texts in columns), strict=True)]
    return [head, "─" * (sum(widths) + len(_GAP) * (len(widths) - 1)), *rows]


def _fit(widths: list[int], width: int | None) -> list[int]:
    """Make the widest columns narrower, none below eight, until a row fits."""
    fitted = list(widths)
    while width is not None and sum(fitted) + len(_GAP) * (len(fitted) - 1) > width and max(fitted) > 8:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _row(texts: Sequence[str], widths: Sequence[int], aligns: Sequence[str]) -> str:
    return _GAP.join(
        _pad(clip(text, width), width, align) for text, width, align in zip(texts, widths, aligns, strict=True)
    ).rstrip()


def _pad(text: str, width: int, align: str) -> str:
    space = " " * (width - display_width(text))
    return space + text if align == ">" else text + space
