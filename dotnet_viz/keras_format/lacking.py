"""What the graph of a stored model lacks, in words for its reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dotnet_viz.graph import Layer, Node, TensorSpec, Weight
from dotnet_viz.keras_format.config.names import listed
from dotnet_viz.keras_format.config.records import ModelRecord
from dotnet_viz.keras_format.weights.expected_shapes import expected_shapes, is_shape
from dotnet_viz.keras_format.weights.unmatched import is_unbuilt
from dotnet_viz.translation.sentences import sentence


@dataclass
class Lacking:
    """Collects what is missing while a graph is made.

    Args:
        unfit: weights of another shape than their layer's configuration asks for.
        subclassed: models whose connections are in their code only, and why that could not be followed.
        unbuilt: models without weights, since they have seen no input.
        outside: layers that a model has beside its graph.
        extra: models that are called with more tensors than they have inputs.
    """

    unfit: list[str] = field(default_factory=list)
    subclassed: dict[str, str | None] = field(default_factory=dict)
    unbuilt: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    def check(self, layer: Layer) -> None:
        """Note the weights of a layer that do not have the shape that its configuration asks for.

        Args:
            layer: with its weights.
        """
        expected = expected_shapes(layer.kind, layer.config)
        for weight in layer.weights:
            if weight.name in expected and not is_shape(weight.shape, expected[weight.name]):
                self.unfit.append(f"{layer.id}/{weight.name} {weight.shape}")

    def see(self, model: ModelRecord, name: str) -> None:
        """Note what is known of a model.

        Args:
            model: its record.
            name: by which the notes call it.
        """
        if model.form == "subclassed":
            self.subclassed.setdefault(name, model.reason)
        self.outside += [layer for layer in model.outside if layer not in self.outside]
        if is_unbuilt(model) and name not in self.unbuilt:
            self.unbuilt.append(name)

    def notes(self, nodes: Sequence[Node]) -> list[str]:
        """Return a sentence on each kind of thing that is missing.

        Args:
            nodes: of the graph.
        """
        return [*self._model_notes(), *_tensor_notes(nodes), *_weight_notes(list(_weights(nodes))), *self._mismatch_notes()]

    def _model_notes(self) -> Iterator[str]:
        """Yield what is not known of whole models."""
        groups: dict[str | None, list[str]] = {}
        for name, reason in self.subclassed.items():
            groups.setdefault(reason, []).append(name)
        for reason, names in groups.items():
            yield _subclassed_note(reason, listed(names))
        if self.outside:
            yield sentence(
                "{names}: the model has them beside its graph, so that no connection is known.", names=listed(self.outside)
            )
        if self.unbuilt:
            yield sentence(
                "{names}: not built yet, so that there are no shapes and no weights: begin with keras.Input, or call build"
                " first.",
                names=listed(self.unbuilt),
            )

    def _mismatch_notes(self) -> Iterator[str]:
        """Yield where a model does not fit what is said of it: more tensors than inputs, weights of another shape."""
        if self.extra:
            yield sentence(
                "{names}: called with more tensors than the model has inputs; the others are not drawn.",
                names=listed(self.extra),
            )
        if self.unfit:
            yield sentence(
                "These weights do not have the shape that their layer's configuration asks for: {names}.",
                names=listed(self.unfit),
            )


def _weights(nodes: Sequence[Node]) -> Iterator[tuple[str, Weight]]:
    layers = {node.layer.id: node.layer for node in nodes}.values()
    return ((f"{layer.id}/{weight.name}", weight) for layer in layers for weight in layer.weights)


def _tensor_notes(nodes: Sequence[Node]) -> Iterator[str]:
    unknown = [node.layer.id for node in nodes if _has_unknown(node.outputs)]
    if unknown:
        yield sentence("The output shape is not known for {names}.", names=listed(list(dict.fromkeys(unknown))))
    yield from (note for node in nodes if (note := _width_note(node)))


def _weight_notes(weights: Sequence[tuple[str, Weight]]) -> Iterator[str]:
    left_out = [name for name, weight in weights if not (weight.has_values or weight.merged_into)]
    if left_out and any(weight.has_values for _, weight in weights):
        yield sentence(
            "The values of {names} are left out: it is not certain how they were quantised, or how much LoRA adds to them.",
            names=listed(left_out),
        )
    undecided = [name for name, weight in weights if weight.trainable is None]
    if undecided:
        yield sentence("Whether {names} is trainable is not in the file.", names=listed(undecided))


def _subclassed_note(reason: str | None, names: str) -> str:
    if reason is None:
        return sentence(
            "{names}: a subclassed model, whose connections are in its code only; its layers are listed without edges.",
            names=names,
        )
    return sentence(
        "{names}: a subclassed model, whose connections are in its code only; its layers are listed without edges ({reason}).",
        names=names,
        reason=reason,
    )


def unused_notes(layer_id: str, inside: ModelRecord) -> Iterator[str]:
    """Yield a sentence on the layers that the forward pass of a custom layer does not use.

    Args:
        layer_id: of the custom layer.
        inside: what is in it.
    """
    if inside.outside:
        yield sentence("The forward pass of {layer} does not use {names}.", layer=layer_id, names=listed(inside.outside))


def _width_note(node: Node) -> str | None:
    """Return a note where Keras states another width of joined directions than they have."""
    config = node.layer.config
    directions = config.get("layer"), config.get("backward_layer")
    if node.layer.kind != "Bidirectional" or config.get("merge_mode") != "concat" or not all(directions):
        return None
    one, other = (_units(direction) for direction in directions)
    if one is None or other is None or one == other:
        return None
    return sentence(
        "{layer}: its directions give {one} and {other} values, but Keras states {stated} in all.",
        layer=node.layer.id,
        one=one,
        other=other,
        stated=2 * one,
    )


def _units(entry: object) -> int | None:
    config = entry.get("config") if isinstance(entry, Mapping) else None
    units = config.get("units") if isinstance(config, Mapping) else None
    return units if isinstance(units, int) else None


def _has_unknown(specs: Sequence[TensorSpec]) -> bool:
    return any(spec.shape is None for spec in specs)
