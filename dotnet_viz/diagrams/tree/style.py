"""A decision tree as boxes: splits with the distribution of their feature, leaves with what they answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dotnet_viz.diagrams.tree.class_colors import POINT_COLOR
from dotnet_viz.diagrams.tree.nodes import node_shapes
from dotnet_viz.diagrams.tree.options import TreeOptions
from dotnet_viz.diagrams.tree.subject import TreeSubject
from dotnet_viz.diagrams.tree.wording import count_text, rule_text
from dotnet_viz.fonts import one_line, shorten
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.measures.trees.node_data import TreeData
from dotnet_viz.measures.trees.tree import SCORE, Numbers, Tree
from dotnet_viz.scene import Connection, KeyEntry, KeyLegend, Legend, Scene
from dotnet_viz.translation.audience import addressed
from dotnet_viz.translation.translate import mark, retold, translate

EDGE_COLOR = "#97a2ae"

_THIN, _THICK = 1.0, 10.0
_RULE_ROOM = 160.0
_RULE_SIZE = 11.0
_MOST_OPENED = 24


@dataclass(frozen=True)
class TreeDiagram(TreeOptions):
    """A picture of one decision tree; its options are those of :class:`TreeOptions`.

    Example:
        >>> none = np.array([-1, -1])
        >>> stump = Tree("stump", "regression", np.array([1, *none]), np.array([2, *none]), np.array([0, *none]),
        ...              np.array([0.5, np.nan, np.nan]), np.array([[3.0], [1.0], [5.0]]), np.array([4.0, 2.0, 2.0]), ("age",))
        >>> [line.label for line in TreeDiagram().build(stump).connections]
        ['≤ 0.5', '> 0.5']
    """

    def build(self, tree: Tree, data: TreeData | None = None, sample: Numbers | None = None, root: int = 0) -> Scene:
        """Return the picture.

        Args:
            tree: what is drawn.
            data: rows whose distribution is shown in each node; ``None`` for none.
            sample: features of one row whose path is shown; shape (features,).
            root: the node where the picture starts.
        """
        subject = TreeSubject(
            tree, self, data, None if sample is None else np.asarray(sample, dtype=np.float64).reshape(-1), root
        )
        return Scene(
            title=_title(tree) if root == 0 else translate("{tree}, below node {node}", tree=tree.name, node=root),
            description=_description(subject),
            shapes=tuple(shape for node in subject.selection.nodes for shape in node_shapes(subject, node)),
            connections=tuple(_connections(subject)),
            legends=tuple(_legends(subject)),
            notes=tuple(_notes(subject)),
            layout="tree",
            direction=self.rankdir,
        )

    def build_folded(self, tree: Tree, data: TreeData | None = None, sample: Numbers | None = None) -> dict[str, Scene]:
        """Return the pictures of what is folded, by the ids of the dashed boxes, for pages that open them on a click.

        Args:
            tree: see :meth:`build`, as for all that follow.
            data: see there.
            sample: see there.
        """
        folded = TreeSubject(tree, self, data, sample).selection.folded
        largest = sorted(folded, key=lambda node: (-int(tree.sizes[node]), node))[:_MOST_OPENED]
        return {f"n{node}": self.build(tree, data, sample, root=node) for node in largest}


def _title(tree: Tree) -> str:
    return translate(
        "{tree}: depth {depth}, {leaves}",
        tree=tree.name,
        depth=tree.depth,
        leaves=format_count(tree.leaves, "leaf", "leaves"),
    )


def _connections(subject: TreeSubject) -> Iterator[Connection]:
    tree = subject.tree
    drawn = set(subject.selection.nodes)
    total = float(subject.weights[subject.root])
    for node in subject.selection.nodes:
        if tree.feature[node] < 0 or node in subject.selection.folded:
            continue
        with_missing = int(tree.feature[node]) in subject.features_with_missing
        for child, is_left in ((int(tree.left[node]), True), (int(tree.right[node]), False)):
            if child not in drawn:
                continue
            rule = rule_text(tree, node, is_left=is_left, with_missing=with_missing)
            is_on_path = node in subject.path and child in subject.path
            count = float(subject.weights[child])
            name = one_line(tree.feature_names[int(tree.feature[node])])
            yield Connection(
                f"n{node}",
                f"n{child}",
                stroke="accent" if is_on_path else EDGE_COLOR,
                width=round(_line_width(count, total), 2),
                arrow=False,
                label=shorten(rule, _RULE_SIZE, _RULE_ROOM),
                tooltip=translate(
                    mark("yes: {feature} {rule}, {rows}") if is_left else mark("no: {feature} {rule}, {rows}"),
                    feature=name,
                    rule=rule,
                    rows=count_text(count, subject.weights_are),
                ),
            )


def _line_width(count: float, total: float) -> float:
    return _THIN + (_THICK - _THIN) * (count / total if total > 0 else 0.0)


def _legends(subject: TreeSubject) -> Iterator[KeyLegend | Legend]:
    if subject.class_names:
        pairs = zip(subject.group_names, subject.colors, strict=True)
        yield KeyLegend(translate("class"), tuple(KeyEntry(one_line(name), color, color) for name, color in pairs))
    marks = list(_mark_entries(subject))
    if marks:
        yield KeyLegend(translate("marks"), tuple(marks))
    if len(subject.selection.nodes) > 1:
        most = float(subject.weights[subject.root])
        yield Legend(
            translate("width of lines: {weights}", weights=translate(subject.weights_are)),
            ((0.0, EDGE_COLOR), (1.0, EDGE_COLOR)),
            ((0.0, "0"), (0.5, format_number(most / 2, 3)), (1.0, format_number(most, 3))),
            ((0.0, _THIN), (1.0, _THICK)),
        )


def _mark_entries(subject: TreeSubject) -> Iterator[KeyEntry]:
    is_amount = subject.data is not None and not subject.data.class_names and len(subject.selection.nodes) > 1
    if is_amount:
        yield KeyEntry(translate("a row: feature to the right, target upwards"), POINT_COLOR, POINT_COLOR)
        yield KeyEntry(translate("mean target on either side"), "ink", "ink")
    if subject.tree.task == SCORE:
        yield KeyEntry(translate("value of a leaf, from 0"), "muted", "muted")
    if subject.path:
        yield KeyEntry(translate("path of the sample"), "accent", "accent")


_FOLDED = addressed(
    mark("{drawn} of {nodes} are drawn; dashed boxes stand for the rest: {option} draw more"),
    "max_depth=, max_nodes=",
    reader=mark("{drawn} of {nodes} are drawn; dashed boxes stand for the rest"),
)


def _notes(subject: TreeSubject) -> Iterator[str]:
    tree, selection = subject.tree, subject.selection
    yield from map(retold, tree.notes)
    if selection.folded:
        drawn = len(selection.nodes)
        yield translate(
            _FOLDED,
            drawn=format_count(drawn),
            nodes=format_count(int(tree.sizes[subject.root]), "node"),
        )
    if subject.data is None:
        return
    rows = format_count(len(subject.data.x), "row")
    yield translate("counts, distributions and widths of lines are of the {rows} of the data; ▲ marks the threshold", rows=rows)
    if not subject.data.class_names:
        low, high = (format_number(value) for value in (subject.data.target.min(), subject.data.target.max()))
        most = subject.options.max_points
        is_thinned = len(subject.data.x) > most and len(selection.nodes) > 1
        thinned = translate("; at most {most} rows are dots", most=format_count(most)) if is_thinned else ""
        yield translate("the target is from {low} to {high} in every plot{thinned}", low=low, high=high, thinned=thinned)


def _description(subject: TreeSubject) -> str:
    tree = subject.tree
    if tree.is_root_only:
        return translate("A decision tree without any split: it answers the same for every row.")
    first = one_line(tree.feature_names[int(tree.feature[subject.root])]) if tree.feature[subject.root] >= 0 else ""
    asks = translate("; the first split asks for {feature}", feature=first) if first else ""
    return translate(
        "A decision tree of depth {depth} with {leaves}{asks}.",
        depth=tree.depth,
        leaves=format_count(tree.leaves, "leaf", "leaves"),
        asks=asks,
    )
