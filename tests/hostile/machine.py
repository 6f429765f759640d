"""Many damaged files, tried in processes with limits; a process that dies or hangs names the file that it died of."""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.hostile.mutations import mutated
from tests.hostile.samples import Sample, make_samples
from tests.hostile.trial import Trial, try_sample

BATCH = 200
HANGS = 30.0
ADDRESSES = 4 << 30
GOOD = ("read", "refused")
WORKER = "tests.hostile.machine"


@dataclass
class Results:
    """What came of all files.

    Args:
        counts: by kind of file and outcome.
        faults: kind, seed, and what went wrong.
        slowest: processor time of the slowest step, in seconds.
        largest: most memory beside that of the process, in megabytes.
    """

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[tuple[str, int, str]] = field(default_factory=list)
    slowest: float = 0.0
    largest: float = 0.0

    @property
    def total(self) -> int:
        """How many files were tried."""
        return sum(self.counts.values())

    def add(self, kind: str, seed: int, trial: Trial) -> None:
        """Count one file."""
        self.counts[kind, trial.outcome] += 1
        self.slowest, self.largest = max(self.slowest, trial.seconds), max(self.largest, trial.megabytes)
        if trial.outcome not in GOOD:
            self.faults.append((kind, seed, f"{trial.outcome}: {trial.detail}"))

    def __str__(self) -> str:
        kinds = dict.fromkeys(kind for kind, _ in self.counts)
        lines = [f"{'kind of file':<22}{'files':>8}{'read':>8}{'refused':>9}{'faults':>8}"]
        for kind in kinds:
            total = sum(count for (name, _), count in self.counts.items() if name == kind)
            read, refused = self.counts[kind, "read"], self.counts[kind, "refused"]
            lines.append(f"{kind:<22}{total:>8,}{read:>8,}{refused:>9,}{total - read - refused:>8,}")
        lines.append(f"{self.total:,} files; slowest step {self.slowest:.2f} s; largest {self.largest:.0f} MB")
        lines += [f"  {kind}, seed {seed}: {detail}" for kind, seed, detail in self.faults[:40]]
        return "\n".join(lines)


def run(folder: Path, count: int, *, seed: int = 0, jobs: int = 1, seconds: float = float("inf")) -> Results:
    """Try damaged files.

    Args:
        folder: for the samples and the damaged files.
        count: how many.
        seed: of the first; each file has the next.
        jobs: processes at a time.
        seconds: after which no further batch is begun.
    """
    results, end = Results(), time.monotonic() + seconds
    waiting = list(range(seed, seed + count, BATCH))[::-1]
    running: list[_Batch] = []
    while waiting or running:
        while waiting and len(running) < jobs and time.monotonic() < end:
            first = waiting.pop()
            running.append(_Batch(folder / f"batch-{first}", first, min(BATCH, seed + count - first)))
        if time.monotonic() >= end:
            waiting.clear()
        for batch in running:
            for kind, number, trial in batch.news():
                results.add(kind, number, trial)
        running = [batch for batch in running if not batch.is_done]
        time.sleep(0.05)
    return results


class _Batch:
    """A process that tries some files, started anew behind a file that ended it."""

    def __init__(self, folder: Path, first: int, count: int) -> None:
        folder.mkdir(parents=True)
        self._folder, self._next, self._end = folder, first, first + count
        self._log = folder / "log.jsonl"
        self._read, self._changed = 0, time.monotonic()
        self.is_done = False
        self._start()

    def _start(self) -> None:
        self._changed = time.monotonic()
        words = [sys.executable, "-m", WORKER, str(self._folder), str(self._next), str(self._end)]
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


def damage(sample: Sample, rng: random.Random) -> bytes:
    """Change the file of a sample, and return what it was."""
    sound = sample.damaged.read_bytes()
    sample.damaged.write_bytes(mutated(sound, rng))
    return sound


def _work(folder: Path, first: int, end: int) -> None:
    """Try the files of some seeds; what came of each is a line of the log."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    inputs = folder / f"samples-{first}"
    inputs.mkdir()
    samples = make_samples(inputs)
    with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
        for number in range(first, end):
            rng = random.Random(number)
            sample = rng.choice(samples)
            sound = damage(sample, rng)
            trial = try_sample(sample, rng)
            sample.damaged.write_bytes(sound)
            log.write(json.dumps([sample.kind, number, asdict(trial)]) + "\n")
            log.flush()


def main(words: Sequence[str]) -> None:
    """Be the process of a batch."""
    folder, first, end = words
    _work(Path(folder), int(first), int(end))


if __name__ == "__main__":
    main(sys.argv[1:])
