"""What checks have found, as rows of a table: one for each check and severity, worst first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count, format_first, format_items
from dotnet_viz.measures.diagnostics import CheckResult, Finding, Skipped, Source
from dotnet_viz.measures.severities import SEVERITIES
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import layer_anchor
from dotnet_viz.translation.translate import mark, translate

MOST_SHOWN = 5
SYMBOLS = {"error": "✖", "warning": "▲", "hint": "●"}
_NOT_CHECKED = mark("Not looked at: {checks}, since {reason}.")
_NOT_CHECKED_OF = mark("Not looked at: {checks} of {places}, since {reason}.")
NOTHING_TO_CHECK = mark("No check had anything to look at.")
"""What is said in place of how many checks ran and what they found, where none ran."""
_RAN = mark("{checks} ran and found {found}.")
_NOTHING_FOUND = mark("{checks} ran and found nothing.")
_COUNTED = (
    mark("{count} error", "{count} errors"),
    mark("{count} warning", "{count} warnings"),
    mark("{count} hint", "{count} hints"),
)
"""How findings of each severity are counted, for the catalogues of translations."""


@dataclass(frozen=True)
class Occurrence:
    """One place where a check found something.

    Args:
        place: a layer, a weight or a metric.
        message: what was seen.
        anchor: of what the page has of the place.
    """

    place: str
    message: str
    anchor: str


@dataclass(frozen=True)
class FindingGroup:
    """The findings of one check and severity.

    Args:
        severity: ``"error"``, ``"warning"`` or ``"hint"``.
        symbol: that stands beside the word.
        check: id of the check.
        about: what the check looks for.
        seen: the places of the first findings.
        more: how many there are beside these.
        fix: what to do.
        source: who says so.
    """

    severity: str
    symbol: str
    check: str
    about: str
    seen: tuple[Occurrence, ...]
    more: int
    fix: str
    source: Source


def grouped_findings(
    findings: Sequence[Finding], about: Mapping[str, str], layers: Collection[str], section: str, most: int = MOST_SHOWN
) -> tuple[FindingGroup, ...]:
    """Return the findings of one check and severity together.

    Args:
        findings: worst first, those of a check side by side.
        about: what each check looks for, by its id.
        layers: ids of the layers that have a row in the page.
        section: that a place without a row of its own is linked to.
        most: places of each group.
    """
    groups = []
    for (severity, check), group in groupby(findings, key=lambda item: (item.severity, item.check)):
        items = list(group)
        seen = tuple(
            Occurrence(
                one_line(item.place), one_line(item.message), layer_anchor(item.layer) if item.layer in layers else section
            )
            for item in items[:most]
        )
        more = max(0, len(items) - most)
        fix = one_line(items[0].fix)
        groups.append(FindingGroup(severity, SYMBOLS[severity], check, about[check], seen, more, fix, items[0].source))
    return tuple(groups)


def layers_of(context: ReportContext) -> frozenset[str]:
    """Return the ids of the layers that a page can have a row of.

    Args:
        context: of the report.
    """
    model = context.measurements
    return frozenset() if model is None else frozenset(layer.id for layer in model.summary.layers)


def quiet_sentence(result: CheckResult, about: Mapping[str, str]) -> str:
    """Return which checks found nothing and what they look for; empty where there is none.

    Args:
        result: of checks.
        about: what each check looks for, by its id.
    """
    found = {finding.check for finding in result.findings}
    quiet = [f"{check} ({translate(about[check])})" for check in result.checks if check not in found]
    if not quiet:
        return ""
    names = format_items(quiet)
    return translate(
        "{count} check found nothing: {names}.", "{count} checks found nothing: {names}.", count=len(quiet), names=names
    )


def counted_findings(result: CheckResult) -> str:
    """Return how much of each severity was found, in words.

    Args:
        result: of checks.
    """
    return counted(result.findings) or translate("nothing")


def counted(findings: Sequence[Finding]) -> str:
    """Return how many findings of each severity there are, in words; empty for none.

    Args:
        findings: of one check or several.
    """
    counts = {severity: sum(finding.severity == severity for finding in findings) for severity in SEVERITIES}
    return format_items(format_count(count, severity) for severity, count in counts.items() if count)


def counted_checks(results: Sequence[CheckResult]) -> str:
    """Return how many checks ran and how much of each severity they found, in a sentence.

    Args:
        results: of the checks of a model and of those of its training, as far as there are any.
    """
    ran = sum(len(result.checks) for result in results)
    if not ran:
        return translate(NOTHING_TO_CHECK)
    checks, found = format_count(ran, "check"), counted([finding for result in results for finding in result.findings])
    return translate(_RAN, checks=checks, found=found) if found else translate(_NOTHING_FOUND, checks=checks)


def skipped_lines(skipped: Sequence[Skipped]) -> tuple[str, ...]:
    """Return a sentence for each reason why checks did not look at something; advice is for who runs them, not for readers.

    Args:
        skipped: of a result.
    """
    lines = []
    groups: dict[tuple[tuple[str, ...], str], list[Skipped]] = {}
    for item in skipped:
        groups.setdefault((item.checks, item.reason), []).append(item)
    for (checks, reason), items in groups.items():
        places = [one_line(item.place) for item in items if item.place is not None]
        lines.append(
            translate(
                _NOT_CHECKED_OF if places else _NOT_CHECKED,
                checks=format_items(checks),
                places=format_first(places, MOST_SHOWN),
                reason=one_line(reason),
            )
        )
    return tuple(lines)
