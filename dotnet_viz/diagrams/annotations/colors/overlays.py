"""Numbers that users bring, a number for each layer: from mappings, tables, and files of JSON or CSV."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dotnet_viz.diagrams.annotations.colors.recorded import ACTIVATIONS, of_activations
from dotnet_viz.errors import OptionError, UnreadableFileError, UnsafeFileError
from dotnet_viz.files.formats.small_text import read_small_object
from dotnet_viz.files.formats.tables import read_table
from dotnet_viz.files.paths import check_ending
from dotnet_viz.files.regular import check_file
from dotnet_viz.translation.translate import translate

MOST_CHARACTERS = 4 << 20
"""Ten thousand layers with twenty numbers each have no more."""
MOST_COLUMNS = 1000
NAME_COLUMNS = ("layer", "name", "layer_name")
SUFFIXES = (".json", ".csv", ".tsv")

_UNIT = re.compile(r"[^()\[\]]{1,16}", re.DOTALL)
_TAKEN = "a mapping from names of layers to numbers, a pandas Series or DataFrame, or a .json or .csv file"


@dataclass(frozen=True)
class Overlay:
    """One number for each of some layers.

    Args:
        title: what the numbers are.
        values: by the name of the layer.
        unit: of the numbers; empty for none.

    Example:
        >>> Overlay.titled("latency (ms)", {"conv": 3.2})
        Overlay(title='latency', values={'conv': 3.2}, unit='ms')
    """

    title: str
    values: Mapping[str, float]
    unit: str = ""

    @classmethod
    def titled(cls, title: str, values: Mapping[str, float]) -> Overlay:
        """Return numbers under a title, whose end in brackets is the unit.

        Args:
            title: such as ``"latency (ms)"``.
            values: by the name of the layer.
        """
        title = title.strip()
        start = max(title.rfind("("), title.rfind("["))
        name, unit = title[: max(start, 0)].rstrip(), title[start + 1 : -1]
        if name and title.endswith((")", "]")) and _UNIT.fullmatch(unit):
            return cls(name, values, unit)
        return cls(title or translate("value"), values)


def read_overlays(given: object) -> tuple[Overlay, ...]:
    """Return the numbers that were given, of which the first colour the picture.

    Args:
        given: a mapping from names of layers to numbers, or from titles to such mappings; a Series or DataFrame of pandas;
            what :func:`~dotnet_viz.api.explaining.activations.activation_statistics` returned; the path of a ``.json`` file
            with such an object or of a ``.csv`` file with a column ``layer`` and one or more others; or what this function
            returned.

    Raises:
        OptionError: it is something else, or a value is no number.
        MissingFileError: there is no such file.
        UnreadableFileError: the file has something else in it.
        UnsafeFileError: it is longer than 4 MiB, or has more than 1,000 columns.

    Example:
        >>> [one.title for one in read_overlays({"time (ms)": {"conv": 3.2}, "loss": {"conv": 0.1}})]
        ['time', 'loss']
    """
    activations = of_activations(given) if isinstance(given, Mapping) else None
    if isinstance(given, tuple) and given and all(isinstance(one, Overlay) for one in given):
        return given
    if activations is not None:
        found = [_column(translate(ACTIVATIONS), activations)]
    elif isinstance(given, str | os.PathLike):
        found = _of_file(Path(given))
    elif isinstance(given, Mapping):
        found = _of_mapping(given, "")
    elif hasattr(given, "columns") and hasattr(given, "index"):
        found = _of_frame(given)
    elif hasattr(given, "index") and hasattr(given, "items"):
        found = [_column(str(getattr(given, "name", None) or ""), dict(given.items()))]
    else:
        raise OptionError(f"overlay must be {_TAKEN}, not {given!r}")
    if not any(one.values for one in found):
        raise OptionError("overlay has no number for any layer")
    return tuple(one for one in found if one.values)


def _of_file(path: Path) -> list[Overlay]:
    check_ending(path, "a file for overlay", SUFFIXES)
    if path.suffix.lower() == ".json":
        data = read_small_object(path, MOST_CHARACTERS, "which no overlay needs", "names of layers with a number each")
        return _of_mapping(data, path.stem)
    if check_file(path) > MOST_CHARACTERS:
        raise UnsafeFileError(f"{str(path)!r} has more than {MOST_CHARACTERS:,} bytes, which no overlay needs")
    table = read_table(path)
    if len(table.names) > MOST_COLUMNS:
        raise UnsafeFileError(f"{str(path)!r} has {len(table.names):,} columns, and an overlay at most {MOST_COLUMNS:,}")
    position = _name_column(table.names)
    if position is None or len(table.names) < 2:
        raise UnreadableFileError(f"{str(path)!r} needs a column 'layer' and one of numbers; it has: {', '.join(table.names)}")
    names = table.names[position]
    layers = table.column(names)
    return [
        _column(name, {layer: cell.strip() or None for layer, cell in zip(layers, table.column(name), strict=True)})
        for name in table.names
        if name != names
    ]


def _of_mapping(given: Mapping[Any, Any], title: str) -> list[Overlay]:
    if given and all(isinstance(values, Mapping) for values in given.values()):
        return [_column(str(name), values) for name, values in given.items()]
    return [_column(title, given)]


def _of_frame(frame: Any) -> list[Overlay]:
    columns = [str(name) for name in frame.columns]
    position = _name_column(columns)
    layers: Sequence[Any] = list(frame.index if position is None else frame.iloc[:, position])
    numeric = [index for index in range(len(columns)) if index != position and frame.iloc[:, index].dtype.kind in "iuf"]
    if not numeric:
        raise OptionError(f"overlay has no column of numbers; its columns are: {', '.join(columns)}")
    return [_column(columns[index], dict(zip(layers, frame.iloc[:, index].tolist(), strict=True))) for index in numeric]


def _name_column(columns: Sequence[str]) -> int | None:
    """Return the position of the column of names of layers; ``None`` where there is none."""
    lowered = [column.lower() for column in columns]
    return next((lowered.index(name) for name in NAME_COLUMNS if name in lowered), None)


def _column(title: str, given: Mapping[Any, Any]) -> Overlay:
    values = {str(name): _number(str(name), value) for name, value in given.items() if value is not None}
    return Overlay.titled(title, values)


def _number(name: str, value: Any) -> float:
    plain = value.item() if getattr(value, "shape", None) == () else value
    if not isinstance(plain, bool):
        with suppress(ValueError, TypeError, OverflowError):
            return float(plain)
    raise OptionError(f"overlay has {value!r} for {name!r}, which is no number; overlay is {_TAKEN}")
