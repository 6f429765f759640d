"""Forward passes of a live model that leave nothing behind, and evenly chosen values of what its layers return."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.explain.live.calls import captured_calls

MAX_VALUES = 1 << 16
"""Values of one layer's output at most; of more, whole rows of units are left out evenly."""
_SEED = 1337

Units = NDArray[np.float32]


class CapturedPass:
    """A forward pass whose outputs are taken layer by layer, on any backend.

    No variable is changed, the states of random generators and metrics included. On JAX the pass is compiled once.

    Args:
        model: a built ``keras.Model``.
        layers: the layers to look at, by name.
        training: whether layers do what they do in training; what they draw is the same in every pass.
    """

    def __init__(self, model: Any, layers: Mapping[str, Any], *, training: bool = False) -> None:
        self._model, self._layers, self._training = model, layers, training
        self._compiled: Callable[..., dict[str, Any]] | None = None

    def outputs(self, x: Any) -> dict[str, Units]:
        """Return values of what each layer returns at its first call, as rows of units.

        Args:
            x: tensors of the backend, with the batch first.

        Returns:
            By the layers' names, arrays of shape (rows, units): a row is a sample, or a position in one. Layers that
            are not called, or return no floating-point tensor, are left out.
        """
        import keras

        run = {"jax": self._run_jax, "torch": self._run_torch}.get(keras.backend.backend(), self._run)
        return as_units(run(x))

    def _run(self, x: Any, values: list[Any] | None = None) -> dict[str, Any]:
        import keras

        given = [] if values is None else list(zip(self._model.variables, values, strict=True))
        with keras.StatelessScope([*given, *fixed_seeds(self._model)]), captured_rows(self._layers) as rows:
            call(self._model, x, training=self._training)
        return rows

    def _run_torch(self, x: Any) -> dict[str, Any]:
        import torch

        with torch.no_grad():
            return self._run(x)

    def _run_jax(self, x: Any) -> dict[str, Any]:
        import jax

        if self._compiled is None:
            self._compiled = jax.jit(self._run)
        return self._compiled(x, [variable.value for variable in self._model.variables])


def call(model: Any, x: Any, *, training: bool) -> Any:
    """Call a model as ``fit`` does, whose ``call`` may have no argument ``training``.

    Args:
        model: a ``keras.Model``.
        x: tensors of the backend, with the batch first.
        training: whether layers behave as in training.
    """
    return model(x, training=training) if model._call_has_training_arg else model(x)  # noqa: SLF001


def fixed_seeds(model: Any) -> list[tuple[Any, Any]]:
    """Return the states of the random generators of a model, each with what stands for it so that draws repeat.

    Args:
        model: a ``keras.Model``.
    """
    import keras

    states = [variable for variable in model.variables if variable.name == "seed_generator_state"]
    return [(state, keras.ops.convert_to_tensor([_SEED, 0], dtype=state.dtype)) for state in states]


@contextmanager
def captured_rows(layers: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Collect what layers return at their first call while the block runs, as tensors with rows of units.

    Args:
        layers: by name.
    """
    import keras

    found: dict[str, Any] = {}

    def take(name: str, returned: Any) -> None:
        tensor = next((part for part in keras.tree.flatten(returned) if _is_floating(part)), None)
        if name not in found and tensor is not None:
            found[name] = _rows(tensor, layers[name])

    with captured_calls(layers, take):
        yield found


def as_units(rows: Mapping[str, Any]) -> dict[str, Units]:
    """Return tensors as arrays of single precision."""
    import keras

    return {name: np.asarray(keras.ops.convert_to_numpy(part)).astype(np.float32, copy=False) for name, part in rows.items()}


def _is_floating(value: Any) -> bool:
    import keras

    return hasattr(value, "dtype") and "float" in keras.backend.standardize_dtype(value.dtype)


def _rows(tensor: Any, layer: Any) -> Any:
    """Return a tensor as rows of units, evenly chosen where there are too many."""
    import keras

    if len(tensor.shape) > 2 and getattr(layer, "data_format", None) == "channels_first":
        tensor = keras.ops.moveaxis(tensor, 1, -1)
    units = int(tensor.shape[-1]) if len(tensor.shape) > 1 else 1
    rows = keras.ops.reshape(tensor, (-1, units))
    step = -(-int(rows.shape[0]) * units // MAX_VALUES)
    return rows[::step] if step > 1 else rows
