"""The weights of a small network, each line how much one of them changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dotnet_viz.diagrams.options import check_options, option
from dotnet_viz.diagrams.weight_graph.options import DIRECTIONS
from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.errors import UnsupportedInputError
from dotnet_viz.graph import Graph, Layer, Weight
from dotnet_viz.measures.comparison.comparison import Comparison
from dotnet_viz.measures.comparison.layer_changes import LayerMatch
from dotnet_viz.measures.comparison.texts.wording import title_of
from dotnet_viz.measures.comparison.weights.pairs import weight_pairs
from dotnet_viz.measures.comparison.weights.rounding import rounding_step
from dotnet_viz.scene import KeyLegend, Legend, Scene
from dotnet_viz.translation.translate import mark, translate

SHOWN = ("change", "before", "after")
_LEAST = 1e-12
"""Lines of smaller magnitude are not drawn: the weights that did not change."""

_SIDES = {"before": mark("before: {title}"), "after": mark("after: {title}")}


@dataclass(frozen=True)
class WeightChangeGraph:
    """Neurons in columns, a line for each weight that changed.

    Args:
        show: ``"change"`` for the difference of each weight, ``"before"`` or ``"after"`` for the weights of one
            model, both on the scale of the larger one.
        max_neurons: largest number of neurons, channels or other units drawn of each layer; ``None`` draws all.
        max_layers: largest number of layers; ``None`` draws all. Of a model with more, the first layer of each resolution and
            the last one, or the first and the last ones where there are fewer than three resolutions.
        negative_dashed: draw negative values dashed as well as coloured.
        rankdir: direction of the data flow: ``"LR"`` from left to right or ``"TB"`` from top to bottom.

    Raises:
        OptionError: a value that an option cannot take.

    Command:
        dotnet-viz diff old.keras new.keras -o diff.svg --style weight-change-graph

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> from dotnet_viz.measures.comparison import compare_graphs
        >>> found = compare_graphs(read([np.array([[1.0, 2.0]])]), read([np.array([[1.5, 2.0]])]))
        >>> WeightChangeGraph().build(found).bundles[0].values.tolist()
        [0.5]
    """

    show: str = option("change", choices=SHOWN)
    max_neurons: int | None = option(16, least=1)
    max_layers: int | None = option(16, least=1)
    negative_dashed: bool = False
    rankdir: str = option("LR", choices=DIRECTIONS)

    def __post_init__(self) -> None:
        check_options(self)

    def build(self, comparison: Comparison) -> Scene:
        """Return the picture of the change, without positions.

        Raises:
            UnsupportedInputError: no value can be compared, or the model has no weights that can be drawn as lines.
        """
        if not comparison.weights.compared:
            raise UnsupportedInputError(f"no weights can be drawn: {comparison.weights.note}")
        if self.show != "change":
            return self._side(comparison)
        differences = {match.after.id: _difference(match) for match in comparison.layers.matches}
        scene = self._style(threshold=_LEAST).build(_with_layers(comparison.after, differences))
        return replace(
            scene,
            title=translate("change of weights: {models}", models=title_of(comparison)),
            legends=tuple(
                replace(legend, title=translate("change: {measure}", measure=legend.title))
                if isinstance(legend, Legend)
                else legend
                for legend in _of_changes(scene.legends)
            ),
            bundles=tuple(replace(bundle, measure=translate("change")) for bundle in scene.bundles),
            notes=(*_notes(comparison), *scene.notes),
        )

    def _side(self, comparison: Comparison) -> Scene:
        graph = comparison.before if self.show == "before" else comparison.after
        limit = max(_largest(comparison.before), _largest(comparison.after)) or None
        scene = self._style(limit=limit).build(graph)
        note = translate("Both models are drawn on one scale, that of the larger weights.")
        return replace(scene, title=translate(_SIDES[self.show], title=scene.title), notes=(note, *scene.notes))

    def _style(self, *, threshold: float | None = None, limit: float | None = None) -> WeightGraph:
        return WeightGraph(
            max_neurons=self.max_neurons,
            max_layers=self.max_layers,
            negative_dashed=self.negative_dashed,
            rankdir=self.rankdir,
            threshold=threshold,
            limit=limit,
        )


def _of_changes(legends: Sequence[Legend | KeyLegend]) -> Sequence[Legend | KeyLegend]:
    """Return legends without those of scales on which nothing changed, unless all are such."""
    return [legend for legend in legends if isinstance(legend, KeyLegend) or not legend.is_of_zeros] or legends


def _with_layers(graph: Graph, layers: Mapping[str, Layer]) -> Graph:
    nodes = tuple(replace(node, layer=layers.get(node.layer.id) or _zeros(node.layer)) for node in graph.nodes)
    return replace(graph, nodes=nodes)


def _difference(match: LayerMatch) -> Layer:
    pairs = weight_pairs(match.before, match.after)
    weights = (_subtracted(one, other) for one, other in pairs if other is not None)
    return replace(match.after, weights=tuple(weights))


def _subtracted(one: Weight | None, other: Weight) -> Weight:
    if other.merged_into:  # its values are those of the weight that it is merged into
        return other
    if not other.has_values or (one is not None and not one.has_values):
        return replace(other, role=f"unknown_{other.role}", source=None)
    if one is None or one.shape != other.shape or rounding_step(one, other) is not None:
        difference = np.zeros(other.shape)
    else:
        difference = np.asarray(other.array, np.float64) - np.asarray(one.array, np.float64)
    return replace(Weight.from_array(other.name, difference, trainable=other.trainable), shared_with=other.shared_with)


def _zeros(layer: Layer) -> Layer:
    """Return an added layer without any line: what was not there cannot change."""
    return replace(layer, weights=tuple(_subtracted(None, weight) for weight in layer.weights))


def _largest(graph: Graph) -> float:
    kernels = [w for layer in graph.layers for w in layer.weights if w.role in ("kernel", "recurrent_kernel", "embeddings")]
    chunks = (np.abs(np.asarray(chunk, np.float64)) for weight in kernels for chunk in weight.chunks())
    return max((float(chunk[np.isfinite(chunk)].max(initial=0.0)) for chunk in chunks), default=0.0)


def _notes(comparison: Comparison) -> Iterator[str]:
    yield translate("Each line is the change w of a weight, after less before; weights that did not change have no line.")
    names = [change.match.after.name for change in comparison.weights.left_out]
    partly = [c.match.after.name for c in comparison.weights.changed if any(w.left_out for w in c.weights)]
    added = [layer.name for layer in comparison.layers.added if layer.weights]
    if names or partly:
        yield translate("Without lines, since their shapes differ: {layers}.", layers=", ".join((*names, *partly)))
    if added:
        yield translate("Without lines, since they were added: {layers}.", layers=", ".join(added))
    removed = [layer.name for layer in comparison.layers.removed if layer.weights]
    if removed:
        yield translate("Not drawn, since they were removed: {layers}.", layers=", ".join(removed))
