"""Lines of the nodes that stand for neurons left out: the mean or the sum of the weights that they stand for."""

from __future__ import annotations

import numpy as np

from dotnet_viz.diagrams.units.matrix import MatrixSums, Numbers, UnitMatrix
from dotnet_viz.diagrams.weight_graph.edges import LayerLines, bundle
from dotnet_viz.diagrams.weight_graph.neurons import Column
from dotnet_viz.scales import WeightScale
from dotnet_viz.scene import Bundle

SUMMARIES = ("mean", "sum")


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
    start, end, values = (np.concatenate([part[turn] for part in parts]) for turn in range(3))
    order = np.argsort(np.abs(values), kind="stable")
    ends = tuple((*column.shape_ids, column.rest_id) if column.left_out else column.shape_ids for column in (source, target))
    index = start[order].astype(np.intp), end[order].astype(np.intp)
    return bundle(
        f"{lines.link.name} (+N)", (ends[0], ends[1]), index, values[order], scale, measure=f"{how} of {lines.measure}s"
    )


def _counts(matrix: UnitMatrix, source: Column, target: Column) -> tuple[Numbers, Numbers, Numbers]:
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
