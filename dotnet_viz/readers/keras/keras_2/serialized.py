"""A live model of Keras 2 as its own file would describe it."""

from __future__ import annotations

from typing import Any

from dotnet_viz.keras_format.architecture import as_json
from dotnet_viz.readers.keras.keras_2.network import NetworkConfig
from dotnet_viz.readers.keras.keras_2.objects import config_of, form, held_by, inner_layers, is_model, named_variables
from dotnet_viz.readers.keras.keras_2.tracing import NetworkTracer


class Descriptions:
    """Describes models and the layers inside, and keeps the names of those that cannot be described.

    Args:
        tracer: follows the forward passes of subclassed models.
    """

    def __init__(self, tracer: NetworkTracer) -> None:
        self.silent: list[str] = []
        self.reasons: dict[int, str] = {}
        self._tracer = tracer

    def entry(self, layer: Any, arguments: Any = None) -> dict[str, Any]:
        """Return a layer or a model as Keras serialises it: ``class_name``, ``config``.

        Args:
            layer: of Keras 2.
            arguments: symbolic tensors that it is called with, where the model around it calls it.
        """
        if is_model(layer):
            return {"class_name": type(layer).__name__, "config": self._model_config(layer, arguments)}
        config = config_of(layer)
        if config is None:
            self.silent.append(str(layer.name))
            config = {"trainable": bool(layer.trainable)}
        return {"class_name": type(layer).__name__, "config": as_json({**config, "name": layer.name})}

    def _model_config(self, model: Any, arguments: Any) -> dict[str, Any]:
        own = {"name": str(model.name), "trainable": bool(model.trainable)}
        if form(model) == "sequential":
            layers = [self.entry(layer) for layer in inner_layers(model)]
            return {**own, "layers": layers, "build_input_shape": as_json(getattr(model, "_build_input_shape", None))}
        network = model if form(model) == "functional" else self._tracer.network(model, arguments)
        if network is None:
            self.reasons[id(model)] = self._tracer.reasons[id(model)]
            return {**own, **as_json(config_of(model) or {})}
        held = {id(variable): name for name, variable in named_variables(held_by(model), taken=inner_layers(network)).items()}
        try:
            return {**own, **NetworkConfig(network, self._entry_in(network), held).config()}
        except Exception as error:  # whatever an argument of a call makes of being written down
            self.reasons[id(model)] = f"writing down its calls raises {type(error).__name__}"
            return own

    def _entry_in(self, network: Any) -> Any:
        def entry(layer: Any) -> dict[str, Any]:
            return self.entry(layer, self._tracer.arguments(network, layer))

        return entry
