"""Records of small made-up trainings."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from dotnet_viz.measures.training.record_parts import EpochArrays
from dotnet_viz.measures.training.statistics import measure
from dotnet_viz.training.written.recorder import Recorder

KERNEL = np.arange(6, dtype=np.float32).reshape(2, 3)


def arrays_of(epoch: int) -> EpochArrays:
    """Return the arrays of an epoch whose kernel is the epoch's multiple of :data:`KERNEL`."""
    measured = [
        measure("weights", "dense/kernel", epoch * KERNEL),
        measure("updates", "dense/kernel", KERNEL, log10_ratio=-2.0),
    ]
    return EpochArrays.of(epoch, measured, {"dense/kernel": epoch * KERNEL})


def write_record(folder: Path, epochs: int, *, first_epoch: int = 1, planned: int = 0, end: bool = True) -> Recorder:
    """Write the record of a training whose loss is one by the number of the epoch."""
    recorder = Recorder(folder)
    planned_epochs = planned or first_epoch + epochs - 1
    settings = {"optimizer": "Adam", "batch_size": 32}
    recorder.start(first_epoch=first_epoch, planned_epochs=planned_epochs, steps_per_epoch=10, settings=settings)
    for epoch in range(first_epoch, first_epoch + epochs):
        step = recorder.last_step
        recorder.write_arrays(arrays_of(epoch))
        recorder.write("batches", steps=[step + 5, step + 10], values={"loss": [1.5 / epoch, 1 / epoch]})
        metrics = {"loss": 1 / epoch, "val_loss": float("nan")}
        recorder.write_epoch(epoch, step + 10, metrics=metrics, seconds=2.0, memory_bytes=1000, samples_per_second=None)
    if end:
        recorder.write("end", status="finished", failure=None)
    return recorder
