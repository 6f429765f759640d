"""Checks of how layers follow one another: biases, dropout and batch normalisation."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.formatting import format_number
from dotnet_viz.graph import Layer
from dotnet_viz.graph.weight_axes import core_config, core_kind
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.diagnostics.paths import (
    BATCH_NORMALIZATION as NORMALISING,
)
from dotnet_viz.measures.diagnostics.paths import DROPPING, SHAPING, Paths, activation_of, is_affine, is_pure_activation
from dotnet_viz.measures.diagnostics.sources import BATCH_NORMALIZATION, NEURALINT, UMLAUT, VARIANCE_SHIFT, Source
from dotnet_viz.measures.diagnostics.subject import Check, Subject

_POOLING = frozenset(f"{stem}Pooling{rank}D" for rank in (1, 2, 3) for stem in ("Max", "Average"))
_RATES = ("rate", "dropout", "recurrent_dropout", "dropout_rate")


def find_bias_before_batchnorm(subject: Subject) -> Iterator[Finding]:
    """Yield layers whose bias the batch normalisation behind them takes out again."""
    for node, following in Paths(subject.graph).pairs(SHAPING):
        uses_bias = core_config(node.layer).get("use_bias", node.layer.weight("bias") is not None)
        affine = is_affine(node) or "DepthwiseConv" in core_kind(node.layer)
        if affine and uses_bias and activation_of(node) is None and core_kind(following.layer) in NORMALISING:
            message = (
                f"its bias does nothing: {following.layer.name!r} behind it subtracts the mean, and adds a shift of its own"
            )
            fix = "use_bias=False saves the values"
            yield _finding(node.layer, "bias-before-batchnorm", "hint", message, following.layer.name, fix, BATCH_NORMALIZATION)


def find_dropout_before_batchnorm(subject: Subject) -> Iterator[Finding]:
    """Yield dropout whose changing variance a batch normalisation behind it learns."""
    paths = Paths(subject.graph)
    passed = SHAPING | {node.layer.kind for node in paths.nodes if is_pure_activation(node)}
    for node, following in paths.pairs(passed):
        if core_kind(node.layer) in DROPPING and core_kind(following.layer) in NORMALISING:
            message = f"{following.layer.name!r} behind it learns the variance with dropout, which is another without it"
            fix = "put the dropout behind the last batch normalisation"
            yield _finding(
                node.layer, "dropout-before-batchnorm", "warning", message, following.layer.name, fix, VARIANCE_SHIFT
            )


def find_dropout_before_pooling(subject: Subject) -> Iterator[Finding]:
    """Yield dropout that pooling behind it undoes in part."""
    for node, following in Paths(subject.graph).pairs(()):
        if core_kind(node.layer) == "Dropout" and core_kind(following.layer) in _POOLING:
            message = f"{following.layer.name!r} behind it pools over what is left, so less is dropped than the rate says"
            fix = "put the dropout behind the pooling"
            yield _finding(node.layer, "dropout-before-pooling", "hint", message, following.layer.name, fix, NEURALINT)


def find_dropout_rate(subject: Subject) -> Iterator[Finding]:
    """Yield layers that drop most of their input."""
    limit = subject.thresholds["dropout-rate"]
    for layer in subject.graph.layers:
        for name in _RATES:
            rate = core_config(layer).get(name)
            if isinstance(rate, (int, float)) and not isinstance(rate, bool) and rate > limit and _drops(layer, name):
                message = f"{name} {format_number(rate)} drops more than {format_number(limit)} of the values in training"
                fix = "rates of 0.2 to 0.5 are usual; make the layer smaller rather than drop most of it"
                yield Finding("dropout-rate", "warning", layer.id, None, message, float(rate), limit, UMLAUT, fix)


def _drops(layer: Layer, name: str) -> bool:
    return name != "rate" or core_kind(layer) in DROPPING


def _finding(layer: Layer, check: str, severity: str, message: str, observed: str, fix: str, source: Source) -> Finding:
    return Finding(check, severity, layer.id, None, message, observed, None, source, fix)


CHECKS = (
    Check("bias-before-batchnorm", "biases that batch normalisation takes out again", find_bias_before_batchnorm),
    Check("dropout-before-batchnorm", "dropout that batch normalisation learns", find_dropout_before_batchnorm),
    Check("dropout-before-pooling", "dropout that pooling undoes in part", find_dropout_before_pooling),
    Check("dropout-rate", "layers that drop most of their input", find_dropout_rate, 0.5),
)
