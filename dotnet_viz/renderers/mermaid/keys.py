"""Legends as Mermaid draws them, which knows boxes alone: one for each entry, a colour bar as one for each of its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.renderers.themes import plain_color, readable
from dotnet_viz.scene import KeyEntry, KeyLegend, Legend, Scene


def keys(scene: Scene) -> Iterator[KeyLegend]:
    """Yield the legends of a scene as keys.

    Args:
        scene: with or without places.

    Example:
        >>> bar = Legend("weight", ((0.0, "#ffffff"), (1.0, "#0072b2")), ((0.0, "0"), (1.0, "3")))
        >>> [(entry.text, entry.fill) for key in keys(Scene("bar", legends=(bar,))) for entry in key.entries]
        [('0', '#ffffff'), ('3', '#0072b2')]
    """
    for legend in scene.legends:
        yield legend if isinstance(legend, KeyLegend) else _key_of_bar(legend)


def entry_colors(entry: KeyEntry) -> tuple[str, str, str]:
    """Return the colours of an entry's inside, of its outline and of its text, in light colours.

    Args:
        entry: of a key.
    """
    fill = plain_color(entry.fill)
    return fill, plain_color(entry.stroke), readable("ink", fill)


def _key_of_bar(legend: Legend) -> KeyLegend:
    entries = [
        KeyEntry(text, min(legend.stops, key=lambda stop: abs(stop[0] - offset))[1]) for offset, text in legend.ticks if text
    ]
    return KeyLegend(legend.title, tuple(entries))
