"""The call of ``model.fit`` that a callback belongs to, and what only its own variables contain."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import FrameType
from typing import Any

from dotnet_viz.keras_format.weights.live import is_instance

_DEPTH = 12


@dataclass(frozen=True, eq=False)
class FitCall:
    """What is known of the call of ``fit`` around a callback.

    Args:
        callbacks: the list that Keras made for this call, which dies with it; ``None`` where there is none.
        batch_size: samples of a step; ``None`` where it is unknown.
        last_batch: samples of the last step of an epoch, where it is a smaller one.
        has_validation: whether there is validation data; ``None`` where it is unknown.
        iterator: over the steps, which Keras made for this call; ``None`` where there is none.
    """

    callbacks: Any = None
    batch_size: int | None = None
    last_batch: int | None = None
    has_validation: bool | None = None
    iterator: Any = None

    def samples(self, steps: int, steps_per_epoch: int | None) -> int | None:
        """Return how many samples some steps had; ``None`` where it is unknown.

        Args:
            steps: of one epoch.
            steps_per_epoch: of a whole epoch.
        """
        if self.batch_size is None:
            return None
        missing = self.batch_size - self.last_batch if self.last_batch and steps == steps_per_epoch else 0
        return steps * self.batch_size - missing


def find_fit_call() -> FitCall:
    """Look for the call of ``fit`` among the callers; nothing of it is changed."""
    callbacks: Any = None
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - Keras gives a callback neither its list nor the data
    for _ in range(_DEPTH):
        if frame is None:
            break
        owner = frame.f_locals.get("self")
        if is_instance(owner, "CallbackList"):
            callbacks = owner
        if frame.f_code.co_name == "fit" and "epoch_iterator" in frame.f_locals:
            adapter = getattr(frame.f_locals["epoch_iterator"], "data_adapter", None)
            return FitCall(
                callbacks,
                _size(adapter, "batch_size"),
                _size(adapter, "partial_batch_size"),
                frame.f_locals.get("validation_data") is not None,
                frame.f_locals["epoch_iterator"],
            )
        frame = frame.f_back
    return FitCall(callbacks)


def _size(adapter: Any, name: str) -> int | None:
    try:
        value = getattr(adapter, name, None)
    except Exception:  # some adapters find it out by reading data
        return None
    return int(value) if isinstance(value, int) and value > 0 else None
