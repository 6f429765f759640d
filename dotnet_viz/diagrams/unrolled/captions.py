"""What stands beside a row of cells: the layer's name, what it is, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.diagrams.common.texts.remarks import fitted_remarks, remark_lines
from dotnet_viz.diagrams.unrolled.rows import StepRow
from dotnet_viz.fonts import one_line, shorten, text_width
from dotnet_viz.formatting import format_count
from dotnet_viz.graph.layer_kinds import core
from dotnet_viz.graph.layer_kinds.settings import short_settings
from dotnet_viz.translation.translate import translate

TEXT, SMALL = 11.0, 10.0


def caption_texts(row: StepRow, room: float) -> Iterator[tuple[str, float, bool]]:
    """Yield the lines beside a row from the top, each with its size and whether it is bold; none for one without steps.

    Args:
        row: of cells or of a layer that works on each step.
        room: width in CSS pixels.
    """
    if not row.has_steps:
        return
    about = words_of(row)
    if row.form == "cell":
        about = f"{about} · {translate('every output') if row.returns_sequences else translate('last output')}"
    elif row.node.layer.kind == "InputLayer":
        about = translate("length varies") if row.steps is None else format_count(row.steps, "step")
    yield shorten(one_line(row.node.layer.name), TEXT, room, bold=True), TEXT, True
    lines = remark_lines([row.node])
    has_room = text_width(about, SMALL) <= room or len(lines) > 1
    for line in [about] if has_room else about.split(" · ", 1):
        yield shorten(line, SMALL, room), SMALL, False
    is_one = text_width(one_line(" · ".join(lines)), SMALL) <= room
    for part in [lines] if is_one else [lines[:1], lines[1:]]:  # rows have room for four lines
        if text := fitted_remarks(part, SMALL, room):
            yield text, SMALL, False


def box_text(row: StepRow, room: float) -> str:
    """Return what stands in the one box of a layer: its words, of an input its name alone where both have no room.

    Args:
        row: of the layer.
        room: width in CSS pixels.
    """
    name, words = one_line(row.node.layer.name), words_of(row)
    is_short = row.node.layer.kind != "InputLayer" or text_width(words, TEXT) <= room
    return shorten(words if is_short else name, TEXT, room)


def words_of(row: StepRow) -> str:
    """Return the classes of a layer and of the one inside it, and its size; of an input its name too.

    Args:
        row: of the layer.
    """
    layer, inner = row.node.layer, core(row.node.layer)
    if layer.kind == "InputLayer":
        return f"{one_line(layer.name)} · {layer.kind}"
    sizes = short_settings(inner, without=("activation",))[:1]
    return " ".join(part for part in dict.fromkeys((layer.kind, inner.kind, *sizes)) if part)
