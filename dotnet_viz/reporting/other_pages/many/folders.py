"""Names of the folders of many reports: from the paths of the models, the same in each run and safe on every system."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePath

from dotnet_viz.readers.registry import known_formats

LONGEST = 80

_UNSAFE = re.compile(r"[^A-Za-z0-9._+=@-]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|index)(\..*)?", re.IGNORECASE)
"""Names of devices on Windows, and of the files of the index."""


def folder_names(sources: Sequence[str]) -> tuple[str, ...]:
    """Return the name of the folder of each model's report.

    A name is made of the parts of the path, as seen from the present folder, without the suffix of a model file. It does not
    depend on the other models, unless two would have the same name, in capitals or not: both get a digest of their paths then.

    Args:
        sources: paths, or other texts, each different.

    Example:
        >>> folder_names(["runs/7/model.keras", "runs/8/model.keras"])
        ('runs-7-model', 'runs-8-model')
        >>> folder_names(["../../etc/a.h5", "CON.h5", "a b.h5", "a_b.h5"])
        ('etc-a', '_CON', 'a_b-db13f690', 'a_b-aa09a712')
    """
    suffixes = tuple({suffix for form in known_formats() for suffix in form.suffixes})
    names = [_name(source, suffixes) for source in sources]
    counts = Counter(name.lower() for name in names)
    found: dict[str, str] = {}
    for name, source in zip(names, sources, strict=True):
        wanted = name if counts[name.lower()] == 1 else f"{name}-{_digest(source)}"
        free = (wanted if number == 1 else f"{wanted}-{number}" for number in itertools.count(1))
        chosen = next(each for each in free if each.lower() not in found)
        found[chosen.lower()] = chosen
    return tuple(found.values())


def _name(source: str, suffixes: tuple[str, ...]) -> str:
    """Return the name of one folder: letters, digits and a few signs, neither empty nor too long."""
    path = PurePath(_as_seen_from_here(source))
    longest = max((suffix for suffix in suffixes if path.name.lower().endswith(suffix)), key=len, default="")
    stem = path.name[: len(path.name) - len(longest)] or path.name
    parts = [*(part for part in path.parts[:-1] if part not in (path.anchor, "..", ".")), stem]
    name = _UNSAFE.sub("_", "-".join(parts)).strip(".-")
    if len(name) > LONGEST:
        name = f"{_digest(source)}-{name[-LONGEST + 9 :].lstrip('.-')}"
    return f"_{name}" if _RESERVED.fullmatch(name) else name or "model"


def _as_seen_from_here(source: str) -> str:
    """Return a path below the present folder without what leads to that."""
    try:
        return os.path.relpath(source) if Path(source).is_absolute() and Path(source).is_relative_to(Path.cwd()) else source
    except (OSError, ValueError):
        return source


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
