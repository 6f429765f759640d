"""Boxes and edges as objects of pydot, with the attributes that Keras gives them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from dotnet_viz.compat.calls import NestedCalls, NodeBox
from dotnet_viz.compat.layer_labels import LabelColumns, LayerText, html_label
from dotnet_viz.compat.layer_texts import LayerTexts
from dotnet_viz.renderers.common.escape import dot_string

# What pydot quotes rightly by itself, and so gives back unchanged.
_PLAIN_LABEL = re.compile(r'[^<"\\&\r\n\x00-\x1f][^"\\&\r\n\x00-\x1f]*')
_PLAIN_ID = re.compile(r"\w+", re.ASCII)


class Pen:
    """Makes nodes, edges and clusters.

    Args:
        texts: what the layers say.
        columns: which of it is shown.
        label: makes a label of both.
    """

    def __init__(
        self, texts: LayerTexts, columns: LabelColumns, label: Callable[[LayerText, LabelColumns], str] = html_label
    ) -> None:
        self._texts = texts
        self._columns = columns
        self._label = label
        self._clusters: set[str] = set()

    def fill(self, dot: Any, level: NestedCalls) -> None:
        """Add the boxes, clusters and edges of a model to a graph or cluster.

        Args:
            dot: a ``pydot.Dot`` or ``pydot.Cluster``, which is changed.
            level: boxes, edges and inner models.
        """
        import pydot

        for part in level.parts:
            if isinstance(part, NodeBox):
                dot.add_node(self._node(part.name, self._label(self._texts.of(part.node, part.call), self._columns)))
            elif part.node is not None:
                inner = self.cluster(part.node.layer.name)
                self.fill(inner, part)
                dot.add_subgraph(inner)
        # Two tensors between the same boxes are one line, as Keras draws them.
        for source, target in dict.fromkeys(level.edges):
            dot.add_edge(pydot.Edge(source, target, penwidth="2"))

    def whole(self) -> Any:
        """Return a node for the model as a whole."""
        return self._node("n0", self._label(self._texts.whole(), self._columns))

    def cluster(self, name: str) -> Any:
        """Return an empty cluster; its id is one of its own, for Graphviz takes two of one id as the same."""
        import pydot

        own, number = name, 1
        while own in self._clusters:
            number += 1
            own = f"{name}_{number}"
        self._clusters.add(own)
        cluster = pydot.Cluster(graph_name=own, style="dashed")
        if not _PLAIN_ID.fullmatch(own):
            cluster.set_name(dot_string("cluster_" + own))
        cluster.set("label", name if _PLAIN_LABEL.fullmatch(name) else dot_string(name))
        cluster.set("labeljust", "l")
        return cluster

    def _node(self, name: str, label: str) -> Any:
        import pydot

        return pydot.Node(name, label=label, fontname="Helvetica", border="0", margin="0")
