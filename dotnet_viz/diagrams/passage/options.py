"""The options of the picture, with their types, limits and defaults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dotnet_viz.arguments import positions_in
from dotnet_viz.diagrams.options import check_options, option
from dotnet_viz.errors import OptionError
from dotnet_viz.scales.colormaps import check_colormap

RANKS = ("activation", "first")
POOLINGS = ("mean", "extreme")
SCALING_PER = ("layer", "model")


@dataclass(frozen=True, kw_only=True)
class PassageOptions:
    """How a passage is drawn.

    Args:
        grid_size: rows and columns of the images of one layer: the channels of a convolution, the heads of attention.
        limit_size_layer: largest number of rows and columns of cells of an image; of a larger output each cell is a block of
            values. ``None`` draws every value.
        max_layers: largest number of layers, evenly chosen if there are more; ``None`` draws all.
        rank: which channels are drawn if there are more: ``"activation"`` for those with the largest mean magnitude, in
            their own order, or ``"first"``.
        pooling: value of a block: ``"mean"``, or ``"extreme"`` for the one with the largest magnitude.
        colormap: ``"viridis"``, ``"cividis"``, ``"magma"``, ``"inferno"`` or ``"gray"``, or a palette of
            :data:`dotnet_viz.scales.palettes.PALETTES`, which is centred on zero; ``_r`` at its end reverses it.
        scaling_per: ``"layer"`` for one scale per layer, ``"model"`` for one scale of all layers.
        class_names: names of the outputs, one for each.

    Raises:
        OptionError: a value that an option cannot take.
    """

    grid_size: tuple[int, int] = (3, 3)
    limit_size_layer: tuple[int, int] | None = (80, 80)
    max_layers: int | None = option(24, least=1)
    rank: str = option("activation", choices=RANKS)
    pooling: str = option("mean", choices=POOLINGS)
    colormap: str = "viridis"
    scaling_per: str = option("layer", choices=SCALING_PER)
    class_names: Sequence[str] | None = None

    def __post_init__(self) -> None:
        check_options(self)
        check_colormap(self.colormap)
        for name in ("grid_size", "limit_size_layer"):
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, _pair(name, value))


def _pair(name: str, value: Sequence[int]) -> tuple[int, int]:
    plain = positions_in(name, value)
    if len(plain) != 2 or min(plain) < 1:
        raise OptionError(f"{name} must be rows and columns of at least 1, such as (3, 3), not {value!r}")
    return plain[0], plain[1]
