"""The scales that give a weight graph's lines their width and colour: one for all layers, or one for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dotnet_viz.fonts import one_line, shorten_all
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.keras_format.config.names import listed
from dotnet_viz.scales import WeightScale
from dotnet_viz.scene import Legend
from dotnet_viz.translation.translate import translate

_MOST_LEGENDS = 4
"""More scales than this have one legend, in percent of each layer's limit."""

_MOST_NAMES = 5
"""Layers that a legend names."""
_LEGEND_TEXT, _NAME_WIDTH = 11.0, 120.0


@dataclass(frozen=True)
class ScaleUse:
    """What a scale stands for in a picture.

    Args:
        scale: width and colour.
        lines: names of the layers whose lines it colours, in order.
        fills: names of the layers whose neurons it fills by their bias.
        ranks: of the columns that its lines join, or that it fills where it has no lines.
        zeros: how many numbers of these layers are exactly zero, and have no line.
        numbers: how many numbers these layers have.
        pictures: names of the layers whose neurons are pictures of their weights.
    """

    scale: WeightScale
    lines: tuple[str, ...] = ()
    fills: tuple[str, ...] = ()
    ranks: frozenset[int] = frozenset()
    zeros: int = 0
    numbers: int = 0
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scales:
    """The scales of a picture: one for each measure, or for each layer and measure.

    Args:
        by_key: the scales by name of the layer (``""`` where they are shared) and measure, and what they stand for.
        own: the measures of which each layer has a scale of its own.
        pale: the layers that have one for a measure that others share, as their pictures would be too pale.
        fills: whether neurons are filled by their bias.
    """

    by_key: Mapping[tuple[str, str], ScaleUse]
    own: frozenset[str] = frozenset()
    pale: frozenset[tuple[str, str]] = frozenset()
    fills: bool = False

    def key(self, layer: str, measure: str) -> tuple[str, str]:
        """Return the key of the scale of a layer's lines or biases.

        Args:
            layer: name of a layer.
            measure: what the numbers are, in words.
        """
        return (layer if measure in self.own or (layer, measure) in self.pale else ""), measure

    def of(self, layer: str, measure: str) -> WeightScale:
        """Return the scale of a layer's lines or biases.

        Args:
            layer: name of a layer.
            measure: what the numbers are, in words.

        Raises:
            KeyError: the picture draws nothing of that layer and measure.
        """
        return self.by_key[self.key(layer, measure)].scale

    def legends(self, *, zeros: bool) -> list[Legend]:
        """Return a legend for each scale, which says whose it is where there are several; one for very many scales.

        Args:
            zeros: whether the legends count the weights that are exactly zero.
        """
        several = len(self.by_key) > 1
        if not self.own or len(self.by_key) <= _MOST_LEGENDS:
            return [self._legend(use, zeros=zeros, several=several) for use in self.by_key.values()]
        measures = dict.fromkeys(measure for _, measure in self.by_key)
        return [self._relative(measure, zeros=zeros) for measure in measures]

    def _legend(self, use: ScaleUse, *, zeros: bool, several: bool) -> Legend:
        legend = use.scale.legend()
        whose = tuple(self._whose(use)) if several else ()
        ranks = tuple(sorted(use.ranks)) if several else ()
        return replace(legend, notes=(*whose, *legend.notes, *(_zero_notes([use]) if zeros else ())), ranks=ranks)

    def _whose(self, use: ScaleUse) -> Iterator[str]:
        if use.lines:
            yield translate("lines of {layers}", layers=_named(use.lines, _MOST_NAMES))
        if use.pictures:
            yield translate("pictures of {layers}", layers=_named(use.pictures))
        if self.fills and use.fills != use.lines and use.fills:
            yield translate("fill of {layers}", layers=_named(use.fills, _MOST_NAMES))

    def _relative(self, measure: str, *, zeros: bool) -> Legend:
        uses = {layer: use for (layer, own), use in self.by_key.items() if own == measure}
        scales = {layer: use.scale for layer, use in uses.items()}
        first = next(iter(scales.values()))
        if list(scales) == [""]:
            return self._legend(uses[""], zeros=zeros, several=True)
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
        notes = (translate("100 % is {limits}", limits=limits), *legend.notes)
        return replace(legend, ticks=ticks, notes=(*notes, *(_zero_notes(list(uses.values())) if zeros else ())))


def _named(layers: Sequence[str], most: int | None = None) -> str:
    """Return the names of layers, short enough to stand below a colour bar, and such that no two read alike."""
    names = shorten_all(map(one_line, layers), _LEGEND_TEXT, _NAME_WIDTH)
    return listed(names) if most is None else listed(names, at_most=most)


def _zero_notes(uses: Sequence[ScaleUse]) -> Iterator[str]:
    zeros, numbers = sum(use.zeros for use in uses), sum(use.numbers for use in uses)
    if zeros:
        yield translate(
            "{zeros} of {count} weight is zero, not drawn",
            "{zeros} of {count} weights are zero, not drawn",
            count=numbers,
            zeros=format_count(zeros),
        )
