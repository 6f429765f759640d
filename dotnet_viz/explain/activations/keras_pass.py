"""A forward pass of a live Keras model that takes what every call of every layer returns, and changes nothing."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.datasets.batches import Shapes
from dotnet_viz.errors import NotBuiltError, UnsupportedInputError
from dotnet_viz.explain.activations.batches import Batch
from dotnet_viz.explain.activations.capture import Capture, Hand
from dotnet_viz.explain.activations.places import Place, chosen_layers
from dotnet_viz.explain.live.calls import captured_calls
from dotnet_viz.explain.live.layers import every_layer, is_model, is_opaque
from dotnet_viz.explain.live.model_inputs import flat_inputs, input_names, structured
from dotnet_viz.explain.live.patches import Patch, patched
from dotnet_viz.explain.live.time_steps import MergedSteps
from dotnet_viz.explain.live.token_checks import checked_tokens
from dotnet_viz.keras_format.weights.live import is_instance, is_layer

Values = NDArray[Any]
Take = Callable[[Place, Values], None]

_ASKS_FOR_SCORES = "return_attention_scores"


class KerasPass:
    """Runs a Keras model in inference mode and passes what its layers return to a function, call by call.

    Weights, states of random generators, losses and metrics are as before afterwards, and so are the layers themselves, also
    where the pass fails.

    Args:
        model: a built ``keras.Model``.
        layers: which layers, see :func:`~dotnet_viz.explain.activations.places.chosen_layers`.

    Raises:
        NotBuiltError: the model has no weights yet.
        OptionError: an unknown layer.
    """

    def __init__(self, model: Any, layers: str | Sequence[str] | None = None) -> None:
        if not model.built:
            raise NotBuiltError(f"the model {model.name!r} has no weights yet: call it once, or build it")
        every = _layers(model)
        self._every, self._time = every, MergedSteps(every)
        self._model, self._wanted = model, layers
        self._layers = {name: every[name] for name in chosen_layers(list(every), layers)}
        self._facts = {name: _facts(layer) for name, layer in self._layers.items()}
        self._compiled: Callable[..., tuple[Any, ...]] | None = None
        self._places: list[Place] = []

    @property
    def name(self) -> str:
        """Name of the model."""
        return str(self._model.name)

    @property
    def input_shapes(self) -> Shapes:
        """Shapes of the model's inputs with the axis of samples; ``None`` where they are not known."""
        inputs = flat_inputs(self._model)
        return None if inputs is None else [tuple(tensor.shape) for tensor in inputs]

    @property
    def input_names(self) -> tuple[str, ...]:
        """Names of the model's inputs, as far as they are known."""
        return input_names(self._model)

    def run(self, batch: Batch, take: Take, *, repeated: bool = False, take_input: Take | None = None) -> None:
        """Run the model on one batch.

        Args:
            batch: an array for each input.
            take: called with the place and the values of each array, samples first.
            repeated: whether more batches of this size are to come, for which JAX compiles the pass.
            take_input: called with the place of each call and what the layer is given; ``None`` for nothing.
        """
        import keras

        inputs = [_tensor(array) for array in batch]
        backend = keras.backend.backend()
        if backend == "jax" and repeated and take_input is None:
            self._run_compiled(inputs, take)
            return
        with _without_gradients(backend):
            self._run(inputs, _as_arrays(take), given=None if take_input is None else _as_arrays(take_input))

    def predict(self, batch: Batch) -> Values:
        """Return what the model predicts.

        Args:
            batch: an array for each input.

        Raises:
            UnsupportedInputError: it has several outputs.
        """
        import keras

        with _without_gradients(keras.backend.backend()), keras.StatelessScope():
            outputs = keras.tree.flatten(
                self._model(structured(self._model, [_tensor(array) for array in batch]), training=False)
            )
        if len(outputs) != 1:
            raise UnsupportedInputError(f"the model {self.name!r} has {len(outputs)} outputs, and predictions are those of one")
        return _values(outputs[0])

    def _run(self, inputs: Sequence[Any], found: Hand, variables: Any = None, given: Hand | None = None) -> None:
        import keras

        mapping = None if variables is None else list(zip(self._model.variables, variables, strict=True))
        capture = Capture(self._facts, self._wanted, self._time.around, inputs, found, given)
        before = [*self._time.patches, *_score_patches(self._layers, capture.scored)]
        with (
            keras.StatelessScope(mapping),
            checked_tokens(self._every),
            patched(before),
            captured_calls(self._layers, capture.returned, capture.received),
        ):
            self._model(structured(self._model, inputs), training=False)

    def _run_compiled(self, inputs: Sequence[Any], take: Take) -> None:
        import jax

        def outputs(given: Sequence[Any], variables: Sequence[Any]) -> tuple[Any, ...]:
            self._places, tensors = [], []

            def found(place: Place, tensor: Any) -> None:
                self._places.append(place)
                tensors.append(tensor)

            self._run(given, found, variables)
            return tuple(tensors)

        if self._compiled is None:
            self._compiled = jax.jit(outputs)
        values = self._compiled(inputs, [variable.value for variable in self._model.variables])
        for place, tensor in zip(self._places, values, strict=True):
            take(place, _values(tensor))


