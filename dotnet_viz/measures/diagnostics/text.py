"""The result of checks as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dotnet_viz.formatting import format_count, format_items
from dotnet_viz.measures.diagnostics.finding import Finding, Findings, Skipped
from dotnet_viz.translation.translate import translate

MOST_SHOWN = 5


def result_text(result: Findings) -> str:
    """Return what was found, worst first, like findings together; names cannot move a terminal's cursor."""
    blocks = [visible(result_line(result))]
    for _, group in groupby(result.findings, key=lambda item: (item.severity, item.check)):
        blocks.append(_block(list(group)))
    blocks.extend(_skipped(result.skipped))
    return "\n\n".join(blocks)


def result_line(result: Findings) -> str:
    """Return how much was found, in one line."""
    counts = [format_count(count, name) for name, count in result.counts().items() if count]
    found = format_items(counts) or (translate("nothing found") if result.checks else translate("nothing was checked"))
    epochs = [] if result.epochs is None else [format_count(result.epochs, "epoch")]
    model = [format_count(result.layers, "layer"), format_count(result.weights, "weight")]
    subject = [*epochs, *(model if result.layers or not epochs else [])]
    checks = format_count(len(result.checks), "check")
    return translate(
        "{name}: {found} ({checks} of {subject})", name=result.name, found=found, checks=checks, subject=format_items(subject)
    )


def _block(findings: Sequence[Finding]) -> str:
    first = findings[0]
    lines = [f"{first.severity}: {first.check}" + (f" ({len(findings)})" if len(findings) > 1 else "")]
    lines += [f"  {visible(item.place)}: {visible(item.message)}" for item in findings[:MOST_SHOWN]]
    if len(findings) > MOST_SHOWN:
        lines.append(f"  and {format_count(len(findings) - MOST_SHOWN)} more")
    return "\n".join([*lines, f"  fix: {visible(first.fix)}", f"  source: {first.source.title}, {first.source.link}"])


def _skipped(skipped: Sequence[Skipped]) -> list[str]:
    if not skipped:
        return []
    lines = ["not looked at:"]
    for checks, group in groupby(skipped, key=lambda item: item.checks):
        items = list(group)
        lines += [f"  {visible(item.place or 'the model')}: {visible(item.explanation)}" for item in items[:MOST_SHOWN]]
        if len(items) > MOST_SHOWN:
            lines.append(f"  and {format_count(len(items) - MOST_SHOWN)} more")
        lines.append(f"  ({', '.join(checks)})")
    return ["\n".join(lines)]


def visible(text: str) -> str:
    r"""Return a text in which whatever is not printed stands as its escape, so that no name can steer a terminal.

    Example:
        >>> print(visible("a\x1b[2Jb\n"))
        a\x1b[2Jb\n
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
