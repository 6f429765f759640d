"""What the page of a picture says beside the picture: a card of the model, and the values of weights in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dotnet_viz.errors import VizError
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_bytes, format_count, format_number, format_percent
from dotnet_viz.graph import Graph, Layer
from dotnet_viz.measures.summary.compiled import compile_facts, compile_summary, date_in_words
from dotnet_viz.measures.summary.sizes import optimizer_summary, weight_bytes
from dotnet_viz.measures.weights.statistics import WeightStatistics, measure_weight
from dotnet_viz.scene import Scene
from dotnet_viz.translation.translate import translate

MOST_VALUES = 10_000_000
"""Models with more values in their weights get statistics only where these are asked for."""


def model_card(graph: Graph) -> tuple[tuple[str, str], ...]:
    """Return what is known of a model as a whole: what it is called, and its value in words.

    Args:
        graph: the model.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> model_card(read([np.ones((4, 3), "float32")]))[:3]
        (('Model', 'arrays (Arrays)'), ('Layers', '1'), ('Parameters', '12 (48 bytes), 12 trainable'))
    """
    origin, bytes_of_weights = graph.origin, weight_bytes(graph)
    size = "" if bytes_of_weights is None else f" ({format_bytes(bytes_of_weights)})"
    trainable = (
        translate(", {trainable} trainable", trainable=format_count(graph.trainable_count)) if graph.parameter_count else ""
    )
    facts = [
        (translate("Model"), f"{one_line(graph.name)} ({graph.kind})" if graph.name else graph.kind),
        (translate("Layers"), format_count(graph.layer_count)),
        (translate("Parameters"), f"{format_count(graph.parameter_count)}{size}{trainable}"),
        *compile_facts(compile_summary(origin.training), optimizer_summary(graph)),
        (translate("Size of the file"), "" if origin.file_size is None else format_bytes(origin.file_size)),
        (translate("Made with"), origin.made_with),
        (translate("Saved"), date_in_words(origin.date_saved)),
    ]
    return tuple((name, one_line(value)) for name, value in facts if value)


def with_statistics(scene: Scene, graph: Graph, wanted: bool | None = None) -> Scene:
    """Return a scene whose layers have the statistics of their weights in their texts.

    Each value is read once, which takes about 3 ms for a million of them.

    Args:
        scene: of the model; shapes that stand for one layer have its name, and the id of its call as theirs or their group's.
        graph: the model.
        wanted: ``None`` for models of at most :data:`MOST_VALUES` values whose weights can be read.

    Raises:
        VizError: statistics are wanted, and a weight cannot be read.
    """
    if wanted is False or (wanted is None and (graph.parameter_count or 0) > MOST_VALUES):
        return scene
    shown = {shape.group or shape.id for shape in scene.shapes}
    nodes = [node for node in graph.nodes if node.id in shown and node.layer.weights]
    try:
        texts = {layer.id: "\n".join(_lines(layer)) for layer in {node.layer.id: node.layer for node in nodes}.values()}
    except VizError:
        if wanted:
            raise
        return scene
    added = {(node.id, node.layer.name): texts[node.layer.id] for node in nodes}
    shapes = []
    for shape in scene.shapes:
        text = added.get((shape.group or shape.id, shape.name), "") if shape.kind != "block" else ""
        shapes.append(replace(shape, tooltip=f"{shape.tooltip}\n{text}") if text and shape.tooltip else shape)
    return replace(scene, shapes=tuple(shapes))


def _lines(layer: Layer) -> Iterator[str]:
    for weight in layer.weights:
        if weight.has_values:
            yield f"{weight.name}: {', '.join(_numbers(measure_weight(layer, weight, bins=0)))}"


def _numbers(found: WeightStatistics) -> Sequence[str]:
    if found.mean is None or found.standard_deviation is None or found.minimum is None or found.maximum is None:
        numbers = [translate("no finite value") if found.count else translate("no values")]
    else:
        numbers = [
            translate("mean {value}", value=format_number(found.mean)),
            translate("deviation {value}", value=format_number(found.standard_deviation)),
            translate("minimum {value}", value=format_number(found.minimum)),
            translate("maximum {value}", value=format_number(found.maximum)),
            translate("zeros {value}", value=format_percent(found.zero_share)),
        ]
    counts = ((found.nan_count, "NaN"), (found.infinite_count, "infinite"))
    return [*numbers, *(f"{format_count(count)} {what}" for count, what in counts if count)]
