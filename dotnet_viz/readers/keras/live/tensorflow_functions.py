"""TensorFlow's own functions in the code of a model: written down as operations, as Keras does with its own."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dotnet_viz.readers.keras.live.arguments import replaced
from dotnet_viz.readers.keras.live.objects import is_tensor


@contextmanager
def recorded_functions() -> Iterator[None]:
    """Let functions such as ``tf.concat`` take symbolic tensors of Keras in this thread, for a while."""
    import keras

    if keras.backend.backend() != "tensorflow" or "tensorflow" not in sys.modules:
        yield
        return
    from tensorflow.python.util import dispatch

    dispatcher = _dispatcher(dispatch)
    dispatchers = dispatch._GLOBAL_DISPATCHERS  # noqa: SLF001 - there is a function to add one, and none to take it out
    dispatchers.append(dispatcher)
    try:
        yield
    finally:
        dispatchers.remove(dispatcher)


def _dispatcher(dispatch: Any) -> Any:
    thread = threading.get_ident()
    not_supported = dispatch.OpDispatcher.NOT_SUPPORTED

    class Dispatcher(dispatch.GlobalOpDispatcher):  # type: ignore[misc]  # TensorFlow has no types
        """Called by TensorFlow where a function cannot make a tensor of an argument."""

        def handle(self, op: Any, args: Any, kwargs: Any) -> Any:
            found: list[Any] = []
            replaced((list(args), dict(kwargs)), is_tensor, found.append)
            if threading.get_ident() != thread or not found:
                return not_supported
            return _operation(op)(*args, **kwargs)

    return Dispatcher()


def _operation(function: Any) -> Any:
    import keras

    class TensorFlowFunction(keras.Operation):  # type: ignore[misc]  # Keras has no types
        """A function of TensorFlow, called on symbolic tensors."""

        function_name = f"tf.{_public_name(function)}"

        def call(self, *args: Any, **kwargs: Any) -> Any:
            return function(*args, **kwargs)

        def compute_output_spec(self, *args: Any, **kwargs: Any) -> Any:
            from keras.src import backend

            return backend.compute_output_spec(function, *args, **kwargs)

    return TensorFlowFunction()


def _public_name(function: Any) -> str:
    names = getattr(function, "_tf_api_names", None) or (getattr(function, "__name__", "function"),)
    return str(names[0])
