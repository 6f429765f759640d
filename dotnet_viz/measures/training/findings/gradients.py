"""Checks of the gradients of kernels: too small to learn from, or growing or fading on their way to the first layer."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from dataclasses import dataclass

from dotnet_viz.formatting import format_number
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.diagnostics.sources import AUTO_TRAINER, DEEP_DIAGNOSIS
from dotnet_viz.measures.training.findings.run_check import (
    RunCheck,
    beyond,
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
    ends = _ends_that_learn(run)
    if ends is None or ends.share <= limit:
        return
    message = translate(
        "the norm of its gradients is {first}, {times} times the last layer's",
        first=format_number(ends.first, 3),
        times=format_number(ends.share, 3),
    )
    fix = translate("clip gradients (clipnorm of the optimizer), lower the learning rate, or initialise kernels smaller")
    where = layer_and_weight(ends.tensor)
    yield Finding("exploding-gradients", "warning", *where, message, ends.share, limit, AUTO_TRAINER, fix, ends.epoch)


def find_fading_gradients(run: TrainingRun, limit: float) -> Iterator[Finding]:
    """Yield a first layer whose gradients are far smaller than the last layer's, and small.

    Args:
        run: of a training.
        limit: threshold of the check, in the unit of the observed value.
    """
    ends = _ends_that_learn(run)
    if ends is None or ends.share >= limit or ends.first >= _SMALL_FIRST_NORM:
        return
    message = translate(
        "the norm of its gradients is {first}, {share} of the last layer's",
        first=format_number(ends.first, 2),
        share=format_number(ends.share, 2),
    )
    fix = translate("use relu with He initialisation, batch normalization or residual connections")
    where = layer_and_weight(ends.tensor)
    yield Finding("fading-gradients", "warning", *where, message, ends.share, limit, AUTO_TRAINER, fix, ends.epoch)


@dataclass(frozen=True)
class _Ends:
    """Gradients of the first kernel of a model and of its last.

    Args:
        tensor: name of the first kernel.
        first: recent norm of its gradients.
        last: recent norm of the last kernel's.
        epoch: the last epoch.
    """

    tensor: str
    first: float
    last: float
    epoch: int

    @property
    def share(self) -> float:
        """The first norm by the last."""
        return self.first / self.last


def _ends_that_learn(run: TrainingRun) -> _Ends | None:
    """Return both ends, unless training has converged or nothing reaches the last kernel."""
    ends = _first_and_last(run)
    return None if ends is None or has_converged(run) or ends.last <= 0 else ends


def _first_and_last(run: TrainingRun) -> _Ends | None:
    kernels = [(one, values) for one, values in statistics_of(run, "gradients", "l2_norm") if is_kernel_name(one.tensor)]
    if len(kernels) < 2:
        return None
    (first, first_values), (_, last_values) = kernels[0], kernels[-1]
    return _Ends(first.tensor, recent(first_values), recent(last_values), int(first.epochs[-1]))


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
    for tensor, value, epoch in beyond(run, "gradients", "mean_absolute", operator.lt, limit):
        if not is_kernel_name(tensor):
            continue
        layer, weight = layer_and_weight(tensor)
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
