"""``TimeDistributed`` run at once: its steps of time are further samples, so that layers inside it are called once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dotnet_viz.explain.live.patches import Patch
from dotnet_viz.keras_format.weights.live import is_instance


class MergedSteps:
    """Patches of the wrappers in a model, and how many steps they had in the last pass.

    What the layer in a wrapper returns for each step is the same; a wrapper that is given a mask runs step by step as before.

    Args:
        layers: of the model, by id.
    """

    def __init__(self, layers: Mapping[str, Any]) -> None:
        self._wrappers = {path: layer for path, layer in layers.items() if is_instance(layer, "TimeDistributed")}
        self._steps: dict[str, int] = {}

    @property
    def patches(self) -> list[Patch]:
        """Functions to replace during a pass, before those that capture what layers return."""
        self._steps.clear()
        return [(layer, "call", self._merged(path, layer)) for path, layer in self._wrappers.items()]

    def around(self, path: str) -> tuple[int, ...]:
        """Return the numbers of steps of the wrappers around a layer, the outermost first.

        Args:
            path: id of the layer.
        """
        parents = path.split("/")[:-1]
        paths = ("/".join(parents[: end + 1]) for end in range(len(parents)))
        return tuple(self._steps[one] for one in paths if one in self._steps)

    def _merged(self, path: str, wrapper: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        import keras

        def replace(original: Callable[..., Any]) -> Callable[..., Any]:
            def call(inputs: Any, training: Any = None, mask: Any = None) -> Any:
                if mask is not None or len(getattr(inputs, "shape", ())) < 3:
                    return original(inputs, training=training, mask=mask)
                samples, steps, *rest = inputs.shape
                self._steps[path] = int(steps)
                arguments = {"training": training} if wrapper.layer._call_has_training_arg else {}  # noqa: SLF001
                flat = wrapper.layer.call(keras.ops.reshape(inputs, (samples * steps, *rest)), **arguments)
                return keras.ops.reshape(flat, (samples, steps, *flat.shape[1:]))

            return call

        return replace
