"""Checks of activations: units that are 0, and outputs at their ends."""

from __future__ import annotations

import operator
from collections.abc import Iterator

from dotnet_viz.formatting import format_percent
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.diagnostics.sources import DEEP_CHECKER_TRAINING, DEEP_DIAGNOSIS
from dotnet_viz.measures.training.findings.run_check import RunCheck, beyond
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.translation.translate import translate


def find_dead_units(run: TrainingRun, limit: float) -> Iterator[Finding]:
    """Yield layers with relu of which too many units are 0 for nearly every input.

    Args:
        run: of a training.
        limit: threshold of the check, in the unit of the observed value.
    """
    for layer, share, epoch in beyond(run, "activations", "dead_share", operator.gt, limit):
        message = translate(
            "{share} of its units are dead, more than {limit} since epoch {epoch}",
            share=format_percent(share),
            limit=format_percent(limit),
            epoch=epoch,
        )
        fix = translate("lower the learning rate, use leaky_relu or He initialisation, and start biases at 0 or above")
        severity = "error" if share >= 1 else "warning"
        yield Finding("dead-units", severity, layer, None, message, share, limit, DEEP_CHECKER_TRAINING, fix, epoch)


def find_saturation(run: TrainingRun, limit: float) -> Iterator[Finding]:
    """Yield hidden layers with sigmoid or tanh whose outputs lie too often where the slope is next to 0.

    Args:
        run: of a training.
        limit: threshold of the check, in the unit of the observed value.
    """
    last = [one.tensor for one in run.statistics if one.quantity == "activations"][-1:]
    for layer, share, epoch in beyond(run, "activations", "saturated_share", operator.gt, limit):
        if layer in last:  # a sure output is what a last sigmoid is there for
            continue
        message = translate(
            "{share} of its outputs are saturated, over {limit} since epoch {epoch}",
            share=format_percent(share),
            limit=format_percent(limit),
            epoch=epoch,
        )
        fix = translate("scale the inputs, initialise kernels smaller, add batch normalization, or use relu")
        yield Finding("saturation", "warning", layer, None, message, share, limit, DEEP_DIAGNOSIS, fix, epoch)


CHECKS = (
    RunCheck("dead-units", "units with relu that are 0 for nearly every input", find_dead_units, "activations", 0.5),
    RunCheck("saturation", "outputs of sigmoid and tanh at their ends", find_saturation, "activations", 0.5),
)
