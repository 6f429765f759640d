"""Reports on many small models by all cores, against the time of one report on each core, as whole processes."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.timing import Comparison, python, run

COUNT = 1_000
BOUND = 1.25
"""How much more time than one report after another in a process of each core: the index, and starting the processes, which of
some dozens of reports would be half."""
RESUME_BOUND = 0.1

_ONE_BY_ONE = """\
import sys
import dotnet_viz as dv
for path in sys.argv[2:]:
    dv.report(path).save(sys.argv[1] + "/" + path.replace("/", "-") + ".html")
"""


def small_models(folder: Path, count: int = COUNT) -> list[str]:
    """Write small dense models of a few architectures."""
    random = np.random.default_rng(0)
    paths = []
    for number in range(count):
        widths = [64, (16, 24, 32)[number % 3], 10]
        shapes = list(itertools.pairwise(widths))
        path = folder / f"{number}.npz"
        kernels: dict[str, Any] = {f"kernel_{index}": random.normal(size=shape) for index, shape in enumerate(shapes)}
        np.savez(path, **kernels)
        paths.append(str(path))
    return paths


def measure() -> list[Comparison]:
    """Compare a run on all cores with one process that makes the same reports, divided by the number of cores."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = small_models(folder)
        (folder / "single").mkdir()
        command = [sys.executable, "-m", "dotnet_viz", "report", *paths, "-o", str(folder / "many"), "--quiet"]
        run([sys.executable, "-m", "dotnet_viz", "report", *paths[:2], "-o", str(folder / "warm"), "--quiet"])
        many = run(command)
        again = run(command)
        single = run([*python(_ONE_BY_ONE), str(folder / "single"), *paths])
        shutil.rmtree(folder / "many")
    task = f"reports on {COUNT:,} small models on {cores} cores, and their index"
    other = f"one process, one report after another, divided by {cores} cores"
    return [
        Comparison(task, many, single / cores, other, BOUND),
        Comparison("the same again, all reports kept", again, many, "making them", RESUME_BOUND),
    ]


if __name__ == "__main__":
    for comparison in measure():
        print(
            f"{comparison.task}: {comparison.ours:.2f} s, {comparison.other}: {comparison.theirs:.2f} s, {comparison.ratio:.2f}"
        )
