"""The options of the style, with their types, limits and defaults."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dotnet_viz.colors import parse_color
from dotnet_viz.diagrams.options import check_options, option
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Layer
from dotnet_viz.number_ranges import CAP, MOST_PIXELS, TEXT_SIZE
from dotnet_viz.translation.translate import mark

CAPTIONS = ("auto", "kind", "name", "both", "mark")
ORIENTATIONS = ("x", "y", "z")
ARRANGEMENTS = ("auto", "row", "u")
SIZING_MODES = (mark("accurate"), mark("balanced"), mark("capped"), mark("logarithmic"), mark("relative"))
TextCallable = Callable[[int, Layer], tuple[str, bool]]

_SPACING = 10.0


@dataclass(frozen=True)
class LayeredOptions:
    """The options of the style; :class:`~dotnet_viz.diagrams.layered.style.Layered` says what each option does.

    Raises:
        OptionError: a value that an option cannot take.
    """

    sizing_mode: str = option("balanced", choices=SIZING_MODES)
    scale_xy: float = option(1.0, above=0, most=MOST_PIXELS)
    scale_z: float = option(0.25, above=0, most=MOST_PIXELS)
    min_xy: float = option(14.0, above=0, most=MOST_PIXELS)
    max_xy: float = option(200.0, above=0, most=CAP.most)
    min_z: float = option(8.0, above=0, most=MOST_PIXELS)
    max_z: float = option(80.0, above=0, most=CAP.most)
    relative_base_size: float = option(1.0, above=0, most=MOST_PIXELS)
    one_dim_orientation: str = option("z", choices=ORIENTATIONS)
    type_ignore: Sequence[str] | None = None
    index_ignore: Sequence[int] | None = None
    index_2d: Sequence[int] | None = None
    color_map: Mapping[str, str] | None = None
    draw_volume: bool = True
    draw_reversed: bool = False
    draw_funnel: bool = True
    clear_sides: bool = False
    shade_step: float = option(24.0, least=0, most=MOST_PIXELS)
    layer_spacing: float | None = option(None, least=0, most=MOST_PIXELS)
    padding: float = option(16.0, least=0, most=MOST_PIXELS)
    show_captions: bool = True
    caption: str = option("auto", choices=CAPTIONS)
    show_shapes: bool = True
    legend: bool = True
    arrangement: str = option("auto", choices=ARRANGEMENTS)
    row_width: float | None = option(1100.0, above=0, most=MOST_PIXELS)
    expand_nested: bool = True
    expand_wrappers: bool = False
    text_callable: TextCallable | None = None
    text_vspacing: float = option(0.0, least=0, most=MOST_PIXELS)
    text_size: float = option(7.5, above=0, most=TEXT_SIZE.most)

    @property
    def kept(self) -> frozenset[str]:
        """Ids of layers that are drawn though others of their resolution are left out."""
        return frozenset()

    def __post_init__(self) -> None:
        check_options(self)
        colors: Mapping[str, object] = self.color_map or {}
        for kind, color in colors.items():
            if not isinstance(color, str):
                raise OptionError(f"color_map has {color!r} for {kind!r}; write a colour, or two as '#fill/#outline'")
        if colors:
            object.__setattr__(self, "color_map", {kind: _parsed(str(color), kind) for kind, color in colors.items()})
        for low, high in (("min_xy", "max_xy"), ("min_z", "max_z")):
            if getattr(self, low) > getattr(self, high):
                raise OptionError(f"{low} ({getattr(self, low):g}) must not be above {high} ({getattr(self, high):g})")

    def of_layer(self, node_id: str) -> LayeredOptions:
        """Return the options that say how large a layer is drawn.

        Args:
            node_id: of the layer's call.
        """
        return self

    @property
    def text_pixels(self) -> float:
        """Font size in CSS pixels."""
        return self.text_size * 4 / 3

    @property
    def gap(self) -> float:
        """Pixels between two blocks."""
        return _SPACING if self.layer_spacing is None else self.layer_spacing

    @property
    def track_gap(self) -> float:
        """Pixels between two branches."""
        return _SPACING


def _parsed(color: str, kind: str) -> str:
    """Return ``"#fill"`` or ``"#fill/#outline"`` of one color or two."""
    return "/".join(parse_color(part, f"color_map of {kind!r}:") for part in color.split("/", 1))
