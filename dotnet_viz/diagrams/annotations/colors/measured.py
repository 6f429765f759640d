"""What layers can be coloured by: words and numbers of a model that need nothing but the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dotnet_viz.diagrams.annotations.colors.coloring import PALETTE, LayerColoring, NoColoring, NumberColoring, WordColoring
from dotnet_viz.diagrams.annotations.colors.recorded import RECORDED
from dotnet_viz.diagrams.common.family_colors import FAMILY_COLORS
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.graph import Graph, Layer
from dotnet_viz.graph.counts import count_parameters
from dotnet_viz.graph.layer_kinds import family_of
from dotnet_viz.measures.cost.measure import measure_cost
from dotnet_viz.measures.weights.statistics import measure_weight
from dotnet_viz.translation.translate import translate

TRAINED, FROZEN, NO_WEIGHTS = "#2b7bba", "#c9a227", "#d9dce1"


def _by_name(graph: Graph) -> WordColoring:
    names = {node.id: node.layer.name for node in graph.nodes}
    drawn = dict.fromkeys(node.layer.name for node in graph.nodes if not graph.is_model(node))
    return WordColoring(translate("layers"), names, dict(zip(drawn, PALETTE, strict=False)))


def _by_kind(graph: Graph) -> WordColoring:
    kinds = {node.id: node.layer.kind for node in graph.nodes if not graph.is_model(node)}
    return WordColoring(translate("classes of layers"), kinds, dict(zip(dict.fromkeys(kinds.values()), PALETTE, strict=False)))


def _by_family(graph: Graph) -> WordColoring:
    families = {node.id: translate(family_of(node.layer)) for node in graph.nodes if not graph.is_model(node)}
    return WordColoring(
        translate("families of layers"), families, {translate(name): color for name, color in FAMILY_COLORS.items()}
    )


def _by_trainable(graph: Graph) -> WordColoring:
    words = translate("trained"), translate("frozen"), translate("without weights")
    found = {node.id: words[_state(node.layer)] for node in graph.nodes if not graph.is_model(node)}
    return WordColoring(translate("training"), found, dict(zip(words, (TRAINED, FROZEN, NO_WEIGHTS), strict=True)))


def _state(layer: Layer) -> int:
    if not layer.weights and not layer.lacks_weights:
        return 2
    return 1 if layer.trainable is False else 0


def _by_parameters(graph: Graph) -> NumberColoring:
    counts = {node.id: count_parameters([node.layer]) for node in graph.nodes if not graph.is_model(node)}
    known = {name: float(count) for name, count in counts.items() if count is not None}
    return NumberColoring(translate("parameters"), known, "count", adds_up=True)


def _by_flops(graph: Graph) -> NumberColoring:
    costs = measure_cost(graph).calls
    found = {node.id: costs[node.id] for node in graph.nodes if not graph.is_model(node)}
    known = {name: float(cost.flops) for name, cost in found.items() if cost.is_complete}
    if not any(known.values()):
        raise OptionError("color_by='flops': no layer of this model has a number of operations that is known")
    return NumberColoring(translate("FLOPs per sample"), known, "magnitude", adds_up=True)


def _by_sparsity(graph: Graph) -> NumberColoring:
    shares: dict[str, float] = {}
    for layer in graph.layers:
        if layer.weights and all(weight.has_values for weight in layer.weights):
            found = [measure_weight(layer, weight, bins=0) for weight in layer.weights]
            total = sum(one.count for one in found)
            if total:
                shares[layer.id] = sum(one.zero_share * one.count for one in found) / total
    if not shares:
        raise OptionError("color_by='sparsity': the values of this model's weights are not known; read it with its weights")
    return NumberColoring(
        translate("zeros among the weights"),
        {node.id: shares[node.layer.id] for node in graph.nodes if node.layer.id in shares},
        "share",
    )


def _by_nothing(_: Graph) -> NoColoring:
    return NoColoring()


MEASURES: Mapping[str, Callable[[Graph], LayerColoring]] = {
    "family": _by_family,
    "kind": _by_kind,
    "name": _by_name,
    "trainable": _by_trainable,
    "parameters": _by_parameters,
    "flops": _by_flops,
    "sparsity": _by_sparsity,
    "none": _by_nothing,
}
"""What makes the colours, by the word of ``color_by``."""
SYNONYMS = {"frozen": "trainable", "params": "parameters", "class": "kind", "zeros": "sparsity", "gradients": "gradient",
            "activations": "activation", "layer": "name", "cost": "flops"}  # fmt: skip


def measured(graph: Graph, color_by: str) -> LayerColoring:
    """Return the colours of a model's layers.

    Args:
        graph: the model.
        color_by: one of :data:`MEASURES`.

    Raises:
        OptionError: there is no such word, or the model does not have what it says.

    Example:
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> import numpy as np
        >>> sorted(measured(read([np.ones((4, 3)), np.ones((3, 2))]), "parameters").values.values())
        [0.0, 6.0, 12.0]
    """
    if color_by not in MEASURES:
        raise unknown_choice("color_by", color_by, (*MEASURES, *RECORDED), synonyms=SYNONYMS)
    return MEASURES[color_by](graph)
