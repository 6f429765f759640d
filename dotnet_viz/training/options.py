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
        every: number of epochs between two measurements of weights, gradients and activations, whatever they take; ``None``
            for as often as there is time, and with ``"always"`` for every epoch.
        weights: ``"auto"``, ``"always"`` (or ``True``) or ``"never"`` (or ``False``).
        gradients: likewise.
        activations: likewise.
        snapshot_bytes: bytes that the weights of all epochs may take on disk; 0 keeps none.
        samples: number of samples of ``data`` on which gradients and activations are measured.
        settings: of the training, recorded in addition to those of the model.

    Raises:
        OptionError: one of them has a value that it cannot take.
    """

    data: Any = None
    every: int | None = None
    weights: str | bool = "auto"
    gradients: str | bool = "auto"
    activations: str | bool = "auto"
    snapshot_bytes: int = SNAPSHOT_BYTES
    samples: int = SAMPLES
    settings: Mapping[str, str | float | bool | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_data(self.data)
        for name in ("weights", "gradients", "activations"):
            if not isinstance(value := getattr(self, name), bool) and value not in WHEN:
                raise unknown_choice(name, value, WHEN)
        for name, least in (("every", 1), ("samples", 1), ("snapshot_bytes", 0)):
            value = getattr(self, name)
            if name == "every" and value is None:
                continue
            if isinstance(value, bool) or not isinstance(value, int) or value < least:
                raise OptionError(f"{name} must be a whole number of at least {least}, not {value!r}")

    def when(self, part: str) -> str:
        """Return ``"auto"``, ``"always"`` or ``"never"``; with a number of epochs between, nothing is left out.

        Args:
            part: ``"weights"``, ``"gradients"`` or ``"activations"``.

        Example:
            >>> RecordOptions(every=5).when("gradients"), RecordOptions(gradients=False).when("gradients")
            ('always', 'never')
        """
        value = getattr(self, part)
        if isinstance(value, bool):
            return "always" if value else "never"
        return "always" if value == "auto" and self.every is not None else str(value)
