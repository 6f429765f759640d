"""Estimators that are no networks: forests, boosting, neighbours, and pipelines of steps without weights."""

from __future__ import annotations

from dotnet_viz.formatting import format_count, format_items
from dotnet_viz.graph import Graph, Layer
from dotnet_viz.measures.trees.counts import TreeCounts, count_trees
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import Fact
from dotnet_viz.translation.translate import mark, translate

_NAMES = ("class_names", "feature_names")
"""What the configuration of a step has beside its settings."""
_NUMBERS = (mark("Trees"), mark("Nodes of the trees"), mark("Depth at most"))


def steps_of(graph: Graph) -> tuple[Layer, ...]:
    """Return the steps of an estimator, those inside of others in their place.

    Args:
        graph: of an estimator.
    """
    return tuple(layer for layer in graph.layers if layer.category == "layer" and layer.kind != "InputLayer")


def trees_of(context: ReportContext) -> TreeCounts | None:
    """Return the trees of the live model in numbers; ``None`` where it has none.

    Args:
        context: of the report.
    """
    return None if context.model is None else count_trees(context.model)


def size_in_words(context: ReportContext, graph: Graph) -> str:
    """Return how large an estimator is, such as ``"200 trees"`` or ``"1 tree of 9 nodes"``; empty for a step without.

    Args:
        context: of the report.
        graph: of an estimator.
    """
    trees, steps = trees_of(context), steps_of(graph)
    parts = [format_count(len(steps), "step")] if len(steps) > 1 else []
    if trees is not None and trees.trees > 1:
        parts.append(format_count(trees.trees, "tree"))
    elif trees is not None:
        nodes, tree = format_count(trees.nodes, "node"), format_count(trees.trees, "tree")
        parts.append(translate("{tree} of {nodes}", tree=tree, nodes=nodes))
    return format_items(parts)


def tree_facts(context: ReportContext) -> tuple[Fact, ...]:
    """Return the numbers of the trees; empty without any.

    Args:
        context: of the report.
    """
    found = trees_of(context)
    if found is None:
        return ()
    counts = (found.trees, found.nodes, found.depth)
    return tuple(Fact(name, format_count(count)) for name, count in zip(_NUMBERS, counts, strict=True))


def settings_of(graph: Graph) -> tuple[Fact, ...]:
    """Return the settings of each step in a line.

    Args:
        graph: of an estimator.
    """
    from dotnet_viz.measures.comparison.config.wording import value_phrase  # comparisons take time to import

    lines = (
        (layer, format_items(f"{name} {value_phrase(value)}" for name, value in _settings(layer))) for layer in steps_of(graph)
    )
    return tuple(Fact(layer.kind, line) for layer, line in lines if line)


def _settings(layer: Layer) -> list[tuple[str, object]]:
    return [(name, value) for name, value in (layer.config or {}).items() if name not in _NAMES]
