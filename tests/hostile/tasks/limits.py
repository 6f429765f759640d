"""Files near the limits, and far beyond: each is read or refused by a new process, within seconds and little memory."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import dotnet_viz as dv
from dotnet_viz.readers import registry
from tests.hostile.near_limits import CASES
from tests.hostile.trial import Trial, try_steps
from tests.model_files import MLP

HAS_LIMITED_ADDRESSES = True


def prepare(folder: Path) -> Callable[[int], tuple[str, Trial]]:
    """Return what reads the file of a number.

    Args:
        folder: for the file, which is gone afterwards.
    """
    registry.known_formats()
    str(dv.check(dv.read(str(MLP))))  # so that what is measured is not the import of the readers
    names = list(CASES)

    def attempt(number: int) -> tuple[str, Trial]:
        name = names[number % len(names)]
        return name, _in_new_process(name, folder / f"file-{number}")

    return attempt


def _in_new_process(name: str, path: Path) -> Trial:
    make, use = CASES[name]
    made = _of_child(lambda: str(make(path)))
    if made is None:
        return Trial("died", 0.0, 0.0, f"{name}: the file could not be made")
    found = _of_child(lambda: json.dumps(asdict(try_steps(iter([("read", lambda: use(made))])))))
    Path(made).unlink()
    return Trial("died", 0.0, 0.0, name) if found is None else Trial(**json.loads(found))


def _of_child(work: Callable[[], str]) -> str | None:
    """Return the text that a copy of this process returns; ``None`` where it died."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        status = 1
        try:
            os.write(writing, work().encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as stream:
        text = stream.read()
    return text if os.waitpid(child, 0)[1] == 0 else None
