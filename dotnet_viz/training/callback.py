"""``dv.ReportCallback``: records a training while it runs, and reports on it at its end."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from dotnet_viz.errors import MissingDependencyError, OptionError, OutputError
from dotnet_viz.files.paths import exists, is_folder
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.training.fit.call import FitCall, find_fit_call
from dotnet_viz.training.fit.endings import EndingWatch, in_one_line
from dotnet_viz.training.fixed_batch import SAMPLES
from dotnet_viz.training.options import SNAPSHOT_BYTES, RecordOptions
from dotnet_viz.training.safeguards.allowance import SHARE, Allowance
from dotnet_viz.training.safeguards.protection import Guard, unchanged_random_states
from dotnet_viz.training.session import Session
from dotnet_viz.training.written.live_view import LiveView
from dotnet_viz.training.written.recorder import Recorder

Own = TypeVar("Own", bound="ReportCallback")


class ReportCallback:
    """Records a training into a folder while it runs, and writes a report there at its end.

    It is a ``keras.callbacks.Callback`` for TensorFlow, JAX and PyTorch, and never harms the training: the trained weights
    are those that training without it gives, bit by bit; an error inside is reported once and switches that part off.
    The folder can be read at any time, also after the process was killed. A folder that has a record is continued.

    The report is written too when the loss is not a number for the first time, and where Ctrl-C, SIGTERM or an exception
    ends the training. An exception from a step or a callback is noticed at once, also where the program catches it; one from
    validation that the program catches, as soon as it is dropped. ``with dv.ReportCallback(...) as callback:`` around ``fit``
    notices each at once.

    A copy, by ``copy`` or ``pickle``, has the same options, and none of a training that runs.

    Args:
        folder: of the run, as ``"runs/7"``; it is made with the first epoch.
        data: arrays ``(x, y)`` or ``(x, y, sample_weight)``, preferably of validation: gradients and activations are
            measured on the first samples, and the report evaluates the model on all.
        every: number of epochs between two measurements of weights, gradients and activations, whatever time they take.
            ``None`` is as often as there is time: recording takes at most 4 % of the training's time, and what it leaves
            out is noted in the record. The last epoch is measured in any case, after training where there was no time before.
        weights: when statistics and histograms of weights and of their updates are recorded: ``"auto"`` takes at most
            1 % of the training's time, and looks at 8 million values, evenly chosen; ``"always"`` (or ``True``) is after every
            epoch and of all values, ``"never"`` (or ``False``) not at all.
        gradients: likewise those of the loss on ``samples`` of the data, at most 2 % of the time.
        activations: likewise those of the layers' outputs, in the pass that gradients need anyway.
        snapshot_bytes: bytes that the weights of all epochs together may take on disk; what does not fit is kept of fewer
            epochs, then of evenly chosen rows and columns. 0 keeps none.
        samples: number of samples of ``data`` on which gradients and activations are measured.
        settings: numbers and texts that distinguish this run from others, in addition to the model's own settings.
        report: whether ``report.html`` is written at the end.
        live: whether ``live.html`` is written while the model is trained: a page that loads itself again, for a browser.
            It and the search for findings take at most 1 % of the time; at the end they are done in any case.
        on_finding: called with each :class:`~dotnet_viz.measures.diagnostics.Finding` as soon as it is found, once; it may end
            the training (``model.stop_training = True``). Errors and warnings among them are Python warnings as well.

    Raises:
        OptionError: an argument has a value that it cannot take.
        OutputError: the folder's name is that of a file.
        MissingDependencyError: Keras is not installed.

    Example:
        >>> import dotnet_viz as dv
        >>> x, y = [[0.0], [1.0]], [0.0, 1.0]
        >>> callback = dv.ReportCallback("runs/7", data=(x, y))          # doctest: +SKIP
        >>> model.fit(x, y, epochs=5, callbacks=[callback])              # doctest: +SKIP
    """

    async_safe = True
    """Keras may go on with the next step before the metrics of the last one are passed to this callback."""

    def __new__(cls: type[Own], *_arguments: Any, **_options: Any) -> Own:
        """Make an instance of a class that is a ``keras.callbacks.Callback`` too; Keras is first needed here."""
        made: Own = object.__new__(_with_keras(cls))  # type: ignore[arg-type]  # mypy takes no class for hashable
        return made

    def __init__(  # noqa: PLR0913 - each is a word that users know
        self,
        folder: str | os.PathLike[str],
        data: Any = None,
        *,
        every: int | None = None,
        weights: str | bool = "auto",
        gradients: str | bool = "auto",
        activations: str | bool = "auto",
        snapshot_bytes: int = SNAPSHOT_BYTES,
        samples: int = SAMPLES,
        settings: Mapping[str, str | float | bool | None] | None = None,
        report: bool = True,
        live: bool = True,
        on_finding: Callable[[Finding], object] | None = None,
    ) -> None:
        super().__init__()
        self.folder = Path(folder)
        if exists(self.folder) and not is_folder(self.folder):
            raise OutputError(f"cannot record into {str(self.folder)!r}: it is a file; name a folder")
        self._options = RecordOptions(
            data, every, weights, gradients, activations, snapshot_bytes, samples, dict(settings or {})
        )
        if on_finding is not None and not callable(on_finding):
            raise OptionError(f"on_finding must be a function of one finding, not {on_finding!r}")
        self._wants_report, self._wants_page, self._on_finding = report, live, on_finding
        self._rest()

    def _rest(self) -> None:
        """Be as before a training."""
        self._live: LiveView | None = None
        self._guard = Guard(lambda _text: None)
        self._allowance = Allowance(SHARE)
        self._watch = EndingWatch(self._finish)
        self._fit = FitCall()
        self._session: Session | None = None
        self._has_reported_nan = False

    def __reduce__(self) -> tuple[Any, ...]:
        """Let copies be made by the user's class: the class of this object is made anew in each process."""
        of_training = {"_live", "_guard", "_allowance", "_watch", "_fit", "_session", "_has_reported_nan", "_model", "params"}
        kept = {name: value for name, value in self.__dict__.items() if name not in of_training}
        return _unfinished, (type(self).__dict__.get("made_from", type(self)),), kept

    def __setstate__(self, kept: Mapping[str, Any]) -> None:
        super().__init__()
        self.__dict__.update(kept)
        self._rest()

    def on_train_begin(self, logs: Mapping[str, Any] | None = None) -> None:
        """Begin to watch how the training ends."""
        self._guard, self._session, self._live = Guard(lambda _text: None), None, None
        self._has_reported_nan = False
        self._allowance = Allowance(SHARE)
        self._fit = self._guard.run("the call of fit", find_fit_call) or FitCall()
        self._guard.run("the end of training", lambda: self._watch.begin(self._fit))

    def on_epoch_begin(self, epoch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Begin the record with the first epoch.

        Args:
            epoch: counted from 0, as Keras does.
            logs: not used.
        """
        with self._allowance.recording(), unchanged_random_states():
            if self._session is None:
                self._session = self._guard.run("the training", lambda: self._begin(epoch))
            self._try(lambda session: session.begin_epoch())

    def on_train_batch_end(self, batch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Take note of the metrics of a step.

        Args:
            batch: counted from 0 in each epoch, as Keras does.
            logs: metrics by name.
        """
        begun, session = time.perf_counter(), self._session
        if session is not None:
            self._guard.run("metrics of steps", lambda: session.end_batch(batch, logs or {}))
            self._allowance.take(time.perf_counter() - begun)

    def on_epoch_end(self, epoch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Write the record of an epoch.

        Args:
            epoch: counted from 0, as Keras does.
            logs: metrics of the epoch by name, those of validation with ``val_`` before it.
        """
        with self._allowance.recording(), unchanged_random_states():
            self._try(lambda session: session.end_epoch(epoch, logs or {}))
            self._report_on_nan()
        if self._live is not None and self._live.is_due:
            self._update_live_view(self._live)

    def on_train_end(self, logs: Mapping[str, Any] | None = None) -> None:
        """Measure what the last epoch lacks, write the end of the record, and the report."""
        self._guard.run("the end of training", self._watch.stop)
        with unchanged_random_states():
            self._try(lambda session: session.complete(), "the last epoch")
            self._finish("finished", None)

    def __enter__(self: Own) -> Own:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is not None:
            self._watch.notify(error)

    def _begin(self, epoch: int) -> Session:
        params = self.__dict__.get("params") or {}
        session = Session(
            Recorder(self.folder),
            self._options,
            self._keras_model(),
            self._fit,
            params.get("epochs"),
            params.get("steps"),
            self._allowance,
        )
        session.begin(epoch)
        self._live = LiveView(
            self.folder,
            wants_page=self._wants_page,
            on_finding=self._on_finding,
            note=session.note_finding,
            allowance=self._allowance,
        )
        return session

    def _update_live_view(self, live: LiveView) -> None:
        with unchanged_random_states():
            found = self._guard.run("findings and the live page", live.update)
        live.report(found or ())

    def _keras_model(self) -> Any:
        return self.model  # type: ignore[attr-defined]  # of keras.callbacks.Callback

    def _try(self, function: Callable[[Session], Any], part: str = "the training") -> None:
        session = self._session
        if session is not None:
            self._guard.run(part, lambda: function(session))

    def _finish(self, status: str, failure: str | None) -> None:
        """End the record and write the report; a training that had no epoch has neither."""
        session = self._session
        if session is None:
            return
        self._guard.run("the end of training", lambda: session.end(status, failure))
        try:
            if self._live is not None:
                self._update_live_view(self._live)
        finally:  # whatever the user's function raises
            if self._wants_report:
                data = self._options.data
                pair = None if data is None else tuple(data[:2])
                self._guard.run("the report", lambda: self._save_report(self.__dict__.get("_model"), pair))

    def _report_on_nan(self) -> None:
        """Write the report when the loss is not a number for the first time: training may go on for long."""
        loss = None if self._session is None else self._session.loss
        if self._wants_report and not self._has_reported_nan and loss is not None and not math.isfinite(loss):
            self._has_reported_nan = True
            self._guard.run("the report", lambda: self._save_report(None, None))

    def _save_report(self, model: Any, data: Any) -> None:
        from dotnet_viz.training.written.run_report import save_report

        save_report(self.folder, model, data)


def _unfinished(cls: Any) -> Any:
    """Return an object of a class of callbacks whose attributes are yet to come."""
    return cls.__new__(cls)


@lru_cache(maxsize=64)
def _with_keras(cls: Any) -> Any:
    """Return a class that is a callback of Keras too: Keras is imported when the first callback is made."""
    try:
        from keras.callbacks import Callback
    except ImportError as error:
        raise MissingDependencyError(
            f"dv.ReportCallback records trainings of Keras, which cannot be imported ({in_one_line(error)});"
            " install it with its backend: pip install 'dotnet_viz[tensorflow]'"
        ) from error
    return (
        cls
        if issubclass(cls, Callback)
        else type(cls.__name__, (cls, Callback), {"__module__": cls.__module__, "made_from": cls})
    )
