"""What keeps the recording from changing the training: errors are caught, and random states are restored."""

from __future__ import annotations

import random
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, TypeVar

import numpy as np

from dotnet_viz.errors import VizWarning

Result = TypeVar("Result")


class Guard:
    """Runs the parts of a recording; one that fails is reported once and switched off, and the training goes on.

    Args:
        notify: is called with a sentence on each part that was switched off.

    Example:
        >>> guard = Guard(print)
        >>> with warnings.catch_warnings():
        ...     warnings.simplefilter("ignore")
        ...     guard.run("gradients", lambda: 1 / 0)
        ...     guard.run("gradients", lambda: 1)
        Recording gradients failed and is switched off: ZeroDivisionError: division by zero
    """

    def __init__(self, notify: Callable[[str], None]) -> None:
        self._notify = notify
        self._off: set[str] = set()

    def is_on(self, part: str) -> bool:
        """Whether a part has not failed yet."""
        return part not in self._off

    def run(self, part: str, function: Callable[[], Result]) -> Result | None:
        """Return what a function returns; ``None`` where its part is switched off, now or before.

        Args:
            part: what the function records, in words.
            function: whatever it raises as an ``Exception`` ends this part.
        """
        if part in self._off:
            return None
        try:
            return function()
        except Exception as error:  # a training is worth more than its record
            self._off.add(part)
            first_line = str(error).strip().split("\n", 1)[0][:500]
            text = f"Recording {part} failed and is switched off: {type(error).__name__}: {first_line}"
            with suppress(Exception):  # a filter may make errors of warnings
                warnings.warn(text, VizWarning, stacklevel=2)
            with suppress(Exception):
                self._notify(text)
            return None


@contextmanager
def unchanged_random_states() -> Iterator[None]:
    """Let the random generators of Python, NumPy, Keras and its backend be afterwards as they were before."""
    state, numpy_state = random.getstate(), np.random.get_state()
    with ExitStack() as stack:
        stack.callback(random.setstate, state)
        stack.callback(np.random.set_state, numpy_state)
        for keep in (_keep_keras, _keep_tensorflow, _keep_torch):
            with suppress(Exception):  # private parts, which another release may not have
                keep(stack)
        yield


def _keep_keras(stack: ExitStack) -> None:
    if "keras" in sys.modules:
        from keras.src.backend.common import global_state

        for name in ("global_seed_generator", "object_name_uids"):
            before = global_state.get_global_attribute(name)
            kept = before.copy() if hasattr(before, "copy") else before
            stack.callback(global_state.set_global_attribute, name, kept)


def _keep_tensorflow(stack: ExitStack) -> None:
    if "tensorflow" in sys.modules:
        from tensorflow.python.eager import context

        generator: Any = getattr(context.context(), "_rng", None)
        if generator is not None:
            stack.callback(generator.setstate, generator.getstate())


def _keep_torch(stack: ExitStack) -> None:
    if "torch" in sys.modules:
        import torch

        stack.callback(torch.set_rng_state, torch.get_rng_state())
        if torch.cuda.is_available() and torch.cuda.is_initialized():
            stack.callback(torch.cuda.set_rng_state_all, torch.cuda.get_rng_state_all())
