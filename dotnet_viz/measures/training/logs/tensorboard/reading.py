"""From a folder of event files to a training."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.paths import is_file
from dotnet_viz.measures.training.logs.settings import Setting, plain_setting, read_flat_yaml
from dotnet_viz.measures.training.logs.tensorboard.event_file import EventValues, TagValues
from dotnet_viz.measures.training.logs.tensorboard.files import event_files
from dotnet_viz.measures.training.logs.tensorboard.histograms import is_histogram, read_histograms
from dotnet_viz.measures.training.logs.tensorboard.hyperparameters import read_hyperparameters
from dotnet_viz.measures.training.logs.tensorboard.model import PLUGIN, graph_from, names_in, read_config
from dotnet_viz.measures.training.logs.tensorboard.scalars import (
    Scalars,
    epoch_counter,
    epoch_seconds,
    is_keras,
    is_of_keras,
    keras_curves,
    scalar_curves,
)
from dotnet_viz.measures.training.logs.tensorboard.summary import HPARAMS, NUMBERS, TEXT
from dotnet_viz.measures.training.run import Curve, Integers, TensorHistograms, TrainingRun, no_graph
from dotnet_viz.translation.sentences import sentence

_LONGEST_TEXT = 200


def read(path: Path) -> TrainingRun:
    """Return the training that a folder with event files, or one such file, is of.

    What follows a damaged record of a file is left out, with a note; a torn end is usual while a training runs.

    Args:
        path: of a folder, as ``log_dir`` of Keras's callback, or of a file.

    Raises:
        UnreadableFileError: no file has a value that is known.
    """
    log = _Log.read(path)
    if not log.values:
        reason = "".join(f" {note}" for note in log.notes)
        raise UnreadableFileError(f"{str(path)!r} has event files, but no number in them that can be read.{reason}")
    scalars, notes = log.scalars(), list(log.notes)
    curves, single, more_notes = _curves(scalars)
    seconds = epoch_seconds(scalars)
    config, settings, status = log.config(), read_flat_yaml(_folder(path) / "hparams.yaml"), "unknown"
    try:
        histograms = log.histograms(config, epoch_counter(scalars))
        for data in log.contents(HPARAMS):
            found, ended = read_hyperparameters(data)
            settings, status = {**settings, **found}, ended or status
    except UnreadableFileError as error:
        histograms = ()
        notes.append(sentence("Histograms and hyperparameters are left out: {reason}.", reason=str(error)))
    return TrainingRun(
        name=path.name or path.resolve().name,
        tool="TensorBoard",
        curves=curves,
        resources=() if seconds is None else (seconds,),
        histograms=histograms,
        settings={**_compiled(config), **log.texts(), **settings, **single},
        status=status,
        load_graph=no_graph if config is None else partial(graph_from, config, str(path)),
        notes=(*notes, *more_notes),
    )


def _folder(path: Path) -> Path:
    return path.parent if is_file(path) else path


def _curves(scalars: Sequence[Scalars]) -> tuple[tuple[Curve, ...], Mapping[str, float], tuple[str, ...]]:
    if not is_keras(scalars):
        counted = scalar_curves(scalars)
        return counted.curves, counted.single_values, counted.notes
    curves, notes = keras_curves([item for item in scalars if is_of_keras(item)])
    counted = scalar_curves([item for item in scalars if not is_of_keras(item)])
    known = {(curve.name, curve.unit) for curve in curves}
    others = tuple(curve for curve in counted.curves if (curve.name, curve.unit) not in known)
    return (*curves, *others), counted.single_values, (*notes, *counted.notes)


@dataclass(frozen=True)
class _Log:
    """What the event files of a run hold.

    Args:
        values: with the name of the folder in the run.
        notes: what was left out.
    """

    values: tuple[tuple[str, TagValues], ...]
    notes: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> _Log:
        parts: dict[str, EventValues] = {}
        for folder, files in event_files(path).items():
            parts[folder] = EventValues()
            for file in files:
                parts[folder].read(file)
        values = tuple((folder, values) for folder, part in parts.items() for values in part.values)
        return cls(values, tuple(dict.fromkeys(note for part in parts.values() for note in part.notes)))

    def scalars(self) -> list[Scalars]:
        """Return what was logged as one number a step."""
        return [
            Scalars(folder, values.tag, values.steps, values.times, values.arrays())
            for folder, values in self.values
            if values.form == NUMBERS and not values.shape
        ]

    def contents(self, form: str) -> list[bytes]:
        """Return the last content of each tag of a form."""
        return [values.contents[-1] for _, values in self.values if values.form == form and values.size]

    def config(self) -> Mapping[str, Any] | None:
        """Return the configuration of the model, where Keras wrote it."""
        texts = [values.contents[-1] for _, values in self.values if values.form == TEXT and values.plugin == PLUGIN]
        return next(filter(None, map(read_config, texts)), None)

    def texts(self) -> dict[str, Setting]:
        """Return short texts by their tag."""
        found = [(values.tag.removesuffix("/text_summary"), values.contents[-1]) for _, values in self.values
                 if values.form == TEXT and values.plugin == TEXT]  # fmt: skip
        return {tag: text.decode("utf-8", "replace") for tag, text in found if len(text) <= _LONGEST_TEXT}

    def histograms(
        self, config: Mapping[str, Any] | None, epoch_of: Callable[[Integers], Integers]
    ) -> tuple[TensorHistograms, ...]:
        """Return the histograms, those of training before those of other folders.

        Raises:
            UnreadableFileError: one of them is damaged.
        """
        model, layers = names_in(config)
        logged: dict[tuple[str, str], list[tuple[TagValues, Integers]]] = {}
        for folder, values in self.values:
            if is_histogram(values):
                logged.setdefault((folder, values.tag), []).append((values, epoch_of(values.steps)))
        found = [read_histograms(parts, model, layers) for parts in logged.values()]
        unique = {(item.tensor, item.quantity): item for item in reversed(found) if item is not None}
        return tuple(reversed(unique.values()))


def _compiled(config: Mapping[str, Any] | None) -> dict[str, Setting]:
    """Return what the model was compiled with, where its configuration states it."""
    compiled = None if config is None else config.get("compile_config")
    if not isinstance(compiled, dict):
        return {}
    optimizer = compiled.get("optimizer")
    entries = optimizer.get("config") if isinstance(optimizer, dict) else None
    settings = {
        "optimizer": optimizer.get("class_name") if isinstance(optimizer, dict) else optimizer,
        "learning_rate": entries.get("learning_rate") if isinstance(entries, dict) else None,
        "loss": compiled.get("loss"),
    }
    return {name: plain_setting(value) for name, value in settings.items() if isinstance(value, str | int | float)}
