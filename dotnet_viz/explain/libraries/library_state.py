"""What other libraries change in the process while they explain a model, put back whatever happens.

SHAP replaces gradients of TensorFlow and seeds NumPy's random state, and leaves some of it changed where it fails.
"""

from __future__ import annotations

import random
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import numpy as np

Restore = Callable[[], None]

# The state belongs to the whole process: two explanations at once would restore what the other one needs.
_LOCK = threading.RLock()


@contextmanager
def kept_state() -> Iterator[None]:
    """Put back what the block changes: random states, warnings, settings of matplotlib, and gradients of TensorFlow.

    Warnings of the block are not shown. A package that the block itself imports is not among what is put back, since it had
    no state before.

    Example:
        >>> np.random.seed(3)
        >>> with kept_state():
        ...     np.random.seed(4)
        >>> round(np.random.random(), 4) == round(np.random.RandomState(3).random(), 4)
        True
    """
    with _LOCK, ExitStack() as stack:
        for restore in _restores():
            stack.callback(restore)
        stack.enter_context(warnings.catch_warnings())
        stack.enter_context(np.errstate())
        warnings.simplefilter("ignore")
        yield


def _restores() -> Iterator[Restore]:
    numbers, own = np.random.get_state(), random.getstate()
    yield lambda: np.random.set_state(numbers)
    yield lambda: random.setstate(own)
    matplotlib = sys.modules.get("matplotlib")
    if matplotlib is not None:
        yield from _of_matplotlib(matplotlib)
    if "tensorflow" in sys.modules:
        yield from _of_tensorflow()


def _of_matplotlib(matplotlib: Any) -> Iterator[Restore]:
    settings = dict.copy(matplotlib.rcParams)  # a plain copy: reading the backend would choose one
    yield lambda: dict.update(matplotlib.rcParams, settings)


def _of_tensorflow() -> Iterator[Restore]:
    """Yield what puts back the registry of gradients, the recorder of operations and the check of what has gradients."""
    ops = sys.modules.get("tensorflow.python.framework.ops")
    registry = getattr(getattr(ops, "_gradient_registry", None), "_registry", None)
    if isinstance(registry, dict):
        yield _registry_restore(registry)
    for module, name in (
        ("tensorflow.python.eager.execute", "record_gradient"),
        ("tensorflow.python.ops.gradients_util", "_IsBackpropagatable"),
        ("tensorflow.python.ops.gradients_impl", "_IsBackpropagatable"),
    ):
        owner = sys.modules.get(module)
        if owner is not None and hasattr(owner, name):
            yield _attribute_restore(owner, name)
    yield _graph_restore()


def _registry_restore(registry: dict[str, Any]) -> Restore:
    before = {name: dict(entry) for name, entry in registry.items()}

    def restore() -> None:
        # Those of functions that were traced meanwhile are still looked up by them.
        for name in [name for name in registry if name not in before and not name.startswith("CustomGradient-")]:
            del registry[name]
        for name, entry in before.items():
            registry.setdefault(name, {}).update(entry)

    return restore


def _attribute_restore(owner: Any, name: str) -> Restore:
    value = getattr(owner, name)
    return lambda: setattr(owner, name, value)


def _graph_restore() -> Restore:
    """Return what puts back the graph that the Keras inside TensorFlow makes when it is first asked for one."""
    name = "tensorflow.python.keras.backend"
    holder = getattr(sys.modules.get(name), "_GRAPH", None)
    graph = getattr(holder, "graph", None)

    def restore() -> None:
        now = getattr(sys.modules.get(name), "_GRAPH", None)
        if now is not None:
            now.graph = graph

    return restore
