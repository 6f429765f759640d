"""The lines of each layer as arrays, what they leave out, and the scales that give them width and colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.diagrams.line_choice import Threshold, choose_lines
from dotnet_viz.diagrams.neurons import Column
from dotnet_viz.diagrams.unit_graph import KernelLink
from dotnet_viz.diagrams.unit_kernels import KERNEL_NORM, POSITION_NORM, WEIGHT
from dotnet_viz.diagrams.unit_matrix import MatrixSums, Numbers, Positions, UnitMatrix
from dotnet_viz.fonts import one_line
from dotnet_viz.palettes import Palette
from dotnet_viz.scales import Extent, WeightScale, format_number
from dotnet_viz.scene import Bundle, Legend, Omission

BIAS = "bias"
SUMMARIES = ("mean", "sum")
_NORMS = {
    KERNEL_NORM: "norm of a kernel, with the sign of its mean",
    POSITION_NORM: "norm over all positions, with the sign of the mean",
}


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


@dataclass(frozen=True)
class Scaling:
    """How values become width and colour.

    Args:
        transform: one of :data:`dotnet_viz.scales.TRANSFORMS`.
        per_layer: whether each layer has a scale of its own.
        clip: the quantile of the drawn magnitudes that has the full width and colour; ``None`` takes the largest of all.
        limit: the magnitude that has it, whatever the data; ``None`` takes it from them.
        palette: the colours.
    """

    transform: str
    per_layer: bool
    clip: float | None
    limit: float | None
    palette: Palette

    def scale(self, drawn: Sequence[Numbers], extent: Extent, label: str) -> WeightScale:
        """Return the scale of some lines.

        Args:
            drawn: the values of the lines.
            extent: of all values of their layers.
            label: what they are.
        """
        limit = self.limit if self.clip is None or self.limit is not None else _quantile(drawn, self.clip)
        return WeightScale.from_extent(extent, limit=limit, label=label, transform=self.transform, palette=self.palette)


def _quantile(drawn: Sequence[Numbers], part: float) -> float | None:
    magnitudes = [np.abs(values[np.isfinite(values)]) for values in drawn]
    together = np.concatenate(magnitudes) if magnitudes else np.zeros(0)
    return float(np.quantile(together, part)) if together.size else None


@dataclass(frozen=True)
class Scales:
    """The scales of a picture: one for each measure, or for each layer and measure.

    Args:
        by_key: the scales by name of the layer (``""`` where they are shared) and measure.
        per_layer: whether each layer has scales of its own.
    """

    by_key: Mapping[tuple[str, str], WeightScale]
    per_layer: bool

    def of(self, layer: str, measure: str) -> WeightScale:
        """Return the scale of a layer's lines or biases."""
        return self.by_key[layer if self.per_layer else "", measure]

    def legends(self) -> list[Legend]:
        """Return a legend for each measure."""
        if not self.per_layer:
            return [scale.legend() for scale in self.by_key.values()]
        measures = dict.fromkeys(measure for _, measure in self.by_key)
        return [self._relative(measure) for measure in measures]

    def _relative(self, measure: str) -> Legend:
        scales = {layer: scale for (layer, own), scale in self.by_key.items() if own == measure}
        first = next(iter(scales.values()))
        together = replace(
            first, limit=100.0, largest=None, label=f"{first.label}, in % of each layer's limit",
            has_infinite=any(scale.has_infinite for scale in scales.values()),
            has_nan=any(scale.has_nan for scale in scales.values()),
        )  # fmt: skip
        legend = together.legend()
        limits = ", ".join(f"{format_number(scale.limit)} in {one_line(layer)}" for layer, scale in scales.items())
        ticks = tuple((offset, f"{text} %" if text != "0" else text) for offset, text in legend.ticks)
        return replace(legend, ticks=ticks, notes=(f"100 % is {limits}", *legend.notes))


def make_scales(lines: Sequence[LayerLines], columns: Iterable[Column], scaling: Scaling, bias: str) -> Scales:
    """Return the scales of some lines and of the biases that are drawn.

    Biases share the scale of weights. Norms are other numbers: those of kernels have a scale of their own, and so have
    those over all positions of a picture, which are the larger the more there are.

    Args:
        lines: of every layer.
        columns: whose biases are drawn.
        scaling: how the user wants them.
        bias: ``"fill"``, ``"node"`` or ``"none"``.
    """
    drawn: dict[tuple[str, str], list[Numbers]] = {}
    extents: dict[tuple[str, str], Extent] = {}

    def add(layer: str, measure: str, values: Numbers, extent: Extent) -> None:
        key = (layer if scaling.per_layer else ""), measure
        drawn.setdefault(key, []).append(values)
        extents[key] = extents.get(key, Extent()).joined(extent)

    for item in lines:
        add(item.target.name, item.measure, item.values, item.extent)
    for column in columns:
        if column.bias is not None and bias != "none":
            values = np.asarray(column.bias, dtype=np.float64)
            add(column.name, WEIGHT, values[column.kept], Extent.of(values))
    has_weights = {(item.target.name if scaling.per_layer else "", item.measure) for item in lines}
    ordered = sorted(drawn, key=lambda key: key[1] != WEIGHT)
    return Scales(
        {key: scaling.scale(drawn[key], extents[key], _label(key[1], bias, lines=key in has_weights)) for key in ordered},
        scaling.per_layer,
    )


def _label(measure: str, bias: str, *, lines: bool) -> str:
    if measure in _NORMS:
        return _NORMS[measure]
    if not lines:
        return "bias (fill)" if bias == "fill" else BIAS
    return "weight (line), bias (fill)" if bias == "fill" else WEIGHT


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


def dash_negative(item: Bundle) -> Bundle:
    """Return a bundle whose negative lines are dashed."""
    negative: NDArray[np.bool_] = item.values < 0
    return replace(item, dashed=item.dashed | negative)


def omission_note(item: Omission, measure: str, word: str) -> str:
    """Return in words what a picture shows of a layer.

    Args:
        item: in numbers.
        measure: what the lines are.
        word: for the neurons that lines leave, such as ``"input"``.
    """
    things = {WEIGHT: "weights", KERNEL_NORM: "kernels"}.get(measure, "pairs")
    (sources, all_sources), (targets, all_targets) = item.sources or (0, 0), item.targets or (0, 0)
    least = "" if item.least is None else f" of at least {format_number(item.least)}"
    return (
        f"{one_line(item.name)}: {item.drawn:,} of {item.total:,} {things}{least}, {_percent(item.share)} of the "
        f"total |w| ({sources:,} of {all_sources:,} {word}, {targets:,} of {all_targets:,} neurons)"
    )


def _percent(share: float | None) -> str:
    part = 100 * (share or 0.0)
    return f"{part:.0f} %" if part >= 1 or not part else f"{part:.2g} %"
