"""A comparison as Markdown made for a pull request: a sentence, a table, a Mermaid diagram, and folds for the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dotnet_viz.drawing import Drawing
from dotnet_viz.fonts import one_line
from dotnet_viz.measures.comparison.listing import MEANINGS, Entry, entries_of
from dotnet_viz.measures.comparison.phrases import connection_phrase, field_phrase, phrases_of, share_phrase, signed
from dotnet_viz.measures.comparison.result import Comparison, Side
from dotnet_viz.measures.comparison.weight_changes import LayerWeightChange
from dotnet_viz.measures.summary_text import readable_size
from dotnet_viz.renderers.mermaid import fits, is_flowchart, mermaid
from dotnet_viz.renderers.quoting import markdown_text

MOST_CHARACTERS = 60_000
"""GitHub takes comments of 65,536 characters."""
ROWS = 40
# What GitHub makes a mention, a reference or a link of; a space of no width behind it keeps it text.
_LINKING = re.compile(r"(@|#(?=\d)|:(?=//)|www(?=\.)|(?<=\bGH)-(?=\d))", re.IGNORECASE)
_QUIET = ("resized", "weights", "renamed", "same")


def comparison_markdown(comparison: Comparison, drawing: Drawing | None = None) -> str:
    """Return a comparison as Markdown; every name in it is escaped, and it fits a comment on GitHub.

    Args:
        comparison: of two models.
        drawing: its picture, which is put in as Mermaid where Mermaid can draw it.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays import read
        >>> from dotnet_viz.measures.comparison import compare_graphs
        >>> text = comparison_markdown(compare_graphs(read([np.ones((3, 2))]), read([np.ones((3, 2)), np.ones((2, 1))])))
        >>> text.splitlines()[2]
        '**1 layer added.** 6 → 8 parameters (+2), 2 → 3 layers, 48 bytes → 64 bytes.'
    """
    for picture, rows in ((drawing, ROWS), (None, ROWS), (None, ROWS // 4)):
        text = "\n\n".join(_parts(comparison, picture, rows)) + "\n"
        if len(text) <= MOST_CHARACTERS:
            return text
    # Only names of thousands of characters come here.
    return text[:MOST_CHARACTERS]


def _parts(comparison: Comparison, drawing: Drawing | None, rows: int) -> Iterator[str]:
    sides = comparison.summary.before, comparison.summary.after
    yield f"### {escaped(sides[0].source)} → {escaped(sides[1].source)}"
    if not comparison:
        yield f"**No differences.**{_but(comparison)}"
        return
    yield f"{_sentence(comparison)} {_totals(*sides)}{_but(comparison)}"
    entries = entries_of(comparison)
    yield from _table([entry for entry in entries if entry.sort not in _QUIET], rows)
    yield from _model(comparison)
    if drawing is not None and is_flowchart(drawing.scene) and fits(drawing.scene) and comparison.architecture_differs:
        yield f"```mermaid\n{mermaid(drawing.scene)}```"
    yield from _folds(comparison, entries, rows)


def _sentence(comparison: Comparison) -> str:
    summary = comparison.summary
    words = ("added", "removed", "changed", "moved", "resized", "renamed")
    counts = [(getattr(summary, word), word) for word in words]
    told = [f"{_layers(count)} {word}" for count, word in counts if count]
    told += [f"inputs of {_layers(summary.connections)} from elsewhere"] if summary.connections else []
    told += [f"weights of {_layers(summary.weights)} differ"] if summary.weights else []
    told += [f"{summary.training} settings of the training"] if summary.training else []
    told += ["the model itself"] if comparison.model and not told else []
    return f"**{', '.join(told)}.**"


def _layers(count: int) -> str:
    return "1 layer" if count == 1 else f"{count:,} layers"


def _totals(before: Side, after: Side) -> str:
    sizes = [readable_size(side.weight_bytes) for side in (before, after) if side.weight_bytes is not None]
    size = f", {' → '.join(dict.fromkeys(sizes))}" if sizes else ""
    return f"{_arrow(before.parameter_count, after.parameter_count)}, {after_layers(before, after)}{size}."


def after_layers(before: Side, after: Side) -> str:
    """Return the number of layers on both sides."""
    return f"{before.layer_count:,} → {after.layer_count:,} layers" if before.layer_count != after.layer_count else (
        f"{after.layer_count:,} layers"
    )  # fmt: skip


def _arrow(before: int, after: int) -> str:
    return f"{after:,} parameters" if before == after else f"{before:,} → {after:,} parameters ({signed(after - before)})"


def _but(comparison: Comparison) -> str:
    return f" Ignored: {', '.join(map(escaped, comparison.ignored))}." if comparison.ignored else ""


def _table(entries: Sequence[Entry], rows: int) -> Iterator[str]:
    if not entries:
        return
    lines = ["| | layer | class | what |", "|---|---|---|---|"]
    lines += [
        f"| {entry.sign} | {escaped(entry.layer.id)} | {escaped(entry.layer.kind)} | {_what(entry)} |"
        for entry in entries[:rows]
    ]
    yield "\n".join(lines)
    if len(entries) > rows:
        yield f"… and {len(entries) - rows:,} more layers."


def _what(entry: Entry) -> str:
    if entry.sort in ("added", "removed"):
        return f"{MEANINGS[entry.sort]}, {entry.layer.parameter_count:,} parameters"
    return "<br>".join(escaped(phrase) for phrase in phrases_of(entry))


def _model(comparison: Comparison) -> Iterator[str]:
    lines = [f"- model: {escaped(field_phrase(change))}" for change in comparison.model]
    lines += [f"- {escaped(connection_phrase(change))}" for change in comparison.connections if change.target is None]
    lines += [f"- training: {escaped(field_phrase(change))}" for change in comparison.training]
    if lines:
        yield "\n".join(lines)


def _folds(comparison: Comparison, entries: Sequence[Entry], rows: int) -> Iterator[str]:
    for sort in ("resized", "renamed"):
        group = [entry for entry in entries if entry.sort == sort]
        if group:
            lines = [
                f"- {escaped(entry.layer.id)}: {'; '.join(escaped(p) for p in phrases_of(entry, weights=False))}"
                for entry in group
            ]
            yield _fold(f"{_layers(len(group))} with {MEANINGS[sort]}", _cut(lines, rows))
    weights = comparison.weights
    if weights.changed:
        strongest = sorted(weights.changed, key=lambda layer: -(layer.relative_change or float("inf")))
        table = ["| layer | relative change | cosine |", "|---|--:|--:|", *(_weights(layer) for layer in strongest[:rows])]
        still = f"\n\n{_layers(len(weights.unchanged))} without any changed weight." if weights.unchanged else ""
        more = f"\n\n… and {len(strongest) - rows:,} more." if len(strongest) > rows else ""
        yield _fold(f"Weights of {_layers(len(strongest))}", "\n".join(table) + more + still)
    if comparison.summary.same:
        yield f"{_layers(comparison.summary.same)} unchanged."


def _item(entry: Entry) -> str:
    return f"- {escaped(entry.layer.id)}: {'; '.join(escaped(phrase) for phrase in phrases_of(entry, weights=False))}"


def _weights(layer: LayerWeightChange) -> str:
    change = "from zero" if layer.relative_change is None else share_phrase(layer.relative_change)
    cosine = "–" if layer.cosine is None else f"{layer.cosine:.4f}"
    return f"| {escaped(layer.match.after.id)} | {change} | {cosine} |"


def _cut(lines: Sequence[str], rows: int) -> str:
    more = [f"- … and {len(lines) - rows:,} more"] if len(lines) > rows else []
    return "\n".join([*lines[:rows], *more])


def _fold(title: str, body: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{body}\n\n</details>"


def escaped(text: str) -> str:
    r"""Return any text as one line that Markdown, a table and GitHub's mentions, references and links leave alone.

    Args:
        text: such as a layer's name.

    Example:
        >>> print(escaped("a|b [c] <d>"))
        a\|b \[c\] &lt;d&gt;
    """
    return _LINKING.sub("\\1\u200b", markdown_text(one_line(" ".join(text.split()))))
