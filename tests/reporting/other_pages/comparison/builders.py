"""Comparisons for tests of what is written about them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dotnet_viz.graph import Graph, Origin
from dotnet_viz.measures.comparison import Comparison, compare_graphs
from tests.comparison_builders import Step, block_steps, changed, dense, inserted, model, removed

HOSTILE = "a|b`c`<script>alert(1)</script>\n# [x](http://evil.example) @octocat #12 ![i](x) \u202e\x1b[31m {{ 7*7 }} </details>"


def sides(name: str = "extra", blocks: int = 3) -> tuple[Graph, Graph]:
    """Return two residual networks: a layer added, one removed, one changed; others have other weights."""
    steps = block_steps(blocks)
    after = inserted(steps, "stem", Step("new", "Dropout", config={"rate": 0.5}, name=name))
    after = changed(removed(after, "b1drop"), "b0one", activation="gelu")
    after = changed(after, "head", config={"units": 3})
    training = (
        {"optimizer": {"class_name": "Adam", "config": {"learning_rate": rate}}, "loss": "mse"} for rate in (0.001, 0.01)
    )
    origins = (
        Origin("keras", framework="Keras", path=path, framework_version="3.15.1", training=told)
        for path, told in zip(("v1.keras", "v2.keras"), training, strict=True)
    )
    before, later = model(steps), model(after, start=4, values=1)
    one, other = origins
    return replace(before, origin=one), replace(later, origin=other)


def comparison(name: str = "extra", blocks: int = 3, **options: Any) -> Comparison:
    """Return what differs between :func:`sides`."""
    return compare_graphs(*sides(name, blocks), **options)


def wide(count: int, name: str = "layer") -> Comparison:
    """Return a comparison in which each of many layers changed in a way of its own."""
    steps = [Step("in", "InputLayer"), *(dense(f"d{n}", f"d{n - 1}" if n else "in", name=f"{name}{n}") for n in range(count))]
    after = [replace(step, config={**step.config, "seed": number}) for number, step in enumerate(steps)]
    return compare_graphs(model(steps), model(after, values=1))
