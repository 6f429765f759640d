"""The caption of a column: its name, class and activation, and how many of its neurons are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dotnet_viz.diagrams.common.circle_columns import wrapped_caption
from dotnet_viz.diagrams.common.texts.remarks import remark_lines
from dotnet_viz.diagrams.weight_graph.columns import NAME_SIZE, NeuronColumn
from dotnet_viz.fonts import LINE_HEIGHT, one_line, shorten, text_width
from dotnet_viz.formatting import format_count
from dotnet_viz.graph import Node
from dotnet_viz.graph.layer_kinds import changes_values_only, core, family_of
from dotnet_viz.scene import Caption, Label, Shape
from dotnet_viz.translation.translate import mark, translate

MAX_CAPTION_WIDTH = 170.0
# On a page words go on in the next line beyond this.
_COMPACT_WIDTH = 100.0
_TITLE_SIZE = 12.0
# A caption among columns stands nearer to its own, which is above it, than to the next.
_ABOVE = 2.0
_BELOW = 18.0
_BELOW_GATE = 6.0
_JOIN = " · "
_WITHOUT_FUNCTION = frozenset({"normalization", "regularization"})
_ROLES = {"heads": mark("attention heads"), "state": mark("one step before")}


def column_caption(column: NeuronColumn, *, is_short: bool = False) -> Caption:
    """Return the lines under a column: name, class and activation, how many neurons are drawn.

    Args:
        column: its neurons.
        is_short: whether to leave out class and activation.
    """
    return Caption(column.rank, tuple(_caption_lines(column, is_short=is_short)))


def caption_shape(column: NeuronColumn) -> Shape:
    """Return the same lines as a shape that stands behind the circles, where several columns share a rank."""
    is_short = column.is_short
    lines = [_short_line(column)] if is_short else list(_caption_lines(column))
    heights = [line.size * LINE_HEIGHT for line in lines]
    above, below = (0.0, _BELOW_GATE) if is_short else (_ABOVE, _BELOW)
    height = sum(heights) + above + below
    width = max(text_width(line.text, line.size, line.bold) for line in lines)
    labels, top = [], -height / 2 + above
    for line, line_height in zip(lines, heights, strict=True):
        labels.append(Label(line.text, 0.0, round(top + line_height / 2, 2), line.size, line.bold, color=line.color))
        top += line_height
    name = translate("caption of {name}", name=column.name)
    return Shape(
        f"c{column.number}-caption", name, round(width, 2), round(height, 2), form="area",
        labels=tuple(labels), rank=column.rank, kind="caption",
    )  # fmt: skip


def _short_line(column: NeuronColumn) -> Label:
    """Return the name of a gate, whose layer says how many of its neurons are drawn."""
    text = _JOIN.join(translate(word) for word in column.stage.part if word)
    return Label(shorten(text, NAME_SIZE, MAX_CAPTION_WIDTH, bold=True), size=NAME_SIZE, bold=True)


def _caption_lines(column: NeuronColumn, *, is_short: bool = False) -> Iterator[Label]:
    own = [translate(word) for word in column.stage.part if word]
    title = own[0] if column.stage.role == "gate" else one_line(column.name)
    yield Label(shorten(title, _TITLE_SIZE, MAX_CAPTION_WIDTH, bold=True), bold=True)
    for line in _rows([] if is_short else _layer_words(column), _COMPACT_WIDTH if column.is_compact else MAX_CAPTION_WIDTH):
        yield _muted(line)
    drawn, total = len(column.kept), column.total
    of_all = format_count(total) if column.is_compact and drawn < total else format_count(total, column.word)
    yield _muted(translate("{drawn} of {units}", drawn=format_count(drawn), units=of_all) if drawn < total else of_all)
    if column.image is not None:
        yield from map(_muted, wrapped_caption(column.image.text, NAME_SIZE, MAX_CAPTION_WIDTH))
    for line in remark_lines(column.stage.calls):
        yield Label(shorten(line, NAME_SIZE, MAX_CAPTION_WIDTH), size=NAME_SIZE)


def _muted(text: str) -> Label:
    return Label(shorten(text, NAME_SIZE, MAX_CAPTION_WIDTH), size=NAME_SIZE, color="muted")


def _rows(words: Sequence[str], room: float) -> list[str]:
    """Return words in as few lines as they have room in, so that none is cut where another line shows it whole."""
    rows: list[str] = []
    for word in words:
        longer = f"{rows[-1]}{_JOIN}{word}" if rows else word
        if rows and text_width(longer, NAME_SIZE) <= room:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows


def _changes_units(node: Node) -> bool:
    """Whether what a column gives to the next one is another function of what comes in, as behind an activation."""
    return changes_values_only(node) and family_of(node.layer) not in _WITHOUT_FUNCTION


def _layer_words(column: NeuronColumn) -> list[str]:
    stage = column.stage
    if stage.role in _ROLES:
        return [translate(_ROLES[stage.role]), *(translate(word) for word in stage.part if word)]
    if stage.role == "gate":
        return [translate(word) for word in stage.part[1:] if word]
    if stage.role in ("input", "tokens") or stage.node is None:
        return []
    layer = core(stage.node.layer)
    behind = [node.layer.activation or node.layer.kind for node in stage.after if column.is_last or _changes_units(node)]
    activation = layer.activation if layer.activation != "linear" or not behind else None
    kinds = dict.fromkeys((stage.node.layer.kind, layer.kind))
    return [part for part in (*kinds, activation, *behind) if part]
