"""A folder of model files, such as the checkpoints of a training."""

from __future__ import annotations

import os
import re
from pathlib import Path

from dotnet_viz.errors import MissingFileError
from dotnet_viz.files.kind import SUFFIXES


def model_files(folder: str | os.PathLike[str]) -> tuple[str, ...]:
    """Return the model files of a folder in the order of their names, numbers in them taken as numbers.

    Files that hold weights without an architecture (``.weights.h5``) are left out.

    Args:
        folder: that holds at least two of them.

    Raises:
        MissingFileError: there is no such folder, or fewer than two models are in it.
    """
    path = Path(folder)
    if not path.is_dir():
        raise MissingFileError(f"there is no folder {str(path)!r}; name a folder of models, or two models")
    found = [item for item in path.iterdir() if _is_model(item)]
    if len(found) < 2:
        raise MissingFileError(f"the folder {str(path)!r} holds {len(found)} models; two are needed ({', '.join(SUFFIXES)})")
    return tuple(str(item) for item in sorted(found, key=lambda item: natural(item.name)))


def _is_model(item: Path) -> bool:
    name = item.name.lower()
    return item.is_file() and item.suffix.lower() in SUFFIXES and item.suffix != ".json" and not name.endswith(".weights.h5")


def natural(name: str) -> list[tuple[int, str]]:
    """Return a key that sorts names as people do.

    Example:
        >>> sorted(["epoch-10", "epoch-2"], key=natural)
        ['epoch-2', 'epoch-10']
    """
    parts = re.split(r"(\d+)", name.lower())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
