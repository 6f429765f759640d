"""Many drawings in one process: memory and open files must not grow with their number."""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Callable
from pathlib import Path

import dotnet_viz as dv
from tests.hostile.trial import STYLES, SUFFIXES, Trial, status_megabytes
from tests.model_files import CNN, MLP

HAS_LIMITED_ADDRESSES = False
DRAWINGS = int(os.environ.get("DOTNET_VIZ_DRAWINGS", "1000"))
WARM_UP = 0.2
MEGABYTES = 10.0


def prepare(folder: Path) -> Callable[[int], tuple[str, Trial]]:
    """Return what draws one style many times.

    Args:
        folder: is not used.
    """
    models = [dv.read(str(path)) for path in (MLP, CNN)]

    def attempt(number: int) -> tuple[str, Trial]:
        style = STYLES[number % len(STYLES)]
        suffix = SUFFIXES[number // len(STYLES) % len(SUFFIXES)]
        sizes, files = [], []
        for turn in range(DRAWINGS):
            with contextlib.suppress(dv.VizError):  # some formats refuse some styles, which must leave nothing behind either
                dv.draw(models[turn % 2], style=style).to_format(suffix)
            if turn in (int(DRAWINGS * WARM_UP), DRAWINGS - 1):
                gc.collect()
                sizes.append(status_megabytes("VmRSS:"))
                files.append(len([*Path("/proc/self/fd").iterdir()]))
        grown = sizes[-1] - sizes[0]
        if grown > MEGABYTES or files[-1] > files[0]:
            return style, Trial(
                "grown", 0.0, grown, f"{grown:.0f} MB and {files[-1] - files[0]} open files in {DRAWINGS} drawings"
            )
        return style, Trial("read", 0.0, max(0.0, grown))

    return attempt
