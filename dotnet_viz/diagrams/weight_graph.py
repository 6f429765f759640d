"""Neurons in columns and one line a weight: width and colour are the weight's magnitude and sign.

Drawn is the longest chain of dense layers (:mod:`dotnet_viz.diagrams.dense_path`). A wide column is cut to
its most important neurons (:mod:`dotnet_viz.diagrams.cutting`), and what is left out is written below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dotnet_viz.diagrams.cutting import importances, magnitudes, most_important
from dotnet_viz.diagrams.dense_path import DenseStep, dense_path
from dotnet_viz.diagrams.neurons import Column, bias_shape, column_caption, column_shapes, input_name
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.fonts import one_line
from dotnet_viz.graph import Array, Graph
from dotnet_viz.scales import WeightScale
from dotnet_viz.scene import Bundle, Legend, Scene, Shape

BIASES = ("fill", "node", "none")


@dataclass(frozen=True)
class WeightGraph:
    """What the weight graph shows.

    Args:
        max_neurons: neurons drawn of each column at most, the most important ones; ``None`` draws all.
        bias: ``"fill"`` colours each neuron by its bias, ``"node"`` draws a bias neuron with a line to
            every neuron, ``"none"`` leaves biases out.
        limit: the magnitude that has the full width and colour, so that two pictures can be compared;
            ``None`` takes the largest there is.
        negative_dashed: negative weights are dashed as well as red.
        feature_names: names of the inputs, one for each.
        class_names: names of the outputs, one for each.
        direction: ``"LR"`` sets columns beside one another, ``"TB"`` below.

    Raises:
        OptionError: a value that an option cannot take.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.graph import Graph, Layer, Node, Weight
        >>> layer = Layer("d", "d", "Dense", weights=(Weight.from_array("kernel", np.array([[1.0], [-2.0]])),))
        >>> scene = WeightGraph().build(Graph("m", "Sequential", (Node("n0", layer),)))
        >>> len(scene.bundles[0]), scene.legends[0].ticks[-1]
        (2, (1.0, '2'))
    """

    max_neurons: int | None = 16
    bias: str = "fill"
    limit: float | None = None
    negative_dashed: bool = False
    feature_names: Sequence[str] | None = None
    class_names: Sequence[str] | None = None
    direction: str = "LR"

    def __post_init__(self) -> None:
        if self.max_neurons is not None and self.max_neurons < 1:
            raise OptionError(f"max_neurons must be at least 1, or None to draw all, not {self.max_neurons!r}")
        if self.bias not in BIASES:
            raise unknown_choice("bias", self.bias, BIASES)
        if self.limit is not None and not (np.isfinite(self.limit) and self.limit > 0):
            raise OptionError(f"limit must be a finite number above 0, not {self.limit!r}")
        if self.direction not in ("LR", "TB"):
            raise unknown_choice("direction", self.direction, ("LR", "TB"))

    def build(self, graph: Graph) -> Scene:
        """Return the picture of a graph's dense layers, without positions.

        Raises:
            UnsupportedInputError: the graph has no dense layer.
            OptionError: names that are not as many as the neurons they name.
        """
        steps = dense_path(graph)
        kernels = [step.kernel for step in steps]
        biases = [None if self.bias == "none" else step.bias for step in steps]
        scale = self._scale([*kernels, *(bias for bias in biases if bias is not None)])
        columns = self._columns(graph, steps, kernels, biases)
        bundles = _weight_bundles(steps, kernels, columns, scale)
        extra_shapes, extra_bundles = self._bias_nodes(steps, columns, scale)
        fill_scale = scale if self.bias == "fill" else None
        return Scene(
            title=f"Weights of {one_line(graph.name)}",
            description=_description(graph, steps, columns),
            shapes=tuple(shape for column in columns for shape in column_shapes(column, fill_scale)) + extra_shapes,
            bundles=tuple(self._dash(bundle) for bundle in (*bundles, *extra_bundles)),
            captions=tuple(column_caption(column) for column in columns),
            legends=(self._legend(scale),),
            notes=(*_cut_notes(steps, kernels, columns), *_layers_left_out(graph, steps)),
            layout="columns",
            direction=self.direction,
        )

    def _scale(self, arrays: Sequence[Array]) -> WeightScale:
        label = "weight (line), bias (fill)" if self.bias == "fill" else "weight"
        return WeightScale.from_values(arrays, limit=self.limit, label=label)

    def _columns(
        self, graph: Graph, steps: Sequence[DenseStep], kernels: Sequence[Array], biases: Sequence[Array | None]
    ) -> list[Column]:
        columns = []
        last = len(steps)
        for rank, importance in enumerate(importances(kernels)):
            columns.append(
                Column(
                    rank=rank,
                    is_last=rank == last,
                    name=input_name(graph, steps[0]) if rank == 0 else steps[rank - 1].node.layer.name,
                    total=len(importance),
                    kept=most_important(importance, self.max_neurons),
                    bias=None if rank == 0 else biases[rank - 1],
                    names=self._names(rank, last, len(importance)),
                    step=None if rank == 0 else steps[rank - 1],
                    direction=self.direction,
                )
            )
        return columns

    def _names(self, rank: int, last: int, total: int) -> tuple[str, ...] | None:
        option = "feature_names" if rank == 0 else "class_names"
        names = {0: self.feature_names, last: self.class_names}.get(rank)
        if names is None:
            return None
        if len(names) != total:
            raise OptionError(f"{option} has {len(names)} names, but there are {total} {'inputs' if rank == 0 else 'outputs'}")
        return tuple(str(name) for name in names)

    def _bias_nodes(
        self, steps: Sequence[DenseStep], columns: Sequence[Column], scale: WeightScale
    ) -> tuple[tuple[Shape, ...], tuple[Bundle, ...]]:
        if self.bias != "node":
            return (), ()
        shapes, bundles = [], []
        for step, source, target in zip(steps, columns, columns[1:], strict=False):
            if target.bias is None:
                continue
            shape = bias_shape(source, step)
            values = np.asarray(target.bias, dtype=np.float64)[target.kept][np.newaxis, :]
            shapes.append(shape)
            bundles.append(_bundle(f"{step.node.layer.name} bias", (shape.id,), target.shape_ids, values, scale))
        return tuple(shapes), tuple(bundles)

    def _dash(self, bundle: Bundle) -> Bundle:
        return replace(bundle, dashed=bundle.dashed | (bundle.values < 0)) if self.negative_dashed else bundle

    def _legend(self, scale: WeightScale) -> Legend:
        legend = scale.legend()
        return replace(legend, notes=(*legend.notes, "negative: dashed")) if self.negative_dashed else legend


def _weight_bundles(
    steps: Sequence[DenseStep], kernels: Sequence[Array], columns: Sequence[Column], scale: WeightScale
) -> list[Bundle]:
    bundles = []
    for step, kernel, source, target in zip(steps, kernels, columns, columns[1:], strict=False):
        values = np.asarray(kernel, dtype=np.float64)[np.ix_(source.kept, target.kept)]
        bundles.append(_bundle(step.node.layer.name, source.shape_ids, target.shape_ids, values, scale))
    return bundles


def _bundle(name: str, sources: tuple[str, ...], targets: tuple[str, ...], matrix: Array, scale: WeightScale) -> Bundle:
    """Return the lines of a matrix of shape (sources, targets), weak ones first and no numbers last."""
    flat = matrix.reshape(-1)
    order = np.argsort(np.abs(flat), kind="stable")
    source_index, target_index = np.divmod(np.arange(flat.size), matrix.shape[1])
    values = flat[order]
    return Bundle(
        name=name,
        sources=sources,
        targets=targets,
        source_index=source_index[order],
        target_index=target_index[order],
        values=values,
        widths=scale.widths(values),
        colors=scale.colors(values),
        dashed=~np.isfinite(values),
    )


def _cut_notes(steps: Sequence[DenseStep], kernels: Sequence[Array], columns: Sequence[Column]) -> list[str]:
    notes = []
    for step, kernel, source, target in zip(steps, kernels, columns, columns[1:], strict=False):
        drawn = len(source.kept) * len(target.kept)
        if drawn == kernel.size:
            continue
        values = magnitudes(kernel)
        total = float(values.sum())
        share = float(values[np.ix_(source.kept, target.kept)].sum()) / total if total else drawn / kernel.size
        notes.append(
            f"{one_line(step.node.layer.name)}: {drawn:,} of {kernel.size:,} weights, {100 * share:.0f} % of the total |w| "
            f"({len(source.kept):,} of {source.total:,} inputs, {len(target.kept):,} of {target.total:,} neurons)"
        )
    return notes


def _layers_left_out(graph: Graph, steps: Sequence[DenseStep]) -> list[str]:
    drawn = {step.node.layer.id for step in steps}
    rest = [layer for layer in graph.layers if layer.weights and layer.id not in drawn]
    if not rest:
        return []
    kinds = ", ".join(dict.fromkeys(layer.kind for layer in rest))
    noun = "layer" if len(rest) == 1 else "layers"
    return [f"not drawn: {len(rest)} more {noun} with weights ({kinds})"]


def _description(graph: Graph, steps: Sequence[DenseStep], columns: Sequence[Column]) -> str:
    sizes = "-".join(str(column.total) for column in columns)
    names = ", ".join(one_line(step.node.layer.name) for step in steps)
    return f"Weights of the dense layers {names} of {one_line(graph.name)} ({sizes} neurons): blue positive, red negative."
