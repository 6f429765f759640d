"""Small models as lists of layers, and edits to them, for comparing two models."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec, Weight
from dotnet_viz.measures.comparison import Comparison, compare_graphs

JOINING = ("Add", "Concatenate")


@dataclass(frozen=True)
class Step:
    """One layer of a model that is made step by step; ``key`` stays the same whatever it is called."""

    key: str
    kind: str
    inputs: tuple[str, ...] = ()
    config: Mapping[str, Any] = field(default_factory=dict)
    activation: str | None = None
    name: str | None = None


def model(steps: Sequence[Step], *, start: int = 0, name: str = "model", values: int = 0) -> Graph:
    """Return a graph of steps; names that nobody gave are numbered from ``start``, as Keras does in each process."""
    names = _names(steps, start)
    units: dict[str, int] = {}
    nodes = []
    for number, step in enumerate(steps):
        width = (
            sum(units[source] for source in step.inputs) if step.kind == "Concatenate" else units.get((*step.inputs, "")[0], 4)
        )
        units[step.key] = int(step.config.get("units", width))
        layer = Layer(
            names[step.key],
            names[step.key],
            step.kind,
            activation=step.activation,
            config=dict(step.config),
            weights=_weights(step, width, values) if step.kind == "Dense" else (),
        )
        nodes.append(Node(f"n{number}", layer, outputs=(TensorSpec((None, units[step.key]), "float32"),)))
    places = {step.key: f"n{number}" for number, step in enumerate(steps)}
    edges = [Edge(places[s], 0, places[step.key], port) for step in steps for port, s in enumerate(step.inputs)]
    fed = {source for step in steps for source in step.inputs}
    ends = [step.key for step in steps if step.key not in fed]
    inputs = tuple(Port(places[step.key]) for step in steps if step.kind == "InputLayer")
    return Graph(name, "Functional", tuple(nodes), tuple(edges), inputs, tuple(Port(places[key]) for key in ends))


def _names(steps: Sequence[Step], start: int) -> dict[str, str]:
    counts: dict[str, int] = {}
    found = {}
    for step in steps:
        stem = {"InputLayer": "input_layer"}.get(step.kind, step.kind.lower())
        number = counts.get(stem, start)
        counts[stem] = number + 1
        found[step.key] = step.name or (stem if number == 0 else f"{stem}_{number}")
    return found


def _weights(step: Step, width: int, values: int) -> tuple[Weight, ...]:
    random = np.random.default_rng(zlib.crc32(step.key.encode()) + values)
    kernel = random.normal(size=(width, int(step.config["units"]))).astype("float32")
    return (Weight.from_array("kernel", kernel),)


def dense(key: str, source: str, units: int = 4, **more: Any) -> Step:
    """Return a dense layer."""
    return Step(key, "Dense", (source,), {"units": units}, **more)


def chain_steps(count: int = 4, units: int = 4) -> list[Step]:
    """Return an input and equal dense layers, one after the other."""
    steps = [Step("in", "InputLayer")]
    return steps + [dense(f"d{number}", steps[0].key if number == 0 else f"d{number - 1}", units) for number in range(count)]


def block_steps(blocks: int = 3) -> list[Step]:
    """Return a network of equal residual blocks: dense, dropout, dense, add."""
    steps = [Step("in", "InputLayer"), dense("stem", "in")]
    last = "stem"
    for number in range(blocks):
        one, drop, two, add = (f"b{number}{part}" for part in ("one", "drop", "two", "add"))
        steps += [
            dense(one, last, activation="relu"),
            Step(drop, "Dropout", (one,), {"rate": 0.1}),
            dense(two, drop),
            Step(add, "Add", (last, two)),
        ]
        last = add
    return [*steps, dense("head", last, 2, activation="softmax")]


def changed(steps: Sequence[Step], key: str, **values: Any) -> list[Step]:
    """Return steps of which one has other values."""
    return [replace(step, **values) if step.key == key else step for step in steps]


def inserted(steps: Sequence[Step], after: str, new: Step) -> list[Step]:
    """Return steps with a new one on all lines that leave another; its inputs are set."""
    found: list[Step] = []
    for step in steps:
        sources = tuple(new.key if source == after else source for source in step.inputs)
        found.append(replace(step, inputs=sources))
        if step.key == after:
            found.append(replace(new, inputs=(after,)))
    return found


def removed(steps: Sequence[Step], key: str) -> list[Step]:
    """Return steps without one; what it fed is fed by its first input."""
    gone = next(step for step in steps if step.key == key)
    kept = (step for step in steps if step.key != key)
    return [replace(step, inputs=tuple(gone.inputs[0] if s == key else s for s in step.inputs)) for step in kept]


def compared(before: Sequence[Step], after: Sequence[Step], *, start: int = 7, **options: Any) -> Comparison:
    """Return the comparison of two models, the second with names renumbered."""
    return compare_graphs(model(before), model(after, start=start), **options)
