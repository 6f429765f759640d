"""Blocks whose size some layers have options of their own for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from dotnet_viz.compat.visualkeras.layer_styles import StyleMap, own_numbers
from dotnet_viz.diagrams.layered.style import Layered

SIZES = ("scale_z", "scale_xy", "min_z", "max_z", "min_xy", "max_xy")


@dataclass(frozen=True)
class StyledBlocks(Layered):
    """The style ``layered`` with sizes of single layers.

    Args:
        styles: by the id of a node; :data:`SIZES` and ``draw_volume`` are the layer's own.
    """

    styles: StyleMap = field(default_factory=dict)

    def of_layer(self, node_id: str) -> Layered:
        """Return the options that say how large a layer is drawn.

        Args:
            node_id: of the layer's call.

        Raises:
            OptionError: one of its own has a value that it cannot take.
        """
        style = self.styles.get(node_id, {})
        own: dict[str, Any] = own_numbers(style, SIZES)
        if "draw_volume" in style:
            own["draw_volume"] = bool(style["draw_volume"])
        return replace(self, **own) if own else self
