"""One file tried: it must be read, or be refused with an error of the package; what was read must draw, print and compare."""

from __future__ import annotations

import contextlib
import io
import os
import random
import resource
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dotnet_viz as dv
from dotnet_viz import cli
from dotnet_viz.files.inputs import read_inputs
from tests.hostile.samples import Sample

STYLES = ("plot-model", "ann", "blocks", "layered", "lenet", "neurons", "weight-graph", "weight-histograms", "weight-matrix")
SUFFIXES = ("svg", "dot", "mmd", "txt", "tex", "drawio", "graphml")
SECONDS = float(os.environ.get("DOTNET_VIZ_TRIAL_SECONDS", "2"))
HANGS = float(os.environ.get("DOTNET_VIZ_TRIAL_HANGS", "120"))
MEGABYTES = 500

_HIGHEST = "/proc/self/clear_refs"


@dataclass(frozen=True)
class Trial:
    """What came of a file.

    Args:
        outcome: ``"read"``, ``"refused"``, or what went wrong.
        seconds: processor time of the slowest step.
        megabytes: most resident memory of all steps, above what the process had.
        detail: of what went wrong.
    """

    outcome: str
    seconds: float
    megabytes: float
    detail: str = ""


Steps = Iterator[tuple[str, Callable[[], Any]]]


def try_sample(sample: Sample, rng: random.Random) -> Trial:
    """Read a file and use what was read.

    Args:
        sample: whose file was changed.
        rng: chooses the style and the format.
    """
    return try_steps(_steps(sample, rng))


def try_steps(steps: Steps, *, may_refuse: bool = True) -> Trial:
    """Take steps, of which each has to end well or with an error of the package, and may take only so much.

    Args:
        steps: names and what to do; a first step ``"read"`` that is refused is the last.
        may_refuse: whether an error of the package is a good end of a step.
    """
    outcome, slowest, before = "refused", 0.0, _resident_megabytes()
    with contextlib.suppress(OSError):
        Path(_HIGHEST).write_text("5", encoding="ascii")  # the highest memory so far counts anew
    for name, step in steps:
        start = time.process_time()
        try:
            with (
                warnings.catch_warnings(),
                contextlib.redirect_stdout(io.StringIO()),
                contextlib.redirect_stderr(io.StringIO()),
            ):
                warnings.simplefilter("ignore")
                step()
            outcome = "read"
        except dv.VizError as error:
            if not may_refuse:
                return Trial("failed", slowest, 0.0, f"{name}: {type(error).__name__}: {error!s:.200}")
            if name == "read":
                slowest = max(slowest, time.process_time() - start)
                break
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            detail = f"{name}: {type(error).__name__}: {error!s:.200} in {Path(place.filename).name}:{place.name}"
            return Trial("failed", slowest, 0.0, detail)
        slowest = max(slowest, time.process_time() - start)
    peak = max(0.0, _highest_megabytes() - before)
    if slowest > SECONDS:
        return Trial("slow", slowest, peak, f"{slowest:.1f} s")
    return Trial("large", slowest, peak, f"{peak:.0f} MB") if peak > MEGABYTES else Trial(outcome, slowest, peak)


def try_command(words: list[str]) -> Trial:
    """Run a command in this process: it has to end well, or with an error in a line or two.

    Args:
        words: of the command line.
    """
    errors, start = io.StringIO(), time.process_time()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(errors):
        code = cli.main(words)
    seconds = time.process_time() - start
    outcome, detail = command_outcome(words, code, errors.getvalue())
    return Trial(outcome, seconds, 0.0, detail)


def command_outcome(words: list[str], code: int, text: str) -> tuple[str, str]:
    """Return what came of a command, and what was wrong.

    Args:
        words: of the command line.
        code: that it ended with.
        text: that it printed as errors.
    """
    lines = [line for line in text.splitlines() if "warning" not in line.lower()]
    several = words[0] == "report" and text.count("dotnet-viz: error: ") == len(lines)  # one for each of the models
    bad = code not in (0, 1, 2) or "internal error" in text or "Traceback" in text
    if bad or (code == 2 and not several and (len(lines) > 2 or not lines)):
        return "failed", f"{' '.join(words)[-200:]}: exit code {code}: {text[:200]!r} ... {text[-200:]!r}"
    return ("refused" if code == 2 else "read"), ""


def _steps(sample: Sample, rng: random.Random) -> Steps:
    path = str(sample.path)
    if sample.kind == "inputs":
        yield "read", lambda: read_inputs(path)
        return
    if not sample.is_model:
        yield "read", lambda: dv.curves(path).svg
        yield "check", lambda: cli.main(["check", path])
        return
    graphs: list[Any] = []
    yield "read", lambda: graphs.append(dv.read(path))
    graph, style, suffix = graphs[0], rng.choice(STYLES), rng.choice(SUFFIXES)
    yield "summary", lambda: str(dv.summary(graph))
    yield "text", lambda: cli.main(["text", path])
    yield "check", lambda: str(dv.check(graph))
    yield f"draw {style} {suffix}", lambda: dv.draw(graph, style=style).to_format(suffix)
    if rng.random() < 0.1:
        yield "diff", lambda: dv.diff(graph, graph).svg
    if rng.random() < 0.03:
        yield "report", lambda: dv.report(graph).html


def status_megabytes(name: str) -> float:
    """Return an amount of memory of this process.

    Args:
        name: as the kernel calls it, such as ``"VmRSS:"``.
    """
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _resident_megabytes() -> float:
    return status_megabytes("VmRSS:")


def _highest_megabytes() -> float:
    return status_megabytes("VmHWM:")
