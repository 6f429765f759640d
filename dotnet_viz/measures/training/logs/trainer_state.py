"""The ``trainer_state.json`` of Hugging Face's ``Trainer``: a list of what was logged, each entry with its step and epoch."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.paths import is_file
from dotnet_viz.measures.training.logs.log_format import LogFormat
from dotnet_viz.measures.training.logs.settings import Setting, plain_setting
from dotnet_viz.measures.training.logs.table import EPOCH, number_of, run_of_rows
from dotnet_viz.measures.training.logs.text_file import read_json
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.translation.sentences import sentence

STATE = "trainer_state.json"

_CHECKPOINT = re.compile(r"checkpoint-(\d+)")
_SETTINGS = ("train_batch_size", "max_steps", "num_train_epochs", "eval_steps", "logging_steps", "save_steps", "best_metric")
# What was measured on the machine, not on the model, and the summary of the whole training at its end.
_NO_METRIC = re.compile(r"total_flos|.*(_runtime|_per_second|_compilation_time|_time)")
_SUMMARY = "train_runtime"


def can_read(path: Path) -> bool:
    """Return whether a path is such a file, or a folder with one or with checkpoints that have one."""
    return bool(_states(path))


def read(path: Path) -> TrainingRun:
    """Return the training that such a file is of; of a folder of checkpoints the last one that is whole counts.

    Raises:
        UnreadableFileError: it is no such file.
        ShapeError: nothing was logged.
    """
    file, state = _newest_whole(path)
    history = state.get("log_history") if isinstance(state, dict) else None
    if not isinstance(history, list):
        raise UnreadableFileError(f"{str(file)!r} has no list 'log_history', which every {STATE} has")
    entries = [entry for entry in history if isinstance(entry, dict)]
    rows = [_metrics(entry) for entry in entries if _SUMMARY not in entry]
    summary = {name: plain_setting(value) for entry in entries if _SUMMARY in entry for name, value in entry.items()}
    run = run_of_rows(_name(path), FORMAT.tool, rows, {**_settings(state), **_plain(summary)})
    planned = number_of(state.get("num_train_epochs")) or 0.0
    return replace(
        run,
        planned_epochs=int(planned) if 0 < planned < 1e9 else None,
        status="finished" if summary else "unknown",
        notes=(*run.notes, *_notes(path, file)),
    )


FORMAT = LogFormat("Hugging Face Trainer", "a trainer_state.json, or a folder with it or with checkpoints", can_read, read)


def _newest_whole(path: Path) -> tuple[Path, Any]:
    """Return the newest file that can be read, and what it says: a training may be killed while it writes a checkpoint."""
    *others, last = _states(path) or [path]
    for file in others:
        with suppress(UnreadableFileError):
            return file, read_json(file)
    return last, read_json(last)


def _notes(path: Path, file: Path) -> Iterator[str]:
    """Yield what to say where a newer checkpoint is damaged."""
    newest = _states(path)[:1]
    if newest and newest[0] != file:
        damaged, whole = (state.relative_to(path).as_posix() for state in (newest[0], file))
        yield sentence("{damaged} is damaged; the training is that of {whole}.", damaged=repr(damaged), whole=repr(whole))


def _states(path: Path) -> list[Path]:
    """Return the files of a path that have the state of its training, the newest first."""
    if is_file(path):
        return [path] if path.name == STATE else []
    own = [path / STATE] if is_file(path / STATE) else []
    matches = [(folder, _CHECKPOINT.fullmatch(folder.name)) for folder in path.glob("checkpoint-*/")]
    found = {int(match[1]): folder / STATE for folder, match in matches if match and is_file(folder / STATE)}
    return [*own, *(found[step] for step in sorted(found, reverse=True))]


def _metrics(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return the metrics of an entry; its epoch is a fraction that has passed, and 1.0 the end of the first."""
    metrics = {name: value for name, value in entry.items() if _NO_METRIC.fullmatch(str(name)) is None}
    epoch = number_of(metrics.get(EPOCH))
    if epoch is not None and math.isfinite(epoch):
        metrics[EPOCH] = max(math.ceil(epoch - 1e-6), 1)
    return metrics


def _settings(state: Mapping[str, Any]) -> dict[str, Setting]:
    return {name: plain_setting(state[name]) for name in _SETTINGS if state.get(name) is not None}


def _plain(summary: Mapping[str, Setting]) -> dict[str, Setting]:
    return {name: value for name, value in summary.items() if name not in (EPOCH, "step")}


def _name(path: Path) -> str:
    return path.resolve().parent.name if is_file(path) else path.resolve().name
