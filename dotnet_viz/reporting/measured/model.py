"""What several sections of a report read of a model, measured when first asked for and once only."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dotnet_viz.diagrams.common.graphs.frames import with_custom_layers
from dotnet_viz.diagrams.units.build import unit_graph
from dotnet_viz.diagrams.units.model import UnitGraph
from dotnet_viz.graph import Graph
from dotnet_viz.measures.cost.by_stage import StageCost, cost_by_stage
from dotnet_viz.measures.cost.input_shapes import InputShapes
from dotnet_viz.measures.cost.measure import ModelCost, measure_cost
from dotnet_viz.measures.diagnostics.subject import ScannedWeight, scan_weights
from dotnet_viz.measures.summary.summary import Summary, summarise
from dotnet_viz.measures.weights.statistics import with_histogram
from dotnet_viz.runtime.cached import cached_property

MAX_HISTOGRAMS = 24
"""Weights of a small model that all have a histogram."""
FEW_HISTOGRAMS = 6
"""Histograms of a model that has more weights than that."""
FINE_BINS = 240
"""Bins that drawn histograms and quantiles are read off; of up to 255, two neighbours are counted at once."""


@dataclass(frozen=True)
class Measurements:
    """Numbers on one model.

    Args:
        graph: the model.
        input_shape: sizes of one sample, where those of the model's inputs vary; see
            :func:`~dotnet_viz.measures.cost.measure.measure_cost`.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> measured = Measurements(read([np.ones((4, 3))]))
        >>> measured.summary.layer_count, measured.weights[0].statistics.l2_norm
        (1, 3.4641016151377544)
    """

    graph: Graph
    input_shape: InputShapes = None

    @cached_property
    def summary(self) -> Summary:
        """The model in numbers."""
        return summarise(self.graph, self.input_shape, cost=self.cost)

    @cached_property
    def cost(self) -> ModelCost:
        """The arithmetic and the activations of each call, for one sample."""
        return measure_cost(self.graph, self.input_shape)

    @cached_property
    def stages(self) -> tuple[StageCost, ...]:
        """What the stages of the model cost."""
        return cost_by_stage(self.graph, self.cost)

    @cached_property
    def units(self) -> UnitGraph:
        """The model as columns of units and the kernels between them, custom layers opened; no value is read for it."""
        return unit_graph(with_custom_layers(self.graph))

    @cached_property
    def weights(self) -> tuple[ScannedWeight, ...]:
        """Each weight that has values: what one pass over them found, with a histogram of those of which one is drawn."""
        return scan_weights(self.graph, bins=FINE_BINS, only=self._drawn)

    @cached_property
    def weights_with_histograms(self) -> tuple[ScannedWeight, ...]:
        """The same with a histogram of each: those that are not drawn are read for it once more."""
        return tuple(
            item
            if (item.layer.id, item.weight.name) in self._drawn
            else replace(item, statistics=with_histogram(item.weight, item.statistics, FINE_BINS))
            for item in self.weights
        )

    @cached_property
    def _drawn(self) -> frozenset[tuple[str, str]]:
        """The weights whose distribution is drawn: all of a small model, of others the largest."""
        sizes = {(layer.id, one.name): one.size for layer in self.graph.layers for one in layer.weights if one.has_values}
        if len(sizes) <= MAX_HISTOGRAMS:
            return frozenset(sizes)
        return frozenset(sorted(sizes, key=sizes.__getitem__, reverse=True)[:FEW_HISTOGRAMS])

    @property
    def is_finite(self) -> bool:
        """Whether no value of a weight is NaN or infinite."""
        return not any(one.statistics.nan_count + one.statistics.infinite_count for one in self.weights)
