"""The colours of layers by a number or a word that each has, on a finished picture of any style, with their legend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from dotnet_viz.diagrams.annotations.colors.fills import recolored
from dotnet_viz.diagrams.annotations.colors.scale import NO_VALUE, LayerScale
from dotnet_viz.diagrams.annotations.members import Members
from dotnet_viz.diagrams.common.family_colors import FAMILY_COLORS
from dotnet_viz.diagrams.common.texts.remarks import joined_value, value_text
from dotnet_viz.graph import Remark
from dotnet_viz.scene import KeyEntry, KeyLegend, Legend, Scene, changed
from dotnet_viz.translation.translate import mark, translate

OTHERS = mark("other layers")
MIXED = mark("several")
MIXED_COLOR = "#9aa0aa"
PLAIN_OUTLINE = "#5f6672"
PALETTE = tuple(color for name, color in FAMILY_COLORS.items() if name not in ("other", "input", "model"))


class LayerColoring(Protocol):
    """How the layers of a model are coloured."""

    def of(self, calls: Mapping[str, Sequence[str]]) -> tuple[Mapping[str, str], Mapping[str, str], Legend | KeyLegend | None]:
        """Return the colour of each shape, what is written of it beside the picture, and the legend where there is one.

        Args:
            calls: the calls that each shape stands for, by the shape's id.
        """


@dataclass(frozen=True)
class NumberColoring:
    """Colours of numbers.

    Args:
        title: what they are.
        values: by the id of the call.
        form: how they are written; see :class:`~dotnet_viz.graph.Remark`.
        unit: of the numbers.
        adds_up: whether the numbers of calls that one shape stands for are added; else their mean counts.
    """

    title: str
    values: Mapping[str, float]
    form: str = "number"
    unit: str = ""
    adds_up: bool = False

    def of(self, calls: Mapping[str, Sequence[str]]) -> tuple[Mapping[str, str], Mapping[str, str], Legend]:
        """Return the colour of each shape, what is written of it beside the picture, and the colour bar."""
        known = {
            name: joined_value(values, adds_up=self.adds_up)
            for name, own in calls.items()
            if (values := [self.values[call] for call in own if call in self.values])
        }
        scale = LayerScale.of(known.values(), self.title, self.form, self.unit)
        colors = dict.fromkeys(calls, NO_VALUE) | dict(zip(known, scale.colors(known.values()), strict=True))
        texts = {
            name: f"{self.title}: {value_text(known[name], self.form, self.unit) if name in known else translate('no value')}"
            for name in calls
        }
        return colors, texts, scale.legend(is_partial=len(known) < len(calls))

    def remarks(self, *, is_labelled: bool = False) -> dict[str, Remark]:
        """Return what is written on each layer, by the id of the call.

        Args:
            is_labelled: whether the title is written with each number, as for those that are not the colours.
        """
        write = partial(value_text, form=self.form, unit=self.unit)
        make = partial(Remark, label=self.title, unit=self.unit, form=self.form, adds_up=self.adds_up, is_labelled=is_labelled)
        return {call: make(write(value), value=value) for call, value in self.values.items()}


@dataclass(frozen=True)
class WordColoring:
    """Colours of words, such as the families of layers.

    Args:
        title: of the key.
        words: by the id of the call.
        colors: by word, in the order of the key; where it has fewer than there are, the others share one.
    """

    title: str
    words: Mapping[str, str]
    colors: Mapping[str, str]

    def of(self, calls: Mapping[str, Sequence[str]]) -> tuple[Mapping[str, str], Mapping[str, str], KeyLegend]:
        """Return the colour of each shape, what is written of it beside the picture, and the key."""
        found = {name: self._word(own) for name, own in calls.items()}
        others = {OTHERS: FAMILY_COLORS["other"], MIXED: MIXED_COLOR}
        colors = {**self.colors, **others}
        shown = {word if word in colors else OTHERS for word in found.values()}
        entries = tuple(
            KeyEntry(translate(word) if word in others else word, color) for word, color in colors.items() if word in shown
        )
        return (
            {name: colors.get(word, others[OTHERS]) for name, word in found.items()},
            {name: f"{self.title}: {translate(word) if word in others else word}" for name, word in found.items()},
            KeyLegend(self.title, entries),
        )

    def _word(self, calls: Sequence[str]) -> str:
        words = dict.fromkeys(self.words[call] for call in calls if call in self.words)
        return next(iter(words)) if len(words) == 1 else MIXED


@dataclass(frozen=True)
class NoColoring:
    """One grey for all layers, for pictures that say nothing by their colours."""

    def of(self, calls: Mapping[str, Sequence[str]]) -> tuple[Mapping[str, str], Mapping[str, str], None]:
        """Return the colour of each shape, nothing that is written of it, and no legend."""
        return dict.fromkeys(calls, FAMILY_COLORS["other"]), {}, None


def colored(scene: Scene, members: Members, coloring: LayerColoring) -> Scene:
    """Return a picture in which layers have other colours, with the legend in place of that of the colours they had.

    Args:
        scene: of any style, without places.
        members: what its shapes stand for.
        coloring: of the calls.
    """
    colors, texts, legend = coloring.of(members.filled(scene))
    shapes = tuple(
        changed(shape, tooltip=f"{shape.tooltip or shape.name}\n{texts[shape.id]}") if shape.id in texts else shape
        for shape in recolored(scene.shapes, colors)
    )
    legends = (*(() if legend is None else (legend,)), *_kept(scene.legends))
    return replace(scene, shapes=shapes, legends=legends, notes=(*_abbreviations(scene.legends), *scene.notes))


def with_plain_outlines(scene: Scene, members: Members) -> Scene:
    """Return a picture whose outlines say nothing of layers by their colours, without the key to these.

    Args:
        scene: of any style, without places.
        members: what its shapes stand for.
    """
    filled = members.filled(scene)
    shapes = tuple(changed(shape, stroke=PLAIN_OUTLINE) if shape.id in filled else shape for shape in scene.shapes)
    others = (legend for legend in scene.legends if isinstance(legend, Legend) or legend.explains != "outline")
    outlines = (legend for legend in scene.legends if isinstance(legend, KeyLegend) and legend.explains == "outline")
    dashed = (replace(one, entries=tuple(entry for entry in one.entries if entry.dashed)) for one in outlines)
    return replace(scene, shapes=shapes, legends=(*others, *(one for one in dashed if one.entries)))


def _kept(legends: Iterable[Legend | KeyLegend]) -> Iterable[Legend | KeyLegend]:
    """Yield what the other legends say of anything but the colours of layers."""
    for legend in legends:
        if isinstance(legend, Legend) or legend.explains == "outline":
            yield legend
        elif legend.explains != "text" and any(entry.dashed for entry in legend.entries):
            entries = tuple(entry for entry in legend.entries if entry.dashed)
            yield replace(legend, title=translate("outlines"), entries=entries)


def _abbreviations(legends: Iterable[Legend | KeyLegend]) -> Iterable[str]:
    """Yield what a key of colours says of abbreviations at layers, which stay when the colours mean something else."""
    for legend in legends:
        if isinstance(legend, KeyLegend) and legend.explains == "text":
            yield f"{legend.title}: {', '.join(entry.text for entry in legend.entries)}"
