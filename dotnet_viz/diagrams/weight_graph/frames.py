"""Weight graphs of one model at several times: the same neurons and lines in all of them, on one scale.

What is drawn is chosen by all frames together: neurons by the sum of their importance, lines by the largest magnitude
that each has in any frame, which is also the order in which they are drawn. So nothing comes or goes from frame to frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.diagrams.units.matrix import Numbers, Positions
from dotnet_viz.diagrams.weight_graph.columns import NeuronColumn, make_columns
from dotnet_viz.diagrams.weight_graph.edges import LayerLines, kept_values, lines_at
from dotnet_viz.diagrams.weight_graph.make_scales import make_scales
from dotnet_viz.diagrams.weight_graph.options import WeightGraphOptions
from dotnet_viz.diagrams.weight_graph.outputs import SCREEN, whole_outputs
from dotnet_viz.diagrams.weight_graph.picture import ModelNumbers, picture_with, read_model
from dotnet_viz.diagrams.weight_graph.scene import scene_of
from dotnet_viz.diagrams.weight_graph.selection.edges import choose_lines
from dotnet_viz.diagrams.weight_graph.selection.units import importances, kept_units
from dotnet_viz.graph import Graph
from dotnet_viz.scene import Scene
from dotnet_viz.translation.translate import mark

_Columns = Callable[[ModelNumbers], dict[str, NeuronColumn]]

_SHARES = mark(
    "neurons and lines are the same in all frames; shares in the total |w| are those of the frame where they are smallest"
)
# Models that together have no more values than this are kept in memory; more are read again for each step.
_HELD_VALUES = 1 << 25


def frame_scenes(graphs: Sequence[Graph], options: WeightGraphOptions) -> list[Scene]:
    """Return a scene for each of some states of one model, without positions.

    Args:
        graphs: the states, at least one, equal but for the values of their weights. They are gone through several times,
            and each may be read from disk when it is asked for.
        options: of the style.

    Raises:
        VizError: as :meth:`~dotnet_viz.diagrams.weight_graph.style.WeightGraph.build`.
    """
    options = replace(options, inputs="neurons")
    models = _Models(graphs, options)
    columns_of = _columns_of_all(models, options)
    chosen = _lines_of_all(models, columns_of, options)
    drawn = [_drawn(model, columns_of(model), chosen) for model in models]
    every_line = [item for _, lines in drawn for item in lines]
    scales = make_scales(every_line, [column for columns, _ in drawn for column in columns.values()], options)
    shares = [min(item.share for item in frames) for frames in zip(*(lines for _, lines in drawn), strict=True)]
    scenes = []
    for model, (columns, lines) in zip(models, drawn, strict=True):
        same = [replace(item, share=share) for item, share in zip(lines, shares, strict=True)]
        scene = scene_of(picture_with(model, columns, same, scales, options))
        scenes.append(replace(scene, notes=(*scene.notes, _SHARES)) if scene.omissions else scene)
    return scenes


class _Models:
    """The states as they are read, kept where they are small."""

    def __init__(self, graphs: Sequence[Graph], options: WeightGraphOptions) -> None:
        self._graphs, self._options = graphs, options
        first = read_model(graphs[0], options)
        values = sum(int(np.prod(matrix.shape)) for matrix, _ in first.numbers)
        self._held = [read_model(graph, options) for graph in graphs] if values * len(graphs) <= _HELD_VALUES else None

    def __iter__(self) -> Iterator[ModelNumbers]:
        return iter(self._held or (read_model(graph, self._options) for graph in self._graphs))


def _columns_of_all(models: _Models, options: WeightGraphOptions) -> _Columns:
    """Return what makes the columns of each state, which have the same neurons in all of them."""
    importance: dict[str, Numbers] = {}
    for model in models:
        units, outputs = model.selection.units, model.whole.outputs
        for stage, values in importances(units, model.numbers, options.rank).items():
            importance[stage] = values + importance.get(stage, 0.0)
    whole = whole_outputs(units, outputs, SCREEN, options, {})
    kept = kept_units(units, importance, limit=options.max_neurons, neurons=options.neurons, whole=whole)
    return lambda model: make_columns(model.whole, model.selection, kept, options, pitches=whole)


def _lines_of_all(models: _Models, columns_of: _Columns, options: WeightGraphOptions) -> list[Positions]:
    """Return for each kernel the positions of the lines that are drawn, weak ones first."""
    largest: list[tuple[NDArray[np.floating], NDArray[np.bool_] | None]] = []
    for model in models:
        columns = columns_of(model)
        for index, (link, (matrix, _)) in enumerate(zip(model.selection.units.kernels, model.numbers, strict=True)):
            values, present = kept_values(matrix, (columns[link.source], columns[link.target]))
            # What is not a number in any frame stays so, and is drawn in any case.
            magnitudes = np.maximum(largest[index][0], np.abs(values)) if index < len(largest) else np.abs(values)
            largest[index : index + 1] = [(magnitudes, present)]
    return [choose_lines(magnitudes, present, options.weakest, options.max_edges) for magnitudes, present in largest]


def _drawn(
    model: ModelNumbers, columns: dict[str, NeuronColumn], chosen: Sequence[Positions]
) -> tuple[dict[str, NeuronColumn], list[LayerLines]]:
    lines = [
        lines_at(link, (columns[link.source], columns[link.target]), pair, positions)
        for link, pair, positions in zip(model.selection.units.kernels, model.numbers, chosen, strict=True)
    ]
    return columns, lines
