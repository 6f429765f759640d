"""``python -m tests.hostile --files 20000``: try damaged files and print what came of them."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.hostile.machine import run


def main() -> int:
    """Return 1 where a file did harm."""
    parser = argparse.ArgumentParser(prog="make hostile", description=__doc__)
    parser.add_argument("--files", type=int, default=5000, help="how many damaged files")
    parser.add_argument("--seed", type=int, default=0, help="of the first file; each has the next")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at a time")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        results = run(Path(folder), arguments.files, seed=arguments.seed, jobs=arguments.jobs)
    sys.stdout.write(f"{results}\n")
    return 1 if results.faults else 0


if __name__ == "__main__":
    sys.exit(main())
