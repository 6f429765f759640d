"""Which models are meant by paths of files and folders, and the log of the training that stands beside one."""

from __future__ import annotations

import glob
import itertools
import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeGuard

from dotnet_viz.errors import MissingFileError, OptionError, UnreadableFileError
from dotnet_viz.files.git_revision import is_revision
from dotnet_viz.files.paths import entries, is_folder, is_link, reachable
from dotnet_viz.files.source import FileFormat, is_json_text
from dotnet_viz.formatting import format_count
from dotnet_viz.measures.training.logs import find_log_format
from dotnet_viz.natural_order import natural_key
from dotnet_viz.readers.registry import is_model_folder, known_formats

MAX_MODELS = 10_000
ARRAYS = ".npz"
"""Files that are data as a rule: in a folder they are models only where there are no others."""

_MOST_DEPTH, _MOST_ENTRIES = 8, 20_000
_MOST_NEIGHBOURS = 100


def is_folder_of_models(path: str | os.PathLike[str]) -> bool:
    """Return whether a folder holds models or trainings and is none itself.

    Args:
        path: of anything.
    """
    folder = Path(path)
    return (
        is_folder(folder)
        and not is_model_folder(folder)
        and find_log_format(folder) is None
        and any(True for _ in _Search().within(folder))
    )


def is_file_source(model: object) -> TypeGuard[str]:
    """Return whether a model is the path of something to read; the JSON text of a model is none.

    Args:
        model: a text, or an object.
    """
    return isinstance(model, str) and not is_json_text(model)


def model_sources(operands: Sequence[str | os.PathLike[str]], leave_out: Path | None = None) -> tuple[str, ...]:
    """Return the path of each model that is meant, each once.

    A folder that is no model stands for the models in it and in its folders, and for the trainings in it that have no model
    file beside their log. Links in it are not followed, and hidden folders not entered.

    Args:
        operands: paths of models, trainings and folders of them, files in a revision of git, and patterns of paths such as
            ``"runs/*/model.keras"``, which shells expand as a rule, but not all.
        leave_out: a folder that is not entered: that of the reports.

    Raises:
        MissingFileError: there is no model in a folder, or nothing of a pattern.
        OptionError: there are more than 10,000 models.
    """
    found: dict[str, None] = {}
    for operand in (each for given in operands for each in _matches(given)):
        path = Path(operand)
        is_single = is_revision(operand) or not is_folder(path) or is_model_folder(path) or find_log_format(path) is not None
        names = [os.fspath(operand)] if is_single else _in_folder(path, leave_out)
        found |= dict.fromkeys(names)
    if len(found) > MAX_MODELS:
        raise OptionError(
            f"there are {format_count(len(found), 'model')}, and an index holds {MAX_MODELS:,}; name a folder of fewer"
        )
    once: dict[str, str] = {}
    for name in found:
        once.setdefault(_place(name), name)
    return tuple(once.values())


def log_beside(model: Path) -> Path | None:
    """Return the log of the training that made a model: the only log in a folder of which this is the only model.

    Args:
        model: a file, or a folder that is a model.
    """
    folder = model.parent
    try:
        neighbours = list(itertools.islice(folder.iterdir(), _MOST_NEIGHBOURS + 1))
    except OSError:
        return None
    if len(neighbours) > _MOST_NEIGHBOURS:
        return None
    neighbours.sort()
    # Each of the models in a folder asks for this, so it is known as soon as there are two.
    models = list(itertools.islice(filter(_Search().is_model, neighbours), 2))
    if len(models) > 1:
        return None
    if find_log_format(folder) is not None:
        return folder
    logs = [entry for entry in neighbours if entry not in (model, *models) and find_log_format(entry) is not None]
    return logs[0] if len(logs) == 1 else None


def is_pattern(operand: str | os.PathLike[str]) -> bool:
    """Return whether a text stands for several paths: it has a star or question mark, and no file has that name.

    Args:
        operand: as it was given.
    """
    name = os.fspath(operand)
    return ("*" in name or "?" in name) and not os.path.lexists(name) and not is_json_text(name)


def _matches(operand: str | os.PathLike[str]) -> list[str]:
    if not is_pattern(operand):
        return [os.fspath(operand)]
    found = sorted(glob.iglob(os.fspath(operand), recursive=True), key=natural_key)  # noqa: PTH207 - paths as they were given
    if not found:
        raise MissingFileError(f"no file matches the pattern {os.fspath(operand)!r}")
    return found


def _place(name: str) -> str:
    """Return the same text for every way to write a path; a link is another model than the file that it leads to."""
    folder, file = os.path.split(name)
    try:
        return os.path.normcase(os.path.join(os.path.realpath(folder), file))  # noqa: PTH118 - a name may end in a dot
    except (OSError, ValueError):  # what is wrong with it is said by whoever reads it
        return name


def _in_folder(folder: Path, leave_out: Path | None) -> list[str]:
    everything = sorted(_Search(leave_out).within(reachable(folder)), key=lambda path: natural_key(path.as_posix()))
    found = [path for path in everything if path.suffix.lower() != ARRAYS] or everything
    if not found:
        suffixes = ", ".join(suffix for form in known_formats() if form.models != "seldom" for suffix in form.suffixes)
        raise MissingFileError(f"no model and no training is in the folder {str(folder)!r} ({suffixes})")
    return [str(path) for path in found]


@cache
def _formats() -> tuple[FileFormat, ...]:
    """Return the formats of models, which are looked for once: finding the readers of other packages takes time."""
    return known_formats()


class _Search:
    """Looks for models and trainings by the declarations of readers, which are asked for once.

    Args:
        leave_out: a folder that is not entered.
    """

    def __init__(self, leave_out: Path | None = None) -> None:
        self._formats = _formats()
        self._leave_out = None if leave_out is None else leave_out.absolute()

    def within(self, folder: Path, depth: int = _MOST_DEPTH) -> Iterator[Path]:
        """Yield the models and trainings in a folder, and in its folders."""
        try:
            found = entries(folder)[:_MOST_ENTRIES]
        except UnreadableFileError:
            return
        for entry in found:
            if is_link(entry) or entry.name.startswith(".") or entry.absolute() == self._leave_out:
                continue
            if self.is_model(entry):
                yield entry
            elif is_folder(entry):
                yield from self._inside(entry, depth)

    def _inside(self, folder: Path, depth: int) -> list[Path]:
        """Return the models in a folder; where it is a training, those that are not parts of its log, or else itself."""
        if find_log_format(folder) is None:
            return list(self.within(folder, depth - 1)) if depth else []
        own = [path for path in entries(folder) if path.suffix.lower() != ARRAYS and self.is_model(path)]
        return own or [folder]

    def is_model(self, path: Path) -> bool:
        """Whether a path is a whole model, by its name alone, or a folder that is one."""
        if is_folder(path):
            return is_model_folder(path)
        has_name = any(form.names_model(path.name) for form in self._formats)
        return has_name and not any(form.names_weights(path.name) for form in self._formats)
