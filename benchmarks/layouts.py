"""A chain of 5,000 layers with skips laid out here, against the system's ``dot`` on the same graph; and bytes of SVG."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.drawing import model_file
from benchmarks.timing import Comparison, python, run
from dotnet_viz.scene import Connection, Scene, Shape

LAYERS = 5_000
EVERY = 10
# How far a skip reaches: to the start of the next one, or over the starts of two more, so that nothing can be cut.
REACHES = {"skips": EVERY, "overlapping skips": 25}
ROUNDS = 3

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
    """Compare the time of each chain, and the size of ResNet50's picture."""
    return [*(_layout(name, reach) for name, reach in REACHES.items()), _size()]


def _layout(name: str, reach: int) -> Comparison:
    # A process of its own, so that loading the engine counts on both sides.
    code = python(f"from benchmarks.layouts import race; race({reach})")
    ours, theirs = json.loads(subprocess.run(code, check=True, capture_output=True).stdout)
    return Comparison(f"layout of {LAYERS:,} layers with {name}", ours, theirs, other="the system's dot", bound=1.0)


def race(reach: int) -> None:
    """Print the median seconds of both ways, which take turns, as JSON."""
    from dotnet_viz.layouts import place
    from dotnet_viz.layouts.graphviz import bare_graph

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
