"""Trials by the thousand, in processes with limits; a process that dies or hangs names the number that it died of."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

import numpy as np

import dotnet_viz as dv
from tests.hostile.results import Results
from tests.hostile.trial import HANGS, Trial

BATCHES = {
    "files": 200,
    "graphs": 200,
    "names": 40,
    "limits": 20,
    "additions": 40,
    "numbers": 100,
    "places": 100,
    "brought": 70,
}
ADDRESSES = 4 << 30
WORKER = "tests.hostile.machine"


def run(
    folder: Path, count: int, *, task: str = "files", seed: int = 0, jobs: int = 1, seconds: float = float("inf")
) -> Results:
    """Try a task again and again.

    Args:
        folder: for files.
        count: how many times.
        task: a module of :mod:`tests.hostile.tasks`.
        seed: of the first; each trial has the next.
        jobs: processes at a time.
        seconds: after which no further batch is begun.
    """
    results, end = Results(task), time.monotonic() + seconds
    size = BATCHES.get(task, 10)
    waiting = list(range(seed, seed + count, size))[::-1]
    running: list[_Batch] = []
    while waiting or running:
        while waiting and len(running) < jobs and time.monotonic() < end:
            first = waiting.pop()
            running.append(_Batch(task, folder / f"{task}-{first}", first, min(size, seed + count - first)))
        if time.monotonic() >= end:
            waiting.clear()
        for batch in running:
            for kind, number, trial in batch.news():
                results.add(kind, number, trial)
        running = [batch for batch in running if not batch.is_done]
        time.sleep(0.05)
    return results


class _Batch:
    """A process that makes some trials, started anew behind one that ended it."""

    def __init__(self, task: str, folder: Path, first: int, count: int) -> None:
        folder.mkdir(parents=True)
        self._task = task
        self._folder, self._next, self._end = folder, first, first + count
        self._log = folder / "log.jsonl"
        self._read, self._changed = 0, time.monotonic()
        self.is_done = False
        self._start()

    def _start(self) -> None:
        self._changed = time.monotonic()
        words = [sys.executable, "-m", WORKER, self._task, str(self._folder), str(self._next), str(self._end)]
        self._process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment())

    def news(self) -> Iterator[tuple[str, int, Trial]]:
        """Yield what was tried since the last time."""
        ended = self._process.poll()
        for kind, number, trial in self._lines():
            self._next, self._changed = number + 1, time.monotonic()
            yield kind, number, trial
        hangs = ended is None and time.monotonic() - self._changed > HANGS
        if ended is None and not hangs:
            return
        if hangs:
            self._process.kill()
            self._process.wait()
        if self._next < self._end:
            yield "process", self._next, Trial("hung" if hangs else "died", 0.0, 0.0, f"exit code {ended}")
            self._next += 1
        self.is_done = self._next >= self._end
        if not self.is_done:
            self._start()

    def _lines(self) -> list[tuple[str, int, Trial]]:
        if not self._log.exists():
            return []
        with self._log.open(encoding="utf-8") as stream:
            stream.seek(self._read)
            whole = stream.read().rpartition("\n")[0]
        self._read += len(whole.encode()) + bool(whole)
        return [(item[0], item[1], Trial(**item[2])) for item in map(json.loads, filter(None, whole.split("\n")))]


def _environment() -> dict[str, str]:
    root = str(Path(__file__).parent.parent.parent)
    return {**os.environ, "PYTHONPATH": root, "TF_CPP_MIN_LOG_LEVEL": "3"}


def _work(task: str, folder: Path, first: int, end: int) -> None:
    """Make the trials of some seeds; what came of each is a line of the log."""
    module = import_module(f"tests.hostile.tasks.{task}")
    if module.HAS_LIMITED_ADDRESSES:
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    inputs = folder / f"samples-{first}"
    inputs.mkdir()
    attempt = module.prepare(inputs)
    dv.draw([np.ones((2, 2))], style="plot-model").svg  # noqa: B018 - the first one on a machine compiles Graphviz, once
    with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
        for number in range(first, end):
            kind, trial = attempt(number)
            log.write(json.dumps([kind, number, asdict(trial)]) + "\n")
            log.flush()


def main(words: Sequence[str]) -> None:
    """Be the process of a batch."""
    task, folder, first, end = words
    _work(task, Path(folder), int(first), int(end))


if __name__ == "__main__":
    main(sys.argv[1:])
