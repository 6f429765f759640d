"""An architecture in a few counts, so that a thousand of them can be compared with one another."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from dotnet_viz.graph import Graph, Node
from dotnet_viz.measures.structure.signatures import architecture_digest, structure

MAX_FEATURES = 4096


@dataclass(frozen=True)
class ArchitectureFeatures:
    """What is compared of a model's architecture.

    Args:
        digest: that models share which are the same but for names and values of weights.
        features: how often each feature is there, by a digest of it: layers by their class, by their settings without
            numbers of channels and by all of their settings, and pairs of neighbours by their classes.
    """

    digest: str
    features: Mapping[str, int]


def architecture_of(graph: Graph) -> ArchitectureFeatures:
    """Return what is compared of a model's architecture.

    Args:
        graph: the model; the values of its weights are not read.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> found = architecture_of(read([np.ones((4, 3)), np.ones((3, 2))]))
        >>> len(found.digest), sum(found.features.values())
        (64, 11)
    """
    kinds = {node.id: node.layer.kind for node in graph.nodes}
    counts: Counter[str] = Counter()
    for node in graph.nodes:
        if not graph.is_model(node):
            counts.update(_features(node))
    counts.update(f"edge {kinds[edge.source]} {kinds[edge.target]}" for edge in graph.leaf_edges())
    # The most frequent are kept of a model with absurdly many, in an order that no process changes.
    kept = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MAX_FEATURES]
    return ArchitectureFeatures(architecture_digest(graph), {_short_digest(name): count for name, count in kept})


def _features(node: Node) -> tuple[str, str, str]:
    """Return a layer's class, with its settings but for numbers of channels, and with all settings and shapes of weights."""
    layer = node.layer
    coarse, exact = (
        json.dumps([layer.activation, node.constants, structure(layer.config, ignoring)], sort_keys=True, default=str)
        for ignoring in (True, False)
    )
    shapes = [weight.shape for weight in layer.weights]
    return f"kind {layer.kind}", f"settings {layer.kind} {coarse}", f"all {layer.kind} {exact} {shapes}"


def _short_digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
