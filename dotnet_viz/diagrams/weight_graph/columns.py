"""The columns of a weight graph: their neurons, which of them are drawn, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.diagrams.common.values.input_images import InputImage
from dotnet_viz.diagrams.units.matrix import Positions
from dotnet_viz.diagrams.units.model import KernelLink, PassLink, Stage, UnitGraph
from dotnet_viz.diagrams.weight_graph.options import WeightGraphOptions
from dotnet_viz.diagrams.weight_graph.selection.layers import LayerSelection
from dotnet_viz.errors import OptionError
from dotnet_viz.fonts import text_width
from dotnet_viz.graph import Array
from dotnet_viz.graph.layer_kinds import family_of
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.translation.translate import mark, retold

_NO_IMAGES: Mapping[str, InputImage] = MappingProxyType({})
_NO_PITCHES: Mapping[str, float | None] = MappingProxyType({})

DIAMETER = 22.0
NAME_SIZE = 11.0
CLASSIC_DIAMETER = 34.0
# Circles of a column that would become longer than this are smaller, down to the least that can be seen.
_LONGEST = 1400.0
_LEAST_DIAMETER = 1.2
_PITCH = 1.55
INDEX_SIZE = 9.0
ROW_HEIGHT = 1.2
"""Rows with a text each, in sizes of this text: names of classes stand as near each other as lines of a list."""
AROUND_INDEX = 4.0
"""What a circle is wider than the number in it."""
_WORDS = {"input": "input", "tokens": "token", "heads": "head", "convolution": "channel"}
_GATE_LETTERS = {
    "input gate": "i", "forget gate": "f", "cell candidate": "c", "output gate": "o",
    "update gate": "z", "reset gate": "r", "candidate": "h",
}  # fmt: skip
"""As equations of LSTM and GRU write them, and the names of their weights in Keras."""
_COUNTED = (
    mark("{count} token", "{count} tokens"),
    mark("{count} head", "{count} heads"),
    mark("{count} neuron", "{count} neurons"),
    mark("{count} more input", "{count} more inputs"),
    mark("{count} more token", "{count} more tokens"),
    mark("{count} more head", "{count} more heads"),
    mark("{count} more channel", "{count} more channels"),
    mark("{count} more neuron", "{count} more neurons"),
)
"""The nouns that are counted here alone, for the catalogues of translations."""


@dataclass(frozen=True)
class NeuronColumn:
    """The neurons of one layer, and which of them are drawn.

    Args:
        number: its position among the columns of the picture.
        rank: where along the flow it stands.
        stage: what it stands for.
        is_first: whether it is one of the inputs.
        is_last: whether it is one of the outputs.
        kept: positions of those drawn, in order; shape (drawn,).
        bias: biases of all of them, shape (total,); ``None`` where there are none to show.
        names: names of all of them; ``None`` names them by position.
        options: of the picture.
        image: what the picture of each neuron's weights is; ``None`` for neurons that are circles.
        is_compact: whether the picture is made for a page.
        pitch: how far apart neurons are that stand near each other; ``None`` for the usual distance.
    """

    number: int
    rank: int
    stage: Stage
    is_first: bool
    is_last: bool
    kept: NDArray[np.intp]
    bias: Array | None
    names: tuple[str, ...] | None
    options: WeightGraphOptions
    image: InputImage | None = None
    is_compact: bool = False
    pitch: float | None = None

    @property
    def is_short(self) -> bool:
        """Whether it has a caption of one line and no dots: a gate among others, on a page."""
        return self.is_compact and self.stage.role == "gate"

    @property
    def letter(self) -> str:
        """What stands before the numbers of a gate's units, where its name stands above or below all columns; else nothing."""
        is_apart = self.is_short and self.options.rankdir == "LR"
        return _GATE_LETTERS.get(self.stage.part[0], "") if is_apart and self.stage.part else ""

    @property
    def name(self) -> str:
        """What the column is called."""
        return retold(self.stage.name)

    @property
    def total(self) -> int:
        """How many neurons there are."""
        return self.stage.units or 0

    @property
    def left_out(self) -> int:
        """How many neurons are not drawn."""
        return self.total - len(self.kept)

    @cached_property
    def shape_ids(self) -> tuple[str, ...]:
        """Ids of the circles, in order."""
        return tuple(f"c{self.number}-{position}" for position in self.kept)

    @property
    def rest_id(self) -> str:
        """Id of the shape that stands for those left out."""
        return f"c{self.number}-more"

    @property
    def word(self) -> str:
        """What one of its units is called."""
        if self.stage.role in _WORDS:
            return _WORDS[self.stage.role]
        return "channel" if self.stage.node is not None and family_of(self.stage.node.layer) == "convolution" else "neuron"

    @cached_property
    def diameter(self) -> float:
        """Of its circles, in pixels."""
        usual = CLASSIC_DIAMETER if self.options.is_classic else max(DIAMETER, self._index_room)
        if self.pitch is not None:
            return float(min(usual, self.pitch / _PITCH))
        return float(min(usual, max(_LONGEST / (_PITCH * len(self.kept)), _LEAST_DIAMETER)))

    @property
    def text_size(self) -> float:
        """Of texts beside its circles, in pixels: rows near each other have smaller ones."""
        row = self.diameter if self.pitch is None else self.diameter * _PITCH / ROW_HEIGHT
        return min(NAME_SIZE, row)

    @property
    def _index_room(self) -> float:
        """How wide a circle around the longest number is: numbers of four digits would else be too small to read."""
        return index_room(str(int(self.kept[-1]))) if len(self.kept) else 0.0


