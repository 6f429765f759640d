"""The weight graph of one input: lines are what they carry, circles are filled by activations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from dotnet_viz.colors import WHITE, most_readable
from dotnet_viz.diagrams.units.build import unit_graph
from dotnet_viz.diagrams.units.matrix import Numbers
from dotnet_viz.diagrams.units.model import UnitGraph
from dotnet_viz.diagrams.weight_graph.contributions.line_values import (
    CONTRIBUTION,
    RELEVANCE,
    NodeValues,
    activations_of,
    contributions_of,
    relevances,
    with_numbers,
)
from dotnet_viz.diagrams.weight_graph.outputs import SCREEN, OutputRoom
from dotnet_viz.diagrams.weight_graph.picture import WeightPicture, picture_of
from dotnet_viz.diagrams.weight_graph.scene import scene_of
from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.errors import OptionError, UnsupportedInputError, unknown_choice
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.graph import Graph
from dotnet_viz.scales.colormaps import RangeScale
from dotnet_viz.scene import Label, Scene, Shape
from dotnet_viz.translation.translate import mark, retold, translate

LINES = ("contribution", "weight")
LEAST = 1e-12

_TITLES = {
    (False, False): mark("Contributions in {model}"),
    (True, False): mark("What decides {target} in {model}"),
    (False, True): mark("Contributions in {model}: difference of two inputs"),
    (True, True): mark("What decides {target} in {model}: difference of two inputs"),
}
"""By whether there is a target, and another input."""
_LINES = {
    (False, False): mark(
        "Each line is weight × activation; of layers with positions the mean over them. Lines of 0 are not drawn."
    ),
    (True, False): mark(
        "Each line is the part of the output's value that came through it; of layers with positions the mean over them. "
        "Lines of 0 are not drawn."
    ),
    (False, True): mark(
        "Each line is weight × activation, less that of the other input; of layers with positions the mean over them. "
        "Lines of 0 are not drawn."
    ),
    (True, True): mark(
        "Each line is the part of the output's value that came through it, less that of the other input; of layers with "
        "positions the mean over them. Lines of 0 are not drawn."
    ),
}


@dataclass(frozen=True, eq=False)
class ContributionGraph:
    """How the contributions of an input are drawn.

    Args:
        values: what went into the layers and came out, for one sample.
        other: of another sample, which is subtracted; ``None`` for none.
        target: position or name of the output whose deciding paths are drawn; ``None`` draws what every line carries.
        lines: ``"contribution"``, or ``"weight"`` for the weights themselves behind circles filled by activations.
        colormap: of the activations, see :func:`~dotnet_viz.scales.colormaps.check_colormap`; of a difference ``"PuOr"``.
        style: how neurons and lines are drawn.
    """

    values: NodeValues
    other: NodeValues | None = None
    target: int | str | None = None
    lines: str = "contribution"
    colormap: str = "viridis"
    style: WeightGraph = field(default_factory=lambda: WeightGraph(bias="none", threshold=LEAST))

    def build(self, graph: Graph, room: OutputRoom = SCREEN) -> Scene:
        """Return the picture, without positions.

        Args:
            graph: the model, with its values.
            room: for outputs; of a page, the picture is made for one.

        Raises:
            UnsupportedInputError: no layer has lines that carry weight times activation.
            OptionError: an unknown target.
        """
        if self.lines not in LINES:
            raise unknown_choice("lines", self.lines, LINES)
        units = unit_graph(graph)
        fills = self._activations(units)
        found, left_out = self._numbers(units, fills)
        shown = (
            units if self.lines == "weight" else with_numbers(units, found, CONTRIBUTION if self.target is None else RELEVANCE)
        )
        style = replace(self.style, inputs="neurons", gates=False)
        picture = picture_of(graph, style, shown, room=room, is_compact=room is not SCREEN)
        scene = scene_of(picture)
        return self._finished(scene, picture, fills, left_out)

    def _numbers(self, units: UnitGraph, fills: Mapping[str, Numbers]) -> tuple[dict[int, Numbers], list[str]]:
        if self.lines == "weight":
            return {}, []
        carried = contributions_of(units, self.values)
        left_out = [retold(link.name) for number, link in enumerate(units.kernels) if number not in carried]
        if not carried:
            raise UnsupportedInputError(
                "no layer of the model has lines that carry weight times activation, as dense layers, convolutions and "
                "embeddings have"
            )
        target = ("", 0) if self.target is None else self._target(units)
        if self.target is not None:
            carried = relevances(units, carried, activations_of(units, self.values), target)
        if self.other is not None:
            less = contributions_of(units, self.other)
            if self.target is not None:
                less = relevances(units, less, activations_of(units, self.other), target)
            carried = {number: carried[number] - less[number] for number in carried}
        return carried, left_out

    def _activations(self, units: UnitGraph) -> dict[str, Numbers]:
        found = activations_of(units, self.values)
        if self.other is None:
            return found
        less = activations_of(units, self.other)
        return {name: values - less[name] for name, values in found.items() if name in less}

    def _target(self, units: UnitGraph) -> tuple[str, int]:
        feeding = {link.source for link in units.kernels} | {link.source for link in units.passes}
        last = [stage for stage in units.stages if stage.units is not None and stage.id not in feeding][-1]
        names = None if self.style.class_names is None else list(self.style.class_names)
        if isinstance(self.target, str):
            if names is None or self.target not in names:
                raise unknown_choice(
                    "target", self.target, names or [f"0 to {(last.units or 1) - 1} (no class_names are given)"]
                )
            return last.id, names.index(self.target)
        if isinstance(self.target, bool) or not isinstance(self.target, (int, np.integer)):
            raise OptionError(f"target must be the position or the name of an output, not {self.target!r}")
        position = int(self.target)
        if not 0 <= position < (last.units or 0):
            raise OptionError(
                f"target {position} is none of the {format_count(last.units, 'output')} of {last.name!r}, which start at 0"
            )
        return last.id, position

    def _finished(self, scene: Scene, picture: WeightPicture, fills: Mapping[str, Numbers], left_out: list[str]) -> Scene:
        columns = {f"c{column.number}": fills.get(name) for name, column in picture.columns.items()}
        drawn = [values[picture.columns[name].kept] for name, values in fills.items() if name in picture.columns]
        colormap = "PuOr" if self.other is not None else self.colormap
        label = translate("difference of activations (fill)") if self.other is not None else translate("activation (fill)")
        scale = RangeScale.of(drawn, colormap, label)
        title = self._title(picture)
        return replace(
            scene,
            title=title,
            description=f"{title}: {scene.description}",
            shapes=tuple(_filled(shape, columns, scale) for shape in scene.shapes),
            legends=(*scene.legends, scale.legend()),
            notes=(*self._notes(left_out), *scene.notes),
        )

    def _title(self, picture: WeightPicture) -> str:
        model = one_line(picture.graph.name)
        if self.lines == "weight":
            return translate("Activations and weights of {model}", model=model)
        target = "" if self.target is None else one_line(str(self.target))
        text = _TITLES[self.target is not None, self.other is not None]
        return translate(text, model=model, target=target)

    def _notes(self, left_out: list[str]) -> Iterator[str]:
        if self.lines == "contribution":
            yield translate(_LINES[self.target is not None, self.other is not None])
        if left_out:
            names = ", ".join(map(one_line, dict.fromkeys(left_out)))
            yield translate("not drawn, since weight × activation has no meaning there: {names}", names=names)


def _filled(shape: Shape, columns: Mapping[str, Numbers | None], scale: RangeScale) -> Shape:
    """Return a neuron in the colour of its activation."""
    column, _, position = shape.id.rpartition("-")
    values = columns.get(column)
    if shape.kind != "neuron" or values is None or not position.isdigit():
        return shape
    value = float(values[int(position)])
    fill = scale.hex_colors(np.array([value]))[0]
    ink = most_readable(fill, "#000000", WHITE)
    inside = tuple(_readable(label, ink) for label in shape.labels)
    return replace(
        shape,
        fill=fill,
        labels=inside,
        tooltip=f"{shape.tooltip}\n{translate('activation {value}', value=format_number(value))}",
    )


def _readable(label: Label, ink: str) -> Label:
    return replace(label, color=ink) if label.x == 0 and label.y == 0 else label
