"""The scales that give a weight graph's lines their width and colour: one for all layers, or one for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dotnet_viz.diagrams.units.kernels import KERNEL_NORM, POSITION_NORM, WEIGHT
from dotnet_viz.diagrams.units.matrix import Numbers
from dotnet_viz.diagrams.weight_graph.columns import NeuronColumn
from dotnet_viz.diagrams.weight_graph.edges import LayerLines
from dotnet_viz.diagrams.weight_graph.options import WeightGraphOptions
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_number
from dotnet_viz.scales import ValueRange, WeightScale
from dotnet_viz.scene import Legend
from dotnet_viz.translation.translate import mark, translate

BIAS = mark("bias")


_NORMS = {
    KERNEL_NORM: mark("norm of a kernel, with the sign of its mean"),
    POSITION_NORM: mark("norm over all positions, with the sign of the mean"),
    "contribution": mark("weight × activation (line)"),
    "relevance": mark("part of the output's value (line)"),
}


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
        """Return the scale of a layer's lines or biases.

        Args:
            layer: name of a layer.
            measure: what the numbers are, in words.

        Raises:
            KeyError: the picture draws nothing of that layer and measure.
        """
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
            first, limit=100.0, largest=None, label=translate("{measure}, in % of each layer's limit", measure=first.label),
            has_infinite=any(scale.has_infinite for scale in scales.values()),
            has_nan=any(scale.has_nan for scale in scales.values()),
        )  # fmt: skip
        legend = together.legend()
        limits = ", ".join(
            translate("{limit} in {layer}", limit=format_number(scale.limit), layer=one_line(layer))
            for layer, scale in scales.items()
        )
        ticks = tuple((offset, f"{text} %" if text != "0" else text) for offset, text in legend.ticks)
        return replace(legend, ticks=ticks, notes=(translate("100 % is {limits}", limits=limits), *legend.notes))


def make_scales(lines: Sequence[LayerLines], columns: Iterable[NeuronColumn], options: WeightGraphOptions) -> Scales:
    """Return the scales of some lines and of the biases that are drawn.

    Biases share the scale of weights. Norms are other numbers: those of kernels have a scale of their own, and so have
    those over all positions of a picture, which are the larger the more there are.

    Args:
        lines: of every layer.
        columns: whose biases are drawn.
        options: how magnitudes become width and colour, and how biases are drawn.
    """
    drawn: dict[tuple[str, str], list[Numbers]] = {}
    ranges: dict[tuple[str, str], ValueRange] = {}

    def add(layer: str, measure: str, values: Numbers, value_range: ValueRange) -> None:
        key = (layer if options.scales_each_layer else ""), measure
        drawn.setdefault(key, []).append(values)
        ranges[key] = ranges.get(key, ValueRange()).joined(value_range)

    for item in lines:
        add(item.target.name, item.measure, item.values, item.value_range)
    for column in columns:
        if column.bias is not None:
            values = np.asarray(column.bias, dtype=np.float64)
            add(column.name, WEIGHT, values[column.kept], ValueRange.of(values))
    has_weights = {(item.target.name if options.scales_each_layer else "", item.measure) for item in lines}
    ordered = sorted(drawn, key=lambda key: key[1] != WEIGHT)
    return Scales(
        {
            key: _scale(drawn[key], ranges[key], _label(key[1], options.bias, lines=key in has_weights), options)
            for key in ordered
        },
        options.scales_each_layer,
    )


def _scale(drawn: Sequence[Numbers], value_range: ValueRange, label: str, options: WeightGraphOptions) -> WeightScale:
    limit = options.limit
    if limit is None and options.clip is not None:
        limit = _quantile(drawn, options.clip)
    return WeightScale.from_range(value_range, limit=limit, label=label, transform=options.scaling, palette=options.colors)


def _quantile(drawn: Sequence[Numbers], part: float) -> float | None:
    magnitudes = [np.abs(values[np.isfinite(values)]) for values in drawn]
    together = np.concatenate(magnitudes) if magnitudes else np.zeros(0)
    return float(np.quantile(together, part)) if together.size else None


def _label(measure: str, bias: str, *, lines: bool) -> str:
    if measure in _NORMS:
        return translate(_NORMS[measure])
    if not lines:
        return translate("bias (fill)") if bias == "fill" else translate(BIAS)
    return translate("weight (line), bias (fill)") if bias == "fill" else translate(WEIGHT)
