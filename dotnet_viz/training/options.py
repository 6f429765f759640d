"""What the callback is asked to record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.training.fixed_batch import SAMPLES, check_data

WHEN = ("auto", "always", "never")
SNAPSHOT_BYTES = 64_000_000


@dataclass(frozen=True, eq=False)
class RecordOptions:
    """What is recorded, and when.

    Args:
        data: arrays ``(x, y)`` or ``(x, y, sample_weight)``, for gradients, activations and the report.
        every: number of epochs between two measurements of weights, gradients and activations.
        weights: ``"auto"``, ``"always"`` or ``"never"``.
        gradients: likewise.
        activations: likewise.
        snapshot_bytes: bytes that the weights of all epochs may take on disk; 0 keeps none.
        samples: number of samples of ``data`` on which gradients and activations are measured.
        settings: of the training, recorded in addition to those of the model.

    Raises:
        OptionError: one of them has a value that it cannot take.
    """

    data: Any = None
    every: int = 1
    weights: str = "auto"
    gradients: str = "auto"
    activations: str = "auto"
    snapshot_bytes: int = SNAPSHOT_BYTES
    samples: int = SAMPLES
    settings: Mapping[str, str | float | bool | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_data(self.data)
        for name in ("weights", "gradients", "activations"):
            if getattr(self, name) not in WHEN:
                raise unknown_choice(name, getattr(self, name), WHEN)
        for name, least in (("every", 1), ("samples", 1), ("snapshot_bytes", 0)):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < least:
                raise OptionError(f"{name} must be a whole number of at least {least}, not {value!r}")
