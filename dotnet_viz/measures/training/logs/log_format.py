"""What a module of this folder declares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dotnet_viz.measures.training.run import TrainingRun


@dataclass(frozen=True)
class LogFormat:
    """One kind of training log.

    Args:
        tool: what writes it, such as ``"TensorBoard"``.
        content: what is looked for, for messages: ``"a folder with events.out.tfevents files"``.
        can_read: whether an existing folder or file is of this kind, found without reading all of it.
        read: reads it.
    """

    tool: str
    content: str
    can_read: Callable[[Path], bool]
    read: Callable[[Path], TrainingRun]
