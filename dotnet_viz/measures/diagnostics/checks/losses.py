"""Check of the last activation against the loss that the model was compiled with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dotnet_viz.graph import Node, Port
from dotnet_viz.measures.diagnostics.checks.paths import (
    CallPaths,
    activation_of,
    is_affine,
    is_pure_activation,
    moves_values_or_is_noise,
)
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.diagnostics.sources import NEURALINT, UMLAUT
from dotnet_viz.measures.diagnostics.subject import Check, CheckSubject
from dotnet_viz.translation.translate import translate

_CATEGORICAL = frozenset({"categorical_crossentropy", "sparse_categorical_crossentropy", "categorical_focal_crossentropy"})
_BINARY = frozenset({"binary_crossentropy", "binary_focal_crossentropy"})
_SHORT = {"mse": "mean_squared_error", "mae": "mean_absolute_error", "bce": "binary_crossentropy", "kld": "kl_divergence"}


@dataclass(frozen=True)
class Loss:
    """A loss and whether it takes logits, the values before softmax or sigmoid."""

    name: str
    from_logits: bool = False


def find_last_activation(subject: CheckSubject) -> Iterator[Finding]:
    """Yield outputs whose last activation does not fit the loss, or is constant."""
    paths = CallPaths(subject.graph)
    losses = _losses((subject.graph.origin.training or {}).get("loss"), subject)
    for (_, node), loss in zip(paths.ends, losses, strict=True):
        made_by = paths.back_from(node, moves_values_or_is_noise) if node is not None else None
        if made_by is None or not (is_affine(made_by) or is_pure_activation(made_by)):
            continue
        finding = _judge(made_by, activation_of(made_by) or "linear", _units(made_by), loss)
        if finding is not None:
            yield finding


def _units(node: Node) -> int | None:
    shape = node.output().shape
    return shape[-1] if shape and len(shape) > 1 else None


def _judge(node: Node, activation: str, units: int | None, loss: Loss | None) -> Finding | None:
    if activation == "softmax" and units == 1:
        message = translate("softmax of a single unit is 1 whatever goes in")
        return _finding(node, "error", message, activation, translate("use sigmoid for one unit, or as many units as classes"))
    if loss is None:
        return None
    if loss.from_logits:
        return _judge_logits(node, activation, loss)
    if loss.name in _CATEGORICAL:
        return _judge_categorical(node, activation, units, loss)
    if loss.name in _BINARY and activation not in ("sigmoid", "hard_sigmoid"):
        severity = "warning" if activation == "softmax" else "error"
        message = translate(
            "{name} takes each output as a probability of its own, but the last activation is {activation}",
            name=loss.name,
            activation=activation,
        )
        return _finding(
            node,
            severity,
            message,
            activation,
            translate("end with sigmoid, or compile with from_logits=True and no activation"),
        )
    return None


def _judge_logits(node: Node, activation: str, loss: Loss) -> Finding | None:
    if activation not in ("softmax", "sigmoid"):
        return None
    message = translate(
        "{name} expects logits (from_logits=True), but the last activation is {activation}: it is applied twice",
        name=loss.name,
        activation=activation,
    )
    return _finding(
        node, "error", message, activation, translate("leave the last activation out, or compile with from_logits=False")
    )


def _judge_categorical(node: Node, activation: str, units: int | None, loss: Loss) -> Finding | None:
    if units == 1:
        message = translate("{name} compares classes, but there is one output", name=loss.name)
        return _finding(
            node, "error", message, activation, translate("use binary_crossentropy and sigmoid, or as many units as classes")
        )
    if activation == "softmax":
        return None
    severity = "warning" if activation == "sigmoid" else "error"
    message = translate(
        "{name} takes the outputs as probabilities of one class each, but the last activation is {activation}",
        name=loss.name,
        activation=activation,
    )
    return _finding(
        node, severity, message, activation, translate("end with softmax, or compile with from_logits=True and no activation")
    )


def _finding(node: Node, severity: str, message: str, activation: str, fix: str) -> Finding:
    source = UMLAUT if "from_logits" in message or "from_logits" in fix else NEURALINT
    return Finding("last-activation", severity, node.layer.id, None, message, activation, None, source, fix)


def _losses(written: object, subject: CheckSubject) -> list[Loss | None]:
    """Return the loss of each output, as the author compiled it: one for all, a list, or by the outputs' names."""
    ports = subject.graph.outputs
    if isinstance(written, Mapping) and "class_name" not in written:
        return [_loss(written.get(_name(port, subject))) for port in ports]
    if isinstance(written, Sequence) and not isinstance(written, str):
        return [_loss(written[index] if index < len(written) else None) for index in range(len(ports))]
    return [_loss(written) for _ in ports]


def _name(port: Port, subject: CheckSubject) -> str:
    return subject.graph.node(port.node).layer.name


def _loss(written: Any) -> Loss | None:
    config: Any = {}
    if isinstance(written, Mapping):
        config = written.get("config")
        written = written.get("class_name")
    if not isinstance(written, str):
        return None
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", written).lower()
    from_logits = isinstance(config, Mapping) and config.get("from_logits") is True
    return Loss(_SHORT.get(name, name), from_logits)


def _lacks_loss(subject: CheckSubject) -> str:
    """Return why nothing can be held against a last activation; a softmax of one unit is a fault of any model."""
    origin = subject.graph.origin
    if (origin.training or {}).get("loss") is not None or any(True for _ in find_last_activation(subject)):
        return ""
    if origin.framework not in (None, "Keras"):
        return translate("the loss is unknown; only models of Keras have it with them")
    return translate("the loss is not known: compile the model before it is saved")


CHECKS = (
    Check(
        "last-activation",
        "last activations that do not fit the loss",
        find_last_activation,
        scope="compositions",
        lacks=_lacks_loss,
    ),
)
