"""Colours of layers, by family or by class, and the legend that explains them: made from the layers that are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dotnet_viz.diagrams.common.family_colors import FAMILY_COLORS
from dotnet_viz.graph import Layer
from dotnet_viz.graph.layer_kinds import family_of
from dotnet_viz.scene import KeyEntry, KeyLegend
from dotnet_viz.translation.translate import mark, translate

COLORINGS = ("family", "kind", "none")
OTHER_KINDS = mark("other classes")

_PALETTE = tuple(color for name, color in FAMILY_COLORS.items() if name != "other")


@dataclass(frozen=True)
class Coloring:
    """Which colour each layer has, and what the legend says of it.

    Args:
        title: of the key.
        colors: colour by family or class, in the order of the key.
        by: ``"family"`` or ``"kind"``.
    """

    title: str
    colors: Mapping[str, str]
    by: str

    def color(self, layer: Layer) -> str:
        """Return the colour of a layer."""
        if self.by == "family":
            return self.colors[family_of(layer)]
        return self.colors.get(layer.kind, FAMILY_COLORS["other"])

    def key(self) -> KeyLegend:
        """Return the key."""
        return KeyLegend(
            self.title,
            tuple(
                KeyEntry(translate(name) if self.by == "family" or name == OTHER_KINDS else name, color)
                for name, color in self.colors.items()
            ),
        )


def coloring(layers: Iterable[Layer], by: str) -> Coloring | None:
    """Return the colours of some layers, no more of them than occur; ``None`` for ``"none"``.

    Args:
        layers: those that are drawn.
        by: one of :data:`COLORINGS`. With ``"kind"`` the first classes get a colour each, and where there are more
            than colours the others share one.

    Example:
        >>> coloring([Layer("a", "a", "Dense"), Layer("b", "b", "Conv2D")], "family").colors
        {'dense': '#00355c', 'convolution': '#b16839'}
    """
    if by == "none":
        return None
    if by == "family":
        found = {family_of(layer) for layer in layers}
        return Coloring(
            translate("families of layers"), {name: color for name, color in FAMILY_COLORS.items() if name in found}, by
        )
    kinds = list(dict.fromkeys(layer.kind for layer in layers))
    colors = dict(zip(kinds, _PALETTE, strict=False))
    if len(kinds) > len(_PALETTE):
        colors[OTHER_KINDS] = FAMILY_COLORS["other"]
    return Coloring(translate("classes of layers"), colors, by)
