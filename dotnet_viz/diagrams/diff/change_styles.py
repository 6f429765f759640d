"""How each sort of difference looks: a colour, a kind of outline and a sign, so that none of them stands alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dotnet_viz.formatting import format_count
from dotnet_viz.measures.comparison.entries import MEANINGS, SIGNS
from dotnet_viz.scene import KeyEntry, KeyLegend


@dataclass(frozen=True)
class Look:
    """The look of a sort of difference.

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


# Green and vermilion differ in lightness too; blue and purple are told apart by their outlines.
LOOKS: Mapping[str, Look] = {
    "added": Look("#0a7d5c", "#c4ebdd", 2.6),
    "removed": Look("#c2410c", "#fbd9c5", 2.2, dashed=True),
    "changed": Look("#1d5fc4", "#cfe0fa", 2.2),
    "moved": Look("#7c3aad", "#e6d5f5", 2.2, dashed=True),
    "rewired": Look("#a3246f", "#f5d0e5", 1.6),
    "resized": Look("#57606a", "#e3e8ee", 1.4, dashed=True),
    "weights": Look("#8a6100", "#f6e7bd", 1.4),
    "renamed": Look("line", "panel", 1.0, dashed=True),
    "same": Look("line", "panel", 1.0),
}
ADDED_LINE = LOOKS["added"].stroke
REMOVED_LINE = LOOKS["removed"].stroke


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
        KeyEntry(f"{SIGNS[sort]}  {MEANINGS[sort]} ({format_count(counts[sort])})", look.tint, look.stroke, look.dashed)
        for sort, look in LOOKS.items()
        if counts.get(sort)
    ]
    return KeyLegend("layers, after compared with before", (*entries, *lines))