def index_room(number: str) -> float:
    """Return how wide a circle with a number in it is, in pixels.

    Args:
        number: of the neuron, with the letter before it.
    """
    return text_width(number, INDEX_SIZE) + AROUND_INDEX


def make_columns(
    whole: UnitGraph,
    selection: LayerSelection,
    kept: Mapping[str, Positions],
    options: WeightGraphOptions,
    images: Mapping[str, InputImage] = _NO_IMAGES,
    pitches: Mapping[str, float | None] = _NO_PITCHES,
    *,
    is_compact: bool = False,
) -> dict[str, NeuronColumn]:
    """Return the columns that are drawn, by id.

    Args:
        whole: the model.
        selection: the part that is drawn.
        kept: the units that are drawn of each column.
        options: of the picture.
        images: by id of a column, what the pictures of its neurons' weights are.
        pitches: by id of a column that is drawn whole, how far apart its neurons are; see :class:`NeuronColumn`.
        is_compact: whether the picture is made for a page.

    Raises:
        OptionError: names that are not as many as the neurons they name.
    """
    links: tuple[KernelLink | PassLink, ...] = (*whole.kernels, *whole.passes)
    fed, feeding = {link.target for link in links}, {link.source for link in links}
    columns = [stage for stage in selection.units.stages if stage.units is not None]
    first = [stage for stage in columns if stage.id not in fed and stage.role in ("input", "other")]
    last = [stage for stage in columns if stage.id not in feeding]
    names = {
        **known_names(columns),
        **_names("feature_names", options.feature_names, first, "inputs"),
        **_names("class_names", options.class_names, last, "outputs"),
    }
    numbers = {stage.id: index for index, stage in enumerate(selection.units.stages)}
    weighted = {*images, *(link.target for link in selection.units.kernels)}
    return {
        stage.id: NeuronColumn(
            number=numbers[stage.id],
            rank=selection.ranks[stage.id],
            stage=stage,
            is_first=stage in first,
            is_last=stage in last,
            kept=kept[stage.id],
            bias=_bias(stage) if options.bias != "none" and stage.id in weighted else None,
            names=names.get(stage.id),
            options=options,
            image=images.get(stage.id),
            is_compact=is_compact,
            pitch=pitches.get(stage.id) if len(kept[stage.id]) == stage.units else None,
        )
        for stage in columns
    }


def _bias(stage: Stage) -> Array | None:
    return None if stage.bias is None else stage.bias.array


def known_names(stages: Sequence[Stage]) -> dict[str, tuple[str, ...]]:
    """Return the names of units that a model itself knows: of the features that it was trained on, and of its classes."""
    found = {}
    for stage in stages:
        nodes = (stage.node, *stage.after) if stage.node is not None else stage.after
        configs = [node.layer.config for node in nodes]
        known = [config[key] for key in ("feature_names", "class_names") for config in configs if config.get(key)]
        names = tuple(str(name) for name in known[-1]) if known else ()
        if len(names) == 2 and stage.units == 1:
            names = names[1:]
        if names and len(names) == stage.units:
            found[stage.id] = names
    return found


def _names(
    option: str, names: Sequence[str] | None, stages: Sequence[Stage], what: str
) -> dict[str, tuple[str, ...]]:  # fmt: skip
    """Return names for the one column that has as many units as there are names; the last where several have."""
    if names is None or not stages:
        return {}
    fitting = [stage for stage in stages if stage.units == len(names)]
    if not fitting:
        counts = " or ".join(f"{stage.units:,}" for stage in stages if stage.units is not None)
        raise OptionError(f"{option} has {len(names)} names, but there are {counts} {what}")
    chosen = fitting[0] if option == "feature_names" else fitting[-1]
    return {chosen.id: tuple(str(name) for name in names)}
