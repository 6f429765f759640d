"""The decision tree of an estimator, or one of its trees."""

from __future__ import annotations

from dotnet_viz.diagrams.tree.style import TreeDiagram
from dotnet_viz.drawing import Drawing
from dotnet_viz.errors import VizError
from dotnet_viz.formatting import format_count
from dotnet_viz.measures.trees.node_data import TreeData
from dotnet_viz.measures.trees.read import read_tree
from dotnet_viz.measures.trees.tree import Tree
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.printing.figures import fits_a_page
from dotnet_viz.reporting.section import Figure, SectionData, explorable_figure
from dotnet_viz.reporting.statements.estimator_rows import tabular_data
from dotnet_viz.translation.translate import translate

MAX_DEPTH = 3


def build(context: ReportContext) -> SectionData | None:
    """Return the tree, whose first splits are drawn; ``None`` where the model has no trees, or there are no data."""
    data = tabular_data(context)
    if data is None:
        return None
    names = None if context.class_names is None else list(context.class_names)
    try:
        found = read_tree(context.model, feature_names=data.feature_names, class_names=names, x=data.x)
        rows = found.data(data.x, data.y)
    except VizError:
        return None
    figures = [_figure(found.tree, rows, MAX_DEPTH)]
    while not fits_a_page(figures[-1]) and len(figures) < MAX_DEPTH:
        figures.append(_figure(found.tree, rows, MAX_DEPTH - len(figures)))
    values = {"figure": figures[0], "print_figure": figures[-1], "note": data.note}
    return SectionData("tree", "Decision tree", values)


def _figure(tree: Tree, rows: TreeData | None, depth: int) -> Figure:
    caption = translate(
        "{nodes}, drawn to depth {depth}: what each split asks for, and the samples that reach it. "
        "The thickness of a line is their number.",
        nodes=format_count(len(tree), "node"),
        depth=depth,
    )
    return explorable_figure(Drawing(TreeDiagram(max_depth=depth).build(tree, rows, None)), "tree", 1, caption)
