"""``make bench``: measures everything and writes ``benchmarks/RESULTS.md``."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version
from pathlib import Path

from benchmarks import (
    activations,
    checking,
    comparing,
    drawing,
    evaluation,
    importing,
    in_process,
    layouts,
    many_reports,
    reports,
    training,
    training_logs,
    weight_graphs,
)
from benchmarks.timing import Comparison

RESULTS = Path(__file__).parent / "RESULTS.md"
HEADER = """\
# Measurements

Written by `make bench`. Each row is one run in which both sides took turns, as whole processes, or as calls in
one process where it says warm; times are medians. The ratio is our time as a part of the other's; smaller is
better. The first, unmeasured turn fills the disk caches of both sides (and the cache of the compiled Graphviz).

"""


def table(comparisons: list[Comparison]) -> str:
    """Return the comparisons as a Markdown table."""
    lines = ["| task | ours | other | ratio | bound | holds |", "|---|---|---|---|---|---|"]
    for item in comparisons:
        bound = "" if item.bound is None else f"{item.bound:.3g}"
        holds = "" if item.bound is None else ("yes" if item.holds else "**no**")
        note = f" ({item.note})" if item.note else ""
        times = f"{_amount(item, item.ours)} | {_amount(item, item.theirs)} ({item.other})"
        lines.append(f"| {item.task}{note} | {times} | {item.ratio:.3f} | {bound} | {holds} |")
    return "\n".join(lines) + "\n"


def _amount(item: Comparison, value: float) -> str:
    return f"{value:.2f} s" if item.unit == "s" else f"{value:.0f} {item.unit}"


def machine() -> str:
    """Return what was measured on, without names of people or hosts."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("keras", "tensorflow", "numpy", "wasmtime"))
    return f"\nPython {platform.python_version()} on {platform.system()} {platform.machine()}; {packages}.\n"


def main() -> int:
    """Measure, write the table, and return 1 if a bound does not hold."""
    parts = (
        importing,
        drawing,
        in_process,
        layouts,
        reports,
        weight_graphs,
        checking,
        comparing,
        evaluation,
        training_logs,
        training,
        activations,
        many_reports,
    )
    comparisons = [item for part in parts for item in part.measure()]
    RESULTS.write_text(HEADER + table(comparisons) + machine(), encoding="utf-8")
    print(table(comparisons))
    return 0 if all(item.holds for item in comparisons) else 1


if __name__ == "__main__":
    sys.exit(main())
