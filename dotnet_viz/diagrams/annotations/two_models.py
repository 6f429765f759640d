"""What is added to a picture of the differences between two models, whose layers are named as either model names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from dotnet_viz.diagrams.annotations.captions import read_captions
from dotnet_viz.diagrams.annotations.colors.coloring import LayerColoring, NumberColoring, colored
from dotnet_viz.diagrams.annotations.colors.highlights import Highlight, highlighted, read_highlights
from dotnet_viz.diagrams.annotations.colors.measured import measured
from dotnet_viz.diagrams.annotations.colors.overlays import read_overlays
from dotnet_viz.diagrams.annotations.colors.recorded import RECORDED, check_together, recorded
from dotnet_viz.diagrams.annotations.members import Members
from dotnet_viz.diagrams.annotations.names import LayerNames
from dotnet_viz.diagrams.annotations.options import AnnotationOptions
from dotnet_viz.diagrams.common.texts.remarks import remarked
from dotnet_viz.graph import Graph, Node, Remark
from dotnet_viz.measures.comparison.comparison import Comparison
from dotnet_viz.scene import KeyLegend, Legend, Scene

BEFORE, AFTER = "b-", "a-"
"""Beginnings of the ids of the calls of the first and of the second model."""
Value = TypeVar("Value")


@dataclass(frozen=True)
class TwoModels:
    """What is added to the picture of two models.

    Args:
        comparison: of both, with what is written beside their layers.
        members: the calls that shapes stand for, whose ids begin with :data:`BEFORE` or :data:`AFTER`.
        coloring: of layers; ``None`` for that of the style.
        highlights: layers that stand out.
    """

    comparison: Comparison
    members: Members
    coloring: LayerColoring | None = None
    highlights: tuple[Highlight, ...] = ()

    def on(self, scene: Scene) -> Scene:
        """Return a picture with the colours and marks.

        Args:
            scene: whose shapes, or their ``members``, are named after the calls.
        """
        if self.coloring is not None:
            scene = colored(scene, self.members, self.coloring)
            scene = replace(scene, legends=tuple(_without_fills(legend) for legend in scene.legends))
        if self.highlights:
            # The outlines of a picture of differences say what is new; a layer that stands out has a fill of its own.
            scene = highlighted(scene, self.members, self.highlights, keeps_fill=self.coloring is not None)
        return scene


def _without_fills(legend: Legend | KeyLegend) -> Legend | KeyLegend:
    """Return a key to outlines whose fills are not those of the picture any more."""
    if not isinstance(legend, KeyLegend) or legend.explains != "outline":
        return legend
    return replace(legend, entries=tuple(replace(entry, fill="paper") for entry in legend.entries))


def added_to_both(comparison: Comparison, options: AnnotationOptions, *, shared: bool) -> TwoModels:
    """Return what options add to the picture of two models.

    Args:
        comparison: of the models.
        options: what is added, no groups or images.
        shared: whether one box stands for a layer of both, which has what is said of the layer in either model.

    Raises:
        OptionError: a value that an option cannot take, or a layer that neither model has.
        VizError: a file cannot be read.
    """
    check_together(options)
    both, pairs = _both(comparison), _pairs(comparison) if shared else {}
    names = LayerNames(both)
    coloring: LayerColoring | None = None
    remarks: list[Mapping[str, Remark]] = []
    if options.captions is not None:
        remarks.append(_captions(options.captions, comparison, both, names))
    if options.overlay is not None:
        found = [
            NumberColoring(one.title, _joined(names.by_call(one.values, "overlay"), pairs), unit=one.unit)
            for one in read_overlays(options.overlay)
        ]
        coloring = found[0]
        remarks += [one.remarks() for one in found]
    if options.color_by is not None:
        coloring = _by(options.color_by, options.record, comparison, both, names)
        if isinstance(coloring, NumberColoring):
            coloring = replace(coloring, values=_joined(coloring.values, pairs))
            remarks.append(coloring.remarks())
    given = () if options.highlight is None else read_highlights(options.highlight, names)
    highlights = tuple(replace(one, named=_with_pairs(one.named, pairs)) for one in given)
    texts = [_joined(one, pairs) for one in remarks]
    shown = replace(
        comparison,
        before=remarked(comparison.before, texts, BEFORE),
        after=remarked(comparison.after, texts, AFTER),
    )
    return TwoModels(shown, Members(both), coloring, highlights)


def _with_pairs(
    named: tuple[tuple[str, frozenset[str]], ...], pairs: Mapping[str, str]
) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((name, calls | {pairs[call] for call in calls if call in pairs}) for name, calls in named)


def _both(comparison: Comparison) -> Graph:
    """Return the calls of both models as one graph without lines, by which layers of either are found."""
    nodes = (*_renamed(comparison.before, BEFORE), *_renamed(comparison.after, AFTER))
    return replace(comparison.after, nodes=nodes, edges=(), inputs=(), outputs=())


def _renamed(graph: Graph, start: str) -> Iterator[Node]:
    for node in graph.nodes:
        yield replace(node, id=start + node.id, parent=None if node.parent is None else start + node.parent)


def _pairs(comparison: Comparison) -> dict[str, str]:
    """Return for each call of a layer of the first model that the second has, too, the call there."""
    return {
        BEFORE + old.id: AFTER + new.id
        for match in comparison.layers.matches
        for old, new in zip(comparison.before.calls(match.before.id), comparison.after.calls(match.after.id), strict=False)
    }


def _joined(values: Mapping[str, Value], pairs: Mapping[str, str]) -> dict[str, Value]:
    """Return values of calls, those of the first model at the call that stands for both, unless it has its own."""
    moved = {pairs[call]: value for call, value in values.items() if call in pairs}
    return moved | {call: value for call, value in values.items() if call not in pairs}


def _captions(given: object, comparison: Comparison, both: Graph, names: LayerNames) -> dict[str, Remark]:
    if not callable(given):
        return read_captions(given, both, names)
    sides = ((BEFORE, comparison.before), (AFTER, comparison.after))
    found = [(start, read_captions(given, graph, LayerNames(graph))) for start, graph in sides]
    return {start + call: remark for start, remarks in found for call, remark in remarks.items()}


def _by(color_by: str, record: object, comparison: Comparison, both: Graph, names: LayerNames) -> LayerColoring:
    if color_by in RECORDED:
        return recorded(color_by, record, names)
    new, old = measured(comparison.after, color_by), measured(comparison.before, color_by)
    if not (isinstance(new, NumberColoring) and isinstance(old, NumberColoring)):
        return measured(both, color_by)
    values = {BEFORE + call: value for call, value in old.values.items()}
    return replace(new, values=values | {AFTER + call: value for call, value in new.values.items()})
