"""A folder of model files, such as the checkpoints of a training."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from dotnet_viz.errors import MissingFileError
from dotnet_viz.files.paths import entries, is_file, is_folder, reachable
from dotnet_viz.formatting import format_count
from dotnet_viz.natural_order import natural_key
from dotnet_viz.readers.registry import foreign_readers, is_model_folder, known_formats

_INDEX = ".weights.json"
_SHARD = re.compile(r"(?P<model>.+)_\d{5}\.weights\.h5", re.DOTALL)


def model_files(folder: str | os.PathLike[str]) -> tuple[str, ...]:
    """Return the model files of a folder in the order of their names, numbers in them taken as numbers.

    They are recognised by their suffixes, those of the readers of other packages included; a folder in it may be a model too,
    as a SavedModel is. Files of weights alone (``.weights.h5``) count where fewer than two are whole models; those of one
    model in several files are one, by their ``.weights.json``.

    Args:
        folder: that holds at least two of them.

    Raises:
        MissingFileError: there is no such folder, it is one model itself, or fewer than two models are in it.
        MissingDependencyError: fewer than two are in it, and the reader of another package cannot be imported.
    """
    path = reachable(folder)
    if not is_folder(path):
        raise MissingFileError(f"there is no folder {str(path)!r}; name a folder of models, or two models")
    if is_model_folder(path):
        raise MissingFileError(f"the folder {str(path)!r} is one model; name another one beside it")
    formats = known_formats()
    there = entries(path)
    named = [item for item in there if any(each.names_model(item.name) for each in formats) and is_file(item)]
    weights = [item for item in named if any(each.names_weights(item.name) for each in formats)]
    whole = [item for item in named if item not in weights] + [item for item in there if is_model_folder(item)]
    found = whole if len(whole) > 1 else [*whole, *_without_shards(weights)]
    if len(found) < 2:
        list(foreign_readers())  # one that cannot be imported may be the one that is needed
        suffixes = ", ".join(suffix for each in formats if each.models != "seldom" for suffix in each.suffixes)
        number = format_count(len(found), "model") if found else "no model"
        raise MissingFileError(f"the folder {str(path)!r} holds {number}; two are needed ({suffixes})")
    return tuple(str(item) for item in sorted(found, key=lambda item: natural_key(item.name.lower())))


def _without_shards(weights: Sequence[Path]) -> list[Path]:
    """Return files of weights without those that are parts of others, as ``m_00001.weights.h5`` is of ``m.weights.json``."""
    indices = {item.name.removesuffix(_INDEX) for item in weights if item.name.endswith(_INDEX)}
    return [item for item in weights if (found := _SHARD.fullmatch(item.name)) is None or found["model"] not in indices]
