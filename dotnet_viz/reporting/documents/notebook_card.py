"""What a notebook shows of a report: a small card, so that the notebook's file does not hold the whole page.

JupyterLab takes scripts, style sheets and inline SVG out of what it does not trust, and nbconvert can do so too; what is
used here stays: plain elements with simple styles, and the picture as an image. Colours are those of the notebook, except
for the picture, which stands on paper of its own.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace

from dotnet_viz.diagrams.blocks.style import Blocks
from dotnet_viz.display.table import escaped
from dotnet_viz.drawing import Drawing
from dotnet_viz.errors import VizError
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_bytes, format_count
from dotnet_viz.graph import Graph
from dotnet_viz.graph.estimators import is_estimator_without_weights, is_linear_estimator
from dotnet_viz.measures.cost.cost import format_bound
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import NO_BREAK, Fact
from dotnet_viz.reporting.sections import summary
from dotnet_viz.reporting.statements.estimators import tree_facts
from dotnet_viz.reporting.statements.findings import FindingGroup
from dotnet_viz.translation.translate import in_language, mark, translate

MAX_GROUPS = 3
MAX_BROKEN = 5
MAX_PICTURE = 24_000
"""Characters of the picture's SVG; a larger one cannot be read in so little room."""

_LONGEST = 240
_CARD = "max-width:62em;border:1px solid gray;border-radius:6px;padding:0.6em 1em;margin:0.3em 0"
_LINE = '<p style="margin:0.3em 0">{}</p>'
_SIDE = "display:inline-block;vertical-align:top;margin:0.2em 1.5em 0.2em 0"
_NAME = (
    "padding:0.1em 1em 0.1em 0;border:0;text-align:left;vertical-align:top;white-space:nowrap;font-weight:normal;opacity:0.75"
)
_VALUE = "padding:0.1em 0;border:0;text-align:left;vertical-align:top;font-weight:bold"
_PAPER = f"{_SIDE};max-width:100%;max-height:340px;overflow:auto;background-color:#ffffff;border-radius:4px"

_WHOLE = mark("This is the short form: {save} writes the whole report, and {show} shows it here.")
_BROKEN = mark("{count} of {all} conditions are not met.")
_MET = mark("All {count} conditions are met.")
_MORE = mark("and {count} more")


def notebook_card(context: ReportContext) -> str:
    """Return the card of a report as a piece of a page, of some ten kilobytes.

    Args:
        context: what the report is about.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> card = notebook_card(ReportContext(read([np.eye(3, 2)]), title="a < b"))
        >>> "<b>a &lt; b</b>" in card, len(card) < 20_000
        (True, True)
    """
    with in_language(context.language):
        heading = f"<b>{_text(context.heading)}</b> · {_text(context.subject)}"
        lines = "".join(map(_LINE.format, (heading, *_lines(context))))
        picture = "" if context.graph is None else _picture(context.graph)
        whole = translate(_WHOLE, save="report.save('report.html')", show="report.show()")
        numbers = f'<div style="{_SIDE}">{_table(_numbers(context))}</div>'
        return f'<div style="{_CARD}">{lines}{numbers}{picture}{_LINE.format(_text(whole))}</div>'


def _lines(context: ReportContext) -> Iterator[str]:
    """Yield how good the model is, whether it meets its conditions, and the worst findings."""
    data = summary.build(context).data
    for verdict in data["verdicts"]:
        name = f"{_text(verdict.name)}: " if verdict.name else ""
        yield f"{verdict.symbol} {name}<b>{_text(verdict.headline)}</b>"
    if data["note"]:
        yield _text(data["note"])
    yield from _conditions(context)
    if data["found"]:
        yield _text(data["found"])
    for group in data["groups"][:MAX_GROUPS]:
        yield _finding(group)


def _conditions(context: ReportContext) -> Iterator[str]:
    results = context.translated_conditions
    broken = [result.sentence for result in results if not result.passed]
    if not results:
        return
    if not broken:
        yield f"✔ {_text(translate(_MET, count=len(results)))}"
        return
    yield f"✖ <b>{_text(translate(_BROKEN, count=len(broken), all=len(results)))}</b>"
    yield from map(_text, broken[:MAX_BROKEN])


def _finding(group: FindingGroup) -> str:
    first = group.seen[0]
    others = len(group.seen) - 1 + group.more
    more = f" ({translate(_MORE, count=others)})" if others else ""
    return f"{group.symbol} {_text(f'{translate(group.severity)}, {first.place}: {first.message}{more}')}"


def _numbers(context: ReportContext) -> Iterator[Fact]:
    if context.measurements is None:
        return
    if is_estimator_without_weights(context.measurements.graph):
        yield from tree_facts(context)
        return
    found = context.measurements.summary
    if not is_linear_estimator(context.measurements.graph):
        yield Fact("Layers", format_count(found.layer_count))
    yield Fact("Parameters", format_count(found.parameter_count))
    if found.weight_bytes is not None:
        yield Fact("Size of the weights", format_bytes(found.weight_bytes))
    if found.cost.is_known:
        yield Fact("Operations (FLOPs)", format_bound(found.cost.flops, is_complete=found.cost.is_complete))


def _table(facts: Iterator[Fact]) -> str:
    rows = "".join(
        f'<tr><th style="{_NAME}">{_text(translate(fact.name))}</th><td style="{_VALUE}">{_text(fact.value)}</td></tr>'
        for fact in facts
    )
    return f'<table style="border-collapse:collapse;margin:0"><tbody>{rows}</tbody></table>' if rows else ""


def _picture(graph: Graph) -> str:
    """Return the blocks of a model as an image; nothing where they cannot be drawn, or are too many."""
    try:
        drawing = Drawing(replace(Blocks().build(graph), show_title=False))
        svg = drawing.svg
    except VizError:
        return ""
    if len(svg) > MAX_PICTURE:
        return ""
    content = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    about = escaped(drawing.scene.description or drawing.scene.title)
    return f'<div style="{_PAPER}"><img alt="{about}" style="max-width:100%" src="data:image/svg+xml;base64,{content}"></div>'


def _text(text: str) -> str:
    line = one_line(text).replace(NO_BREAK, " ")
    return escaped(line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…")
