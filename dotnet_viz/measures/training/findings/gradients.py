"""Checks of the gradients of kernels: too small to learn from, or growing or fading on their way to the first layer."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.formatting import format_number
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.diagnostics.sources import AUTO_TRAINER, DEEP_DIAGNOSIS
from dotnet_viz.measures.training.findings.run_check import (
    RunCheck,
    first_epoch,
    has_converged,
    is_kernel_name,
    layer_and_weight,
    recent,
    statistics_of,
)
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.translation.translate import translate

_SMALL_FIRST_NORM = 1e-4


def find_exploding_gradients(run: TrainingRun, limit: float) -> Iterator[Finding]:
    """Yield a first layer whose gradients are far larger than the last layer's.

    Args:
        run: of a training.
        limit: threshold of the check, in the unit of the observed value.
    """
    ends = _first_and_last(run)
    if ends is None or has_converged(run):
        return
    tensor, first, last, epoch = ends
    if last > 0 and first / last > limit:
        layer, weight = layer_and_weight(tensor)
        times = format_number(first / last, 3)
        message = translate(
            "the norm of its gradients is {first}, {times} times the last layer's", first=format_number(first, 3), times=times
        )
        fix = translate("clip gradients (clipnorm of the optimizer), lower the learning rate, or initialise kernels smaller")
        yield Finding("exploding-gradients", "warning", layer, weight, message, first / last, limit, AUTO_TRAINER, fix, epoch)


def find_fading_gradients(run: TrainingRun, limit: float) -> Iterator[Finding]:
    """Yield a first layer whose gradients are far smaller than the last layer's, and small.

    Args:
        run: of a training.
        limit: threshold of the check, in the unit of the observed value.
    """
    ends = _first_and_last(run)
    if ends is None or has_converged(run):
        return
    tensor, first, last, epoch = ends
    if last > 0 and first / last < limit and first < _SMALL_FIRST_NORM:
        layer, weight = layer_and_weight(tensor)
        share = format_number(first / last, 2)
        message = translate(
            "the norm of its gradients is {first}, {share} of the last layer's", first=format_number(first, 2), share=share
        )
        fix = translate("use relu with He initialisation, batch normalization or residual connections")
        yield Finding("fading-gradients", "warning", layer, weight, message, first / last, limit, AUTO_TRAINER, fix, epoch)


def _first_and_last(run: TrainingRun) -> tuple[str, float, float, int] | None:
    """Return the first kernel, the recent norms of its and of the last kernel's gradients, and the last epoch."""
    kernels = [(one, values) for one, values in statistics_of(run, "gradients", "l2_norm") if is_kernel_name(one.tensor)]
    if len(kernels) < 2:
        return None
    (first, first_values), (_, last_values) = kernels[0], kernels[-1]
    return first.tensor, recent(first_values), recent(last_values), int(first.epochs[-1])


def _few_kernels(run: TrainingRun) -> str:
    return translate("the log has gradients of fewer than two kernels") if _first_and_last(run) is None else ""


def find_vanishing_gradients(run: TrainingRun, limit: float) -> Iterator[Finding]:
    """Yield kernels whose gradients are so small that they do not learn, unless the loss has come down to a hundredth.

    Args:
        run: of a training.
        limit: threshold of the check, in the unit of the observed value.
    """
    if has_converged(run):
        return
    fix = translate(
        "use relu with He initialisation, batch normalization or residual connections; check that nothing saturates behind it"
    )
    for one, values in statistics_of(run, "gradients", "mean_absolute"):
        value = recent(values)
        if is_kernel_name(one.tensor) and value < limit:
            layer, weight = layer_and_weight(one.tensor)
            epoch = first_epoch(one.epochs, values < limit)
            message = translate(
                "its gradients are {value} on average, since epoch {epoch}: it no longer learns",
                value=format_number(value, 2),
                epoch=epoch,
            )
            yield Finding("vanishing-gradients", "warning", layer, weight, message, value, limit, DEEP_DIAGNOSIS, fix, epoch)


CHECKS = (
    RunCheck(
        "exploding-gradients",
        "gradients that grow from layer to layer, backwards",
        find_exploding_gradients,
        "gradients",
        70.0,
        _few_kernels,
    ),
    RunCheck(
        "fading-gradients",
        "gradients that fade from layer to layer, backwards",
        find_fading_gradients,
        "gradients",
        1e-3,
        _few_kernels,
    ),
    RunCheck("vanishing-gradients", "gradients next to 0", find_vanishing_gradients, "gradients", 1e-7),
)
