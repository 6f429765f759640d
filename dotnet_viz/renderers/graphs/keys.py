"""Legends for formats that know boxes alone: one for each entry, a colour bar as one for each of its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dotnet_viz.fonts import one_line
from dotnet_viz.renderers.common.legends import color_at
from dotnet_viz.renderers.themes.theme import plain_color, readable
from dotnet_viz.scene import Cluster, KeyEntry, KeyLegend, Label, Legend, Scene, Shape

KEYS = "key:"
"""Id of the frame around all keys, with which the ids of their frames and boxes begin."""


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


def legend_lines(scene: Scene) -> Iterator[str]:
    """Yield each legend as a line: its title, its entries with their colours, and what is said under a colour bar.

    Args:
        scene: with or without places.

    Example:
        >>> key = KeyLegend("kinds", (KeyEntry("dense", "#0072b2"), KeyEntry("other", "#ffffff")))
        >>> list(legend_lines(Scene("one", legends=(key,))))
        ['kinds: dense #0072b2, other #ffffff']
    """
    for legend, key in zip(scene.legends, keys(scene), strict=True):
        entries = ", ".join(_entry_words(entry, key) for entry in key.entries)
        notes = legend.notes if isinstance(legend, Legend) else ()
        yield one_line("; ".join([": ".join(part for part in (key.title, entries) if part), *notes]))


def _entry_words(entry: KeyEntry, key: KeyLegend) -> str:
    return f"{entry.text} {plain_color(entry.stroke if key.explains == 'outline' else entry.fill)}".lstrip()


def uncolored_legend_lines(scene: Scene) -> Iterator[str]:
    """Yield what legends tell where there are no colours: of what a bar's numbers are, and keys that name layers or marks.

    Args:
        scene: with or without places.

    Example:
        >>> key = KeyLegend("highlighted", (KeyEntry("dense"),), is_read_without_colors=True)
        >>> list(uncolored_legend_lines(Scene("one", legends=(key, KeyLegend("kinds", (KeyEntry("dense"),))))))
        ['highlighted: dense']
    """
    for legend in scene.legends:
        if isinstance(legend, Legend):
            yield legend.title
        elif legend.is_read_without_colors:
            yield f"{legend.title}: {', '.join(entry.text for entry in legend.entries)}"


def entry_colors(entry: KeyEntry) -> tuple[str, str, str]:
    """Return the colours of an entry's inside, of its outline and of its text, in light colours.

    Args:
        entry: of a key.
    """
    fill = plain_color(entry.fill)
    return fill, plain_color(entry.stroke), readable("ink", fill)


def with_keys(scene: Scene) -> Scene:
    """Return a scene with a frame for each legend, and a box in it for each entry, all in one frame of the id :data:`KEYS`.

    Args:
        scene: with or without places; no shape or frame of it has a ``:`` in its id.

    Example:
        >>> key = KeyLegend("kinds", (KeyEntry("dense", "#0072b2"),))
        >>> [shape.name for shape in with_keys(Scene("one", legends=(key,))).shapes]
        ['dense']
    """
    found = [key for key in keys(scene) if key.entries]
    if not found:
        return scene
    frames, boxes = [Cluster(KEYS, "", Label(""), fill="paper")], []
    for number, key in enumerate(found):
        frame = f"{KEYS}{number}"
        frames.append(Cluster(frame, key.title, Label(key.title), parent=KEYS, fill="paper"))
        boxes += [_entry_box(entry, f"{frame}:{index}", frame) for index, entry in enumerate(key.entries)]
    return replace(scene, shapes=(*scene.shapes, *boxes), clusters=(*scene.clusters, *frames))


def _entry_box(entry: KeyEntry, name: str, frame: str) -> Shape:
    return Shape(
        name, entry.text or " ", 60.0, 24.0, fill=entry.fill, stroke=entry.stroke, stroke_width=entry.stroke_width,
        dashed=entry.dashed, cluster=frame, form="rounded",
    )  # fmt: skip


def _key_of_bar(legend: Legend) -> KeyLegend:
    entries = [KeyEntry(text, color_at(legend.stops, offset)) for offset, text in legend.ticks if text]
    return KeyLegend(legend.title, tuple(entries))
