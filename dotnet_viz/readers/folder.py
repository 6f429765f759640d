"""A folder of model files, such as the checkpoints of a training."""

from __future__ import annotations

import os
from pathlib import Path

from dotnet_viz.errors import MissingFileError
from dotnet_viz.formatting import format_count
from dotnet_viz.natural_order import natural_key
from dotnet_viz.readers import foreign_readers, is_model_folder, known_formats


def model_files(folder: str | os.PathLike[str]) -> tuple[str, ...]:
    """Return the model files of a folder in the order of their names, numbers in them taken as numbers.

    They are recognised by their suffixes, those of the readers of other packages included; a folder in it may be a model too,
    as a SavedModel is. Files that hold weights without an architecture (``.weights.h5``) are left out.

    Args:
        folder: that holds at least two of them.

    Raises:
        MissingFileError: there is no such folder, it is one model itself, or fewer than two models are in it.
        MissingDependencyError: fewer than two are in it, and the reader of another package cannot be imported.
    """
    path = Path(folder)
    if not path.is_dir():
        raise MissingFileError(f"there is no folder {str(path)!r}; name a folder of models, or two models")
    if is_model_folder(path):
        raise MissingFileError(f"the folder {str(path)!r} is one model; name another one beside it")
    formats = known_formats()
    named = [item for item in path.iterdir() if any(each.names_model(item.name) for each in formats) and item.is_file()]
    found = [*named, *(item for item in path.iterdir() if is_model_folder(item))]
    if len(found) < 2:
        list(foreign_readers())  # one that cannot be imported may be the one that is needed
        suffixes = ", ".join(suffix for each in formats if each.models != "seldom" for suffix in each.suffixes)
        there = format_count(len(found), "model") if found else "no model"
        raise MissingFileError(f"the folder {str(path)!r} holds {there}; two are needed ({suffixes})")
    return tuple(str(item) for item in sorted(found, key=lambda item: natural_key(item.name.lower())))
