"""Checks of layers over the epochs: gradients, updates, activations, and the first value that is not finite."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.diagnostics.sources import AUTO_TRAINER, DEEP_CHECKER_TRAINING, DEEP_DIAGNOSIS
from dotnet_viz.measures.training.findings.run_check import (
    RunCheck,
    first_epoch,
    has_converged,
    is_kernel_name,
    layer_and_weight,
    metric,
    recent,
    statistics_of,
)
from dotnet_viz.measures.training.run import UNITS, TensorStatistics, TrainingRun
from dotnet_viz.translation.translate import translate

_SMALL_FIRST_NORM = 1e-4
_NOT_FINITE = "NaN or infinity"
_FORWARD = ("activations", "weights", "gradients", "updates")


def find_not_finite(run: TrainingRun, _limit: float) -> Iterator[Finding]:
    """Yield the first tensor with NaN or infinite values; without statistics of tensors, the first such loss.

    Of tensors of the same epoch, activations come first, in the order of the model: what is behind them follows from them.

    Args:
        run: of a training.
        _limit: not used; every check has one.
    """
    fix = translate("lower the learning rate, clip gradients, and look for log(0), division by 0 and NaN in the data")
    broken = [(epoch, _FORWARD.index(one.quantity), index) for index, one in enumerate(run.statistics)
              if (epoch := _first_broken(one)) is not None]  # fmt: skip
    if broken:
        epoch, _, index = min(broken)
        one = run.statistics[index]
        layer, weight = (one.tensor, None) if one.quantity == "activations" else layer_and_weight(one.tensor)
        count = sum(other == epoch for other, _, _ in broken)
        message = translate(
            "NaN or infinity first in epoch {epoch}, in its {quantity}, of {tensors} then",
            epoch=epoch,
            quantity=one.quantity,
            tensors=format_count(count, "tensor"),
        )
        yield Finding("training-not-finite", "error", layer, weight, message, _NOT_FINITE, None, DEEP_DIAGNOSIS, fix, epoch)
        return
    for name in ("loss", "val_loss"):
        curve = metric(run, name)
        if curve is not None and not np.isfinite(curve.values).all():
            epoch = int(curve.positions[np.argmin(np.isfinite(curve.values))])
            message = translate("it is NaN or infinite first in epoch {epoch}", epoch=epoch)
            yield Finding("training-not-finite", "error", name, None, message, _NOT_FINITE, None, AUTO_TRAINER, fix, epoch)
            return


def _first_broken(one: TensorStatistics) -> int | None:
    counts = [one.values[name] for name in ("nan_count", "infinite_count") if name in one.values]
    bad = np.nan_to_num(np.sum(counts, axis=0)) > 0 if counts else np.zeros(1, bool)
    return int(one.epochs[np.argmax(bad)]) if bad.any() else None


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


def _first_and_last(run: TrainingRun) -> tuple[str, float, float, int] | None:
    """Return the first kernel, the recent norms of its and of the last kernel's gradients, and the last epoch."""
    kernels = [(one, values) for one, values in statistics_of(run, "gradients", "l2_norm") if is_kernel_name(one.tensor)]
    if len(kernels) < 2:
        return None
    (first, first_values), (_, last_values) = kernels[0], kernels[-1]
    return first.tensor, recent(first_values), recent(last_values), int(first.epochs[-1])


def find_small_updates(run: TrainingRun, limit: float) -> Iterator[Finding]:
    """Yield kernels that a whole epoch changes by less than a single training step should.

    Args:
        run: of a training.
        limit: threshold of the check, in the unit of the observed value.
    """
    if has_converged(run):
        return
    for one, values in statistics_of(run, "updates", "log10_ratio"):
        value = recent(values)
        if is_kernel_name(one.tensor) and value < limit:
            layer, weight = layer_and_weight(one.tensor)
            epoch = first_epoch(one.epochs, values < limit)
            message = translate(
                "a whole epoch changes it by {value} of its norm, since epoch {epoch}",
                value=format_percent(10**value),
                epoch=epoch,
            )
            fix = translate("raise the learning rate (tenfold steps), or check that the layer is meant to be trained")
            yield Finding("updates-small", "warning", layer, weight, message, value, limit, DEEP_CHECKER_TRAINING, fix, epoch)


