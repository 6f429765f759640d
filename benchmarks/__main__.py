"""``make bench``: measures everything, or ``PARTS="reports drawing"`` anew, and writes ``benchmarks/RESULTS.md``."""

from __future__ import annotations

import argparse
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


PARTS = {
    part.__name__.partition(".")[2]: part
    for part in (
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
}


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


def merged(older: str, newer: str) -> str:
    """Return a table with the rows of an older one that are not measured anew, and behind them the new ones.

    Args:
        older: a text with a table.
        newer: a table.
    """
    head, rows = newer.splitlines()[:2], newer.splitlines()[2:]
    measured = {_key(row) for row in rows}
    kept = [row for row in older.splitlines() if row.startswith("| ") and row not in head and _key(row) not in measured]
    return "\n".join([*head, *kept, *rows]) + "\n"


def _key(row: str) -> tuple[str, str]:
    """Return what is measured in a row, and against what."""
    cells = row.split(" | ")
    return cells[0], cells[2].partition(" (")[2]


def main() -> int:
    """Measure, write the table, and return 1 if a bound does not hold."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="these alone; rows of the others stay as they are")
    chosen = parser.parse_args().parts
    comparisons = [item for name, part in PARTS.items() if not chosen or name in chosen for item in part.measure()]
    newer = table(comparisons)
    results = merged(RESULTS.read_text(encoding="utf-8"), newer) if chosen else newer
    RESULTS.write_text(HEADER + results + machine(), encoding="utf-8")
    print(newer)
    return 0 if all(item.holds for item in comparisons) else 1


if __name__ == "__main__":
    sys.exit(main())
