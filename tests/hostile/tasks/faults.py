"""A disk that is full at any byte, and a ``dot`` that hangs, dies or writes anything: one line, and nothing harmed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.hostile.tasks.kills import COMMANDS, OLD
from tests.hostile.trial import Trial
from tests.model_files import CNN

HAS_LIMITED_ADDRESSES = False
SECONDS = 90.0
MOST_BYTES = 60_000

# A limit on the size of files is what a full disk is to a program: a write fails in the middle of a file.
FULL_DISK = """\
import resource, signal, sys
from dotnet_viz.cli import run_process
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
most = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
sys.exit(run_process())
"""
DOTS = (
    "exec sleep 1000",
    "while :; do echo '{\"objects\": [1, 2, 3]}'; done",
    "echo nothing; exit 0",
    "exit 3",
    "kill -SEGV $$",
    "head -c 100000 /dev/urandom",
    'echo \'{"bb": "0,0,1e300,1e300", "objects": [{"name": "a0", "pos": "1e300,nan"}]}\'',
    "echo error >&2; exit 1",
)


def prepare(folder: Path) -> Callable[[int], tuple[str, Trial]]:
    """Return what runs a command under a fault.

    Args:
        folder: that the commands write into.
    """

    def attempt(number: int) -> tuple[str, Trial]:
        rng = random.Random(number)
        place = folder / str(number)
        place.mkdir()
        if number % 3:
            return "full disk", _full_disk(place, COMMANDS[number % len(COMMANDS)], rng.randint(0, MOST_BYTES))
        return "engine dot", _bad_engine(place, DOTS[number // 3 % len(DOTS)])

    return attempt


def _full_disk(place: Path, words: tuple[str, ...], most: int) -> Trial:
    target = place / next(word for word in words if word.startswith("x."))
    target.write_bytes(OLD)
    written = [word if word != target.name else str(target) for word in words]
    done, seconds = _run([sys.executable, "-c", FULL_DISK, str(most), *written], os.environ)
    others = [path.name for path in place.iterdir() if path != target]
    if done is None or done.returncode not in (0, 2) or others:
        return Trial("broken", seconds, 0.0, f"{words[0]} {target.name} with {most} bytes: {_ending(done)}, left {others}")
    if done.returncode == 2 and (target.read_bytes() != OLD or not 1 <= done.stderr.count("\n") <= 2):
        return Trial("broken", seconds, 0.0, f"{words[0]} {target.name} with {most} bytes: {done.stderr!r:.200}")
    return Trial("read" if done.returncode == 0 else "refused", 0.0, 0.0)


def _bad_engine(place: Path, script: str) -> Trial:
    engine = place / "bin" / "dot"
    engine.parent.mkdir()
    engine.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    engine.chmod(0o755)
    environment = {**os.environ, "PATH": f"{engine.parent}{os.pathsep}{os.environ['PATH']}"}
    target = place / "x.svg"
    words = ["draw", str(CNN), "-o", str(target), "--style", "plot-model", "--engine", "dot"]
    done, seconds = _run([sys.executable, "-m", "dotnet_viz", *words], environment)
    if done is None or done.returncode not in (0, 2) or done.stderr.count("\n") > 2:
        return Trial("broken", seconds, 0.0, f"{script!r}: {_ending(done)}")
    if (done.returncode == 0) != target.exists():
        return Trial(
            "broken", seconds, 0.0, f"{script!r}: exit code {done.returncode}, and the picture is there: {target.exists()}"
        )
    return Trial("read" if done.returncode == 0 else "refused", 0.0, 0.0)


def _run(
    words: list[str], environment: os._Environ[str] | dict[str, str]
) -> tuple[subprocess.CompletedProcess[str] | None, float]:
    start = time.monotonic()
    try:
        done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None, time.monotonic() - start
    return done, time.monotonic() - start


def _ending(done: subprocess.CompletedProcess[str] | None) -> str:
    return f"not ended in {SECONDS:.0f} s" if done is None else f"exit code {done.returncode}, {done.stderr!r:.200}"
