"""Random graphs: nested, shared, with heads and gaps; each style draws them in some format."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import dotnet_viz as dv
from dotnet_viz.graph import Graph
from tests.hostile.trial import STYLES, SUFFIXES, Steps, Trial, try_steps
from tests.random_models import random_model

HAS_LIMITED_ADDRESSES = True
MOST_LAYERS = 60


def prepare(folder: Path) -> Callable[[int], tuple[str, Trial]]:
    """Return what draws the graph of a number.

    Args:
        folder: is not used.
    """

    def attempt(number: int) -> tuple[str, Trial]:
        rng = random.Random(number)
        style, suffix = rng.choice(STYLES), rng.choice(SUFFIXES)
        return style, try_steps(_steps(rng, style, suffix))

    return attempt


def _steps(rng: random.Random, style: str, suffix: str) -> Steps:
    graph, other = (_model(rng) for _ in range(2))
    yield f"draw {suffix}", lambda: dv.draw(graph, style=style).to_format(suffix)
    yield "summary", lambda: str(dv.summary(graph))
    yield "check", lambda: str(dv.check(graph))
    yield "compare", lambda: str(dv.compare(graph, other))
    yield "json", lambda: Graph.from_json(graph.to_json())
    if rng.random() < 0.1:
        yield "diff", lambda: dv.diff(graph, rng.choice((graph, other))).svg


def _model(rng: random.Random) -> Graph:
    """Return a model, of one in four without the data flow inside its nested models, as of a file of a model that is code."""
    graph = random_model(rng, rng.randint(1, MOST_LAYERS))
    if rng.random() < 0.75:
        return graph
    inside = {node.id for node in graph.nodes if node.parent is not None}
    nodes = tuple(replace(node, entries=(), exits=()) for node in graph.nodes)
    edges = tuple(edge for edge in graph.edges if not {edge.source, edge.target} & inside)
    return replace(graph, nodes=nodes, edges=edges)
