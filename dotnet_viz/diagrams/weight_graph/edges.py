"""The lines of each layer as arrays, what they leave out, and the scales that give them width and colour."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.diagrams.units.kernels import WEIGHT
from dotnet_viz.diagrams.units.matrix import MatrixSums, Numbers, Positions, UnitMatrix
from dotnet_viz.diagrams.units.model import KernelLink
from dotnet_viz.diagrams.weight_graph.neurons import Column
from dotnet_viz.diagrams.weight_graph.select_edges import Threshold, choose_lines
from dotnet_viz.scales import Extent, WeightScale
from dotnet_viz.scene import Bundle, Omission


@dataclass(frozen=True, eq=False)
class LayerLines:
    """The lines that are drawn between two columns.

    Args:
        link: whose weights they are.
        source: the column that they leave.
        target: the column that they enter.
        rows: for each line its place among the neurons of ``source`` that are drawn; shape (n,).
        columns: likewise of ``target``.
        values: shape (n,), weak ones first.
        means: of the weights that each line stands for; ``None`` where it is one weight.
        total: how many lines there would be.
        share: part of the layer's total magnitude.
        extent: of all numbers of the layer.
        least: the smallest magnitude that is drawn, where weaker lines between these neurons are left out.
    """

    link: KernelLink
    source: Column
    target: Column
    rows: Positions
    columns: Positions
    values: Numbers
    means: Numbers | None
    total: int
    share: float
    extent: Extent
    least: float | None

    @property
    def measure(self) -> str:
        """What the values are."""
        return self.link.kernel.measure

    @property
    def omission(self) -> Omission:
        """How much of the layer is drawn."""
        source, target = self.source, self.target
        return Omission(
            self.link.name, len(self.values), self.total, self.share, (len(source.kept), source.total),
            (len(target.kept), target.total), self.least,
        )  # fmt: skip


def layer_lines(
    link: KernelLink,
    columns: tuple[Column, Column],
    numbers: tuple[UnitMatrix, MatrixSums],
    threshold: Threshold | None,
    most: int | None,
) -> LayerLines:
    """Return the lines of a kernel that are drawn.

    Args:
        link: the kernel and what it joins.
        columns: the columns that lines leave and enter.
        numbers: the kernel's numbers and their sums.
        threshold: which lines are strong enough.
        most: how many lines at most, the strongest.
    """
    (source, target), (matrix, sums) = columns, numbers
    values = matrix.take(source.kept, target.kept)
    places = np.ix_(source.kept, target.kept)
    present = None if matrix.present is None else matrix.present[places]
    possible = values.size if present is None else int(np.count_nonzero(present))
    chosen = choose_lines(values, present, threshold, most)
    means = None if matrix.means is None else matrix.means[places].reshape(-1)[chosen]
    drawn = np.asarray(values.reshape(-1)[chosen], dtype=np.float64)
    rows, ends = np.divmod(chosen, values.shape[1])
    magnitudes = np.nan_to_num(np.abs(drawn), nan=0.0, posinf=sums.extent.largest or 1.0)
    share = float(magnitudes.sum()) / sums.magnitude if sums.magnitude else len(drawn) / max(matrix.count, 1)
    finite = magnitudes[np.isfinite(drawn)]
    least = float(finite.min()) if len(drawn) < possible and finite.size else None
    return LayerLines(
        link, source, target, rows, ends, drawn, means, matrix.count, min(share, 1.0), sums.extent, least
    )  # fmt: skip


def weight_bundle(lines: LayerLines, scale: WeightScale) -> Bundle:
    """Return the lines of a layer with their widths and colours."""
    return bundle(
        lines.link.name, (lines.source.shape_ids, lines.target.shape_ids), (lines.rows, lines.columns), lines.values, scale,
        means=lines.means, measure=lines.measure,
    )  # fmt: skip


def bundle(
    name: str,
    ends: tuple[tuple[str, ...], tuple[str, ...]],
    index: tuple[Positions, Positions],
    values: Numbers,
    scale: WeightScale,
    *,
    means: Numbers | None = None,
    measure: str = WEIGHT,
) -> Bundle:
    """Return lines in the looks that a scale gives them; those that are no number are dashed."""
    return Bundle(
        name=name,
        sources=ends[0],
        targets=ends[1],
        source_index=index[0],
        target_index=index[1],
        values=values,
        widths=scale.widths(values),
        colors=scale.colors(values),
        dashed=~np.isfinite(values),
        measure=measure,
        means=means,
    )


def dash_negative(item: Bundle) -> Bundle:
    """Return a bundle whose negative lines are dashed."""
    negative: NDArray[np.bool_] = item.values < 0
    return replace(item, dashed=item.dashed | negative)
