"""Settings of a training from small text files: the plain part of YAML, which loggers write hyperparameters in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dotnet_viz.files.paths import is_file

Setting = str | float | bool | None

MAX_BYTES = 1 << 20
MAX_SETTINGS = 1000

_LINE = re.compile(r"(?P<indent> *)(?P<key>[^\s#:\-'\"][^:#]*?|'[^']*'|\"[^\"]*\"):(?:\s+(?P<value>.*))?$")
_WORDS: Mapping[str, Setting] = {"true": True, "false": False, "null": None, "~": None, "": None}
_LONGEST = 200


def plain_setting(value: Any) -> Setting:
    """Return a value as a setting: numbers, truth values and nothing stay, anything else becomes a short text.

    Example:
        >>> plain_setting(0.5), plain_setting([1, 2])
        (0.5, '[1, 2]')
    """
    if value is None or isinstance(value, bool):
        return value
    return float(value) if isinstance(value, int | float) and abs(value) < 1e300 else str(value)[:_LONGEST]


def setting_in(text: str) -> Setting:
    """Return the setting that a text stands for.

    Example:
        >>> setting_in("1e-3"), setting_in("true"), setting_in("'adam'")
        (0.001, True, 'adam')
    """
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    try:
        return float(text)
    except ValueError:
        quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "'\""
        return (text[1:-1] if quoted else text)[:_LONGEST]


def read_flat_yaml(path: Path) -> dict[str, Setting]:
    """Return the settings of a YAML file: ``key: value`` lines, with dots where they are nested; lists are left out.

    A file that is missing, too large or something else has none: what a run was set to is worth less than the run.

    Args:
        path: of the file.
    """
    try:
        if not is_file(path) or path.stat().st_size > MAX_BYTES:
            return {}
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    settings: dict[str, Setting] = {}
    above: list[tuple[int, str]] = []
    for line in lines[: 10 * MAX_SETTINGS]:
        found = _LINE.match(line.rstrip())
        if found is None or len(settings) >= MAX_SETTINGS:
            continue
        indent, key = len(found["indent"]), found["key"].strip("'\"")
        above = [outer for outer in above if outer[0] < indent]
        name = ".".join([*(outer for _, outer in above), key])
        value = (found["value"] or "").strip()
        if value and not value.startswith(("!", "&", "|", ">", "[", "{")):
            settings[name] = setting_in(value)
        elif not value or value.startswith("!"):
            above.append((indent, key))
    return settings
