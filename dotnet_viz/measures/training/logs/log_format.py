"""What a module of this folder declares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dotnet_viz.errors import OptionError, UnreadableFileError, unknown_choice
from dotnet_viz.measures.training.run import TrainingRun

_SHOWN = 8


@dataclass(frozen=True)
class LogFormat:
    """One kind of training log.

    Args:
        tool: what writes it, such as ``"TensorBoard"``.
        content: what is looked for, for messages: ``"a folder with events.out.tfevents files"``.
        can_read: whether an existing folder or file is of this kind, found without reading all of it.
        read_one: reads it; ``None`` where it may hold several trainings.
        read_all: reads the trainings of a path that may hold several, such as a database.
    """

    tool: str
    content: str
    can_read: Callable[[Path], bool]
    read_one: Callable[[Path], TrainingRun] | None = None
    read_all: Callable[[Path], tuple[TrainingRun, ...]] | None = None

    def runs(self, path: Path) -> tuple[TrainingRun, ...]:
        """Return the trainings that a path holds.

        Raises:
            UnreadableFileError: it is damaged.
        """
        if self.read_all is not None:
            return self.read_all(path)
        return () if self.read_one is None else (self.read_one(path),)

    def read(self, path: Path, run: str | None = None) -> TrainingRun:
        """Return one training that a path holds.

        Args:
            path: for which :attr:`can_read` is true.
            run: its name or id; may be left out where there is only one.

        Raises:
            OptionError: there are several, or none of that name; the message names them.
            UnreadableFileError: it is damaged, or holds none.
        """
        return choose_run(self.runs(path), path, run)


def choose_run(runs: Sequence[TrainingRun], path: Path, run: str | None = None) -> TrainingRun:
    """Return one of some trainings.

    Args:
        runs: to choose from.
        path: where they are from, for messages.
        run: the name, or the ``run_id`` in its settings; may be left out where there is only one.

    Raises:
        OptionError: there are several, or none of that name; the message names them.
        UnreadableFileError: there is none at all.
    """
    if not runs:
        raise UnreadableFileError(f"{str(path)!r} has no training in it")
    if run is not None:
        found = [item for item in runs if run in (item.name, item.settings.get("run_id"))]
        if not found:
            raise unknown_choice("run", run, [item.name for item in runs])
        return found[-1]
    if len(runs) > 1:
        names = ", ".join(repr(item.name) for item in runs[:_SHOWN])
        more = f" and {len(runs) - _SHOWN:,} more" if len(runs) > _SHOWN else ""
        raise OptionError(f"{str(path)!r} holds {len(runs):,} runs: {names}{more}; give the folder or file of one of them")
    return runs[0]
