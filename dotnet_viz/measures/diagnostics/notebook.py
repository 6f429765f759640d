"""The result of checks as a table of a notebook."""

from __future__ import annotations

from dotnet_viz.display.table import TextTable, result_html
from dotnet_viz.formatting import format_count
from dotnet_viz.measures.diagnostics.finding import Findings
from dotnet_viz.measures.diagnostics.text import result_line
from dotnet_viz.translation.translate import mark, translate


def result_table(result: Findings) -> str:
    """Return what was found as a piece of a page, worst first.

    Args:
        result: of the checks of a model.
    """
    rows = [(translate(item.severity), item.check, item.place, item.message, item.fix) for item in result.findings]
    words = (mark("Severity"), mark("Check"), mark("Place"), mark("What was seen"), mark("What to do"))
    heads = tuple(map(translate, words))
    table = TextTable(heads, rows, wrapped=heads[3:], what=mark("findings"))
    skipped = sum(len(item.checks) for item in result.skipped)
    counted = format_count(skipped, "check")
    note = [translate("not looked at: {checks}; print the result to see which, and why", checks=counted)] if skipped else []
    return result_html(result_line(result), [table, *note])
