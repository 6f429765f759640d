"""A chain of 5,000 layers with skips laid out here, against the system's ``dot`` on the same graph; and bytes of SVG."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.drawing import model_file
from benchmarks.timing import Comparison, python, run
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec
from dotnet_viz.scene import Connection, Scene, Shape

LAYERS = 5_000
EVERY = 10
# How far a skip reaches: to the start of the next one, or over the starts of two more, so that nothing can be cut.
REACHES = {"skips": EVERY, "overlapping skips": 25}
ROUNDS = 3
_SPEC = TensorSpec((None, 64), "float32")

_PLOT_MODEL = (
    "import keras; model = keras.models.load_model({model!r}, compile=False); "
    "keras.utils.plot_model(model, to_file={output!r}, show_shapes=True, expand_nested=True)"
)


def chain(count: int, reach: int) -> Scene:
    """Return a chain of boxes in which every tenth has a line to one that many boxes later."""
    shapes = tuple(Shape(f"n{number}", f"layer {number}", 120.0, 60.0) for number in range(count))
    pairs = [(number, number + 1) for number in range(count - 1)]
    pairs += [(number, number + reach) for number in range(0, count - reach, EVERY)]
    return Scene("chain", shapes=shapes, connections=tuple(Connection(f"n{start}", f"n{end}") for start, end in pairs))


def measure() -> list[Comparison]:
    """Compare the time of each chain, of its reading view, and the size of ResNet50's picture."""
    return [*(_layout(name, reach) for name, reach in REACHES.items()), _blocks(), _size()]


def _layout(name: str, reach: int) -> Comparison:
    # A process of its own, so that loading the engine counts on both sides.
    code = python(f"from benchmarks.layouts import race; race({reach})")
    ours, theirs = json.loads(subprocess.run(code, check=True, capture_output=True).stdout)
    return Comparison(f"layout of {LAYERS:,} layers with {name}", ours, theirs, other="the system's dot", bound=1.0)


def chain_graph(count: int) -> Graph:
    """Return a model like the chain: dense layers, every tenth of which is added to what follows it."""
    dense = [Layer(f"dense_{number}", f"dense_{number}", "Dense", activation="relu") for number in range(count)]
    nodes = tuple(
        Node(f"n{number}", replace(layer, kind="Add") if number % EVERY == 0 and number else layer, outputs=(_SPEC,))
        for number, layer in enumerate(dense)
    )
    steps = [Edge(f"n{number}", 0, f"n{number + 1}", 0) for number in range(count - 1)]
    skips = [Edge(f"n{number}", 0, f"n{number + EVERY}", 1) for number in range(0, count - EVERY, EVERY)]
    return Graph("chain", "Functional", nodes, tuple(steps + skips), (Port("n0"),), (Port(nodes[-1].id),))


def _blocks() -> Comparison:
    code = python("from benchmarks.layouts import race_blocks; race_blocks()")
    ours, theirs = json.loads(subprocess.run(code, check=True, capture_output=True).stdout)
    task = f"reading view (blocks) of {LAYERS:,} layers with skips, to SVG"
    return Comparison(task, ours, theirs, other="the system's dot, layout", bound=0.1)


def race_blocks() -> None:
    """Print the median seconds of the reading view, and the seconds of ``dot`` on every layer, as JSON."""
    from dotnet_viz import draw
    from dotnet_viz.layouts.graphviz.place import bare_graph

    model, graph = chain_graph(LAYERS), bare_graph(chain(LAYERS, EVERY)).encode()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        _ = draw(model, style="blocks").svg
        times.append(time.perf_counter() - start)
    start = time.perf_counter()
    subprocess.run(["dot", "-Tsvg"], input=graph, check=True, capture_output=True)
    print(json.dumps([statistics.median(times), time.perf_counter() - start]))


def race(reach: int) -> None:
    """Print the median seconds of both ways, which take turns, as JSON."""
    from dotnet_viz.layouts import place
    from dotnet_viz.layouts.graphviz.place import bare_graph

    scene = chain(LAYERS, reach)
    graph = bare_graph(scene).encode()

    def dot() -> None:
        subprocess.run(["dot", "-Tsvg"], input=graph, check=True, capture_output=True)

    ways: tuple[Callable[[], object], ...] = (lambda: place(scene, timeout=600.0), dot)
    times: tuple[list[float], ...] = ([], [])
    for _ in range(ROUNDS):
        for way, kept in zip(ways, times, strict=True):
            start = time.perf_counter()
            way()
            kept.append(time.perf_counter() - start)
    print(json.dumps([statistics.median(kept) for kept in times]))


def _size() -> Comparison:
    model = str(model_file("ResNet50"))
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "ours.svg", Path(folder) / "theirs.svg"
        run([str(Path(sys.executable).parent / "dotnet-viz"), "draw", model, "-o", str(ours), "--quiet"])
        run(python(_PLOT_MODEL.format(model=model, output=str(theirs))))
        size, other = (path.stat().st_size / 1000 for path in (ours, theirs))
    return Comparison("ResNet50: size of the SVG", size, other, other="plot_model", bound=0.5, unit="kB")
