"""``python -m tests.hostile --files 20000``: try damaged files, hostile names and faults, and print what came of them."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.hostile.machine import run

TASKS = {
    "files": 5000,
    "graphs": 1000,
    "names": 400,
    "additions": 400,
    "numbers": 700,
    "limits": 60,
    "places": 400,
    "brought": 700,
    "settings": 100,
    "git_driver": 40,
    "kills": 60,
    "faults": 60,
    "drawings": 27,
}
"""How often each is tried where it is not said."""


def main() -> int:
    """Return 1 where something did harm."""
    parser = argparse.ArgumentParser(prog="make hostile", description=__doc__)
    for task, count in TASKS.items():
        parser.add_argument(f"--{task}", type=int, default=count, help=f"how many trials; {count:,} where it is not said")
    parser.add_argument("--only", choices=TASKS, help="this alone")
    parser.add_argument("--seed", type=int, default=0, help="of the first trial; each has the next")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="after which no more of a kind is begun")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at a time")
    arguments = parser.parse_args()
    faults = 0
    for task in [arguments.only] if arguments.only else TASKS:
        with tempfile.TemporaryDirectory() as folder:
            count, options = getattr(arguments, task), {"seed": arguments.seed, "jobs": arguments.jobs}
            results = run(Path(folder), count, task=task, seconds=arguments.seconds, **options)
        sys.stdout.write(f"{results}\n\n")
        sys.stdout.flush()
        faults += len(results.faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
