"""Statistics and checks of a file of 138 million weights, against a loop that only reads and sums them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from benchmarks.drawing import model_file
from benchmarks.timing import QUIET, Comparison, python, race

TIME_BOUND = 2.0
MEGABYTES_BOUND = 300.0
ROUNDS = 9

_READ_AND_SUM = """\
import h5py
total = 0.0
def add(name, found):
    global total
    if isinstance(found, h5py.Dataset):
        total += float(found[()].sum())
with h5py.File({path!r}, "r") as file:
    file.visititems(add)
"""
_CHECK = "import dotnet_viz as dv; dv.check({path!r})"
_HISTOGRAMS = """\
import dotnet_viz as dv
from dotnet_viz.measures.weights.statistics import weight_statistics
weight_statistics(dv.read({path!r}))
"""
_PEAK = """
import resource, sys
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""


def measure() -> list[Comparison]:
    """Compare whole processes; the loop gets the weights unpacked, since inside a zip it takes ten times longer."""
    model = model_file("VGG16")
    command = [str(Path(sys.executable).parent / "dotnet-viz"), "check", str(model), "--quiet"]
    with tempfile.TemporaryDirectory() as folder:
        loop = python(_READ_AND_SUM.format(path=str(unpacked(model, Path(folder)))))
        checks = race(command, loop, ROUNDS)
        histograms = race(python(_HISTOGRAMS.format(path=str(model))), loop, ROUNDS)
    other = "h5py, read and sum"
    return [
        Comparison("VGG16: statistics and checks", *checks, other=other, bound=TIME_BOUND),
        Comparison("VGG16: statistics and histograms", *histograms, other=other),
        *(_memory(task, code.format(path=str(model))) for task, code in (("checks", _CHECK), ("histograms", _HISTOGRAMS))),
    ]


def _memory(task: str, code: str) -> Comparison:
    peak = peak_megabytes(code)
    return Comparison(f"VGG16: {task}, peak memory", peak, MEGABYTES_BOUND, "the limit", 1.0, "whole process", unit="MB")


def peak_megabytes(code: str) -> float:
    """Return the largest resident memory of a process that runs some code, in millions of bytes."""
    done = subprocess.run(python(code + _PEAK), check=True, capture_output=True, text=True, env={**os.environ, **QUIET})
    return int(done.stdout.split()[-1]) / 1e6


def unpacked(model: Path, folder: Path) -> Path:
    """Return the weights of a saved model as a file of their own in a folder."""
    target = folder / "model.weights.h5"
    with zipfile.ZipFile(model) as archive, archive.open(target.name) as packed, target.open("wb") as plain:
        shutil.copyfileobj(packed, plain, 1 << 24)
    return target
