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
        notes = self._subclassed_notes()
        if self.outside:
            notes.append(
                sentence(
                    "{names}: the model has them beside its graph, so that no connection is known.", names=listed(self.outside)
                )
            )
        if self.unbuilt:
            notes.append(
                sentence(
                    "{names}: not built yet, so that there are no shapes and no weights: begin with keras.Input, or call build"
                    " first.",
                    names=listed(self.unbuilt),
                )
            )
        unknown = [node.layer.id for node in nodes if _has_unknown(node.outputs)]
        if unknown:
            notes.append(sentence("The output shape is not known for {names}.", names=listed(list(dict.fromkeys(unknown)))))
        notes += [note for node in nodes if (note := _width_note(node))]
        weights = list(_weights(nodes))
        notes += _value_notes(weights)
        undecided = [name for name, weight in weights if weight.trainable is None]
        if undecided:
            notes.append(sentence("Whether {names} is trainable is not in the file.", names=listed(undecided)))
        if self.extra:
            notes.append(
                sentence(
                    "{names}: called with more tensors than the model has inputs; the others are not drawn.",
                    names=listed(self.extra),
                )
            )
        if self.unfit:
            notes.append(
                sentence(
                    "These weights do not have the shape that their layer's configuration asks for: {names}.",
                    names=listed(self.unfit),
                )
            )
        return notes

    def _subclassed_notes(self) -> list[str]:
        groups: dict[str | None, list[str]] = {}
        for name, reason in self.subclassed.items():
            groups.setdefault(reason, []).append(name)
        return [_subclassed_note(reason, listed(names)) for reason, names in groups.items()]


def _weights(nodes: Sequence[Node]) -> Iterator[tuple[str, Weight]]:
    layers = {node.layer.id: node.layer for node in nodes}.values()
    return ((f"{layer.id}/{weight.name}", weight) for layer in layers for weight in layer.weights)


def _value_notes(weights: Sequence[tuple[str, Weight]]) -> list[str]:
    unknown = [name for name, weight in weights if not (weight.has_values or weight.merged_into)]
    if not unknown or not any(weight.has_values for _, weight in weights):
        return []
    return [
        sentence(
            "The values of {names} are left out: it is not certain how they were quantised, or how much LoRA adds to them.",
            names=listed(unknown),
        )
    ]


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
