"""The recording of one call of ``fit``: what goes into the record of each epoch."""

from __future__ import annotations

import math
import time
import warnings
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from dotnet_viz.errors import VizWarning
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.training.record_notes import NO_BATCH_SIZE, NO_VALIDATION, RENAMED, REPLACED_WEIGHTS
from dotnet_viz.measures.training.record_parts import EVENTS, EpochArrays, Singles
from dotnet_viz.measures.training.statistics import Measured
from dotnet_viz.training.fit.batches import BatchCurves
from dotnet_viz.training.fit.call import FitCall
from dotnet_viz.training.fit.settings import learning_rates, optimizers_of, training_settings
from dotnet_viz.training.fit.step_times import StepTimes
from dotnet_viz.training.measured.memory import resident_bytes
from dotnet_viz.training.options import RecordOptions
from dotnet_viz.training.safeguards.allowance import Allowance
from dotnet_viz.training.safeguards.protection import Guard
from dotnet_viz.training.watched_model import WatchedModel
from dotnet_viz.training.written.recorder import Recorder
from dotnet_viz.translation.sentences import sentence

MANY_EPOCHS = 1000
"""So many are assumed where it is not known how many there will be, so that budgets hold."""


class Session:
    """Records one call of ``fit`` into a folder.

    Args:
        recorder: writes the record.
        options: what is recorded.
        model: that is trained.
        fit: what is known of the call.
        epochs: that ``fit`` counts up to, where known: a loop of one's own need not say.
        steps: of an epoch, where known.
        allowance: of the whole recording.

    Attributes:
        guard: keeps faults inside.
        loss: of the last epoch; ``None`` before its end, or where there is none.
    """

    def __init__(
        self,
        recorder: Recorder,
        options: RecordOptions,
        model: Any,
        fit: FitCall,
        epochs: int | None,
        steps: int | None,
        allowance: Allowance,
    ) -> None:
        self._recorder, self._options, self._model, self._fit = recorder, options, model, fit
        self._epochs, self._steps = epochs, steps
        self.guard = Guard(self.note)
        self.loss: float | None = None
        self._notes: set[str] = set()
        self._optimizers = optimizers_of(model)
        self._batches: BatchCurves | None = None
        self._step_times = StepTimes()
        self._watched = WatchedModel(model, options, self.guard, self.note, allowance, self._first_pass)
        self._last_epoch: _LastEpoch | None = None
        self._offset = self._steps_done = 0
        self._epoch_begun = self._batch_ended = time.perf_counter()

    def note(self, text: str) -> None:
        """Write a sentence for the reader of the record, once."""
        if text not in self._notes:
            self._notes.add(text)
            self._recorder.write("note", text=text)

    def note_finding(self, finding: Finding) -> None:
        """Write a finding into the record.

        Args:
            finding: of the training so far.
        """
        self._recorder.write(
            "finding",
            epoch=finding.epoch,
            check=finding.check,
            severity=finding.severity,
            layer=finding.place,
            message=finding.message,
            fix=finding.fix,
        )

    def begin(self, index: int) -> None:
        """Begin the record, or go on with the one that is there.

        Args:
            index: of the first epoch as Keras counts: 0 goes on after the last one of the record, any other is its number.
        """
        last = self._recorder.last_epoch
        self._offset = last if index == 0 else 0
        settings = self.guard.run("settings", lambda: training_settings(self._model, self._optimizers)) or {}
        if self._fit.batch_size is not None:
            settings["batch_size"] = self._fit.batch_size
        self._recorder.start(
            first_epoch=self._offset + index + 1,
            planned_epochs=None if self._epochs is None else self._offset + self._epochs,
            steps_per_epoch=self._steps,
            settings={**settings, **self._options.settings},
        )
        self._warn_of_renamed()
        left = self._epochs_left(index)
        self._batches = BatchCurves(self._write_batches, left, self._steps)
        self._watched.prepare(self._recorder, left)
        if self._offset + index == 0:
            self._write_arrays(0, [], self._watched.snapshot(0, [], is_last=False))
        self._what_is_not_known()

    def _warn_of_renamed(self) -> None:
        renamed = self._recorder.renamed
        if renamed is not None:
            text = sentence(RENAMED, file=EVENTS, name=renamed.name)
            self.note(text)
            with suppress(VizWarning):  # a filter may make errors of warnings
                warnings.warn(f"{str(renamed.parent)!r}: {text}", VizWarning, stacklevel=2)

    def _epochs_left(self, index: int) -> int:
        return MANY_EPOCHS if self._epochs is None else self._epochs - index

    def _what_is_not_known(self) -> None:
        if self._fit.has_validation is False:
            self.note(NO_VALIDATION)
        if self._fit.batch_size is None:
            self.note(NO_BATCH_SIZE)

    def begin_epoch(self) -> None:
        """Begin an epoch."""
        self._steps_done = 0
        if self._batches is not None:
            self._batches.begin(self._recorder.last_step + 1)
        if self._last_epoch is None:
            self._step_times.begin()
        self._epoch_begun = self._batch_ended = time.perf_counter()

    def end_batch(self, index: int, metrics: Mapping[str, Any]) -> None:
        """Take note of the metrics after a training step; any thread may call this.

        Args:
            index: of the step in its epoch, from 0.
            metrics: by name.
        """
        self._batch_ended = time.perf_counter()
        if self._steps:  # with several steps an execution, Keras counts beyond the last one
            index = min(index, self._steps - 1)
        self._steps_done = max(self._steps_done, index + 1)
        self._step_times.add(index + 1)
        if self._batches is not None:
            self._batches.add(index, metrics)

    def end_epoch(self, index: int, metrics: Mapping[str, Any]) -> int:
        """Write the record of an epoch and return its number.

        Args:
            index: of the epoch as Keras counts.
            metrics: by name, those on validation data included.
        """
        seconds = time.perf_counter() - self._epoch_begun
        self._step_times.end()
        training_seconds = self._batch_ended - self._epoch_begun
        steps = self._steps_done
        epoch = self._offset + index + 1
        if self._batches is not None:
            self._batches.end(steps)
        numbers = _numbers(metrics)
        self.loss = numbers.get("loss")
        for name, rate in (self.guard.run("learning rates", lambda: learning_rates(self._optimizers)) or {}).items():
            numbers.setdefault(name, rate)
        is_last = self._epochs is not None and index + 1 >= self._epochs
        if self._watched.waits:
            self._watched.prepare(self._recorder, self._epochs_left(index), has_trained=True)
        measured = self._watched.measure(index)
        snapshot = self._watched.snapshot(epoch, measured, is_last=is_last)
        self._write_arrays(epoch, measured, snapshot)
        samples = self._fit.samples(steps, self._steps)
        self._recorder.write_epoch(
            epoch,
            self._recorder.last_step + steps,
            metrics=numbers,
            seconds=seconds,
            samples_per_second=samples / training_seconds if samples and training_seconds > 0 else None,
            memory_bytes=resident_bytes(),
        )
        self._last_epoch = _LastEpoch(epoch, measured, bool(snapshot), self._fingerprint())
        return epoch

    def complete(self) -> None:
        """Measure what the last epoch lacks, now that training has ended."""
        last = self._last_epoch
        if last is None or self._watched.waits:
            return
        if last.fingerprint != self._fingerprint():
            self.note(REPLACED_WEIGHTS)
            return
        more = self._watched.complete(last.measured)
        snapshot = self._watched.snapshot(last.epoch, more, is_last=True)
        if more or (snapshot and not last.has_snapshot):
            self._write_arrays(last.epoch, last.measured + more, snapshot)

    def end(self, status: str, failure: str | None) -> None:
        """Write how the training ended.

        Args:
            status: see :data:`dotnet_viz.measures.training.run.STATUSES`.
            failure: what ended it, where it failed.
        """
        for text in self._watched.notes():
            self.note(text)
        if status == "finished" and self.loss is not None and not math.isfinite(self.loss):
            status, failure = "failed", f"the loss was {self.loss} in the last epoch"
        self._recorder.write("end", status=status, failure=failure)

    def _first_pass(self) -> float:
        import keras

        return self._step_times.first_pass(keras.backend.backend(), self._fit.batch_size, self._options.samples)

    def _fingerprint(self) -> bytes:
        return self.guard.run("the end of training", self._watched.fingerprint) or b""

    def _write_batches(self, steps: list[int], values: dict[str, list[float]]) -> None:
        self._recorder.write("batches", steps=steps, values=values)

    def _write_arrays(self, epoch: int, measured: list[Measured], snapshot: dict[str, Singles]) -> None:
        if measured or snapshot:
            arrays = EpochArrays.of(epoch, measured, snapshot)
            self.guard.run("arrays", lambda: self._recorder.write_arrays(arrays))


@dataclass(frozen=True)
class _LastEpoch:
    """What the last epoch so far has in the record, and how its weights are recognised."""

    epoch: int
    measured: list[Measured]
    has_snapshot: bool
    fingerprint: bytes


def _numbers(metrics: Mapping[str, Any]) -> dict[str, float]:
    """Return what is a number; one with a number a class becomes several, as in a history."""
    found: dict[str, float] = {}
    for name, value in metrics.items():
        if isinstance(value, (int, float)):
            found[name] = float(value)
        elif getattr(value, "ndim", 0) == 1 and len(value) <= 1000:
            found |= {f"{name}[{position}]": float(item) for position, item in enumerate(value)}
    return found
