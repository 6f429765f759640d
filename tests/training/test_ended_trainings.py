"""Trainings that are ended in their middle: record and report say so, and the process ends as it would have without."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from dotnet_viz.measures.training.logs import read_run
from tests.training.trainings import run

pytestmark = [pytest.mark.keras, pytest.mark.slow]

ENDS = """\
import os, signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a process that was started in the background ignores it
class End(keras.callbacks.Callback):
    def on_train_batch_end(self, batch, logs=None):
        if int(self.model.optimizer.iterations) == 13:
            if mode == "exception":
                raise RuntimeError("no more data")
            os.kill(os.getpid(), getattr(signal, mode))
try:
    model.fit(x, y, epochs=5, batch_size=8, verbose=0, callbacks=[dv.ReportCallback(folder, (x, y)), End()])
finally:
    print("left")
"""


@pytest.mark.parametrize(
    ("mode", "code", "printed", "status", "failure"),
    [
        ("SIGINT", -signal.SIGINT, "left\n", "interrupted", "SIGINT"),
        ("SIGTERM", -signal.SIGTERM, "", "interrupted", "SIGTERM"),
        ("exception", 1, "left\n", "failed", "RuntimeError: no more data"),
    ],
)
def test_the_record_and_the_report_say_how_it_ended(
    tmp_path: Path, mode: str, code: int, printed: str, status: str, failure: str
) -> None:
    done = run(ENDS, tmp_path / "run", "tensorflow", mode)
    assert (done.returncode, done.stdout) == (code, printed), done.stderr
    assert ("RuntimeError: no more data" in done.stderr) == (mode == "exception")
    found = read_run(tmp_path / "run")
    assert found.history is not None
    assert (found.history.epochs, found.status, found.failure) == ((1,), status, failure)
    assert (tmp_path / "run" / "report.html").exists()
