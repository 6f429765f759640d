"""Checks of how layers follow one another: biases, dropout and batch normalisation."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.formatting import format_number
from dotnet_viz.graph import Layer, Node
from dotnet_viz.graph.layer_kinds import KernelAxes, core, core_kind
from dotnet_viz.measures.diagnostics.checks.paths import (
    CallPaths,
    activation_of,
    is_affine,
    is_dropout,
    moves_values,
    normalizes_batch,
    nothing,
)
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.diagnostics.sources import BATCH_NORMALIZATION, KERAS_SAVING, NEURALINT, UMLAUT, VARIANCE_SHIFT, Source
from dotnet_viz.measures.diagnostics.subject import Check, CheckSubject
from dotnet_viz.translation.translate import translate

_RATES = ("rate", "dropout", "recurrent_dropout", "dropout_rate")


def find_missing_weights(subject: CheckSubject) -> Iterator[Finding]:
    """Yield layers that have weights by their class, and none in what was read: nothing else can be checked of them."""
    for layer in subject.graph.layers:
        if layer.lacks_weights:
            message = translate("it has weights, but none of them are here, so that nothing can be said of them")
            fix = translate("build or train the model, and save it as a whole with model.save('model.keras')")
            yield _finding(layer, "missing-weights", "warning", message, "none", fix, KERAS_SAVING)


def find_bias_before_batchnorm(subject: CheckSubject) -> Iterator[Finding]:
    """Yield layers whose bias the batch normalisation behind them takes out again."""
    for node, following in CallPaths(subject.graph).pairs(moves_values):
        uses_bias = core(node.layer).config.get("use_bias", node.layer.weight("bias") is not None)
        affine = is_affine(node) or core_kind(node.layer).kernel is KernelAxes.CHANNEL_MULTIPLIER
        if affine and uses_bias and activation_of(node) is None and normalizes_batch(following):
            message = translate(
                "its bias does nothing: {name} behind it subtracts the mean, and adds a shift of its own",
                name=repr(following.layer.name),
            )
            fix = translate("use_bias=False saves the values")
            yield _finding(node.layer, "bias-before-batchnorm", "hint", message, following.layer.name, fix, BATCH_NORMALIZATION)


def find_dropout_before_batchnorm(subject: CheckSubject) -> Iterator[Finding]:
    """Yield dropout whose changing variance a batch normalisation behind it learns."""
    paths = CallPaths(subject.graph)
    for node, following in paths.pairs(lambda kind: moves_values(kind) or kind.family == "activation"):
        if is_dropout(core_kind(node.layer)) and normalizes_batch(following):
            message = translate(
                "{name} behind it learns the variance with dropout, which is another without it",
                name=repr(following.layer.name),
            )
            fix = translate("put the dropout behind the last batch normalisation")
            yield _finding(
                node.layer, "dropout-before-batchnorm", "warning", message, following.layer.name, fix, VARIANCE_SHIFT
            )


def find_dropout_before_pooling(subject: CheckSubject) -> Iterator[Finding]:
    """Yield dropout that pooling behind it undoes in part."""
    for node, following in CallPaths(subject.graph).pairs(nothing):
        if core(node.layer).kind == "Dropout" and _pools_windows(following):
            message = translate(
                "{name} behind it pools over what is left, so less is dropped than the rate says",
                name=repr(following.layer.name),
            )
            fix = translate("put the dropout behind the pooling")
            yield _finding(node.layer, "dropout-before-pooling", "hint", message, following.layer.name, fix, NEURALINT)


def _pools_windows(node: Node) -> bool:
    kind = core_kind(node.layer)
    return kind.family == "pooling" and "pool_size" in kind.settings


def find_dropout_rate(subject: CheckSubject) -> Iterator[Finding]:
    """Yield layers that drop most of their input."""
    limit = subject.thresholds["dropout-rate"]
    for layer in subject.graph.layers:
        for name in _RATES:
            rate = core(layer).config.get(name)
            if isinstance(rate, (int, float)) and not isinstance(rate, bool) and rate > limit and _drops(layer, name):
                message = translate(
                    "{name} {rate} drops more than {limit} of the values in training",
                    name=name,
                    rate=format_number(rate),
                    limit=format_number(limit),
                )
                fix = translate("rates of 0.2 to 0.5 are usual; make the layer smaller rather than drop most of it")
                yield Finding("dropout-rate", "warning", layer.id, None, message, float(rate), limit, UMLAUT, fix)


def _drops(layer: Layer, name: str) -> bool:
    return name != "rate" or is_dropout(core_kind(layer))


def _finding(layer: Layer, check: str, severity: str, message: str, observed: str, fix: str, source: Source) -> Finding:
    return Finding(check, severity, layer.id, None, message, observed, None, source, fix)


CHECKS = (
    Check(
        "missing-weights",
        "layers whose weights are not in the file, or not made yet",
        find_missing_weights,
        scope="compositions",
    ),
    Check(
        "bias-before-batchnorm",
        "biases that batch normalisation takes out again",
        find_bias_before_batchnorm,
        scope="compositions",
    ),
    Check(
        "dropout-before-batchnorm",
        "dropout that batch normalisation learns",
        find_dropout_before_batchnorm,
        scope="compositions",
    ),
    Check("dropout-before-pooling", "dropout that pooling undoes in part", find_dropout_before_pooling, scope="compositions"),
    Check("dropout-rate", "layers that drop most of their input", find_dropout_rate, 0.5, scope="compositions"),
)
