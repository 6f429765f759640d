"""The display of ``dotnet-viz watch``: curves as lines of blocks, findings, and the time left."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.files.paths import is_file
from dotnet_viz.formatting import format_count, format_duration, format_number
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.training.findings import check_run
from dotnet_viz.measures.training.logs import read_run
from dotnet_viz.measures.training.metric_names import base_name, better_direction
from dotnet_viz.measures.training.run import Curve, TrainingRun
from dotnet_viz.measures.training.time_left import epochs_done, seconds_left
from dotnet_viz.thinning import evenly

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

BLOCKS = "▁▂▃▄▅▆▇█"
LINE_WIDTH = 48
MAX_FINDINGS = 8

_STYLES = {"error": "bold red", "warning": "yellow", "hint": "dim"}
_STATES = {"finished": "green", "failed": "bold red", "interrupted": "yellow", "running": "cyan", "unknown": "dim"}


def watch(path: Path, console: Console, *, every: float, once: bool, sleep: Callable[[float], None]) -> TrainingRun:
    """Show a training until it has ended; a log that has not changed is not read again.

    Args:
        path: of the log.
        console: the output; if it is not a terminal, it gets only the last state.
        every: seconds between two looks at the log.
        once: whether to show it once only.
        sleep: waits for some seconds.

    Returns:
        The run as it was shown last.

    Raises:
        VizError: there is no training log at the path.
    """
    from rich.live import Live

    run = read_run(path)
    if once or not console.is_terminal:
        while not once and is_going_on(run):
            sleep(every)
            run = read_run(path)
        console.print(run_view(run, check_run(run).findings))
        return run
    with Live(run_view(run, check_run(run).findings), console=console, auto_refresh=False) as live:
        stamp = _stamp(path)
        while is_going_on(run):
            sleep(every)
            if (now := _stamp(path)) != stamp:
                stamp, run = now, read_run(path)
            live.update(run_view(run, check_run(run).findings), refresh=True)
    return run


def is_going_on(run: TrainingRun) -> bool:
    """Return whether more may come: a log that does not say how the training stands counts as going on.

    Args:
        run: of a training.
    """
    return run.status in ("running", "unknown")


def run_view(run: TrainingRun, findings: Sequence[Finding] = ()) -> RenderableType:
    """Return the state of a training as text for a terminal.

    Args:
        run: of a training.
        findings: of its checks.
    """
    from rich.console import Group

    return Group(_head(run), _curves(run.curves), *_findings(findings), *_remarks(run))


def _head(run: TrainingRun) -> RenderableType:
    from rich.text import Text

    done, left = epochs_done(run), seconds_left(run)
    of = "" if run.planned_epochs is None else f" of {format_count(run.planned_epochs)}"
    parts = [f"epoch {format_count(done)}{of}"]
    if is_going_on(run):
        parts.append("time left not known" if left is None else f"about {format_duration(left)} left")
    parts += [
        f"{format_number(float(curve.values[-1]), 3)} samples/s"
        for curve in run.resources
        if curve.name == "samples_per_second" and curve.values.size
    ]
    return Text.assemble((run.name, "bold"), " ", (run.status, _STATES[run.status]), f"   {' · '.join(parts)}")


def _curves(curves: Iterable[Curve]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for title, justify in (("metric", "left"), ("last", "right"), ("best", "right"), ("by epoch", "left")):
        table.add_column(title, justify="right" if justify == "right" else "left", no_wrap=True)
    for curve in curves:
        if curve.unit == "epoch" and curve.positions.size:
            name, last = Text(curve.name), format_number(float(curve.values[-1]))
            table.add_row(name, last, _best(curve), line_of_blocks(curve.values))
    return table


def _best(curve: Curve) -> str:
    better = better_direction(base_name(curve.name))
    finite = np.isfinite(curve.values)
    if better is None or not finite.any():
        return "–"
    values = np.where(finite, curve.values, math.inf if better == "lower" else -math.inf)
    index = int(values.argmin() if better == "lower" else values.argmax())
    return f"{format_number(float(values[index]))} in {curve.positions[index]}"


def line_of_blocks(values: NDArray[np.float64], width: int = LINE_WIDTH) -> str:
    """Return values as a line of blocks from the lowest to the highest, ``!`` for NaN and infinity.

    Args:
        values: shape (values,).
        width: characters at most; of more values, evenly chosen ones are shown, the last among them.

    Example:
        >>> line_of_blocks(np.array([0.0, 1.0, np.nan, 2.0]))
        '▁▅!█'
    """
    chosen = values[evenly(len(values), width)]
    finite = chosen[np.isfinite(chosen)]
    if not finite.size:
        return "!" * len(chosen)
    halves = chosen / 2  # whose differences are finite
    low, high = float(finite.min()) / 2, float(finite.max()) / 2
    size = (high - low) or 1.0
    return "".join(BLOCKS[round((half - low) / size * (len(BLOCKS) - 1))] if math.isfinite(half) else "!" for half in halves)


def _findings(findings: Sequence[Finding]) -> list[RenderableType]:
    from rich.text import Text

    lines: list[RenderableType] = [
        Text.assemble(
            (f"{finding.severity}: ", _STYLES[finding.severity]),
            (f"{finding.place}: ", "bold"),
            f"{finding.message}; {finding.fix}",
        )
        for finding in findings[:MAX_FINDINGS]
    ]
    if len(findings) > MAX_FINDINGS:
        lines.append(Text(f"and {format_count(len(findings) - MAX_FINDINGS, 'more finding')}", "dim"))
    return lines


def _remarks(run: TrainingRun) -> list[RenderableType]:
    from rich.text import Text

    failure = [] if run.failure is None else [Text(f"ended with: {run.failure}", "red")]
    return [*failure, *(Text(note, "dim") for note in run.notes)]


def _stamp(path: Path) -> tuple[int, int]:
    """Return the newest time of change and the sum of sizes of a log's files, so that a change is noticed."""
    files = [path] if is_file(path) else [one for one in path.rglob("*") if is_file(one)]
    states = []
    for one in files:
        with suppress(OSError):  # a file may go, or be closed to us, while the log is written
            states.append(one.stat())
    return max((state.st_mtime_ns for state in states), default=0), sum(state.st_size for state in states)
