"""How each sort of difference is drawn: a colour, a kind of outline and a sign, so that none of them stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dotnet_viz.formatting import format_count
from dotnet_viz.measures.comparison.entries import MEANINGS, SIGNS
from dotnet_viz.measures.comparison.layer_changes import LayerMatch
from dotnet_viz.scene import KeyEntry, KeyLegend
from dotnet_viz.translation.translate import translate


@dataclass(frozen=True)
class ChangeAppearance:
    """The appearance of a sort of difference.

    Args:
        stroke: colour or role of the outline.
        tint: colour or role of the head of its box.
        width: of the outline in pixels.
        dashed: whether the outline is dashed.
    """

    stroke: str
    tint: str
    width: float
    dashed: bool = False


# Green and vermilion differ in lightness too; blue and purple are distinguished by their outlines.
APPEARANCES: Mapping[str, ChangeAppearance] = {
    "added": ChangeAppearance("#0a7d5c", "#c4ebdd", 2.6),
    "removed": ChangeAppearance("#c2410c", "#fbd9c5", 2.2, dashed=True),
    "changed": ChangeAppearance("#1d5fc4", "#cfe0fa", 2.2),
    "moved": ChangeAppearance("#7c3aad", "#e6d5f5", 2.2, dashed=True),
    "rewired": ChangeAppearance("#a3246f", "#f5d0e5", 1.6),
    "resized": ChangeAppearance("#57606a", "#e3e8ee", 1.4, dashed=True),
    "weights": ChangeAppearance("#8a6100", "#f6e7bd", 1.4),
    "renamed": ChangeAppearance("line", "panel", 1.0, dashed=True),
    "same": ChangeAppearance("line", "panel", 1.0),
}
ADDED_LINE = APPEARANCES["added"].stroke
REMOVED_LINE = APPEARANCES["removed"].stroke


def heads_of(names: Iterable[str]) -> Iterator[str]:
    """Yield names of layers as boxes of differences may have them: alone, and behind the sign of a change.

    Args:
        names: each a line.

    Example:
        >>> list(heads_of(["dense"]))[0], "Δ  dense" in heads_of(["dense"])
        ('dense', True)
    """
    signs = dict.fromkeys(SIGNS.values())
    for name in names:
        yield name
        yield from (f"{sign}  {name}" for sign in signs)


def matched(match: LayerMatch) -> str:
    """Return why two layers are one, as a line of a text.

    Args:
        match: of the two.
    """
    return translate("matched: {reason}", reason=translate(match.reason))


def key_of(counts: Mapping[str, int], lines: Sequence[KeyEntry] = ()) -> KeyLegend:
    """Return the key to the sorts that occur, with how many layers are of each.

    Args:
        counts: number of layers by sort.
        lines: entries for lines.

    Example:
        >>> [entry.text for entry in key_of({"added": 2, "removed": 0}).entries]
        ['+  added (2)']
    """
    entries = [
        KeyEntry(
            f"{SIGNS[sort]}  {translate(MEANINGS[sort])} ({format_count(counts[sort])})",
            appearance.tint,
            appearance.stroke,
            appearance.dashed,
        )
        for sort, appearance in APPEARANCES.items()
        if counts.get(sort)
    ]
    title = translate("layers, after compared with before")
    return KeyLegend(title, (*entries, *lines), explains="outline", is_read_without_colors=True)
