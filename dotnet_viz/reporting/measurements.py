"""What several sections of a report read of a model, measured when first asked for and once only."""

from __future__ import annotations

from dataclasses import dataclass

from dotnet_viz.cached import cached_property
from dotnet_viz.diagrams.common.frames import with_custom_layers
from dotnet_viz.diagrams.units.build import unit_graph
from dotnet_viz.diagrams.units.model import UnitGraph
from dotnet_viz.graph import Graph
from dotnet_viz.measures.cost.by_stage import StageCost, cost_by_stage
from dotnet_viz.measures.cost.input_shapes import InputShapes
from dotnet_viz.measures.cost.measure import ModelCost, measure_cost
from dotnet_viz.measures.diagnostics.subject import ScannedWeight, scan_weights
from dotnet_viz.measures.summary.summary import Summary, summarise

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
        """Each weight that has values: what one pass over them found, and a histogram."""
        return scan_weights(self.graph, bins=FINE_BINS)

    @property
    def is_finite(self) -> bool:
        """Whether no value of a weight is NaN or infinite."""
        return not any(one.statistics.nan_count + one.statistics.infinite_count for one in self.weights)
