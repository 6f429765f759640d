"""Labels of the nodes of ``model_to_dot``: rows of an HTML-like table, or of a record, arranged as in Keras."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from dotnet_viz.fonts import one_line
from dotnet_viz.renderers.common.escape import dot_string, xml_text

UNKNOWN = "?"
_RECORD_SIGNS = re.compile(r"[{}|<> ]")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class LayerText:
    """The texts of one layer.

    Args:
        name: the layer's name.
        kind: name of its class.
        activation: name of its activation; ``None`` where it has none.
        inputs: shape of the input.
        outputs: shape of the output.
        dtype: of the output.
        trainable: ``None`` for a layer without weights.
        call: number of the call, if each call has a node of its own.
    """

    name: str
    kind: str
    activation: str | None = None
    inputs: str = UNKNOWN
    outputs: str = UNKNOWN
    dtype: str = UNKNOWN
    trainable: bool | None = None
    call: str | None = None


@dataclass(frozen=True)
class LabelColumns:
    """Which rows and cells a label has.

    Args:
        names: whether the name is written before the class.
        activations: whether there is a row for the activation.
        shapes: whether there are cells for the shapes.
        dtype: whether there is a cell for the dtype.
        trainable: whether there is a cell for whether the layer is trained.
    """

    names: bool = True
    activations: bool = False
    shapes: bool = False
    dtype: bool = False
    trainable: bool = False

    @property
    def span(self) -> int:
        """Number of cells that the rows above the cells span."""
        return max(1, 2 * self.shapes + self.dtype + self.trainable)


def html_label(text: LayerText, columns: LabelColumns) -> str:
    """Return the HTML-like label of a layer, everything in it escaped.

    Args:
        text: the texts of the layer.
        columns: which of them are shown.

    Example:
        >>> "<b>x_&lt;b&gt;</b> (Dense)" in html_label(LayerText("x_<b>", "Dense"), LabelColumns())
        True
    """
    rows = [f'<tr><td colspan="{columns.span}" bgcolor="black">{_font(_heading(text, columns), 16, "white")}</td></tr>']
    if columns.activations and text.activation is not None:
        rows.append(_wide(f"Activation: {_bold(text.activation)}", columns))
    if text.call is not None:
        rows.append(_wide(f"Call: {_bold(text.call)}", columns))
    cells = "".join(_cells(text, columns))
    rows += [f"<tr>{cells}</tr>"] if cells else []
    return f'<<table border="0" cellborder="1" bgcolor="black" cellpadding="10">{"".join(rows)}</table>>'


def record_label(text: LayerText, columns: LabelColumns, *, is_flat: bool = False) -> str:
    r"""Return the label of a layer for the shape ``record``, which needs no fonts and no HTML, as a quoted DOT string.

    Args:
        text: the texts of the layer.
        columns: which of them are shown.
        is_flat: whether the graph runs from left to right, where Graphviz turns records by a quarter.

    Example:
        >>> print(record_label(LayerText("a", "Dense", inputs="(1,)", outputs="(2,)"), LabelColumns(shapes=True)))
        "{a\ (Dense)|{Input\ shape:\ (1,)|Output\ shape:\ (2,)}}"
    """
    rows = [_heading(text, columns)]
    rows += [f"Activation: {_bold(text.activation)}"] if columns.activations and text.activation is not None else []
    rows += [] if text.call is None else [f"Call: {_bold(text.call)}"]
    cells = "|".join(_in_record(cell) for cell in _cells(text, columns))
    label = "|".join([*(_in_record(row) for row in rows), *([f"{{{cells}}}"] if cells else [])])
    return f'"{label}"' if is_flat else f'"{{{label}}}"'


def _in_record(content: str) -> str:
    """Return the text of a cell's HTML in the notation of records."""
    return _RECORD_SIGNS.sub(r"\\\g<0>", dot_string(unescape(_TAG.sub("", content)))[1:-1])


def _heading(text: LayerText, columns: LabelColumns) -> str:
    return f"{_bold(text.name)} ({_escaped(text.kind)})" if columns.names else _bold(text.kind)


def _wide(content: str, columns: LabelColumns) -> str:
    return f'<tr><td bgcolor="white" colspan="{columns.span}">{_font(content)}</td></tr>'


def _cells(text: LayerText, columns: LabelColumns) -> Iterator[str]:
    if columns.shapes and text.kind != "InputLayer":
        yield _cell(f"Input shape: {_bold(text.inputs)}")
    if columns.shapes:
        yield _cell(f"Output shape: {_bold(text.outputs)}")
    if columns.dtype:
        yield _cell(f"Output dtype: {_bold(text.dtype)}")
    if columns.trainable and text.trainable is not None:
        color, word = ("forestgreen", "Trainable") if text.trainable else ("firebrick", "Non-trainable")
        yield f'<td bgcolor="{color}">{_font(_bold(word), 14, "white")}</td>'


def _cell(content: str) -> str:
    return f'<td bgcolor="white">{_font(content)}</td>'


def _font(content: str, size: int = 14, color: str | None = None) -> str:
    return f'<font point-size="{size}"{f" color={chr(34)}{color}{chr(34)}" if color else ""}>{content}</font>'


def _bold(text: str) -> str:
    return f"<b>{_escaped(text) or '(no name)'}</b>"


def _escaped(text: str) -> str:
    return xml_text(one_line(text)).replace('"', "&quot;")
