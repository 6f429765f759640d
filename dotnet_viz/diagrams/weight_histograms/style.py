"""The distribution of the values of a model's weights: histograms with means, deviations and quantiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dotnet_viz.diagrams.common.smaller import lowered
from dotnet_viz.diagrams.common.texts.model_text import model_text
from dotnet_viz.diagrams.common.values.select_weight import Candidate, candidates_of, nothing_to_show
from dotnet_viz.diagrams.common.values.value_notes import value_notes
from dotnet_viz.diagrams.options import check_options, option
from dotnet_viz.diagrams.weight_histograms.bars import broken, role_key
from dotnet_viz.diagrams.weight_histograms.panels import (
    MOST_ACROSS,
    Parts,
    panel_scales,
    panels,
    panels_within,
    ridgelines,
    row_scales,
)
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.formatting import format_count
from dotnet_viz.graph import Graph, Layer, Weight
from dotnet_viz.graph.weight_axes import is_kernel
from dotnet_viz.measures.weights.quantiles import EXACT_VALUES, FINE_BINS, WeightDistribution, distribution_of
from dotnet_viz.scene import MARGIN, Scene
from dotnet_viz.translation.translate import mark, translate

FORMS = ("histograms", "ridgelines")
MAX_BINS = 400

_FORMS = {
    "histograms": mark("Histograms of {kept} of {weights} of {model}."),
    "ridgelines": mark("Ridgelines of {kept} of {weights} of {model}."),
}
_HEIGHTS = {
    (True, False): mark("each histogram is as high as its fullest bin; heights grow with the counts"),
    (True, True): mark("each histogram is as high as its fullest bin; heights grow with the logarithm of the counts"),
    (False, False): mark("each histogram is as high as its fullest bin of all frames; heights grow with the counts"),
    (False, True): mark(
        "each histogram is as high as its fullest bin of all frames; heights grow with the logarithm of the counts"
    ),
}
_FIRST_KERNELS = mark("{kept} of {found} weights are drawn: the first and the last kernels; layers and roles choose others")
_FIRST_WEIGHTS = mark("{kept} of {found} weights are drawn: the first and the last weights; layers and roles choose others")


@dataclass(frozen=True)
class WeightHistograms:
    """The distribution of the values of each weight.

    Args:
        form: ``"histograms"`` for one panel per weight with its own axis, ``"ridgelines"`` for rows on one axis for
            all weights of a kind.
        layers: names of the layers; ``None`` for all.
        roles: roles of the weights, such as ``kernel`` and ``bias``; ``None`` for all.
        bins: number of bins of each histogram.
        max_weights: largest number of weights, kernels before others; ``None`` draws all.
        log_counts: draw the logarithm of the counts as heights, so that small counts are visible.

    Raises:
        OptionError: a value that an option cannot take.

    Command:
        dotnet-viz draw model.keras -o model.svg --style weight-histograms
        dotnet-viz draw model.keras -o model.svg --style weight-histograms --bins 20

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.graph import Graph, Layer, Node, Weight
        >>> layer = Layer("d", "d", "Dense", weights=(Weight.from_array("kernel", np.arange(6.0).reshape(3, 2)),))
        >>> scene = WeightHistograms(bins=3).build(Graph("m", "Sequential", (Node("n0", layer),)))
        >>> [shape.name for shape in scene.shapes if shape.kind == "bin"]
        ['1 from 0 to 1.667', '2 from 1.667 to 3.333', '2 from 3.333 to 5', '1 exactly zero']
    """

    form: str = option("histograms", choices=FORMS)
    layers: Sequence[str] | None = None
    roles: Sequence[str] | None = None
    bins: int = option(40, least=1, most=MAX_BINS)
    max_weights: int | None = option(24, least=1)
    log_counts: bool = False

    def __post_init__(self) -> None:
        check_options(self)
        for name in ("layers", "roles"):
            value = getattr(self, name)
            if value is not None and not len(value):
                raise OptionError(f"{name} names none; name at least one, or leave it out")

    def smaller(self, graph: Graph, room: tuple[float, float]) -> Iterator[Scene]:
        """Yield ever smaller pictures of a graph, of which the first that has room on a page is drawn.

        Args:
            graph: the model.
            room: width and height of the page in CSS pixels, at a size at which texts can be read.
        """
        across = panels_within(room[0] - 2 * MARGIN)
        for style in lowered(self, max_weights=(18, 12, 9, 6, 4, 3, 2, 1)):
            yield from style.scenes([graph], across)

    def build(self, graph: Graph) -> Scene:
        """Return the picture; weights are read in pieces and never held in memory as a whole.

        Raises:
            UnsupportedInputError: the model has no weights.
            OptionError: an unknown layer or role.
            GraphError: the graph was read without the values of its weights.
        """
        (scene,) = self.build_frames([graph])
        return scene

    def build_frames(self, graphs: Sequence[Graph]) -> list[Scene]:
        """Return a picture for each of some states of one model, all with the same axes and heights.

        Args:
            graphs: the states, at least one, equal but for the values of their weights.

        Raises:
            VizError: as :meth:`build`.
        """
        return self.scenes(graphs)

    def scenes(self, graphs: Sequence[Graph], most_across: int = MOST_ACROSS) -> list[Scene]:
        """Return the pictures of :meth:`build_frames`, with a number of panels in a row.

        Args:
            graphs: the states of a model.
            most_across: the largest number of panels.
        """
        frames = [
            [distribution_of(one.layer, one.weight) for one in _cut(self._chosen(graph), self.max_weights)] for graph in graphs
        ]
        scales_of = panel_scales if self.form == "histograms" else row_scales
        scales = scales_of(frames, self.bins, log_counts=self.log_counts)
        warned = any(broken(distribution) for frame in frames for distribution in frame)
        scenes = []
        for graph, distributions in zip(graphs, frames, strict=True):
            parts = (
                panels(distributions, scales, warned=warned, most_across=most_across)
                if self.form == "histograms"
                else ridgelines(distributions, scales)
            )
            scenes.append(self._scene(graph, distributions, parts, frames=len(graphs)))
        return scenes

    def _scene(self, graph: Graph, distributions: Sequence[WeightDistribution], parts: Parts, *, frames: int) -> Scene:
        found = self._chosen(graph)
        kept = _cut(found, self.max_weights)
        shapes, labels = parts
        return Scene(
            title=translate("Distributions of the weights of {model}", model=graph.name),
            description=translate(
                _FORMS[self.form],
                kept=format_count(len(kept)),
                weights=format_count(len(found), "weight"),
                model=model_text(graph),
            ),
            shapes=tuple(shapes),
            labels=tuple(labels),
            legends=(role_key(distributions),),
            notes=(*self._notes(found, kept, frames), *value_notes((one.layer, one.weight) for one in kept)),
            layout="given",
        )

    def _chosen(self, graph: Graph) -> tuple[Candidate, ...]:
        found = candidates_of(graph, _fits)
        if not found:
            raise nothing_to_show(graph, "weights", "the style 'plot-model' draws any model")
        if self.layers is not None:
            known = dict.fromkeys(name for one in found for name in (one.layer.name, one.layer.id))
            for name in self.layers:
                if name not in known:
                    raise unknown_choice("layer with weights", name, list(known)[:40])
            found = tuple(one for one in found if one.layer.name in self.layers or one.layer.id in self.layers)
        if self.roles is not None:
            roles = dict.fromkeys(one.weight.role for one in found)
            for name in self.roles:
                if name not in roles:
                    raise unknown_choice("role of a weight", name, roles)
            found = tuple(one for one in found if one.weight.role in self.roles)
        return found

    def _notes(self, found: Sequence[Candidate], kept: Sequence[Candidate], frames: int) -> Iterator[str]:
        yield translate(
            "below each histogram: a line from 5 % to 95 % of the values, a box around the middle half, a mark at the median "
            "(of more than {exact} values read off {bins} bins)",
            exact=format_count(EXACT_VALUES),
            bins=format_count(FINE_BINS),
        )
        yield translate(_HEIGHTS[frames == 1, self.log_counts])
        if len(kept) < len(found):
            text = _FIRST_KERNELS if all(is_kernel(one.weight) for one in kept) else _FIRST_WEIGHTS
            yield translate(text, kept=format_count(len(kept)), found=format_count(len(found)))


def _fits(layer: Layer, weight: Weight) -> bool:
    countable = "float" in weight.dtype or "int" in weight.dtype
    return weight.size > 0 and countable and weight.role != "seed_generator_state"


def _cut(found: Sequence[Candidate], limit: int | None) -> Sequence[Candidate]:
    """Return at most so many: kernels alone if there are too many others, the first and the last of what remains."""
    if limit is None or len(found) <= limit:
        return found
    kernels = [one for one in found if is_kernel(one.weight)]
    rest = kernels if len(kernels) >= limit else _with_kernels(found, limit)
    if len(rest) <= limit:
        return rest
    first = (limit + 1) // 2
    return [*rest[:first], *rest[len(rest) - (limit - first) :]]


def _with_kernels(found: Sequence[Candidate], limit: int) -> list[Candidate]:
    """Return all kernels and as many of the other weights as there is room for, in their order."""
    room = limit - sum(is_kernel(one.weight) for one in found)
    others = [index for index, one in enumerate(found) if not is_kernel(one.weight)]
    first = (room + 1) // 2
    kept = {*others[:first], *others[len(others) - (room - first) :]} if room else set()
    return [one for index, one in enumerate(found) if is_kernel(one.weight) or index in kept]
