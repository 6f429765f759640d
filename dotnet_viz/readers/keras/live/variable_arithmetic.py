"""Arithmetic of a variable and a symbolic tensor (``self.scale * x``), written down as the operation that it is.

Keras writes down ``x * self.scale``, where the tensor comes first. The other way round it hands the variable's value to the
backend, which knows no symbolic tensors, or forgets which variable it was.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from dotnet_viz.readers.keras.live.objects import is_tensor

_OPERATIONS = {
    "__add__": "add",
    "__sub__": "subtract",
    "__mul__": "multiply",
    "__truediv__": "true_divide",
    "__floordiv__": "floor_divide",
    "__mod__": "mod",
    "__pow__": "power",
    "__matmul__": "matmul",
}
"""Methods of variables, and the functions of ``keras.ops`` that they stand for."""


@contextmanager
def recorded_arithmetic() -> Iterator[None]:
    """Let variables of Keras compute with symbolic tensors in this thread, for a while."""
    import keras
    from keras.src.backend.common.variables import Variable

    before = {name: vars(Variable)[name] for name in _OPERATIONS if name in vars(Variable)}
    try:
        for name, original in before.items():
            setattr(Variable, name, _recording(original, getattr(keras.ops, _OPERATIONS[name])))
        yield
    finally:
        for name, original in before.items():
            setattr(Variable, name, original)


def _recording(original: Callable[[Any, Any], Any], operation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    thread = threading.get_ident()

    def compute(variable: Any, other: Any) -> Any:
        is_recorded = is_tensor(other) and threading.get_ident() == thread
        return operation(variable, other) if is_recorded else original(variable, other)

    return compute
