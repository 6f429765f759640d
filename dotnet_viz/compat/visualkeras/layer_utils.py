"""``SpacingDummyLayer`` of visualkeras: a gap in the picture, which the model itself does not feel.

The class is made when it is first asked for, since only then Keras is needed.
"""

from __future__ import annotations

from functools import cache
from typing import Any

KIND = "SpacingDummyLayer"

__all__ = ["KIND", "spacing_layer"]


@cache
def spacing_layer() -> Any:
    """Return the class ``SpacingDummyLayer``, a layer of Keras that hands on what it gets.

    Its argument ``spacing`` is the pixels that the picture is wider by; it is 50 unless given.
    """
    import keras

    class SpacingDummyLayer(keras.layers.Layer):  # type: ignore[misc]
        """A gap in the picture.

        Args:
            spacing: pixels that the picture is wider by.
            options: of every layer of Keras, such as ``name``.
        """

        def __init__(self, spacing: float = 50, **options: Any) -> None:
            super().__init__(**options)
            self.spacing = spacing

        def call(self, inputs: Any) -> Any:
            """Return what comes in."""
            return inputs

        def get_config(self) -> dict[str, Any]:
            """Return what the layer is made again from."""
            return {**super().get_config(), "spacing": self.spacing}

    return keras.saving.register_keras_serializable(package="dotnet_viz")(SpacingDummyLayer)


def __getattr__(name: str) -> Any:
    if name == KIND:
        return spacing_layer()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
