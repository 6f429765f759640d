"""Commands that write, ended at any moment: what is at the target is what was there, or all of the new."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.conftest import DATA
from tests.hostile.trial import Trial
from tests.model_files import CNN, MLP

HAS_LIMITED_ADDRESSES = False
LONGEST = 6.0
OLD = b"what was there before"
LOG = DATA / "logs" / "csv_logger.csv"

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("draw", str(CNN), "-o", "x.svg"),
    ("draw", str(CNN), "-o", "x.png"),
    ("draw", str(CNN), "-o", "x.html"),
    ("draw", str(MLP), "-o", "x.dot", "--style", "weight-graph"),
    ("report", str(CNN), "-o", "x.html"),
    ("report", str(MLP), "-o", "x.pdf"),
    ("diff", str(MLP), str(CNN), "-o", "x.html"),
    ("export", "weights", str(CNN), "-o", "x.npz"),
    ("curves", str(LOG), "-o", "x.svg"),
    ("runs", str(LOG), "-o", "x.html"),
)
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
_ENDS = {".svg": b"</svg>", ".png": b"IEND\xaeB`\x82", ".html": b"</html>", ".dot": b"}", ".pdf": b"%%EOF"}


def prepare(folder: Path) -> Callable[[int], tuple[str, Trial]]:
    """Return what ends a command.

    Args:
        folder: that the commands write into.
    """

    def attempt(number: int) -> tuple[str, Trial]:
        rng = random.Random(number)
        words = COMMANDS[number % len(COMMANDS)]
        place = folder / str(number)
        place.mkdir()
        target = place / next(word for word in words if word.startswith("x."))
        target.write_bytes(OLD)
        ending = rng.choice(SIGNALS)
        code = _ended([word if word != target.name else str(target) for word in words], ending, rng.uniform(0, LONGEST))
        fault = fault_of(target, code, ending)
        return f"{words[0]} {target.suffix}", Trial("broken" if fault else "read", 0.0, 0.0, fault)

    return attempt


def _ended(words: list[str], ending: signal.Signals, seconds: float) -> int:
    process = subprocess.Popen(
        [sys.executable, "-m", "dotnet_viz", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(ending)
    try:
        return process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return 99


def fault_of(target: Path, code: int, ending: signal.Signals) -> str:
    """Return what is wrong behind a command that was ended; empty for nothing.

    Args:
        target: of the command.
        code: that it ended with.
        ending: the signal.
    """
    if code == 99:
        return f"did not end by {ending.name}"
    content = target.read_bytes()
    if content != OLD and not _is_whole(target, content):
        return f"{ending.name} left {len(content)} bytes of a file"
    others = [path.name for path in target.parent.iterdir() if path != target]
    # Nothing can clean up behind a process that is killed.
    return f"{ending.name} left {others[0]!r}" if others and ending != signal.SIGKILL else ""


def _is_whole(target: Path, content: bytes) -> bool:
    if target.suffix == ".npz":
        with zipfile.ZipFile(target) as archive:
            return archive.testzip() is None
    return content.rstrip().endswith(_ENDS[target.suffix])
