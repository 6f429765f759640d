"""A process that tries one file, dies of the next, hangs at the one after, and does not try the others."""

import json
import sys
import time
from pathlib import Path


def main() -> None:
    """Be the process."""
    folder, first, end = Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    for number in range(first, end):
        if number == 1:
            sys.exit(3)
        if number == 2:
            time.sleep(60)
        with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps([".keras", number, {"outcome": "read", "seconds": 0.5, "megabytes": 2.0}]) + "\n")


if __name__ == "__main__":
    main()
