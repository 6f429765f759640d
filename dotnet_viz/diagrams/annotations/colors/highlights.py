"""Layers that stand out: in a colour and a thick outline, with an entry in the key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dotnet_viz.arguments import names_in
from dotnet_viz.colors import parse_color
from dotnet_viz.diagrams.annotations.colors.fills import outlined, recolored
from dotnet_viz.diagrams.annotations.members import Members
from dotnet_viz.diagrams.annotations.names import LayerNames
from dotnet_viz.errors import OptionError
from dotnet_viz.fonts import one_line
from dotnet_viz.scene import KeyEntry, KeyLegend, Scene, Shape, changed
from dotnet_viz.translation.translate import translate

DEFAULT = "#ff6347"
"""Of layers that are highlighted without a colour: the tomato of CSS."""
OUTLINE_WIDTH = 3.0
FACE_OUTLINE_WIDTH = 1.8

_MOST_NAMED = 4


@dataclass(frozen=True)
class Highlight:
    """Layers that stand out in one colour.

    Args:
        named: each name as it was given, with the ids of the calls.
        color: ``"#rrggbb"``.
    """

    named: tuple[tuple[str, frozenset[str]], ...]
    color: str

    @property
    def calls(self) -> frozenset[str]:
        """Ids of all calls."""
        return frozenset(call for _, calls in self.named for call in calls)


def read_highlights(given: object, names: LayerNames) -> tuple[Highlight, ...]:
    """Return the layers that stand out.

    Args:
        given: names or regular expressions of layers, or a mapping from these to colours.
        names: of the layers of the model.

    Raises:
        OptionError: no layer of this name, or no such colour.
    """
    if isinstance(given, Mapping):
        colors = {str(name): parse_color(color, "highlight") for name, color in given.items()}
    else:
        colors = dict.fromkeys(names_in("highlight", given, ordered=False), DEFAULT)
    if not colors:
        raise OptionError("highlight names no layer; name at least one, or leave it out")
    by_color: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for name, color in colors.items():
        by_color.setdefault(color, []).append((name, frozenset(names.matching(name, "highlight"))))
    return tuple(Highlight(tuple(found), color) for color, found in by_color.items())


def highlighted(scene: Scene, members: Members, highlights: Sequence[Highlight], *, keeps_fill: bool = False) -> Scene:
    """Return a picture in which some layers stand out.

    Args:
        scene: of any style, without places.
        members: what its shapes stand for.
        highlights: the layers; the last that names one counts.
        keeps_fill: whether fills show something, so that outlines alone stand out.
    """
    filled = members.filled(scene)
    drawn = frozenset(call for calls in filled.values() for call in calls)
    scene = _with_absent(scene, highlights, drawn)
    marked = {
        shape_id: highlight
        for shape_id, calls in filled.items()
        for highlight in highlights
        if not highlight.calls.isdisjoint(calls)
    }
    keeps_fill = keeps_fill or bool(scene.bundles)
    fills = {} if keeps_fill else {name: highlight.color for name, highlight in marked.items()}
    shapes = tuple(
        _marked(shape, marked[shape.id].color, keeps_fill=keeps_fill) if shape.id in marked else shape
        for shape in recolored(scene.shapes, fills)
    )
    shown = dict.fromkeys(highlight for highlight in highlights if highlight in marked.values())
    if not shown:
        return scene
    entries = tuple(
        KeyEntry(
            _words([name for name, calls in one.named if not drawn.isdisjoint(calls)]),
            "panel" if keeps_fill else one.color,
            one.color if keeps_fill else "ink",
        )
        for one in shown
    )
    key = KeyLegend(translate("highlighted"), entries, explains="outline", is_read_without_colors=True)
    return replace(scene, shapes=shapes, legends=(key, *scene.legends))


def _marked(shape: Shape, color: str, *, keeps_fill: bool) -> Shape:
    width = FACE_OUTLINE_WIDTH if shape.faces else OUTLINE_WIDTH
    shown = outlined(shape, color if keeps_fill else "ink", width)
    return changed(shown, tooltip=f"{shape.tooltip or shape.name}\n{translate('highlighted')}")


def _with_absent(scene: Scene, highlights: Sequence[Highlight], drawn: frozenset[str]) -> Scene:
    """Return a picture with a note on the layers that should stand out and are not drawn."""
    absent = [name for one in highlights for name, calls in one.named if drawn.isdisjoint(calls)]
    if not absent:
        return scene
    note = translate("highlighted, but not drawn here: {names}", names=_words(absent))
    return replace(scene, notes=(*scene.notes, note))


def _words(given: Sequence[str]) -> str:
    names = [one_line(name) for name in given[:_MOST_NAMED]]
    rest = len(given) - len(names)
    return ", ".join([*names, *([translate("+{left_out} more", left_out=rest)] if rest else [])])
