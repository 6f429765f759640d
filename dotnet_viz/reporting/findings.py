"""What checks have found, as rows of a table: one for each check and severity, worst first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count
from dotnet_viz.measures.diagnostics import CheckResult, Finding, Skipped, Source

MOST_SHOWN = 5
SYMBOLS = {"error": "✖", "warning": "▲", "hint": "●"}


@dataclass(frozen=True)
class FindingGroup:
    """The findings of one check and severity.

    Args:
        severity: ``"error"``, ``"warning"`` or ``"hint"``.
        symbol: that stands beside the word.
        check: id of the check.
        about: what the check looks for.
        seen: the places of the first findings, each with its message.
        more: how many there are beside these.
        fix: what to do.
        source: who says so.
    """

    severity: str
    symbol: str
    check: str
    about: str
    seen: tuple[tuple[str, str], ...]
    more: int
    fix: str
    source: Source


def grouped_findings(findings: Sequence[Finding], about: Mapping[str, str]) -> tuple[FindingGroup, ...]:
    """Return the findings of one check and severity together.

    Args:
        findings: worst first, those of a check side by side.
        about: what each check looks for, by its id.
    """
    groups = []
    for (severity, check), group in groupby(findings, key=lambda item: (item.severity, item.check)):
        items = list(group)
        seen = tuple((one_line(item.place), one_line(item.message)) for item in items[:MOST_SHOWN])
        more = max(0, len(items) - MOST_SHOWN)
        fix = one_line(items[0].fix)
        groups.append(FindingGroup(severity, SYMBOLS[severity], check, about[check], seen, more, fix, items[0].source))
    return tuple(groups)


def counted_findings(result: CheckResult) -> str:
    """Return how much of each severity was found, in words.

    Args:
        result: of checks.
    """
    return ", ".join(format_count(count, severity) for severity, count in result.counts().items() if count) or "nothing"


def skipped_lines(skipped: Sequence[Skipped]) -> tuple[str, ...]:
    """Return a sentence for each reason why checks did not look at something.

    Args:
        skipped: of a result.
    """
    lines = []
    for checks, group in groupby(skipped, key=lambda item: item.checks):
        items = list(group)
        places = [one_line(item.place) for item in items[:MOST_SHOWN] if item.place is not None]
        more = f" and {format_count(len(items) - MOST_SHOWN)} more" if len(items) > MOST_SHOWN else ""
        where = f" of {', '.join(places)}{more}" if places else ""
        lines.append(f"Not looked at: {', '.join(checks)}{where}, since {one_line(items[0].reason)}.")
    return tuple(lines)
