"""Groups of layers in pictures whose columns stand for layers: brackets along these columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from dotnet_viz.diagrams.annotations.members import Members
from dotnet_viz.fonts import one_line
from dotnet_viz.scene import Bracket, Scene
from dotnet_viz.translation.translate import translate


def bracketed(scene: Scene, members: Members, groups: Mapping[str, Collection[str]]) -> Scene:
    """Return a picture in columns with a bracket along those of each group, and a note on columns among them that are in none.

    Args:
        scene: of the layout ``"columns"``, without places.
        members: what its shapes stand for.
        groups: ids of the calls by the name of the group; those of which no column is drawn are left out.
    """
    calls = {shape.id: members.of(scene, shape) for shape in scene.shapes}
    brackets, notes = [], []
    # Of two groups with the same columns the larger one has the outer bracket.
    for name, inside in sorted(groups.items(), key=lambda group: len(group[1])):
        own = [shape for shape in scene.shapes if not set(inside).isdisjoint(calls[shape.id])]
        if not own:
            continue
        ranks = [shape.rank or 0 for shape in own]
        bracket = Bracket(name, min(ranks), max(ranks))
        ids = {shape.id for shape in own}
        others = dict.fromkeys(
            one_line(shape.name.partition(" [")[0])
            for shape in scene.shapes
            if calls[shape.id] and shape.id not in ids and bracket.first <= (shape.rank or 0) <= bracket.last
        )
        brackets.append(bracket)
        if others:
            notes.append(translate("{group}: without {layers}, beside it", group=one_line(name), layers=", ".join(others)))
    return replace(scene, brackets=tuple(brackets), notes=(*scene.notes, *notes))
