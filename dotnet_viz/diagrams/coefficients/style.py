"""The coefficients of a linear model as bars: one dense layer, such as a logistic regression."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.colors import Color
from dotnet_viz.diagrams.coefficients.bars import CoefficientBars, Doubles, bar_parts, share_of
from dotnet_viz.diagrams.common.smaller import lowered
from dotnet_viz.diagrams.common.values.select_weight import Candidate, candidates_of, choose, nothing_to_show
from dotnet_viz.diagrams.common.values.value_notes import share_of_total
from dotnet_viz.diagrams.common.values.value_scale import check_colors, color_scale
from dotnet_viz.diagrams.common.values.weight_table import known_names, names_for, table_of
from dotnet_viz.diagrams.options import check_options, option
from dotnet_viz.errors import UnsupportedInputError
from dotnet_viz.formatting import format_count, format_list, format_number
from dotnet_viz.graph import Graph, Layer, Weight
from dotnet_viz.graph.layer_kinds import core
from dotnet_viz.graph.weight_axes import is_kernel
from dotnet_viz.scales import ValueRange, WeightScale
from dotnet_viz.scales.palettes import DEFAULT, PALETTES
from dotnet_viz.scene import MARGIN, KeyEntry, KeyLegend, Omission, Scene
from dotnet_viz.translation.translate import mark, mark_plural, translate

ORDERS = ("magnitude", "value", "stored")
_COEFFICIENT = mark("coefficient")
_AXIS_WORDS = (
    mark_plural("{shown} of {count} feature", "{shown} of {count} features"),
    mark_plural("{shown} of {count} output", "{shown} of {count} outputs"),
)
_PREDICTION = {
    False: mark("the prediction is the {activation} of the sum of coefficients times features"),
    True: mark("the prediction is the {activation} of the sum of coefficients times features, plus the intercept"),
}
_INSTEAD = "the styles 'weight-graph' and 'weight-matrix' draw the weights of networks"


@dataclass(frozen=True)
class Coefficients:
    """The coefficients of a linear model as bars.

    Args:
        layer: name of the dense layer; ``None`` if the model has only one.
        order: order of the features: ``"magnitude"`` with the largest first, ``"value"`` with the largest positive
            first, or ``"stored"``.
        max_features: largest number of features, those with the largest magnitudes; ``None`` draws all.
        max_outputs: largest number of outputs, the first ones; ``None`` draws all.
        limit: magnitude with the full colour and width, to compare two pictures; ``None`` for the largest magnitude.
        palette: name of a diverging palette, one of :data:`dotnet_viz.scales.palettes.PALETTES`; ``_r`` at its end reverses it.
        positive: colour of positive values, instead of the palette's.
        negative: colour of negative values, instead of the palette's.
        feature_names: names of the inputs, one for each.
        class_names: names of the outputs, one for each; two for the one output of a model of two classes.

    Raises:
        OptionError: a value that an option cannot take.

    Command:
        dotnet-viz draw model.npz -o model.svg --style coefficients
        dotnet-viz draw model.npz -o model.svg --style coefficients --order value

    Example:
        >>> from dotnet_viz.graph import Graph, Layer, Node, Weight
        >>> layer = Layer("d", "d", "Dense", weights=(Weight.from_array("kernel", np.array([[0.5], [-2.0]])),))
        >>> scene = Coefficients(feature_names=("age", "height")).build(Graph("m", "Sequential", (Node("n0", layer),)))
        >>> [shape.tooltip for shape in scene.shapes if shape.kind == "bar"]
        ['height: −2', 'age: 0.5']
    """

    layer: str | None = None
    order: str = option("magnitude", choices=ORDERS)
    max_features: int | None = option(20, least=1)
    max_outputs: int | None = option(10, least=1)
    limit: float | None = option(None, above=0)
    palette: str = option(DEFAULT, choices=PALETTES, suffix="_r")
    positive: Color | None = None
    negative: Color | None = None
    feature_names: Sequence[str] | None = None
    class_names: Sequence[str] | None = None

    @property
    def scaling(self) -> str:
        """Transform from magnitude to length."""
        return "linear"

    def __post_init__(self) -> None:
        check_options(self)
        check_colors(self)

    def smaller(self, graph: Graph, room: tuple[float, float]) -> Iterator[Scene]:
        """Yield ever smaller pictures of a graph, of which the first that has room on a page is drawn.

        Args:
            graph: the model.
            room: width and height of the page in CSS pixels, at a size at which texts can be read.
        """
        steps = {"max_features": (20, 20, 20, 20, 15, 10, 5), "max_outputs": (5, 3, 2, 1, 1, 1, 1)}
        yield self.build(graph)
        yield from (style.within(graph, room[0] - 2 * MARGIN) for style in lowered(self, **steps))

    def within(self, graph: Graph, width: float) -> Scene:
        """Return the picture with shorter bars.

        Args:
            graph: the model.
            width: of names and bars together in CSS pixels.
        """
        values = self._read(graph)
        return self._scene(graph, self._rows(values), ValueRange.of(values), width)

    def build(self, graph: Graph) -> Scene:
        """Return the picture.

        Raises:
            UnsupportedInputError: the model has no dense layer, or several and none is named.
            OptionError: an unknown layer, or a wrong number of names.
            GraphError: the graph was read without the values of its weights.
        """
        values = self._read(graph)
        return self._scene(graph, self._rows(values), ValueRange.of(values))

    def build_frames(self, graphs: Sequence[Graph]) -> list[Scene]:
        """Return a picture for each of some states of one model, on one scale and with the bars of the last, in its order.

        Args:
            graphs: the states, at least one, equal but for the values of their weights.

        Raises:
            VizError: as :meth:`build`.
        """
        rows = self._rows(self._read(graphs[-1]))
        together = reduce(ValueRange.joined, (ValueRange.of(self._read(graph)) for graph in graphs))
        return [self._scene(graph, rows, together) for graph in graphs]

    def _read(self, graph: Graph) -> Doubles:
        return np.asarray(self._choose(graph).weight.array, dtype=np.float64)

    def _scene(self, graph: Graph, rows: NDArray[np.intp], value_range: ValueRange, width: float | None = None) -> Scene:
        one, values = self._choose(graph), self._read(graph)
        features, outputs = self._names(graph, one)
        shown = values[rows][:, : self.max_outputs]
        bias = one.layer.weight("bias")
        fits = bias is not None and bias.shape == (len(outputs),)
        intercepts = tuple(np.asarray(bias.array, dtype=np.float64).tolist()) if bias is not None and fits else ()
        scale = color_scale(value_range, self, _COEFFICIENT)
        names, count = [features[row] for row in rows.tolist()], shown.shape[1]
        bars = CoefficientBars(names, outputs[:count], shown, intercepts[:count], width)
        shapes, labels = bar_parts(bars, scale)
        return Scene(
            title=translate("Coefficients of {name}", name=graph.name if self.layer is None else one.layer.name),
            description=_description(bars, values.shape),
            shapes=shapes,
            labels=labels,
            legends=(_key(scale),),
            notes=(*_notes(one, shown, values, scale), *_steps_before(graph, one)),
            layout="given",
            omissions=(Omission(one.layer.name, shown.size, values.size, share_of(shown, values)),),
        )

    def _choose(self, graph: Graph) -> Candidate:
        found = candidates_of(graph, _is_linear)
        if not found:
            raise nothing_to_show(graph, "dense layer", "the style 'plot-model' draws any model")
        chosen = choose(found, self.layer, None, "coefficients")
        if self.layer is None and len([layer for layer in graph.layers if any(map(is_kernel, layer.weights))]) > 1:
            names = ", ".join(repr(one.layer.id) for one in found[:8])
            raise UnsupportedInputError(
                f"model {graph.name!r} is not linear: it has several layers with weights; {_INSTEAD}, and layer= draws the "
                f"coefficients of one layer alone ({names})"
            )
        return chosen[0]

    def _names(self, graph: Graph, one: Candidate) -> tuple[list[str], list[str]]:
        table = table_of(one.layer, one.weight)
        known = known_names(graph, one.layer, table)[0]
        features = names_for("feature_names", self.feature_names, table.rows, f"inputs of {one.layer.name}") or known
        named = features or tuple(translate("input {number}", number=row) for row in range(table.rows))
        return list(named), self._outputs(one, table.columns)

    def _outputs(self, one: Candidate, count: int) -> list[str]:
        classes = self.class_names or one.layer.config.get("class_names", ())
        if count == 1 and len(classes) == 2:
            return [f"{classes[0]} ← → {classes[1]}"]
        if self.class_names is None and len(classes) != count:
            return [""] if count == 1 else [translate("output {number}", number=index) for index in range(count)]
        return list(names_for("class_names", classes, count, f"outputs of {one.layer.name}"))

    def _rows(self, values: Doubles) -> NDArray[np.intp]:
        """Return the rows that are drawn: the most important ones, in the order that was asked for."""
        magnitudes = np.nan_to_num(np.abs(values), nan=np.inf).max(axis=1, initial=0.0)
        kept = np.argsort(-magnitudes, kind="stable")[: self.max_features]
        if self.order == "magnitude":
            return kept
        kept = np.sort(kept)
        return kept if self.order == "stored" else kept[np.argsort(-np.nan_to_num(values[kept, 0]), kind="stable")]


def _is_linear(layer: Layer, weight: Weight) -> bool:
    return weight.role == "kernel" and core(layer).kind == "Dense" and len(weight.shape) == 2 and weight.size > 0


def _description(bars: CoefficientBars, shape: tuple[int, ...]) -> str:
    return translate(
        "{shown} of {total} coefficients for each of {outputs} outputs as bars{largest}.",
        shown=format_count(len(bars.features)),
        total=format_count(shape[0]),
        outputs=format_count(shape[1]),
        largest=translate(", {feature} first", feature=bars.features[0]) if len(bars.features) else "",
    )


def _key(scale: WeightScale) -> KeyLegend:
    positive, negative = (
        KeyEntry(translate(text), color, color)
        for text, color in ((mark("positive"), scale.positive), (mark("negative"), scale.negative))
    )
    return KeyLegend(translate(_COEFFICIENT), (positive, negative))


def _notes(one: Candidate, shown: Doubles, values: Doubles, scale: WeightScale) -> Iterator[str]:
    parts = [
        translate(*words, count=values.shape[axis], shown=format_count(shown.shape[axis]))
        for axis, words in enumerate(_AXIS_WORDS)
        if shown.shape[axis] < values.shape[axis]
    ]
    if parts:
        kept = mark("those with the largest coefficients") if shown.shape[0] < values.shape[0] else mark("the first ones")
        yield translate(
            "{parts} are drawn ({kept}){share}",
            parts=translate(" and ").join(parts),
            kept=translate(kept),
            share=share_of_total(share_of(shown, values), _COEFFICIENT),
        )
    if scale.largest is not None and scale.largest > scale.limit:
        yield translate(
            "longer bars are cut at {limit}; the largest |coefficient| is {largest}",
            limit=format_number(scale.limit),
            largest=format_number(scale.largest),
        )
    broken = int(np.isnan(values).sum())
    if broken:
        yield translate(
            "coefficients that are NaN: {broken} of {total}", broken=format_count(broken), total=format_count(values.size)
        )
    if scale.has_infinite:
        yield translate("infinite coefficients reach the end of their side")
    if scale.limit == 0:
        yield translate("all finite coefficients are 0")
    if one.layer.activation not in (None, "linear"):
        yield translate(_PREDICTION[one.layer.weight("bias") is not None], activation=one.layer.activation)


def _steps_before(graph: Graph, one: Candidate) -> Iterator[str]:
    """Yield what the features have been through before the first layer with weights, such as a scaler."""
    first = next(index for index, layer in enumerate(graph.layers) if layer.weights)
    steps = [layer for layer in graph.layers[:first] if layer.category == "layer" and layer.kind != "InputLayer"]
    if steps and graph.layers[first] is one.layer:
        yield translate(
            "features are as {steps} made them", steps=format_list([f"{step.name} ({step.kind})" for step in steps])
        )
    scalers = [step.name for step in steps if step.kind == "StandardScaler" and step.config.get("with_std", True)]
    if scalers and graph.layers[first] is one.layer:
        yield translate(
            "coefficients of features that {scalers} standardised are for a change of one standard deviation,"
            " not of one unit of the feature",
            scalers=format_list(scalers),
        )