def _as_arrays(take: Take) -> Hand:
    return lambda place, tensor: take(place, _values(tensor))


@contextmanager
def _without_gradients(backend: str) -> Iterator[None]:
    if backend != "torch":
        yield
        return
    import torch

    with torch.no_grad():
        yield


def _layers(model: Any) -> dict[str, Any]:
    """Return the layers that return something of their own by id: those inside models, wrappers and users' layers too."""
    every = every_layer(model, enters=lambda layer: not is_opaque(layer))
    return {path: layer for path, layer in every.items() if not is_model(layer) and not is_instance(layer, "InputLayer")}


def _facts(layer: Any) -> dict[str, Any]:
    """Return the class, the activation and the axis of units of a layer, or of the layer in a wrapper."""
    inner = layer
    while is_layer(wrapped := getattr(inner, "layer", None) or getattr(inner, "forward_layer", None)):
        inner = wrapped
    activation = getattr(inner, "activation", None)
    first = getattr(inner, "data_format", None) == "channels_first" and not is_instance(inner, "Flatten")
    name = getattr(activation, "__name__", None)
    return {"kind": type(inner).__name__, "activation": name, "channels_first": first}


def _tensor(array: Values) -> Any:
    import keras

    return array if array.dtype.kind in "US" else keras.ops.convert_to_tensor(array)


def _values(tensor: Any) -> Values:
    import keras

    eager = type(tensor).__name__ == "EagerTensor"  # of TensorFlow, which numpy can read without a copy
    values: Values = np.asarray(tensor if eager else keras.ops.convert_to_numpy(tensor))
    if values.dtype.name == "bfloat16":
        return values.astype(np.float32)
    return values


def _score_patches(layers: Mapping[str, Any], result: Callable[[str, Any], None]) -> list[Patch]:
    """Return patches that have attention layers compute their scores, hand these on, and return what they return without."""
    return [
        (layer, "call", partial(_scored, name, result))
        for name, layer in layers.items()
        if _ASKS_FOR_SCORES in inspect.signature(layer.call).parameters and not getattr(layer, "_flash_attention", False)
    ]


def _scored(name: str, result: Callable[[str, Any], None], original: Callable[..., Any]) -> Callable[..., Any]:
    signature = inspect.signature(original)

    def call(*args: Any, **kwargs: Any) -> Any:
        given = signature.bind(*args, **kwargs)
        wanted = bool(given.arguments.get(_ASKS_FOR_SCORES))
        given.arguments[_ASKS_FOR_SCORES] = True
        output, scores = original(*given.args, **given.kwargs)
        if scores is not None:
            result(name, scores)
        return (output, scores) if wanted else output

    return call
