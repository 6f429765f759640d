"""Variables of the environment that the package, Python and libraries read, with odd values: the same files, or a line."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.conftest import DATA
from tests.hostile.trial import HANGS, Trial, command_outcome
from tests.model_files import CNN, MLP

HAS_LIMITED_ADDRESSES = False
SECONDS = 0.75 * HANGS

NOWHERE, NO_FOLDER = "/nowhere/at/all", "/proc/version"
VARIABLES: dict[str, tuple[str | None, ...]] = {
    "COLUMNS": ("0", "-1", "9" * 30, "abc", "1"),
    "LINES": ("0", "abc"),
    "NO_COLOR": ("", "1"),
    "FORCE_COLOR": ("", "0", "nonsense"),
    "TERM": ("", "dumb", "\x1b[31m", "x" * 5000),
    **dict.fromkeys(("LANG", "LC_ALL", "LANGUAGE"), ("", "C", "xx_XX.nonsense", "tr_TR.UTF-8", "../../etc/passwd", "zh_CN")),
    **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), (NOWHERE, NO_FOLDER, "", "/proc", "x" * 5000)),
    "HOME": (None, "", NOWHERE, NO_FOLDER, "x\nx"),
    **dict.fromkeys(("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "MPLCONFIGDIR"), ("", NOWHERE, NO_FOLDER, "/proc")),
    "KERAS_HOME": (NOWHERE, NO_FOLDER),
    "PATH": ("", None, NOWHERE),
    "PYTHONIOENCODING": ("ascii", "utf-16", "latin-1:strict", "ascii:strict"),
    "PYTHONUTF8": ("0", "1"),
    "PYTHONHASHSEED": ("0", "1"),
    "MPLBACKEND": ("nonsense", ""),
    "KERAS_BACKEND": ("nonsense", ""),
    "SOURCE_DATE_EPOCH": ("nonsense", "-1", "9" * 40, "1e300", ""),
    "TZ": (":/etc/passwd", "x" * 1000, "", "UTC-25"),
    "DOTNET_VIZ_DEBUG": ("", "nonsense"),
    **dict.fromkeys(("TF_CPP_MIN_LOG_LEVEL", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), ("nonsense", "-1", "")),
    **dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "PAGER", "EDITOR"), ("nonsense", "/bin/false", "")),
    **dict.fromkeys(("GIT_DIR", "GIT_WORK_TREE", "GIT_CONFIG_GLOBAL", "GIT_EXTERNAL_DIFF", "GIT_PAGER"), (NOWHERE, "")),
    **dict.fromkeys(("WASMTIME_BACKTRACE_DETAILS", "RUST_LOG", "RUST_BACKTRACE"), ("1", "nonsense")),
}  # fmt: skip
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("draw", str(CNN), "-o", "x.svg"),
    ("draw", str(CNN), "-o", "x.png", "--style", "layered"),
    ("curves", str(DATA / "logs" / "csv_logger.csv"), "-o", "x.svg"),
    ("report", str(MLP), "-o", "x.html", "--date", "2026-01-01"),
    ("diff", str(MLP), str(CNN), "-o", "x.html"),
    ("summary", str(CNN)),
    ("text", str(MLP)),
    ("show", str(CNN)),
    ("check", str(CNN)),
    ("help", "draw"),
    ("watch", str(DATA / "logs" / "csv_logger.csv"), "--once"),
)
PRINTS_WIDE = ("summary", "show", "watch", "help", "check")
"""What is as wide as the terminal, so that it is not compared."""


def prepare(folder: Path) -> Callable[[int], tuple[str, Trial]]:
    """Return what runs a command with odd variables.

    Args:
        folder: that the commands write into.
    """
    usual: dict[int, bytes] = {}

    def attempt(number: int) -> tuple[str, Trial]:
        rng = random.Random(number)
        chosen = number % len(COMMANDS)
        if chosen not in usual:
            usual[chosen] = _made(COMMANDS[chosen], folder, {})[2]
        changed = {name: rng.choice(VARIABLES[name]) for name in rng.sample(sorted(VARIABLES), rng.randint(1, 3))}
        return COMMANDS[chosen][0], _trial(COMMANDS[chosen], folder, changed, usual[chosen])

    return attempt


def _trial(words: tuple[str, ...], folder: Path, changed: dict[str, str | None], usual: bytes) -> Trial:
    shown = ", ".join(f"{name}={str(value)[:20]!r}" for name, value in changed.items())
    code, errors, content = _made(words, folder, changed)
    outcome, detail = command_outcome([*words], code, errors)
    if outcome == "failed":
        return Trial(outcome, 0.0, 0.0, f"{shown}: {detail}")
    is_compared = words[0] not in PRINTS_WIDE and "PYTHONIOENCODING" not in changed
    if outcome == "read" and is_compared and content != usual:
        return Trial("failed", 0.0, 0.0, f"{shown}: {' '.join(words)} wrote something else")
    return Trial(outcome, 0.0, 0.0)


def _made(words: tuple[str, ...], folder: Path, changed: dict[str, str | None]) -> tuple[int, str, bytes]:
    """Run a command and return its exit code, what it printed as errors, and what it wrote."""
    target = folder / next((word for word in words if word.startswith("x.")), "none")
    target.unlink(missing_ok=True)
    environment = {name: value for name, value in {**os.environ, **changed}.items() if value is not None}
    written = [str(target) if word == target.name else word for word in words]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "dotnet_viz", *written], env=environment, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return 99, "hung", b""
    return done.returncode, done.stderr.decode("utf-8", "replace"), target.read_bytes() if target.exists() else done.stdout
