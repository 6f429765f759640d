"""Which scales a weight graph needs: those of the numbers that it draws, and what each of them stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from dotnet_viz.diagrams.units.kernels import KERNEL_NORM, POSITION_NORM, WEIGHT
from dotnet_viz.diagrams.units.matrix import Numbers
from dotnet_viz.diagrams.weight_graph.columns import NeuronColumn
from dotnet_viz.diagrams.weight_graph.edges import LayerLines
from dotnet_viz.diagrams.weight_graph.images import WeightPictures
from dotnet_viz.diagrams.weight_graph.options import WeightGraphOptions
from dotnet_viz.diagrams.weight_graph.scales import Scales, ScaleUse
from dotnet_viz.scales import ValueRange, WeightScale
from dotnet_viz.translation.translate import mark, translate

_BIAS = mark("bias")
_DIFFERENT = 100.0
"""Ranges that differ by this factor or more have a scale each."""
_PALE = 4.0
"""Pictures whose weights are smaller than others by this factor or more have a scale of their own: they have no width."""

_NORMS = {
    KERNEL_NORM: mark("norm of a kernel, with the sign of its mean"),
    POSITION_NORM: mark("norm over all positions, with the sign of the mean"),
    "contribution": mark("weight × activation (line)"),
    "relevance": mark("part of the output's value (line)"),
}


@dataclass
class _Found:
    """What is drawn of one layer and measure, or of all layers.

    Args:
        lines: from unit to unit.
        pictures: in the place of lines.
        biases: of columns, each with those that are drawn.
        value_range: of all numbers of the layers.
    """

    lines: list[LayerLines] = field(default_factory=list)
    pictures: list[WeightPictures] = field(default_factory=list)
    biases: list[tuple[NeuronColumn, Numbers]] = field(default_factory=list)
    value_range: ValueRange = field(default_factory=ValueRange)

    @property
    def weights(self) -> list[Numbers]:
        """The numbers of lines and pictures."""
        return [*(item.values for item in self.lines), *(one.values.reshape(-1) for one in self.pictures)]

    @property
    def largest(self) -> float:
        """The largest magnitude of lines and pictures; 0 without any."""
        return ValueRange.of(np.concatenate(self.weights)).largest if self.weights else 0.0

    def add(self, other: _Found) -> None:
        self.lines += other.lines
        self.pictures += other.pictures
        self.biases += other.biases
        self.value_range = self.value_range.joined(other.value_range)


def make_scales(
    lines: Sequence[LayerLines],
    columns: Iterable[NeuronColumn],
    options: WeightGraphOptions,
    pictures: Sequence[WeightPictures] = (),
) -> Scales:
    """Return the scales of some lines and of the biases that are drawn.

    Biases share the scale of weights. Norms are other numbers: those of kernels have a scale of their own, and so have
    those over all positions of a picture, which are the larger the more there are.

    Args:
        lines: of every layer.
        columns: whose biases are drawn.
        options: how magnitudes become width and colour, and how biases are drawn.
        pictures: of columns whose neurons are pictures of their weights, which share the scale of weights.
    """
    found = _found(lines, columns, pictures)
    measures = dict.fromkeys(measure for _, measure in found)
    own = frozenset(measure for measure in measures if _is_apart(found, measure, options))
    pale = frozenset(_pale(found)) if options.scaling_per == "auto" and options.limit is None else frozenset()
    scales = Scales({}, own, pale, options.bias == "fill")
    grouped: dict[tuple[str, str], _Found] = {}
    for layer, measure in sorted(found, key=lambda key: key[1] != WEIGHT):
        grouped.setdefault(scales.key(layer, measure), _Found()).add(found[layer, measure])
    return replace(scales, by_key={key: _use(key[1], part, options) for key, part in grouped.items()})


def _found(
    lines: Sequence[LayerLines], columns: Iterable[NeuronColumn], pictures: Sequence[WeightPictures]
) -> dict[tuple[str, str], _Found]:
    found: dict[tuple[str, str], _Found] = {}

    def add(layer: str, measure: str, part: _Found) -> None:
        found.setdefault((layer, measure), _Found()).add(part)

    for one in pictures:
        add(one.column.name, WEIGHT, _Found(pictures=[one], value_range=one.value_range))
    for item in lines:
        add(item.target.name, item.measure, _Found(lines=[item], value_range=item.value_range))
    for column in columns:
        if column.bias is not None:
            values = np.asarray(column.bias, dtype=np.float64)
            drawn = [(column, values[column.kept])]
            add(column.name, WEIGHT, _Found(biases=drawn, value_range=ValueRange.of(values)))
    return found


def _is_apart(found: Mapping[tuple[str, str], _Found], measure: str, options: WeightGraphOptions) -> bool:
    """Whether each layer has a scale of its own for a measure."""
    if options.scaling_per != "auto":
        return options.scaling_per == "layer"
    return options.limit is None and _differ(found, measure)


def _differ(found: Mapping[tuple[str, str], _Found], measure: str) -> bool:
    """Whether the largest numbers of layers differ so much that one scale would show some of them as nothing."""
    there = [value for (_, own), part in found.items() if own == measure and (value := part.largest) > 0]
    return bool(there) and max(there) >= _DIFFERENT * min(there)


def _pale(found: Mapping[tuple[str, str], _Found]) -> Iterator[tuple[str, str]]:
    """Yield the layers whose pictures have hardly any colour on the scale of all."""
    most: dict[str, float] = {}
    for (_, measure), part in found.items():
        most[measure] = max(most.get(measure, 0.0), part.largest)
    yield from (key for key, part in found.items() if part.pictures and 0 < _PALE * part.largest <= most[key[1]])


def _use(measure: str, found: _Found, options: WeightGraphOptions) -> ScaleUse:
    lines = found.lines
    label = _label(measure, options.bias, lines=bool(lines), pictures=bool(found.pictures))
    columns = [column for item in lines for column in (item.source, item.target)]
    columns += [one.column for one in found.pictures]
    return ScaleUse(
        _scale(found, label, options),
        lines=tuple(dict.fromkeys(item.target.name for item in lines)),
        fills=tuple(dict.fromkeys(column.name for column, _ in found.biases)),
        ranks=frozenset(column.rank for column in columns or [column for column, _ in found.biases]),
        zeros=sum(item.zeros for item in lines),
        numbers=sum(item.zeros + item.total for item in lines),
        pictures=tuple(dict.fromkeys(one.column.name for one in found.pictures)),
    )


def _scale(found: _Found, label: str, options: WeightGraphOptions) -> WeightScale:
    limit = options.limit
    if limit is None:
        limit = _range_of_lines(found) if options.clip is None else _quantile(found, options.clip)
    return WeightScale.from_range(
        found.value_range, limit=limit, label=label, transform=options.scaling, palette=options.colors
    )


def _range_of_lines(found: _Found) -> float | None:
    """Return the largest weight where lines lead to gates: Keras starts the biases of forget gates at 1, above all weights."""
    if not any(item.target.stage.role == "gate" for item in found.lines):
        return None
    return max(item.value_range.largest for item in found.lines) or None


def _quantile(found: _Found, part: float) -> float | None:
    drawn = (*found.weights, *(values for _, values in found.biases))
    magnitudes = [np.abs(values[np.isfinite(values)]) for values in drawn]
    together = np.concatenate(magnitudes) if magnitudes else np.zeros(0)
    return float(np.quantile(together, part)) if together.size else None


def _label(measure: str, bias: str, *, lines: bool, pictures: bool) -> str:
    if measure in _NORMS:
        return translate(_NORMS[measure])
    if pictures:
        return (
            translate("weight (line, picture), bias (fill, frame)") if bias == "fill" else translate("weight (line, picture)")
        )
    if not lines:
        return translate("bias (fill)") if bias == "fill" else translate(_BIAS)
    return translate("weight (line), bias (fill)") if bias == "fill" else translate(WEIGHT)