def find_large_updates(run: TrainingRun, limit: float) -> Iterator[Finding]:
    """Yield kernels that change too much: by more than all steps of an epoch may add up to, or by more than their own norm.

    The source's limit is for one step; steps in one direction add up to their number times as much. A log that
    lacks the steps of an epoch is not judged.

    Args:
        run: of a training.
        limit: threshold of the check, in the unit of the observed value.
    """
    steps = _steps_per_epoch(run)
    if steps is None:
        return
    allowed = min(limit + float(np.log10(steps)), max(limit, 0.0))
    for one, values in statistics_of(run, "updates", "log10_ratio"):
        later = values[one.epochs > one.epochs[0]]
        if not is_kernel_name(one.tensor) or np.isfinite(later).sum() < 2 or recent(later) <= allowed:
            continue
        layer, weight = layer_and_weight(one.tensor)
        epoch, times = first_epoch(one.epochs, values > allowed), format_number(10 ** recent(later), 3)
        message = translate(
            "each epoch of {steps} changes it by {times} times its norm, since epoch {epoch}",
            steps=format_count(steps, "step"),
            times=times,
            epoch=epoch,
        )
        fix = translate("lower the learning rate (tenfold steps)")
        observed, most = recent(later), allowed
        yield Finding("updates-large", "warning", layer, weight, message, observed, most, DEEP_CHECKER_TRAINING, fix, epoch)


def _steps_per_epoch(run: TrainingRun) -> int | None:
    steps = run.settings.get("steps_per_epoch")
    if isinstance(steps, int | float) and steps >= 1:
        return int(steps)
    last = {unit: max((int(one.positions[-1]) for one in run.curves if one.unit == unit and one.positions.size), default=0)
            for unit in UNITS}  # fmt: skip
    return max(1, last["step"] // last["epoch"]) if all(last.values()) else None


def find_dead_units(run: TrainingRun, limit: float) -> Iterator[Finding]:
    """Yield layers with relu of which too many units are 0 for nearly every input.

    Args:
        run: of a training.
        limit: threshold of the check, in the unit of the observed value.
    """
    for one, values in statistics_of(run, "activations", "dead_share"):
        share = recent(values)
        if share > limit:
            epoch = first_epoch(one.epochs, values > limit)
            message = translate(
                "{share} of its units are dead, more than {limit} since epoch {epoch}",
                share=format_percent(share),
                limit=format_percent(limit),
                epoch=epoch,
            )
            fix = translate("lower the learning rate, use leaky_relu or He initialisation, and start biases at 0 or above")
            severity = "error" if share >= 1 else "warning"
            yield Finding("dead-units", severity, one.tensor, None, message, share, limit, DEEP_CHECKER_TRAINING, fix, epoch)


def find_saturation(run: TrainingRun, limit: float) -> Iterator[Finding]:
    """Yield hidden layers with sigmoid or tanh whose outputs lie too often where the slope is next to 0.

    Args:
        run: of a training.
        limit: threshold of the check, in the unit of the observed value.
    """
    last = [one.tensor for one in run.statistics if one.quantity == "activations"][-1:]
    for one, values in statistics_of(run, "activations", "saturated_share"):
        share = recent(values)
        if share > limit and one.tensor not in last:  # a sure output is what a last sigmoid is there for
            epoch = first_epoch(one.epochs, values > limit)
            message = translate(
                "{share} of its outputs are saturated, over {limit} since epoch {epoch}",
                share=format_percent(share),
                limit=format_percent(limit),
                epoch=epoch,
            )
            fix = translate("scale the inputs, initialise kernels smaller, add batch normalization, or use relu")
            yield Finding("saturation", "warning", one.tensor, None, message, share, limit, DEEP_DIAGNOSIS, fix, epoch)


def _few_kernels(run: TrainingRun) -> str:
    return translate("the log has gradients of fewer than two kernels") if _first_and_last(run) is None else ""


def _unknown_steps(run: TrainingRun) -> str:
    return translate("the log does not say how many steps an epoch has") if _steps_per_epoch(run) is None else ""


CHECKS = (
    RunCheck("training-not-finite", "the first NaN or infinity, and where it is", find_not_finite, "any"),
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
    RunCheck(
        "updates-large",
        "weights that change too much: log10 of update by weight",
        find_large_updates,
        "updates",
        -1.0,
        _unknown_steps,
    ),
    RunCheck("updates-small", "weights that hardly change: log10 of update by weight", find_small_updates, "updates", -4.0),
    RunCheck("dead-units", "units with relu that are 0 for nearly every input", find_dead_units, "activations", 0.5),
    RunCheck("saturation", "outputs of sigmoid and tanh at their ends", find_saturation, "activations", 0.5),
)
