"""Runs a live model in inference mode, with outputs of layers seen or replaced, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dotnet_viz.errors import NotBuiltError, UnsupportedInputError
from dotnet_viz.explain.live.layers import every_layer, is_model
from dotnet_viz.explain.live.model_inputs import structured
from dotnet_viz.explain.live.patches import Patch, patched
from dotnet_viz.explain.live.time_steps import MergedSteps
from dotnet_viz.explain.live.token_checks import checked_tokens

CallId = tuple[str, int]
"""Id of a layer, and the number of its call in a pass, from 1."""


@dataclass(frozen=True, eq=False)
class LayerCall:
    """What a call of a layer returned.

    Args:
        id: of the call.
        layer: that was called.
        value: a tensor; the first one where the layer returns several.
        steps: of time, where the layer is inside ``TimeDistributed``: the first axis of the value is samples times steps.
    """

    id: CallId
    layer: Any
    value: Any
    steps: int | None = None


class Runner:
    """Runs a model in inference mode.

    Weights, states of random generators, losses and metrics are as before afterwards, and so are the layers themselves, also
    where a pass fails. ``TimeDistributed`` runs all its steps at once, so that layers inside it are called once.

    Args:
        model: a built ``keras.Model``.

    Raises:
        UnsupportedInputError: it is no live model.
        NotBuiltError: it has no weights yet.
    """

    def __init__(self, model: Any) -> None:
        if not is_model(model):
            raise UnsupportedInputError(
                f"attribution runs a live Keras model, not {type(model).__name__!r}; load a file with keras.models.load_model"
            )
        if not model.built:
            raise NotBuiltError(f"the model {model.name!r} has no weights yet: call it once, or build it")
        self.model = model
        self.layers = every_layer(model)
        self._time = MergedSteps(self.layers)

    def run(
        self,
        inputs: Sequence[Any],
        *,
        replaced: Mapping[CallId, Any] | None = None,
        patches: Iterable[Patch] = (),
        values: Sequence[tuple[Any, Any]] = (),
        seen: Callable[[LayerCall], None] | None = None,
    ) -> list[Any]:
        """Return the outputs of the model, as a flat list of tensors.

        Args:
            inputs: a tensor for each input.
            replaced: tensors that stand in place of what calls of layers return.
            patches: of functions, in effect during this pass.
            values: variables, and tensors that stand in place of their values.
            seen: is given what each call of a layer returned.
        """
        import keras

        calls = self._capturing(replaced or {}, seen)
        with (
            keras.StatelessScope(list(values)),
            checked_tokens(self.layers),
            patched([*self._time.patches, *patches, *calls]),
        ):
            returned = self.model(structured(self.model, inputs), training=False)
        return [part for part in keras.tree.flatten(returned) if part is not None]

    def _capturing(self, replaced: Mapping[CallId, Any], seen: Callable[[LayerCall], None] | None) -> list[Patch]:
        wanted = self.layers if seen is not None else dict.fromkeys(path for path, _ in replaced)
        counts: dict[str, int] = {}

        def capture(path: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
            def replace(original: Callable[..., Any]) -> Callable[..., Any]:
                def call(*args: Any, **kwargs: Any) -> Any:
                    returned = original(*args, **kwargs)
                    counts[path] = counts.get(path, 0) + 1
                    identity = (path, counts[path])
                    if identity in replaced:
                        returned = _with_first(returned, replaced[identity])
                    if seen is not None and (tensor := _first(returned)) is not None:
                        seen(LayerCall(identity, self.layers[path], tensor, next(iter(self._time.around(path)), None)))
                    return returned

                return call

            return replace

        return [(self.layers[path], _method(self.layers[path]), capture(path)) for path in wanted]


def _method(layer: Any) -> str:
    return "quantized_call" if getattr(layer, "quantization_mode", None) is not None else "call"


def _first(returned: Any) -> Any:
    """Return the first tensor of floating-point numbers, ``None`` where there is none."""
    import keras

    parts = (part for part in keras.tree.flatten(returned) if hasattr(part, "shape") and hasattr(part, "dtype"))
    return next((part for part in parts if "float" in keras.backend.standardize_dtype(part.dtype)), None)


def _with_first(returned: Any, tensor: Any) -> Any:
    import keras

    first = _first(returned)
    parts = keras.tree.flatten(returned)
    exchanged = [keras.ops.cast(tensor, part.dtype) if part is first else part for part in parts]
    return keras.tree.pack_sequence_as(returned, exchanged) if len(parts) > 1 else exchanged[0]
