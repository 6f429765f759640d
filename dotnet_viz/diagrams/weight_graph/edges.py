"""The lines of each layer as arrays: one for each weight that is drawn, and those of nodes that stand for neurons left out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.diagrams.units.kernels import WEIGHT
from dotnet_viz.diagrams.units.matrix import MatrixSums, Numbers, Positions, UnitMatrix
from dotnet_viz.diagrams.units.model import KernelLink
from dotnet_viz.diagrams.weight_graph.columns import NeuronColumn
from dotnet_viz.diagrams.weight_graph.options import WeightGraphOptions
from dotnet_viz.diagrams.weight_graph.selection.edges import choose_lines
from dotnet_viz.scales import ValueRange, WeightScale
from dotnet_viz.scene import Bundle, Omission
from dotnet_viz.translation.translate import translate


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
        total: how many lines there would be: numbers that are not exactly zero.
        zeros: how many numbers are exactly zero.
        share: part of the layer's total magnitude.
        value_range: of all numbers of the layer.
        least: the smallest magnitude that is drawn, where weaker lines between these neurons are left out.
    """

    link: KernelLink
    source: NeuronColumn
    target: NeuronColumn
    rows: Positions
    columns: Positions
    values: Numbers
    means: Numbers | None
    total: int
    zeros: int
    share: float
    value_range: ValueRange
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
    columns: tuple[NeuronColumn, NeuronColumn],
    numbers: tuple[UnitMatrix, MatrixSums],
    options: WeightGraphOptions,
) -> LayerLines:
    """Return the lines of a kernel that are drawn.

    Args:
        link: the kernel and what it joins.
        columns: the columns that lines leave and enter.
        numbers: the kernel's numbers and their sums.
        options: which lines are strong enough, and how many at most.
    """
    values, present = kept_values(numbers[0], columns)
    possible = int(np.count_nonzero(values if present is None else np.where(present, values, 0)))
    chosen = choose_lines(values, present, options.weakest, options.max_edges)
    lines = _lines(link, columns, numbers, values, chosen)
    magnitudes = np.abs(lines.values[np.isfinite(lines.values)])
    least = float(magnitudes.min()) if len(chosen) < possible and magnitudes.size else None
    return replace(lines, least=least)


def kept_values(matrix: UnitMatrix, columns: tuple[NeuronColumn, NeuronColumn]) -> tuple[Numbers, NDArray[np.bool_] | None]:
    """Return a kernel's numbers between the units that are drawn, and where there are any (``None`` for everywhere).

    Args:
        matrix: all numbers of the kernel.
        columns: the columns that lines leave and enter.

    Returns:
        Both of shape (sources drawn, targets drawn).
    """
    source, target = columns
    present = None if matrix.present is None else matrix.present[np.ix_(source.kept, target.kept)]
    return matrix.take(source.kept, target.kept), present


def lines_at(
    link: KernelLink, columns: tuple[NeuronColumn, NeuronColumn], numbers: tuple[UnitMatrix, MatrixSums], chosen: Positions
) -> LayerLines:
    """Return the lines at some positions.

    Args:
        link: the kernel and what it joins.
        columns: the columns that lines leave and enter.
        numbers: the kernel's numbers and their sums.
        chosen: positions in the flat numbers of :func:`kept_values`, in drawing order.
    """
    return _lines(link, columns, numbers, kept_values(numbers[0], columns)[0], chosen)


def _lines(
    link: KernelLink,
    columns: tuple[NeuronColumn, NeuronColumn],
    numbers: tuple[UnitMatrix, MatrixSums],
    values: Numbers,
    chosen: Positions,
) -> LayerLines:
    """Return the lines at some positions of the numbers between the units that are drawn."""
    (source, target), (matrix, sums) = columns, numbers
    places = np.ix_(source.kept, target.kept)
    means = None if matrix.means is None else matrix.means[places].reshape(-1)[chosen]
    drawn = np.asarray(values.reshape(-1)[chosen], dtype=np.float64)
    rows, ends = np.divmod(chosen, values.shape[1])
    magnitudes = np.nan_to_num(np.abs(drawn), nan=0.0, posinf=sums.value_range.largest or 1.0)
    share = float(magnitudes.sum()) / sums.magnitude if sums.magnitude else len(drawn) / max(sums.nonzero, 1)
    return LayerLines(
        link, source, target, rows, ends, drawn, means, sums.nonzero, matrix.count - sums.nonzero, min(share, 1.0),
        sums.value_range, None,
    )  # fmt: skip


