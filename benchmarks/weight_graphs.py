"""Every weight of a 784-128-10 network from a file to a picture, against the way that most scripts go; and its limits."""

from __future__ import annotations

import statistics
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

import numpy as np

from benchmarks.checking import peak_megabytes
from benchmarks.drawing import model_file
from benchmarks.timing import Comparison, python, run

SIZES = (784, 128, 10)
RATIO_BOUND = 1 / 100
SVG_MEGABYTES = 4.0
PNG_SECONDS = 3.0
PEAK_MEGABYTES = 300.0
ROUNDS = 5

# A directed graph with an edge a weight, drawn in one call: what tutorials on this task do.
_COMMON_WAY = """\
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
arrays = np.load({model!r})
graph, places = nx.DiGraph(), {{}}
for layer, name in enumerate(("first/kernel", "second/kernel")):
    kernel = arrays[name]
    for side in (0, 1):
        count = kernel.shape[side]
        for unit in range(count):
            places[layer + side, unit] = (layer + side, unit - count / 2)
    for source in range(kernel.shape[0]):
        for target in range(kernel.shape[1]):
            graph.add_edge((layer, source), (layer + 1, target), weight=float(kernel[source, target]))
weights = [data["weight"] for _, _, data in graph.edges(data=True)]
largest = max(abs(weight) for weight in weights)
plt.figure(figsize=(12, 16))
nx.draw(graph, places, node_size=4, edge_color=["blue" if weight > 0 else "red" for weight in weights],
        width=[3 * abs(weight) / largest for weight in weights])
plt.savefig({output!r})
"""
_WEIGHT_GRAPH = "import dotnet_viz as dv; dv.weight_graph({path!r}).svg"


def measure() -> list[Comparison]:
    """Compare times, the size of the picture and the memory of a large one."""
    with tempfile.TemporaryDirectory() as folder:
        model = network(Path(folder) / "network.npz")
        svg, png = Path(folder) / "ours.svg", Path(folder) / "ours.png"
        times = [_median(_command(model, target)) for target in (svg, png)]
        size = svg.stat().st_size / 1e6
        # It takes minutes, so once has to do.
        theirs = run(python(_COMMON_WAY.format(model=str(model), output=str(Path(folder) / "theirs.svg"))))
    task = f"all {sum(a * b for a, b in pairwise(SIZES)):,} weights of {'-'.join(map(str, SIZES))}"
    peak = peak_megabytes(_WEIGHT_GRAPH.format(path=str(model_file("VGG16"))))
    return [
        Comparison(f"{task} to SVG", times[0], theirs, "networkx and matplotlib, once", RATIO_BOUND),
        Comparison(f"{task} to PNG", times[1], PNG_SECONDS, "the limit", 1.0),
        Comparison(f"{task}: size of the SVG", size * 1000, SVG_MEGABYTES * 1000, "the limit", 1.0, unit="kB"),
        Comparison("VGG16: weight graph, peak memory", peak, PEAK_MEGABYTES, "the limit", 1.0, "whole process", unit="MB"),
    ]


def network(path: Path) -> Path:
    """Write the weights of a network as it is before training."""
    random = np.random.default_rng(0)
    arrays = {}
    for name, (inputs, units) in zip(("first", "second"), pairwise(SIZES), strict=True):
        limit = np.sqrt(6 / (inputs + units))
        arrays[f"{name}/kernel"] = random.uniform(-limit, limit, size=(inputs, units)).astype("float32")
        arrays[f"{name}/bias"] = np.zeros(units, dtype="float32")
    np.savez(path, **arrays)  # type: ignore[arg-type]
    return path


def _command(model: Path, target: Path) -> list[str]:
    program = str(Path(sys.executable).parent / "dotnet-viz")
    return [program, "draw", str(model), "--style", "weight-graph", "--max-neurons", "all", "-o", str(target), "--quiet"]


def _median(command: list[str]) -> float:
    run(command)
    return statistics.median(run(command) for _ in range(ROUNDS))


if __name__ == "__main__":
    for item in measure():
        print(
            f"{item.task}: {item.ours:.2f} {item.unit}, {item.other} {item.theirs:.2f}, ratio {item.ratio:.4f} ({item.bound})"
        )
