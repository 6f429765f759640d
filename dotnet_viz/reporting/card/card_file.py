"""A model card as users give it: a YAML file, a mapping or a card."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dotnet_viz.errors import OptionError, UnreadableFileError
from dotnet_viz.files.formats.small_text import read_small_text
from dotnet_viz.files.formats.yaml_text import MAX_CHARACTERS, parse_yaml
from dotnet_viz.files.paths import check_ending
from dotnet_viz.reporting.card.card import ModelCard, card_of_mapping

SUFFIXES = (".yaml", ".yml")


def model_card_of(given: Any) -> ModelCard | None:
    """Return what a user states of a model.

    Args:
        given: a :class:`ModelCard`, a mapping with its keys, the path of a YAML file with them, or ``None`` for nothing.

    Raises:
        OptionError: an unknown key, or a value of another type.
        MissingFileError: there is no such file.
        UnreadableFileError: it is not YAML.
        UnsafeFileError: it is too large, or has anchors, aliases or tags.

    Example:
        >>> model_card_of({"license": "mit"}).license
        'mit'
    """
    if given is None or isinstance(given, ModelCard):
        return given
    if isinstance(given, Mapping):
        return card_of_mapping(given)
    if isinstance(given, str | os.PathLike):
        return _read(Path(given))
    raise OptionError(f"card must be a dict, a dotnet_viz.ModelCard or the path of a YAML file, not {type(given).__name__!r}")


def _read(path: Path) -> ModelCard:
    check_ending(path, "a file of a model card", SUFFIXES)
    found = parse_yaml(read_small_text(path, MAX_CHARACTERS, "which no model card has"), str(path))
    if found is None:
        return ModelCard()
    if not isinstance(found, dict):
        raise UnreadableFileError(f"{str(path)!r} holds no keys of a model card, such as: license: mit")
    try:
        return card_of_mapping(found)
    except OptionError as error:
        raise OptionError(f"{str(path)!r}: {error}") from error