def weight_bundle(lines: LayerLines, scale: WeightScale) -> Bundle:
    """Return the lines of a layer with their widths and colours.

    Args:
        lines: of a layer.
        scale: turns numbers into widths and colours.
    """
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
    """Return lines in the colours and widths of a scale; NaN is dashed.

    Args:
        name: name of the layer or of its bias.
        ends: ids of the shapes that lines start at, and of those that they end at.
        index: position of each line's start among the first ids and of its end among the second; two arrays of shape
            (lines,).
        values: the number that each line stands for, shape (lines,).
        scale: turns numbers into widths and colours.
        means: the signed mean of what each number sums up, shape (lines,); ``None`` where numbers are single weights.
        measure: what the numbers are, in words.
    """
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


def summary_bundle(lines: LayerLines, numbers: tuple[UnitMatrix, MatrixSums], how: str, scale: WeightScale) -> Bundle | None:
    """Return a line between each neuron that is drawn and the node of those that are not, and between two such nodes.

    Args:
        lines: of the layer.
        numbers: the kernel's numbers and their sums.
        how: ``"mean"`` or ``"sum"`` of the finite weights that a line stands for, with their signs.
        scale: of the layer.
    """
    (matrix, sums), source, target = numbers, lines.source, lines.target
    if not (source.left_out or target.left_out):
        return None
    taken = np.asarray(matrix.take(source.kept, target.kept), dtype=np.float64)
    kept = np.where(np.isfinite(taken), taken, 0.0)
    rows, columns = sums.rows[source.kept] - kept.sum(axis=1), sums.columns[target.kept] - kept.sum(axis=0)
    corner = sums.rows.sum() - sums.rows[source.kept].sum() - columns.sum()
    counts = _counts(matrix, source, target)
    blocks = [(rows, counts[0], True), (columns, counts[1], False), (np.array([corner]), counts[2], None)]
    parts = [_summary(values, count, side, how, len(source.kept), len(target.kept)) for values, count, side in blocks]
    start, end, values = (np.concatenate([part[number] for part in parts]) for number in range(3))
    order = np.argsort(np.abs(values), kind="stable")
    ends = tuple((*column.shape_ids, column.rest_id) if column.left_out else column.shape_ids for column in (source, target))
    index = start[order].astype(np.intp), end[order].astype(np.intp)
    return bundle(
        f"{lines.link.name} (+N)",
        (ends[0], ends[1]),
        index,
        values[order],
        scale,
        measure=translate("{how} of {measure}s", how=translate(how), measure=translate(lines.measure)),
    )


def _counts(matrix: UnitMatrix, source: NeuronColumn, target: NeuronColumn) -> tuple[Numbers, Numbers, Numbers]:
    """Return how many lines each line of a summary stands for: of the rows, of the columns, of the corner."""
    if matrix.present is None:
        rows, columns = np.full(len(source.kept), target.left_out), np.full(len(target.kept), source.left_out)
        return rows.astype(float), columns.astype(float), np.array([float(source.left_out * target.left_out)])
    here = matrix.present[np.ix_(source.kept, target.kept)]
    rows = matrix.present[source.kept].sum(axis=1) - here.sum(axis=1)
    columns = matrix.present[:, target.kept].sum(axis=0) - here.sum(axis=0)
    corner = matrix.count - int(here.sum()) - int(rows.sum()) - int(columns.sum())
    return rows.astype(float), columns.astype(float), np.array([float(corner)])


def _summary(
    values: Numbers, counts: Numbers, from_rows: bool | None, how: str, rows: int, columns: int
) -> tuple[Numbers, Numbers, Numbers]:  # fmt: skip
    """Return start, end and value of the lines of one part of a summary that stand for something."""
    there = np.flatnonzero(counts > 0)
    start = there if from_rows else np.full(len(there), rows)
    end = there if from_rows is False else np.full(len(there), columns)
    shown = values[there] / counts[there] if how == "mean" else values[there]
    return start.astype(float), end.astype(float), shown
