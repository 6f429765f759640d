"""A scene as plain text: boxes one below the other in their order, with the lines between them at the left.

Tracks are drawn as ``git log --graph`` draws branches, in the box-drawing characters of Unicode.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.renderers.common.escape import without_unwriteable
from dotnet_viz.renderers.graphs.contents import boxes, check_graph, lines_of_text
from dotnet_viz.renderers.graphs.keys import uncolored_legend_lines
from dotnet_viz.renderers.graphs.tracks import TextTracks
from dotnet_viz.scene import Bundle, Mesh, Scene, Shape
from dotnet_viz.traversal import depth_first_order, topological_order

MAX_LINES = 1_000_000
STRONGEST = 5
"""Lines of each bundle that are written with their values."""


def text(scene: Scene) -> str:
    """Return a scene as text: its title, boxes and lines, sums of lines there are many of, keys and notes.

    Args:
        scene: with or without places.

    Raises:
        OptionError: it is no graph.

    Example:
        >>> from dotnet_viz.scene import Connection
        >>> shapes = tuple(Shape(name, name, 60, 30) for name in "abc")
        >>> lines = Connection("a", "b"), Connection("a", "c"), Connection("b", "c")
        >>> print(text(Scene("three", shapes=shapes, connections=lines)))
        three
        <BLANKLINE>
        ● a
        ├─╮
        ● │ b
        ├─╯
        ● c
        <BLANKLINE>
    """
    check_graph(scene, "Text", MAX_LINES)
    parts = ["\n".join(_head(scene)), "\n".join(_rows(scene)), "\n".join(_many(scene)), "\n".join(_end(scene))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(scene: Scene) -> Iterator[str]:
    yield _word(scene.title)
    if scene.description and scene.description != scene.title:
        yield _word(scene.description)


def _word(text: str) -> str:
    return "".join(character for character in one_line(without_unwriteable(text)) if character.isprintable())


def _rows(scene: Scene) -> Iterator[str]:
    if not scene.connections and (scene.bundles or scene.meshes):
        return
    shown = _after_their_sources(boxes(scene), scene)
    order = {shape.id: number for number, shape in enumerate(shown)}
    targets: dict[str, list[str]] = {shape.id: [] for shape in shown}
    back: dict[str, list[str]] = {shape.id: [] for shape in shown}
    inside: dict[str, list[str]] = {shape.id: [] for shape in shown}
    for line in scene.connections:
        if line.source == line.target and line.source in scene.members:  # a shortcut inside, with the layers on it
            inside[line.source].append(line.label)
            continue
        forward = order[line.target] > order[line.source]
        (targets if forward else back)[line.source].append(line.target)
    tracks = TextTracks()
    for shape in shown:
        yield from tracks.arrive(shape.id)
        yield f"{tracks.row()} {_words(scene, shape, back[shape.id], inside[shape.id])}"
        yield from tracks.leave(targets[shape.id])


def _after_their_sources(shown: Sequence[Shape], scene: Scene) -> Sequence[Shape]:
    """Return boxes so that no line goes back, in their own order else; that order where lines go round."""
    named = {shape.id: shape for shape in shown}
    pairs = [(line.source, line.target) for line in scene.connections if line.source != line.target]
    if len(topological_order(named, pairs)) < len(named):
        return shown
    sources: dict[str, list[str]] = {name: [] for name in named}
    for source, target in pairs:
        sources[target].append(source)
    return [named[name] for name in depth_first_order(named, sources.__getitem__)]


def _words(scene: Scene, shape: Shape, back: Sequence[str], inside: Sequence[str]) -> str:
    frames = {cluster.id: cluster.name for cluster in scene.clusters}
    frame = f"  [{_word(frames[shape.cluster])}]" if shape.cluster else ""
    again = "".join(f"  ↑ {_word(scene.shape_by_id[name].name)}" for name in back)
    shortcuts = "".join(f"  ↷ {_word(text)}".rstrip() for text in inside)
    return "  ".join(_word(line) for line in lines_of_text(shape)) + frame + shortcuts + again


def _many(scene: Scene) -> Iterator[str]:
    for mesh in scene.meshes:
        yield _mesh(mesh)
    for bundle in scene.bundles:
        yield from _bundle(scene, bundle)


def _mesh(mesh: Mesh) -> str:
    count = format_count(len(mesh.sources) * len(mesh.targets))
    return f"{_word(mesh.name) or '…'}: {len(mesh.sources)} × {len(mesh.targets)} = {count}"


def _bundle(scene: Scene, bundle: Bundle) -> Iterator[str]:
    values = bundle.values
    finite = values[np.isfinite(values)]
    ends = f"{format_number(float(finite.min()))} … {format_number(float(finite.max()))}" if len(finite) else "…"
    yield (
        f"{_word(bundle.name)}: {len(bundle.sources)} → {len(bundle.targets)}, "
        f"{format_count(len(bundle))} × {bundle.measure}, {ends}"
    )
    strength = np.where(np.isfinite(values), np.abs(values), -1.0)
    for index in np.argsort(-strength, kind="stable")[:STRONGEST].tolist():
        source = scene.shape_by_id[bundle.sources[int(bundle.source_index[index])]]
        target = scene.shape_by_id[bundle.targets[int(bundle.target_index[index])]]
        yield f"  {_word(source.name)} → {_word(target.name)}  {format_number(float(values[index]))}"


def _end(scene: Scene) -> Iterator[str]:
    legends = uncolored_legend_lines(scene) if scene.connections else ()
    yield from (_word(line) for line in (*legends, *scene.notes))
