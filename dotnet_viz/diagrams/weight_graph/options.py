"""The options of the style, with their types, limits and defaults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dotnet_viz.colors import Color
from dotnet_viz.diagrams.common.values.input_images import given_image
from dotnet_viz.diagrams.options import check_options, option
from dotnet_viz.diagrams.weight_graph.selection.edges import Threshold
from dotnet_viz.errors import OptionError
from dotnet_viz.scales import TRANSFORMS
from dotnet_viz.scales.palettes import DEFAULT, PALETTES, Palette, palette
from dotnet_viz.translation.translate import mark

RANKS = ("magnitude", "contribution", "first")
SUMMARIES = (mark("mean"), mark("sum"))
BIASES = ("fill", "node", "none")
LEFT_OUT = ("dots", *SUMMARIES)
APPEARANCES = ("plain", "classic")
SCALING_PER = ("auto", "model", "layer")
DIRECTIONS = ("LR", "TB")
INPUTS = ("auto", "neurons")
MAX_EDGES = 125_000


@dataclass(frozen=True)
class WeightGraphOptions:
    """The options of the style; :class:`~dotnet_viz.diagrams.weight_graph.style.WeightGraph` says what each option does.

    Raises:
        OptionError: a value that an option cannot take.
    """

    max_neurons: int | None = option(16, least=1)
    max_edges: int | None = option(MAX_EDGES, least=1)
    threshold: float | str | Threshold | None = None
    rank: str = option("magnitude", choices=RANKS)
    neurons: Mapping[str, Sequence[int]] | None = None
    left_out: str = option("dots", choices=LEFT_OUT)
    max_layers: int | None = option(16, least=1)
    layers: Sequence[str] | None = None
    scaling: str = option("linear", choices=TRANSFORMS)
    scaling_per: str = option("auto", choices=SCALING_PER)
    clip: float | None = option(None, above=0, most=1)
    limit: float | None = option(None, above=0)
    palette: str = option(DEFAULT, choices=PALETTES, suffix="_r")
    positive: Color | None = None
    negative: Color | None = None
    bias: str = option("fill", choices=BIASES)
    negative_dashed: bool = False
    show_values: bool = False
    appearance: str = option("plain", choices=APPEARANCES)
    feature_names: Sequence[str] | None = None
    class_names: Sequence[str] | None = None
    rankdir: str = option("LR", choices=DIRECTIONS)
    inputs: str = option("auto", choices=INPUTS)
    input_shape: Sequence[int] | None = None
    gates: bool = True

    def __post_init__(self) -> None:
        check_options(self)
        if self.layers is not None and not len(self.layers):
            raise OptionError("layers names none; name at least one layer, or leave it out")
        # What follows raises for values that they cannot take.
        _ = self.weakest, self.colors, given_image(self.input_shape)

    @property
    def weakest(self) -> Threshold | None:
        """Where weak lines end; ``None`` draws all."""
        return None if self.threshold is None else Threshold.of(self.threshold)

    @property
    def colors(self) -> Palette:
        """The palette, with the colours that were given for one sign."""
        return palette(self.palette).with_ends(negative=self.negative, positive=self.positive)

    @property
    def is_classic(self) -> bool:
        """Whether circles are large, with their names inside, and lines are arrows."""
        return self.appearance == "classic"

    @property
    def sums_up(self) -> bool:
        """Whether neurons left out are drawn as a node that lines end at."""
        return self.left_out != "dots"
