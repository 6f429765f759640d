"""What is in a ``pydot.Dot``, with labels in place of the names of nodes."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

Place = tuple[str, ...]


def labels(dot: Any, path: Place = ()) -> dict[str, tuple[Place, str]]:
    """Return for each node's name the clusters around it and its label."""
    found = {node.get_name(): (path, node.get("label")) for node in dot.get_nodes() if node.get_name() != "node"}
    for cluster in dot.get_subgraphs():
        found.update(labels(cluster, (*path, str(cluster.get_label()))))
    return found


def edges(dot: Any) -> list[tuple[str, str]]:
    """Return the ends of every edge, those of clusters included."""
    own = [(edge.get_source(), edge.get_destination()) for edge in dot.get_edges()]
    return own + [end for cluster in dot.get_subgraphs() for end in edges(cluster)]


def content(dot: Any) -> tuple[Counter[Any], Counter[Any]]:
    """Return how often each label stands in which clusters, and how often an edge joins which two."""
    named = labels(dot)
    return Counter(named.values()), Counter((named[source], named[target]) for source, target in edges(dot))


def heading(label: str) -> str:
    """Return the first row of a label without its tags."""
    row = re.search(r"<font[^>]*>(.*?)</font>", label)
    return re.sub(r"<[^>]*>", "", row.group(1)) if row else ""


def edges_by_name(dot: Any) -> list[tuple[str, str]]:
    """Return the edges, sorted, by clusters and headings: ``"inner > d (Dense)"``."""
    names = {name: " > ".join((*path, heading(label))) for name, (path, label) in labels(dot).items()}
    return sorted((names[source], names[target]) for source, target in edges(dot))
