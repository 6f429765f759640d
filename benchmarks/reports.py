"""A report on a file, against loading it with Keras and calling ``plot_model``; reports of long chains as they grow."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.drawing import model_file
from benchmarks.timing import Comparison, python, race, run

MODEL = "ResNet50"
ROUNDS = 5
BOUNDS = {"HTML": 1 / 4, "HTML and PDF": 1 / 3}
LARGEST_PAGE = 1000.0

LAYERS = 3_000
UNITS = 16
CHAIN_ROUNDS = 3
MOST_SECONDS = 10.0
GROWTH = 2.3

_PLOT_MODEL = """\
import keras
model = keras.models.load_model({model!r}, compile=False)
keras.utils.plot_model(model, to_file={output!r}, show_shapes=True, expand_nested=True)
"""


def measure() -> list[Comparison]:
    """Compare the time of a report on ResNet50 in both forms, its size, and reports of chains of layers."""
    return [*(_report(form) for form in BOUNDS), _size(), *_chains()]


def _command(target: str) -> list[str]:
    return [
        str(Path(sys.executable).parent / "dotnet-viz"), "report", str(model_file(MODEL)), "-o", target, "--quiet",
    ]  # fmt: skip


def _report(form: str) -> Comparison:
    with tempfile.TemporaryDirectory() as folder:
        target = f"{folder}/report.html" if form == "HTML" else f"{folder}/report"
        theirs = python(_PLOT_MODEL.format(model=str(model_file(MODEL)), output=f"{folder}/theirs.svg"))
        seconds = race(_command(target), theirs, ROUNDS)
    return Comparison(f"{MODEL}: file to report, {form}", *seconds, other="Keras, plot_model", bound=BOUNDS[form])


def _size() -> Comparison:
    with tempfile.TemporaryDirectory() as folder:
        run(_command(f"{folder}/report.html"))
        size = (Path(folder) / "report.html").stat().st_size / 1000
    return Comparison(f"{MODEL}: size of the report", size, LARGEST_PAGE, other="the limit", bound=1.0, unit="kB")


def _chains() -> list[Comparison]:
    done = subprocess.run(python("from benchmarks.reports import race_chains; race_chains()"), check=True, capture_output=True)
    one, two = json.loads(done.stdout)
    return [
        Comparison(f"report of a chain of {LAYERS:,} layers, all forms", one, MOST_SECONDS, other="the limit", bound=1.0),
        Comparison(f"report of {2 * LAYERS:,} layers", two, one, other=f"the report of {LAYERS:,} layers", bound=GROWTH),
    ]


def race_chains() -> None:
    """Print the median seconds of both chains, which take turns, as JSON, after one unmeasured turn of a short one."""
    counts = (LAYERS, 2 * LAYERS)
    _seconds(100)
    times: tuple[list[float], ...] = ([], [])
    for _ in range(CHAIN_ROUNDS):
        for count, kept in zip(counts, times, strict=True):
            kept.append(_seconds(count))
    print(json.dumps([statistics.median(kept) for kept in times]))


def _seconds(count: int) -> float:
    import numpy as np

    import dotnet_viz as dv

    random = np.random.default_rng(0)
    kernels = random.normal(size=(count, UNITS, UNITS)).astype("float32")
    graph = dv.read([(kernel, np.zeros(UNITS, "float32"), "relu") for kernel in kernels])
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        dv.report(graph).save(folder)
        return time.perf_counter() - start
